"""Other systems' figures: their limits, and what a table of them says."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from eval.peers import peer_figures, peer_table, published
from eval.sceneeval.boxes import Box
from eval.sceneeval.place import Place, Thing
from solvers.room import Room
from ui.cli import run

ROOM = Room(((0, 0), (4, 0), (4, 5), (0, 5)), 2.5)


def thing(
    id: str, x: float, y: float, size: tuple[float, float, float] = (1, 1, 1), yaw: float = 0.0, z: float = 0.0
) -> Thing:
    w, d, h = size
    return Thing(id, id, id, frozenset(), Box((x, y, z + h / 2), (w / 2, d / 2, h / 2), math.radians(yaw)), "ground")


@pytest.mark.parametrize(("x", "out", "inside"), [(0.5, False, True), (0.41, False, False), (0.39, True, False)])
def test_a_tenth_of_a_metre_may_be_outside_for_layoutgpt(x: float, out: bool, inside: bool) -> None:
    f = peer_figures(Place((thing("a", x, 2),), ROOM))
    assert (bool(f.out), not f.not_inside) == (out, inside)


def test_what_is_too_high_is_not_inside() -> None:
    f = peer_figures(Place((thing("a", 2, 2, (1, 1, 2.6)),), ROOM))
    assert (f.out, f.not_inside) == ((), ("a",))
    assert f.outside_litres == pytest.approx(100, rel=0.5)


def test_common_volume_is_that_of_turned_boxes() -> None:
    """A box turned by 45 degrees in another of its size: their common plan is a regular octagon."""
    octagon = 2 * (math.sqrt(2) - 1)
    pair = (thing("a", 2, 2), thing("b", 2, 2, yaw=45, z=0.5))
    f = peer_figures(Place(pair, ROOM))
    assert f.overlap == pytest.approx(octagon * 0.5)
    assert f.touching == ("a", "b")
    assert f.common_litres == pytest.approx(1000 * octagon * 0.5, rel=0.3)  # every cell that the surface meets counts
    assert not f.valid


def test_things_that_touch_share_nothing() -> None:
    f = peer_figures(Place((thing("a", 1, 2), thing("b", 2, 2), thing("c", 1, 2, z=1.0)), ROOM))
    assert (f.overlap, f.touching, f.common_litres, f.valid) == (0.0, (), 0.0, True)


def test_a_table_has_intervals_and_objects_a_room() -> None:
    good, bad, empty = ((thing("a", 1, 2),), (thing("a", 0, 2), thing("b", 0.2, 2)), ())
    table = {m.name: m for m in peer_table([peer_figures(Place(t, ROOM)) for t in (good, bad, empty)])}
    assert table["objects a room"].mean.value == pytest.approx(1)
    assert table["OOB (share of scenes)"].mean.value == pytest.approx(1 / 3)
    cf = table["CF (share of objects)"]
    assert (cf.scenes, cf.mean.value, cf.mean.low, cf.mean.high) == (2, 0.5, 0.0, 1.0)
    assert {p.figure for p in published()} >= {"OOB", "BBL", "CF", "IB", "valid"}


def test_a_folder_is_measured_and_what_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["benchmark", "tables", str(tmp_path)]) == 2
    ring = [[0, 0, 0], [3, 0, 0], [3, 3, 0], [0, 3, 0]]
    arch = {"elements": [{"type": "Floor", "points": ring}]}
    (tmp_path / "scene_0.json").write_text(json.dumps({"format": "sceneState", "scene": {"arch": arch, "object": []}}))
    (tmp_path / "scene_1.json").write_text("{")
    capsys.readouterr()
    assert run(["benchmark", "tables", str(tmp_path), "--json"]) == 1
    out = json.loads(capsys.readouterr().out)
    assert [s["scene"] for s in out["scenes"]] == ["scene_0.json"]
    assert "scene_1.json" in out["left_out"][0]
