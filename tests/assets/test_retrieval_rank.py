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
from assets.retrieval_rank import MISFIT, SCALES, Entry, Shelf, fits

PLAIN = Entry("plain", "sofa", "grey wool sofa", (2.0, 0.9, 0.8), "modern", ("wool",), colours()["grey"])
NAVY = replace(PLAIN, id="navy", text="navy velvet sofa", materials=("velvet",), colour=colours()["navy"])
OLD = replace(PLAIN, id="old", style="classic")
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
    assert SHELF.best(query)[0].why == "size within 0 %, style not as asked, colour 36 away (CIEDE2000), scaled by 0.93"


def test_a_set_is_one_model_and_the_order_of_entries_does_not_matter() -> None:
    query = AssetQuery("sofa", style="", seed=1)
    assert {Shelf(es).best(query)[0].entry.id for es in ([PLAIN, OLD, NAVY], [NAVY, OLD, PLAIN])} == {"navy"}


@given(LENGTH, LENGTH, LENGTH)
def test_nothing_is_stretched(w: float, d: float, h: float) -> None:
    for r in SHELF.best(AssetQuery("sofa", size=(w, d, h), style="")):
        assert SCALES[0] <= r.scale <= SCALES[1]
        ratios = np.log(np.array(r.entry.size) * r.scale / np.array([w, d, h]))
        assert np.abs(ratios).max() <= MISFIT + 1e-9


@given(LENGTH, LENGTH, LENGTH, st.floats(0.91, 1.09))
def test_a_model_of_the_asked_form_fits_exactly(w: float, d: float, h: float, s: float) -> None:
    scale, misfit = fits(np.array([[w, d, h]]), (s * w, s * d, s * h))
    assert scale[0] == pytest.approx(s)
    assert misfit[0] == pytest.approx(0, abs=1e-9)


def test_no_model_of_that_kind_or_size_is_no_answer() -> None:
    assert SHELF.best(AssetQuery("piano")) == ()
    assert SHELF.best(AssetQuery("sofa", size=(4.0, None, None))) == ()
    with pytest.raises(AssetError):
        SHELF.best(AssetQuery("", " "))


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
