"""Laws of pictures: what they show decides where names say nothing; one that is amiss is a line and nothing more."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import trimesh
from PIL import Image

from assets import AssetError, AssetQuery
from assets.embeddings import LEXICAL, Picture, PictureEmbedder
from assets.embeddings_models import ClipEmbedder, _clip
from assets.found import FoundLibrary
from assets.importing import store
from assets.importing.glb_writer import write_glb
from assets.importing.raw import RawMaterial, RawPart
from assets.materials import colours
from assets.retrieval_rank import Entry, Shelf
from assets.sources.folder import FolderSource
from assets.thumbnails import Thumbnail, beside, seen, small_picture
from ui.found import import_models, imported_lines

SIZE = (0.45, 0.5, 0.9)
RED, BLUE = (170, 20, 20), (20, 30, 160)


def read(texts: Sequence[str]) -> Any:
    """The colours that texts name, as they differ from grey."""
    known = [[np.array(rgb) - np.mean(rgb) for name, rgb in colours().items() if name in t.split()] for t in texts]
    return np.array([np.sum(found, axis=0) if found else np.zeros(3) for found in known])


def look(pictures: Sequence[Picture]) -> Any:
    """The mean colours of pictures, as they differ from grey."""
    means = np.array([p.reshape(-1, 3).mean(axis=0) / 255 for p in pictures])
    return means - means.mean(axis=1, keepdims=True)


COLOURS = ClipEmbedder("colours", "none", 3, read, look)
"""An embedder that knows colours: a picture is near to the name of what it shows."""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDESIGN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(store, "_places", [])
    monkeypatch.setattr("assets.embeddings._cache", lambda: tmp_path / "vectors")
    store.model.cache_clear()


def picture(path: Path, colour: tuple[int, ...]) -> Path:
    Image.new("RGB", (40, 30), colour).save(path)  # type: ignore[arg-type]
    return path


def chair(folder: Path, name: str, colour: tuple[int, ...] | None = None) -> Path:
    """A model that its name and its look say nothing of, with a picture where a colour is given."""
    folder.mkdir(exist_ok=True)
    mesh = trimesh.creation.box((SIZE[0], SIZE[2], SIZE[1]))
    look = RawMaterial(factor=(0.3, 0.2, 0.1, 1.0))
    path = folder / f"dining_chair_{name}.glb"
    path.write_bytes(write_glb([RawPart("box", mesh.vertices, mesh.faces, None, None, look)]))
    if colour is not None:
        picture(path.with_suffix(".png"), colour)
    return path


def shelf(folder: Path, embedder: Any = COLOURS) -> FoundLibrary:
    return FoundLibrary.of(FolderSource(folder).catalogue().listings, embedder)


def names(library: FoundLibrary, words: str) -> list[str]:
    return [r.entry.id[-1] for r in library.shelf.best(AssetQuery("dining_chair", words, SIZE))]


# ---------------------------------------------------------------- ranking
def test_the_picture_decides_where_the_names_say_nothing(tmp_path: Path) -> None:
    chair(tmp_path / "in", "1", BLUE)
    chair(tmp_path / "in", "2", RED)
    library = shelf(tmp_path / "in")
    assert names(library, "red chair") == ["2", "1"]
    assert names(library, "blue chair") == ["1", "2"]
    best = library.shelf.best(AssetQuery("dining_chair", "red chair", SIZE))[0]
    assert "its picture is like the words 0.40 or more" in best.why
    match = next(library.matches(AssetQuery("dining_chair", "red chair", SIZE)))
    assert match.asset.name.endswith("chair")
    assert "its picture is like the words" in match.why
    assert "picture" not in library.shelf.best(AssetQuery("dining_chair", "", SIZE))[0].why


def test_a_model_without_a_picture_stands_between(tmp_path: Path) -> None:
    for name, colour in (("1", BLUE), ("2", None), ("3", RED)):
        chair(tmp_path / "in", name, colour)
    library = shelf(tmp_path / "in")
    assert names(library, "red chair") == ["3", "2", "1"]
    between = library.shelf.best(AssetQuery("dining_chair", "red chair", SIZE))[1]
    assert "picture" not in between.why


def test_an_embedder_that_does_not_see_answers_as_if_there_were_none(tmp_path: Path) -> None:
    assert isinstance(COLOURS, PictureEmbedder)
    assert not isinstance(LEXICAL, PictureEmbedder)
    entry = Entry("a", "dining_chair", "red chair", SIZE)
    shown = replace(entry, thumbnail=Thumbnail(tmp_path / "nowhere.png"))
    query = AssetQuery("dining_chair", "a red chair", SIZE, materials=("oak",))
    (before,), (after,) = Shelf([entry], LEXICAL).best(query), Shelf([shown], LEXICAL).best(query)
    assert (after.score, after.why) == (before.score, before.why)
    assert Shelf([shown], LEXICAL).faults == ()


# ---------------------------------------------------------------- what is amiss
def test_each_picture_that_is_amiss_is_a_line_and_the_model_is_used(tmp_path: Path) -> None:
    chair(tmp_path / "in", "1", RED)
    chair(tmp_path / "in", "2").with_suffix(".png").write_bytes(b"no picture")
    whole = picture(chair(tmp_path / "in", "3").with_suffix(".png"), RED)
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (90, 90, 3), np.uint8)).save(whole)
    whole.write_bytes(whole.read_bytes()[:9000])
    for _ in range(2):  # the second time from what is kept
        library = shelf(tmp_path / "in")
        said = [w.partition(": ")[::2] for w in library.warnings]
        assert [id[-1] for id, _ in said] == ["2", "3"]
        assert "no readable picture" in said[0][1]
        assert "cut short; its words alone are compared" in said[1][1]
        assert set(names(library, "red chair")) == {"1", "2", "3"}


def test_a_missing_and_a_changed_picture_are_faults(tmp_path: Path) -> None:
    good = picture(tmp_path / "a.png", RED)
    found = seen(COLOURS, [Thumbnail(tmp_path / "gone.png"), Thumbnail(good, "00" * 32), None, Thumbnail(good)])
    assert sorted(found.faults) == [0, 1]
    assert "cannot be read" in found.faults[0]
    assert "checksum differs" in found.faults[1]
    assert np.isnan(found.rows).any(axis=1).tolist() == [True, True, True, False]


def test_what_is_transparent_is_seen_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "a.png")
    (tmp_path / "b.jpg").write_bytes(small_picture(Thumbnail(tmp_path / "a.png")))
    assert np.asarray(Image.open(tmp_path / "b.jpg")).min() > 250


def test_vectors_of_pictures_are_kept_until_a_picture_changes(tmp_path: Path) -> None:
    looked: list[int] = []

    def counted(pictures: Sequence[Picture]) -> Any:
        looked.append(len(pictures))
        return look(pictures)

    counting = replace(COLOURS, see=counted)
    path = picture(tmp_path / "a.png", RED)
    first, again = (seen(counting, [Thumbnail(path)]).rows for _ in range(2))
    assert looked == [1]
    assert np.array_equal(first, again)
    picture(path, BLUE)
    assert not np.array_equal(seen(counting, [Thumbnail(path)]).rows, first)
    assert looked == [1, 1]


# ---------------------------------------------------------------- where they come from
def test_an_import_keeps_the_picture_with_its_checksum(tmp_path: Path) -> None:
    chair(tmp_path / "in", "1", BLUE)
    chair(tmp_path / "in", "2", RED)
    chair(tmp_path / "in", "3").with_suffix(".png").write_bytes(b"no picture")
    result = import_models(tmp_path / "in", "any", lambda text, share: None)
    assert [bool(r.thumbnail) for r in result.records] == [True, True, False]
    assert any("it is imported without" in line for line in imported_lines(result))
    library = FoundLibrary.of_records(store.records(store.models_folder()), COLOURS)
    assert names(library, "red chair")[0] == "2"
    store.copy_to(result.records[0].key, tmp_path / "scene")
    assert sorted(p.suffix for p in (tmp_path / "scene").iterdir()) == [".glb", ".jpg", ".json"]
    picture(store.models_folder() / f"{result.records[1].key}.jpg", BLUE)
    changed = FoundLibrary.of_records(store.records(store.models_folder()), COLOURS)
    assert ["checksum differs" in w for w in changed.warnings] == [True]


def test_what_has_no_picture_is_drawn_when_it_is_asked_for(tmp_path: Path) -> None:
    chair(tmp_path / "in", "1", BLUE)
    chair(tmp_path / "in", "2")
    drawn: list[str] = []

    def draw(known: store.Record) -> bytes:
        drawn.append(known.id)
        return picture(tmp_path / "drawn.jpg", RED).read_bytes()

    for _ in range(2):
        import_models(tmp_path / "in", "any", lambda text, share: None, draw)
    assert [id[-1] for id in drawn] == ["2"]
    library = FoundLibrary.of_records(store.records(store.models_folder()), COLOURS)
    assert names(library, "red chair") == ["2", "1"]


def test_a_manifest_names_the_picture_and_it_lies_in_the_folder(tmp_path: Path) -> None:
    path = chair(tmp_path / "in", "1")
    picture(tmp_path / "in" / "p.png", RED)
    picture(tmp_path / "outside.png", RED)
    rows = [{"id": n, "file": path.name, "category": "dining_chair", "thumbnail": t, "thumbnail_sha256": "ab" * 32}
            for n, t in (("a", "p.png"), ("b", "../outside.png"))]  # fmt: skip
    (tmp_path / "in" / "manifest.json").write_text(json.dumps(rows))
    found = FolderSource(tmp_path / "in").catalogue()
    assert [x.thumbnail for x in found.listings] == [Thumbnail(tmp_path / "in" / "p.png", "ab" * 32)]
    assert "outside the folder" in found.refused[0]


def test_a_texture_beside_an_obj_is_no_picture_of_it(tmp_path: Path) -> None:
    picture(tmp_path / "sofa.png", RED)
    assert beside(tmp_path / "sofa.glb") == Thumbnail(tmp_path / "sofa.png")
    assert beside(tmp_path / "sofa.obj") is None
    assert beside(tmp_path / "sofa.gltf") is None
    own = picture(tmp_path / "sofa.thumbnail.jpg", RED)
    assert beside(tmp_path / "sofa.obj") == Thumbnail(own)


# ---------------------------------------------------------------- OpenCLIP's own interface
def test_both_halves_of_openclip_are_called_as_its_library_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    torch: Any = pytest.importorskip("torch")

    class Net:
        def eval(self) -> None:
            self.ready = True

        def encode_text(self, tokens: Any) -> Any:
            return torch.nn.functional.one_hot(tokens, 512)

        def encode_image(self, batch: Any) -> Any:
            assert self.ready
            assert batch.shape[1:] == (3, 8, 8)
            return batch.reshape(len(batch), -1).repeat(1, 3)[:, :512]

    def prepared(image: Image.Image) -> Any:
        return torch.from_numpy(np.array(image.resize((8, 8)))).permute(2, 0, 1).float()

    def tokenizer(texts: list[str]) -> Any:
        return torch.tensor([len(t) for t in texts])

    library = SimpleNamespace(create_model_and_transforms=lambda model, pretrained: (Net(), None, prepared),
                              get_tokenizer=lambda model: tokenizer)  # fmt: skip
    monkeypatch.setitem(sys.modules, "open_clip", library)
    _clip.cache_clear()
    clip = ClipEmbedder()
    assert clip.embed(["ab", "c"])[:, [2, 1]].tolist() == [[1, 0], [0, 1]]
    rows = clip.embed_pictures([np.full((20, 30, 3), 9, np.uint8)])
    assert rows.shape == (1, 512)
    assert np.linalg.norm(rows) == pytest.approx(1)
    _clip.cache_clear()


def test_without_openclip_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "open_clip", None)
    _clip.cache_clear()
    with pytest.raises(AssetError, match=r"idesign\[clip\]"):
        ClipEmbedder().embed_pictures([np.zeros((2, 2, 3), np.uint8)])
