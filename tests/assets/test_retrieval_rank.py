"""Ranking among many models: size, style, material and colour count as asked, nothing is stretched, indexes agree."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import AssetError, AssetQuery
from assets.embeddings import LexicalEmbedder, unit
from assets.embeddings_models import ClipEmbedder, MiniLmEmbedder
from assets.materials import colours
from assets.retrieval import best_categories
from assets.retrieval_index import MatrixIndex, TorchIndex, UsearchIndex, has_usearch, index_of
from assets.retrieval_rank import RESIDUAL, SCALES, STATED, THIN, Entry, Shelf, fitted

PLAIN = Entry("plain", "sofa", "grey wool sofa", (2.0, 0.9, 0.8), ("modern",), ("wool",), colours()["grey"])
NAVY = replace(PLAIN, id="navy", text="navy velvet sofa", materials=("velvet",), colour=colours()["navy"])
OLD = replace(PLAIN, id="old", styles=("classic",))
SMALL = replace(PLAIN, id="small", size=(1.5, 0.9, 0.8))
OTHER = replace(PLAIN, id="other", category="armchair", size=(0.8, 0.85, 0.9), text="armchair")
SHELF = Shelf([PLAIN, NAVY, OLD, SMALL, OTHER])
LENGTH = st.floats(0.2, 4.0)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        (AssetQuery("sofa", size=(1.55, None, None), style=""), "small"),
        (AssetQuery("sofa", style="classic"), "old"),
        (AssetQuery("sofa", style="", materials=("velvet",)), "navy"),
        (AssetQuery("sofa", style="", colours=("dark blue",)), "navy"),
        (AssetQuery("sofa", "navy velvet", style=""), "navy"),
        (AssetQuery("", "Sessel", style=""), "other"),
    ],
)
def test_what_is_asked_decides(query: AssetQuery, first: str) -> None:
    best = SHELF.best(query)
    assert best[0].entry.id == first
    assert [r.score for r in best] == sorted((r.score for r in best), reverse=True)
    assert all(0 <= r.score <= 1 and r.why for r in best)


def test_the_reason_can_be_read() -> None:
    query = AssetQuery("sofa", size=(1.4, None, None), style="classic", colours=("navy",))
    why = SHELF.best(query)[0].why
    assert why == "looks 0.70 of 1, size within 0 %, style not as asked, colour 36 away (CIEDE2000), scaled by 0.933"


def test_a_set_is_one_model_and_the_order_of_entries_does_not_matter() -> None:
    query = AssetQuery("sofa", style="", seed=1)
    assert {Shelf(es).best(query)[0].entry.id for es in ([PLAIN, OLD, NAVY], [NAVY, OLD, PLAIN])} == {"navy"}


@given(size=st.tuples(LENGTH, LENGTH, LENGTH), wish=st.tuples(LENGTH, LENGTH, LENGTH), said=st.booleans())
def test_what_fits_is_within_ten_percent_as_a_whole_and_close_on_every_axis(
    size: tuple[float, float, float], wish: tuple[float, float, float], said: bool
) -> None:
    scale, residual = fitted(np.array([size]), wish, (said, False, False))
    if not np.isfinite(residual[0]):
        return
    assert SCALES[0] <= scale[0] <= SCALES[1]
    for k, (v, w) in enumerate(zip(size, wish, strict=True)):
        limit = STATED * w + 0.006 if said and k == 0 else RESIDUAL * w + THIN + 0.001
        assert abs(scale[0] * v - w) <= limit


@given(size=st.tuples(LENGTH, LENGTH, LENGTH), scale=st.floats(*SCALES))
def test_a_model_of_the_asked_form_always_fits(size: tuple[float, float, float], scale: float) -> None:
    wish = (size[0] * scale, size[1] * scale, size[2] * scale)
    found, residual = fitted(np.array([size]), wish, (True, True, True))
    assert np.isfinite(residual[0])
    assert found[0] == pytest.approx(scale, abs=1e-3)


@given(sizes=st.lists(st.tuples(LENGTH, LENGTH, LENGTH), min_size=2, max_size=6), wish=st.tuples(LENGTH, LENGTH))
def test_models_are_fitted_each_by_itself(sizes: list[tuple[float, float, float]], wish: tuple[float, float]) -> None:
    together = fitted(np.array(sizes), (wish[0], None, wish[1]))
    for k, size in enumerate(sizes):
        alone = fitted(np.array([size]), (wish[0], None, wish[1]))
        assert (alone[0][0], alone[1][0]) == (together[0][k], together[1][k])


def test_a_size_that_is_not_known_yet_fits_and_is_not_boasted_of() -> None:
    unknown = replace(PLAIN, size=None)
    (ranked,) = Shelf([unknown]).best(AssetQuery("sofa", size=(2.0, None, None), style=""))
    assert ranked.scale == 1
    assert "size" not in ranked.why
    assert Shelf([PLAIN, unknown]).best(AssetQuery("sofa", size=(2.0, None, None)))[0].entry.size is not None


def test_a_plant_may_be_of_another_form_and_a_sofa_may_not() -> None:
    for kind, fits in (("potted_plant", True), ("sofa", False)):
        shelf = Shelf([replace(PLAIN, category=kind, size=(1.0, 1.0, 1.2))])
        assert bool(shelf.best(AssetQuery(kind, size=(0.68, 0.68, 1.2)))) == fits


def test_better_looks_win_among_equals() -> None:
    better = replace(PLAIN, id="z", quality=0.9)
    assert Shelf([PLAIN, better]).best(AssetQuery("sofa"))[0].entry.id == "z"


def test_no_model_of_that_kind_or_size_is_no_answer() -> None:
    assert SHELF.best(AssetQuery("piano")) == ()
    assert SHELF.best(AssetQuery("sofa", size=(4.0, None, None))) == ()
    with pytest.raises(AssetError):
        SHELF.best(AssetQuery("", " "))


def test_an_empty_shelf_answers_nothing() -> None:
    assert Shelf([]).best(AssetQuery("sofa", size=(2.0, None, None), colours=("red",))) == ()


def _vectors(n: int) -> np.ndarray:  # type: ignore[type-arg]
    return unit(np.random.default_rng(0).normal(size=(n, 32)).astype(np.float32))


def test_indexes_agree_with_each_other() -> None:
    vectors = _vectors(500)
    rows, scores = MatrixIndex(vectors).nearest(vectors[:7], 10)
    assert rows[:, 0].tolist() == list(range(7))
    assert (np.diff(scores, axis=1) <= 0).all()
    again, _ = TorchIndex(vectors, "cpu").nearest(vectors[:7], 10)
    assert (again == rows).all()
    assert MatrixIndex(vectors[:3]).nearest(vectors[:1], 10)[0].shape == (1, 3)
    assert (index_of(vectors).nearest(vectors[:7], 10)[0] == rows).all()


@pytest.mark.skipif(not has_usearch(), reason="needs the extra 'ann'")
def test_the_graph_finds_nearly_all() -> None:
    vectors = _vectors(2000)
    rows, _ = MatrixIndex(vectors).nearest(vectors[:50], 10)
    graph, scores = UsearchIndex(vectors).nearest(vectors[:50], 10)
    assert np.mean([len(set(a) & set(b)) / 10 for a, b in zip(rows, graph, strict=True)]) > 0.9
    assert scores[0, 0] == pytest.approx(1, abs=0.01)


def test_missing_extras_name_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("sentence_transformers", "open_clip"):
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(AssetError, match=r"idesign\[minilm\]"):
        MiniLmEmbedder("no/such-model").embed(["a"])
    with pytest.raises(AssetError, match=r"idesign\[clip\]"):
        ClipEmbedder("no-such-model").embed(["a"])


def test_a_model_that_knows_meaning_takes_the_place_of_letters(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """A shipped protocol, not a mock of the library: any callable that turns texts into rows will do."""
    monkeypatch.setattr("assets.embeddings._cache", lambda: tmp_path)
    lexical = LexicalEmbedder()

    def encode(texts: list[str]) -> object:
        return lexical.embed(["sofa" if t == "zzyzx" else t for t in texts])

    knowing = MiniLmEmbedder("knows zzyzx", lexical.size, encode)
    assert best_categories("zzyzx", 1, embedder=knowing)[0].category == "sofa"
    assert best_categories("zzyzx", 1)[0].category != "sofa"
    with pytest.raises(AssetError, match="expected"):
        MiniLmEmbedder("short", 7, encode).embed(["a"])
