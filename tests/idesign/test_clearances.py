"""Clearances on a plan: ways are free and lead from the door, the circle is free, zones lie before what is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from shapely import Point, Polygon

from assets.asset import AssetQuery
from idesign.brief import Brief
from idesign.drawing.clearances import (
    TURNING,
    access_zones,
    free_floor,
    legend_text,
    outline,
    turning_place,
    walkways,
    zone_items,
)
from idesign.drawing.plan import plan_drawing
from idesign.drawing.shapes import Hatch, Polyline, Symbol
from idesign.drawing.style import PlanStyle
from idesign.errors import InputError
from idesign.export.formats import export_scene
from idesign.scene import Scene, SceneObject, SceneRoom
from solvers.room import Door


@pytest.fixture(scope="module")
def scene(thing: Callable[..., SceneObject]) -> Scene:
    """The door in the west; a row of wardrobes cuts off the east of the room."""
    room = SceneRoom(((0, 0), (5, 0), (5, 3), (0, 3)), 2.5, (Door("door-0", 3, 1.0, 0.9),))
    tall = AssetQuery("wardrobe", size=(1.0, 0.6, 2.0))
    row = [thing(f"wardrobe-{k}", tall, (3.5, 0.5 + k, 0.0), -90.0) for k in range(3)]
    return Scene(
        Brief("a room"), room, (*row, thing("rug-0", AssetQuery("rug", size=(2.0, 1.4, 0.012)), (1.5, 1.5, 0.0)))
    )


def test_ways_are_free_floor_that_a_door_leads_to(scene: Scene) -> None:
    ways = walkways(scene)
    assert ways.area > 5.0
    assert ways.difference(free_floor(scene).buffer(1e-6)).area < 1e-3
    assert ways.bounds[2] < 3.3
    assert not ways.covers(Point(4.5, 1.5))


def test_rugs_are_walked_on_and_other_things_are_not(scene: Scene) -> None:
    assert walkways(scene).covers(Point(1.5, 1.5))
    assert not walkways(scene).intersects(Polygon(outline(scene.objects[0])).buffer(-0.01))


def test_a_circle_is_free_or_there_is_none(scene: Scene, thing: Callable[..., SceneObject]) -> None:
    place = turning_place(scene)
    assert place is not None
    assert free_floor(scene).buffer(1e-3).covers(Point(place).buffer(TURNING / 2))
    table = thing("dining_table-0", AssetQuery("dining_table", size=(1.6, 1.2, 0.75)), (1.5, 1.5, 0.0))
    assert turning_place(replace(scene, objects=(*scene.objects, table))) is None


def test_zones_lie_before_the_front(scene: Scene) -> None:
    wardrobe = scene.objects[1]
    (zone,) = access_zones(wardrobe)
    x0, _, x1, _ = shapely.bounds(Polygon(zone))
    assert x1 == pytest.approx(3.2)
    assert x0 < 2.8


def test_no_zone_is_drawn_beyond_a_wall(scene: Scene, thing: Callable[..., SceneObject]) -> None:
    """A bed against a wall is used from its other side; the floor behind the wall is nobody's."""
    bed = thing("bed_single-0", AssetQuery("bed_single"), (0.5, 1.9, 0.0))
    lines = [i for i in zone_items(replace(scene, objects=(bed,)), "metric") if isinstance(i, Polyline)]
    assert lines
    assert len(lines) < len(list(access_zones(bed)))
    room = Polygon(scene.room.polygon).buffer(1e-6)
    assert all(room.covers(Polygon(i.points)) for i in lines)


def test_the_legend_says_when_there_is_no_circle(scene: Scene, thing: Callable[..., SceneObject]) -> None:
    table = thing("dining_table-0", AssetQuery("dining_table", size=(1.6, 1.2, 0.75)), (1.5, 1.5, 0.0))
    assert "no free circle" not in legend_text(scene, "metric")
    assert "no free circle" in legend_text(replace(scene, objects=(*scene.objects, table)), "metric")


def test_a_rug_on_a_walkway_is_seen(scene: Scene) -> None:
    """It is drawn after the walkway, as lines that do not hide it."""
    model = plan_drawing(scene, PlanStyle(clearances=True)).model
    way = max(k for k, i in enumerate(model) if isinstance(i, Hatch) and i.tone == "way")
    at, rug = next((k, i) for k, i in enumerate(model) if isinstance(i, Symbol) and i.id == "rug-0")
    assert at > way
    assert not any(isinstance(s, Hatch) for s in rug.shapes)


@pytest.mark.parametrize("ending", ["svg", "pdf", "dxf"])
def test_plans_show_them(scene: Scene, tmp_path: Path, ending: str) -> None:
    for flag in (False, True):
        export_scene(scene, ending, tmp_path / f"{flag}.{ending}", PlanStyle(clearances=flag))
    assert (tmp_path / f"True.{ending}").read_bytes() != (tmp_path / f"False.{ending}").read_bytes()


def test_what_is_no_plan_has_no_clearances(scene: Scene, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="plans only"):
        export_scene(scene, "csv", tmp_path / "a.csv", PlanStyle(clearances=True))
