"""The report on many scenes: complete, from one folder or several, with definitions, and it loads nothing."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from eval import evaluate_scene
from eval.batch_evaluate import Means, cut_interval
from eval.batch_report import DOCUMENT, PAGE, TABLE, Collection, write_batch_report
from eval.batch_summary import Spread
from eval.meshes import box_meshes
from eval.sources import all_scores, page, source_of, sources
from idesign.brief import Brief
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom, save_scene
from solvers.room import Door

ROOM = SceneRoom(((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)), 2.5, (Door("door-0", 0, 0.1, 0.9),))


def collection(name: str, folder: Path, *depths: float) -> Collection:
    """Rooms with a chest before a wardrobe's doors, so far from it."""
    found = Collection(name, [], Means())
    for k, depth in enumerate(depths):
        objects = (_thing("wardrobe-0", (1.2, 0.6, 2.0), 2.7), _thing("sideboard-0", (1.6, 0.4, 0.8), 2.2 - depth))
        scene = Scene(Brief("<b>two</b> & more", wishes=()), ROOM, objects)
        save_scene(scene, folder / name / f"room-{k}" / "scene.json")
        evaluation = evaluate_scene(scene, box_meshes(scene))
        found.results.append((folder / name / f"room-{k}", evaluation))
        found.means.add(evaluation)
    return found


def _thing(id: str, size: tuple[float, float, float], y: float) -> SceneObject:
    return SceneObject(id, id[:-2], id, "", {}, size, 2.8, y, 0.0, 0.0, "floor", AssetRef("t", id, "CC0-1.0"))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write_batch_report([collection("ours", folder, 0.3, 0.9), collection("theirs", folder, 0.9)], folder)
    return folder


def test_the_page_has_every_definition_and_shows_the_fault_on_the_plan(out: Path) -> None:
    text = (out / PAGE).read_text()
    for s in all_scores():
        if f">{s.name}<" in text:
            assert source_of(s.name).replace("'", "&#39;") in text or source_of(s.name) in text, s.name
    assert "width of the widest person who gets from a door" in text
    assert "usable: 50 % (ours)" in text
    assert "&lt;b&gt;two&lt;/b&gt; &amp; more" in text
    assert "<b>two" not in text
    assert not re.search(r"""(?:src|href)="(?!data:)|url\((?!data:)|https?://(?!www\.w3\.org)""", text)


def test_json_and_csv_hold_what_the_page_is_made_of(out: Path) -> None:
    ours, theirs = json.loads((out / DOCUMENT).read_text())
    assert (ours["folder"], ours["scenes"], ours["objects_a_room"]) == ("ours", 2, 2.0)
    usable = ours["means"]["usable"]
    assert (usable["mean"], usable["scenes"], usable["good"], usable["unit"]) == (0.75, 2, 0.5, "share")
    assert usable["interval"] == [0.0, 1.0]  # 0.75 +- 12.7 * 0.25, cut
    assert theirs["means"]["usable"]["interval"] is None
    rows = list(csv.DictReader((out / TABLE).open()))
    assert [r["value"] for r in rows if r["score"] == "usable"] == ["0.5", "1.0", "1.0"]
    assert all(r["value"] or r["reason"] for r in rows)


def test_the_interval_is_students() -> None:
    spread = Spread()
    for v in (1.0, 2.0, 3.0):
        spread.add(v)
    assert spread.interval == pytest.approx((2 - 4.3027 / 3**0.5, 2 + 4.3027 / 3**0.5), abs=1e-3)
    assert cut_interval(spread, "m") == pytest.approx((0.0, 2 + 4.3027 / 3**0.5), abs=1e-3)
    assert Spread().interval is None


def test_every_score_has_a_source_and_the_document_is_up_to_date() -> None:
    assert {s.name for s in all_scores()} == set(sources())
    written = Path(__file__).parents[2] / "docs" / "metrics.md"
    assert written.read_text() == page(), "write it again: python -m eval.sources > docs/metrics.md"
