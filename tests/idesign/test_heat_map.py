"""The heat map: colour is where the thing may stand and how well, and nothing is loaded from outside."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from shapely import Point, Polygon, union_all

from idesign.drawing.heat_map import STEPS, heat, heat_map_drawing, write_heat_map
from idesign.drawing.svg import svg_text
from idesign.errors import InputError
from solvers import Body, Door, LayoutProblem, Pose, Room, Window, placement_map

ROOM = Room(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (Door("door", 0, 0.2, 0.9),), (Window("window", 1, 1.0, 1.2),))
PROBLEM = LayoutProblem("room", ROOM, (Body("bed", (1.4, 2.0, 0.5), "bed"), Body("shelf", (0.8, 0.4, 1.8), "bookcase")))
PLACED = {"bed": Pose(2.0, 2.0)}


@pytest.fixture(scope="module")
def areas() -> list[tuple[str, Polygon]]:
    found = placement_map(PROBLEM, PLACED, "shelf", step=0.05)
    return [(h.tone, Polygon(h.points, h.holes)) for h in heat(found)]


def test_what_is_coloured_is_what_is_valid(areas: list[tuple[str, Polygon]]) -> None:
    found = placement_map(PROBLEM, PLACED, "shelf", step=0.05)
    coloured = union_all([p for _, p in areas])
    valid = found.valid.reshape(-1, len(found.y), len(found.x)).max(0)
    assert 0 < valid.mean() < 1
    for i in range(0, len(found.y), 5):
        for j in range(0, len(found.x), 5):
            assert coloured.covers(Point(found.x[j], found.y[i])) == bool(valid[i, j])


def test_the_tone_is_the_score(areas: list[tuple[str, Polygon]]) -> None:
    found = placement_map(PROBLEM, PLACED, "shelf", step=0.05)
    assert {tone for tone, _ in areas} <= set(STEPS)
    assert len({tone for tone, _ in areas}) > 1
    for spot in found.best(5):
        tone = STEPS[min(len(STEPS) - 1, int(spot.score * len(STEPS)))]
        here = Point(spot.pose.x, spot.pose.y)
        assert any(p.buffer(1e-6).covers(here) for t, p in areas if t == tone)


def test_areas_do_not_overlap(areas: list[tuple[str, Polygon]]) -> None:
    assert sum(p.area for _, p in areas) == pytest.approx(union_all([p for _, p in areas]).area)


def test_files(tmp_path: Path) -> None:
    found = placement_map(PROBLEM, PLACED, "shelf", step=0.1)
    for ending in ("svg", "png"):
        write_heat_map(PROBLEM, PLACED, found, tmp_path / f"map.{ending}")
        assert (tmp_path / f"map.{ending}").stat().st_size > 2000
    root = ET.parse(tmp_path / "map.svg").getroot()
    text = "".join(root.itertext())
    assert "shelf" in text
    assert "http" not in text
    with pytest.raises(InputError, match="svg or"):
        write_heat_map(PROBLEM, PLACED, found, tmp_path / "map.bmp")


def test_a_thing_that_fits_nowhere_is_drawn_too() -> None:
    problem = LayoutProblem("full", ROOM, (Body("hall", (3.9, 2.9, 1.0)),))
    drawing = heat_map_drawing(problem, {}, placement_map(problem, {}, "hall", step=0.1))
    assert "0 % of" in svg_text(drawing)
