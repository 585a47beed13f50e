"""A place for what stands about in a furnished room: a basket, a lamp, a plant, a mirror.

Nothing here is searched: the floor that furniture, its users, doors and windows need is known, and of the places that
are left (at walls, or on the floor near a host) the best is taken. A place never cuts the floor that one walks on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import shapely
from shapely import Point, Polygon, box, unary_union
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from assets.asset import Asset
from idesign.knowledge import knowledge
from idesign.scene_graph import SceneGraph
from solvers.geometry import door_zone
from solvers.problem import Pose
from solvers.relations import AgainstWall, KeepClear, Near
from solvers.room import Room, Wall

WALKER = 0.3
"""Half the width of who walks [m] (a side route of 0.60, 7BedroomIdeas)."""
SLACK = 0.001
"""Less wide than that who walks may be, for rounding [m]."""
WHEELCHAIR, TURNING = 0.45, 0.75
"""Half a way of 0.90 m and half a turning circle of 1.50 m, in rooms for wheelchairs (Part M, DIN 18040-2) [m]."""
REACH = WALKER + 0.1
"""How near the middle of who walks must come to a thing to use it [m]."""
SEAT_BACK = 0.4
"""Floor behind a seat at a table, to pull it out [m] (NKBA-K: 0.81 from the edge of the table)."""
WINDOW_ZONE = 0.5
"""Nothing taller than the sill stands nearer to a window [m] (the layout contract)."""
DOOR = 0.9
"""Floor free just inside a door [m] (Hunker)."""
ENTRY = 0.5
"""Who comes in stands within this of the door [m]."""
STEP = 0.1
"""Places are tried in steps of this [m]."""
DEAD = (0.06, 0.5)
"""A gap between these [m] is neither closed nor of use."""
FROM_HOST = (0.3, 0.6)
"""How far from its host a thing stands that does not stand at a wall [m]."""
NEAR = 1.5
"""What belongs to a host stands no further from it [m]."""
TOUCH = 0.002
"""What overlaps less than this [m] touches; checks of whole rooms allow 5 mm."""
FLAT = 0.03
"""What lies so flat [m] is walked and stood on."""
KEPT_BARE = ("gym_mat",)
"""Flat things on which nothing stands about."""


@dataclass(frozen=True)
class _Place:
    """A possible place: the footprint and the floor that its user needs."""

    pose: Pose
    body: Polygon
    use: BaseGeometry


@dataclass
class Floor:
    """The floor of a furnished room: what stands on it, what is in use before it, what one can walk on. In an
    `accessible` room the ways and the turning circle of a wheelchair are kept too."""

    room: Room
    shape: BaseGeometry
    bodies: tuple[Polygon, ...]
    zones: tuple[Polygon, ...]
    accessible: bool = False
    taken: BaseGeometry = field(init=False)
    used: BaseGeometry = field(init=False)
    walk: BaseGeometry = field(init=False)

    def __post_init__(self) -> None:
        self.taken, self.used = unary_union(self.bodies), unary_union(self.zones)
        centres = self.shape.buffer(-WALKER).difference(self.taken.buffer(WALKER, join_style="mitre"))
        self.walk = _largest(centres)

    @property
    def joined(self) -> float:
        """The share of the floor that a walker can sweep which is one piece; 1 where nobody can walk at all. Exact: a
        way of 0.62 m behind chairs is floor too, which the grid of the search does not see."""
        parts = centres(self.shape, self.taken, WALKER - SLACK)
        swept = [g.buffer(WALKER) for g in getattr(parts, "geoms", [parts]) if g.area > 1e-4]
        every = unary_union(swept).intersection(self.shape).area
        return float(max((g.intersection(self.shape).area for g in swept), default=0.0) / every) if every else 1.0

    def place(self, id: str, graph: SceneGraph, assets: Mapping[str, Asset], poses: Mapping[str, Pose]) -> list[Pose]:
        """Poses for a thing, best first; at most a dozen."""
        asset = assets[id]
        own = [r for r in graph.relations if r.a == id]
        near = [r.b for r in own if isinstance(r, Near) and r.b is not None and r.b in poses]
        host = _body(assets[near[0]], poses[near[0]]) if near else None
        doors = [Point(self.room.walls[d.wall].at(d.offset + d.width / 2)) for d in self.room.doors]
        if host is None and any(isinstance(r, Near) for r in own) and doors:
            host = doors[0].buffer(0.4)
        at_wall = any(isinstance(r, AgainstWall) for r in own)
        found = self._at_walls(asset) if at_wall else self._beside(asset, host) if host is not None else []
        found = [p for p in found if host is None or p.body.distance(host) <= NEAR]
        ranked = sorted(found, key=lambda p: -round(self._score(p, host, doors, at_wall), 4))
        return [p.pose for p in ranked[:40] if self._walkable(p)][:12]

    # ------------------------------------------------------------ candidates
    def _at_walls(self, asset: Asset) -> list[_Place]:
        w, d, _ = asset.size
        depth = next((z.depth for z in asset.access if z.side == "front"), knowledge().piece(asset.category).use)
        blocked = unary_union([self.taken, self.used, self._openings(asset.window_reach)])
        out = []
        for wall in self.room.walls:
            strip = _before(wall, 0.0, wall.length, d)
            for along in _middles(wall, w, strip.intersection(blocked)):
                x, y = wall.at(along, d / 2)
                body = _before(wall, along - w / 2, along + w / 2, d)
                use = _before(wall, along - w / 2, along + w / 2, d + depth) if depth else body
                out.append(_Place(Pose(x, y, 0.0, wall.yaw), body, use))
        return self._free(out, blocked)

    def _beside(self, asset: Asset, host: BaseGeometry) -> list[_Place]:
        w, d, _ = asset.size
        x0, y0, x1, y1 = host.bounds
        reach = FROM_HOST[1] + max(w, d)
        out = []
        for k in range(int((x1 - x0 + 2 * reach) / STEP) + 1):
            for j in range(int((y1 - y0 + 2 * reach) / STEP) + 1):
                x, y = x0 - reach + k * STEP, y0 - reach + j * STEP
                body = box(x - w / 2, y - d / 2, x + w / 2, y + d / 2)
                if FROM_HOST[0] <= body.distance(host) <= FROM_HOST[1]:
                    out.append(_Place(Pose(round(x, 4), round(y, 4)), body, body))
        return self._free(out, unary_union([self.taken.buffer(0.1), self.used, self._openings(asset.window_reach)]))

    def _free(self, places: list[_Place], blocked: BaseGeometry) -> list[_Place]:
        """Those in the room, clear of everything; what they need before them may overlap what others need."""
        shapely.prepare(blocked)
        inner = shapely.buffer([p.body for p in places], -TOUCH, join_style="mitre")
        good = shapely.covers(self.shape.buffer(0.001), [p.body for p in places]) & ~shapely.intersects(blocked, inner)
        return [p for p, ok in zip(places, good, strict=True) if ok and not self._shut(p)]

    def _shut(self, place: _Place) -> bool:
        """Whether something stands in what its user needs."""
        need = place.use.difference(place.body)
        return bool(need.intersection(self.taken).area + need.difference(self.shape).area > 0.02)

    def _openings(self, reach: float) -> BaseGeometry:
        """Floor before doors, and before windows above whose sill a thing reaches."""
        low = [w for w in self.room.windows if w.sill < reach]
        zones = [_before(self.room.walls[w.wall], w.offset - 0.02, w.offset + w.width + 0.02, WINDOW_ZONE) for w in low]
        return unary_union([*zones, *(Polygon(door_zone(self.room, d, DOOR)) for d in self.room.doors)])

    # ------------------------------------------------------------ which is best
    def _score(self, place: _Place, host: BaseGeometry | None, doors: Iterable[Point], at_wall: bool) -> float:
        """Near its host, closed up to a neighbour or a corner rather than leaving a dead gap, away from the door."""
        out = -place.body.distance(host) if host is not None else 0.0
        out += 0.15 * min(2.0, min((d.distance(place.body) for d in doors), default=2.0))
        if host is not None and not at_wall:
            out -= 0.4 * min(abs(place.pose.x - host.centroid.x), abs(place.pose.y - host.centroid.y))
        if at_wall:
            gaps = self._gaps(place)
            out += 0.2 * sum(g <= DEAD[0] for g in gaps) - 0.6 * sum(DEAD[0] < g < DEAD[1] for g in gaps)
        return out

    def _gaps(self, place: _Place) -> tuple[float, float]:
        """Free wall to the left and to the right of a place [m], as far as it matters."""
        c, s = math.cos(place.pose.yaw), math.sin(place.pose.yaw)
        outside = place.body.buffer(1.0).difference(self.shape)
        out = []
        for sign in (-1, 1):
            side = place.body.union(affine_transform(place.body, [1, 0, 0, 1, sign * DEAD[1] * c, sign * DEAD[1] * s]))
            lane = side.convex_hull.difference(place.body).buffer(-0.01, join_style="mitre")
            met = unary_union([self.taken, outside]).intersection(lane)
            out.append(9.0 if met.is_empty else max(0.0, met.distance(place.body) - 0.01))
        return out[0], out[1]

    def _walkable(self, place: _Place) -> bool:
        """Whether one still gets to the place, and to all furniture and floor that one got to before."""
        rest = self.walk.difference(place.body.buffer(WALKER, join_style="mitre"))
        left = _largest(rest)
        bodies = [g for g in self.bodies if g.distance(place.body) < 1.5]
        doors = [Polygon(door_zone(self.room, d, ENTRY)) for d in self.room.doors]
        zones = [g for g in (*self.zones, *doors) if g.distance(place.body) < 1.5]
        lost = any(g.distance(left) > REACH >= g.distance(self.walk) for g in bodies)
        lost |= any(g.intersects(self.walk) and not g.intersects(left) for g in zones)
        walkable = not lost and place.body.distance(left) <= REACH and left.area > rest.area - 0.05
        return walkable and not (self.accessible and self._in_a_wheelchairs_way(place))

    def _in_a_wheelchairs_way(self, place: _Place) -> bool:
        """Whether a wheelchair that could turn no longer can, or no longer gets near what it got near to."""
        with_it = unary_union([self.taken, place.body])
        turned, turns = (centres(self.shape, taken, TURNING) for taken in (self.taken, with_it))
        if turns.is_empty and not turned.is_empty:
            return True
        before, after = (_largest(centres(self.shape, taken, WHEELCHAIR)) for taken in (self.taken, with_it))
        reach = WHEELCHAIR + 0.05
        return any(g.distance(after) > reach >= g.distance(before) for g in self.bodies)


def furnished_floor(
    room: Room,
    assets: Mapping[str, Asset],
    poses: Mapping[str, Pose],
    standing: Iterable[str],
    accessible: bool = False,
    clear: Iterable[KeepClear] = (),
) -> Floor:
    """The floor with `standing` (ids of what stands on it) where it is, and what was promised to be kept `clear`."""
    shape = floor_of(room)
    solid = [i for i in standing if assets[i].size[2] > FLAT or assets[i].category in KEPT_BARE]
    bodies = [_body(assets[i], poses[i]) for i in solid]
    zones = [_zone(assets[i], poses[i], z.side, z.depth) for i in solid for z in assets[i].access]
    zones += [_zone(assets[r.a], poses[r.a], r.side, r.depth) for r in clear if r.a in solid]
    zones += [_zone(assets[i], poses[i], "back", SEAT_BACK) for i in solid if assets[i].category.endswith("_chair")]
    return Floor(room, shape, tuple(bodies), tuple(zones), accessible)


def floor_of(room: Room) -> BaseGeometry:
    """The floor of a room without its columns."""
    return Polygon(room.polygon).difference(unary_union([Polygon(c.ring) for c in room.columns]))


def centres(shape: BaseGeometry, taken: BaseGeometry, radius: float) -> BaseGeometry:
    """Where on the floor the middle of a disc of that radius [m] can be."""
    return shape.buffer(-radius).difference(taken.buffer(radius))


def _largest(shape: BaseGeometry) -> BaseGeometry:
    return max(getattr(shape, "geoms", [shape]), key=lambda g: g.area, default=Polygon())


def _middles(wall: Wall, width: float, blocked: BaseGeometry) -> list[float]:
    """Middles along a wall: steps, the ends, and flush with what stands there."""
    length = wall.length
    if length < width:
        return []
    out = {width / 2, length - width / 2}
    out |= {width / 2 + k * STEP for k in range(int((length - width) / STEP) + 1)}
    for part in getattr(blocked, "geoms", [blocked]):
        for x, y in part.exterior.coords if isinstance(part, Polygon) and not part.is_empty else ():
            u = (x - wall.start[0]) * wall.u[0] + (y - wall.start[1]) * wall.u[1]
            out |= {u - width / 2 - 0.01, u + width / 2 + 0.01}
    return sorted(round(m, 4) for m in out if width / 2 - 1e-6 <= m <= length - width / 2 + 1e-6)


def _before(wall: Wall, start: float, end: float, depth: float) -> Polygon:
    at = wall.at
    return Polygon([at(start, 0.0), at(end, 0.0), at(end, depth), at(start, depth)])


def _body(asset: Asset, pose: Pose) -> Polygon:
    w, d, _ = asset.size
    return _turned(box(-w / 2, -d / 2, w / 2, d / 2), pose)


def _zone(asset: Asset, pose: Pose, side: str, depth: float) -> Polygon:
    """The floor before a side of a thing."""
    w, d, _ = asset.size
    flat = {
        "front": box(-0.45 * w, -d / 2 - depth, 0.45 * w, -d / 2),
        "back": box(-0.45 * w, d / 2, 0.45 * w, d / 2 + depth),
        "left": box(-w / 2 - depth, -0.5 * d, -w / 2, 0.2 * d),
        "right": box(w / 2, -0.5 * d, w / 2 + depth, 0.2 * d),
    }
    return _turned(flat[side], pose)


def _turned(shape: Polygon, pose: Pose) -> Polygon:
    c, s = math.cos(pose.yaw), math.sin(pose.yaw)
    return affine_transform(shape, [c, -s, s, c, pose.x, pose.y])
