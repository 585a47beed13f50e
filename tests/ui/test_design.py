"""The whole way: a sentence in, a folder out that holds what the contract promises."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
import trimesh
from PIL import Image

from idesign import EmbeddedDesigner, Options, Scene, design_scene, load_scene, read_brief, violations
from idesign.render import renderer
from ui.cli import run

REQUEST = "a bedroom, 4 x 3.5 m, with a double bed between two nightstands and an oak wardrobe"
PROMISED = ("scene.json", "scene.glb", "plan.svg", "plan.pdf", "shopping_list.csv", "evaluation.json", "report.html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command makes, with pictures of the smallest size that is allowed."""
    out = tmp_path_factory.mktemp("design") / "room"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "PREVIEW_SIZE", (640, 480))
        assert run(["design", REQUEST, "--llm", "offline", "--seed", "3", "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def scene(folder: Path) -> Scene:
    return load_scene(folder)


def test_everything_that_is_promised_is_there(folder: Path) -> None:
    assert not [name for name in PROMISED if not (folder / name).is_file()]
    views = sorted((folder / "views").glob("*.png"))
    assert len(views) == 5
    for view in views:
        assert Image.open(view).width == 640


def test_pictures_are_as_wide_as_promised() -> None:
    assert min(w for w, _ in (renderer.PREVIEW_SIZE, renderer.DRAFT_SIZE, renderer.PHOTO_SIZE)) >= 640


def test_what_was_asked_for_is_in_the_room(scene: Scene) -> None:
    found = sorted(o.category for o in scene.objects if o.asked)
    assert found == ["bed_double", "nightstand", "nightstand", "wardrobe"]
    wardrobe = next(o for o in scene.objects if o.category == "wardrobe")
    assert "oak" in str(wardrobe.attributes["material"])


def test_the_exact_check_agrees_with_what_is_said(scene: Scene) -> None:
    assert scene.provenance.status == "solved"
    assert not violations(scene)
    assert not scene.provenance.breaches


def test_the_room_has_the_size_that_was_asked(scene: Scene) -> None:
    x0, y0, x1, y1 = scene.room.plan.bounds
    assert sorted((x1 - x0, y1 - y0)) == [3.5, 4.0]
    assert scene.room.doors
    assert scene.room.windows


def test_the_model_has_a_node_for_each_object(folder: Path, scene: Scene) -> None:
    glb = trimesh.load(folder / "scene.glb", force="scene")
    assert {o.id for o in scene.objects} <= set(glb.graph.nodes)


def test_the_list_accounts_for_every_object(folder: Path, scene: Scene) -> None:
    with (folder / "shopping_list.csv").open(newline="", encoding="utf-8-sig") as f:
        rows = list(csv.DictReader(f))
    assert sorted(i for r in rows for i in r["ids"].split()) == sorted(o.id for o in scene.objects)
    assert all(len(r["ids"].split()) == int(r["quantity"]) for r in rows)


def test_the_evaluation_can_be_read_again(folder: Path) -> None:
    assert json.loads((folder / "evaluation.json").read_text(encoding="utf-8"))["scores"]


def test_check_finds_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_thing_moved_into_another_is_found(folder: Path, tmp_path: Path) -> None:
    document = json.loads((folder / "scene.json").read_text(encoding="utf-8"))
    by_category = {o["category"]: o for o in document["objects"]}
    bed, wardrobe = by_category["bed_double"], by_category["wardrobe"]
    wardrobe["x"], wardrobe["y"] = bed["x"], bed["y"]
    (tmp_path / "scene.json").write_text(json.dumps(document), encoding="utf-8")
    assert run(["check", str(tmp_path)]) == 1


def test_the_same_seed_gives_the_same_scene(scene: Scene) -> None:
    again = design_scene(read_brief(REQUEST, seed=3), EmbeddedDesigner(), Options(seed=3), lambda text, share: None)
    assert replace(again, provenance=scene.provenance) == scene
    assert replace(again.provenance, timings={}) == replace(scene.provenance, timings={})
