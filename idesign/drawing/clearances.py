"""Free floor on a plan: where one can walk, the floor that things need to be used, and whether a wheelchair can turn.

Walkways are where a person fits who is `WALKWAY` wide and came in through a door. Access zones are those of the assets
(`assets.asset.UseZone`). The turning circle of 1.50 m is that of ISO 21542:2021 and the ADA standards (304.3.1: 60 in).
"""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from assets.asset import UseZone
from assets.library import rebuild
from idesign.drawing.pieces import ring
from idesign.drawing.shapes import Circle, Frame, Hatch, Item, Polyline, Text
from idesign.drawing.symbols import is_rug
from idesign.drawing.text import measured
from idesign.scene import Scene, SceneObject
from idesign.units import Units
from solvers.room import XY, Room

WALKWAY = 0.6
"""Width of a way for one person [m] (Panero and Zelnik, "Human Dimension and Interior Space", 1979: 24 in)."""
TURNING = 1.5


def legend_text(scene: Scene, units: Units) -> str:
    """What the colours and dashes mean; a circle that there is no place for is said."""
    way, circle = measured(WALKWAY, units), measured(TURNING, units)
    free = f"a free circle of {circle}." if turning_place(scene) else f"there is no free circle of {circle}."
    return f"Green: ways of {way} from the door. Dashed: floor that things need; {free}"


def walkway_items(scene: Scene) -> tuple[Item, ...]:
    """The walkways, to be painted on the floor below the furniture."""
    return tuple(_hatch(p) for p in _polygons(walkways(scene)))


def zone_items(scene: Scene, units: Units) -> tuple[Item, ...]:
    """The access zones as dashed outlines and the turning circle with its diameter, to be drawn above the furniture."""
    zones = [_dashed(p) for o in scene.objects for z in access_zones(o) for p in _in_room(z, scene.room.plan)]
    centre = turning_place(scene)
    if centre is None:
        return tuple(zones)
    note = Text((centre[0], centre[1] + 0.03), measured(TURNING, units), 2.0, "A-ANNO-CLRN", "middle", faint=True)
    return (*zones, Circle(centre, TURNING / 2, "A-ANNO-CLRN"), note)


def _in_room(zone: tuple[XY, ...], room: Room) -> list[Polygon]:
    """The zone within the room; nothing of one that lies mostly beyond a wall: the thing is used from another side."""
    inside = Polygon(zone).intersection(Polygon(room.polygon))
    return _polygons(inside) if inside.area > 0.5 * Polygon(zone).area else []


def _dashed(p: Polygon) -> Polyline:
    return Polyline(tuple((x, y) for x, y in p.exterior.coords[:-1]), "A-ANNO-CLRN", closed=True)


def walkways(scene: Scene) -> BaseGeometry:
    """The floor that a disc of `WALKWAY` covers while it moves about from the doors [m]."""
    places = free_floor(scene).buffer(-WALKWAY / 2)
    reached = [p for p in _polygons(places) if any(p.distance(d) < WALKWAY for d in _doors(scene.room.plan))]
    return shapely.union_all(reached).buffer(WALKWAY / 2) if reached else Polygon()


def free_floor(scene: Scene) -> BaseGeometry:
    """The room's floor less what stands on it (rugs are walked on) and its columns."""
    standing = [Polygon(outline(o)) for o in scene.objects if o.support == "floor" and not is_rug(o)]
    columns = [Polygon(c.ring) for c in scene.room.columns]
    return Polygon(scene.room.polygon).difference(shapely.union_all([*standing, *columns]))


def outline(thing: SceneObject) -> tuple[XY, ...]:
    """Its footprint [m]."""
    w, d, _ = thing.size
    frame = Frame(thing.x, thing.y, thing.pose.yaw)
    return tuple(map(frame, ring(-w / 2, -d / 2, w / 2, d / 2)))


def access_zones(thing: SceneObject) -> Iterator[tuple[XY, ...]]:
    """The floor before each side that is used [m]."""
    if thing.support == "floor":
        frame = Frame(thing.x, thing.y, thing.pose.yaw)
        for zone in rebuild(thing.asset.id).access:
            yield tuple(map(frame, _zone(zone, thing.size[0] / 2, thing.size[1] / 2)))


def _zone(zone: UseZone, w: float, d: float) -> tuple[XY, ...]:
    """A zone in the thing's frame; `w`, `d` are half its width and depth."""
    deep = zone.depth
    sides = {
        "front": (-w, -d - deep, w, -d),
        "back": (-w, d, w, d + deep),
        "left": (-w - deep, -d, -w, d),
        "right": (w, -d, w + deep, d),
    }
    return ring(*sides[zone.side])


def turning_place(scene: Scene) -> XY | None:
    """A centre for the turning circle: of all free ones on a way from the door the one with most space around it; None
    when there is none."""
    free = free_floor(scene)
    room = shapely.intersection(free.buffer(-TURNING / 2), walkways(scene))
    if room.is_empty:
        return None
    largest = max(_polygons(room), key=lambda p: p.area, default=None)
    middle = (
        shapely.maximum_inscribed_circle(largest).coords[0]
        if largest is not None
        else room.representative_point().coords[0]
    )
    return (float(middle[0]), float(middle[1]))


def _doors(room: Room) -> list[BaseGeometry]:
    walls = room.walls
    return [shapely.LineString([walls[d.wall].at(d.offset), walls[d.wall].at(d.offset + d.width)]) for d in room.doors]


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return [p for p in getattr(shape, "geoms", [shape]) if isinstance(p, Polygon) and not p.is_empty]


def _hatch(p: Polygon) -> Hatch:
    p = shapely.simplify(p, 0.002)
    holes = tuple(tuple((x, y) for x, y in h.coords[:-1]) for h in p.interiors)
    return Hatch(tuple((x, y) for x, y in p.exterior.coords[:-1]), "A-FLOR", "way", holes)
