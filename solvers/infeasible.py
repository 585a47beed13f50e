"""Proofs that nothing can work: short analytic arguments over the exact check's own tolerances.

Each function looks for one kind of contradiction and returns the smallest set that shows it. They claim nothing beyond
what holds for every continuous pose: when none of them speaks, the problem may still have no solution.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import shapely
from shapely import Polygon

from solvers import geometry as g
from solvers import relations as r
from solvers import tolerances as t
from solvers.check import carries
from solvers.full_walls import walls_too_full
from solvers.heights import base_spans
from solvers.layout import Explanation
from solvers.no_room import no_room
from solvers.places import Place, collision_depth, opening_places
from solvers.problem import Body, LayoutProblem
from solvers.room import XY

SURE = 1e-4
"""A contradiction must exceed the tolerances by this much [m] before it is called one."""


def prove_infeasible(problem: LayoutProblem) -> Explanation | None:
    """The first contradiction found, or None. Never claims what does not follow from the exact check."""
    for search in (
        _size, _heights, no_room, _fixed, _fixed_pairs, _distances, _circles, _area, _crowds, walls_too_full,
    ):  # fmt: skip
        found = next(search(problem), None)
        if found is not None:
            return found
    return None


def _size(problem: LayoutProblem) -> Iterator[Explanation]:
    """Bodies too tall for the room, or too long for its diameter, or too wide for its width in every direction."""
    room = problem.room
    points = room.polygon
    diameter = max(math.dist(p, q) for p in points for q in points)
    width, area = _least_width(room.polygon), room.area
    slack = 2 * (t.EPS + t.ROUND) * 1.5 + SURE
    for b in problem.bodies:
        w, d, h = b.size
        low = b.elevation if b.mount != "floor" and b.elevation is not None else -t.EPS
        if low + h > room.height + 2 * t.EPS + SURE:
            what = f"{b.id} is {h:g} m tall" + (f" and hangs at {low:g} m" if low > 0 else "")
            yield Explanation(f"{what}, but the room is only {room.height:g} m high", (b.id,))
        if math.hypot(w, d) > diameter + 4 * slack:
            yield Explanation(
                f"{b.id} ({w:g} x {d:g} m) is longer than the room's longest diagonal ({diameter:.2f} m)", (b.id,)
            )
        if min(w, d) > width + slack:
            yield Explanation(
                f"{b.id} ({w:g} x {d:g} m) is wider than the room ({width:.2f} m) in every direction", (b.id,)
            )
        if w * d > _grown_area(problem) + SURE:
            yield Explanation(f"{b.id} covers {w * d:.2f} m2, more than the whole floor ({area:.2f} m2)", (b.id,))


def _heights(problem: LayoutProblem) -> Iterator[Explanation]:
    """Bodies for whose base no height is left by what they stand on, hang at or are fixed at."""
    spans = base_spans(problem)
    for b in problem.bodies:
        if spans[b.id].empty:
            ids, numbers = [b.id], list[int]()
            for i in ids:
                hard = [(k, x) for k, x in enumerate(problem.relations) if x.hard and x.a == i and carries(x)]
                numbers += [k for k, _ in hard]
                ids += [x.b for _, x in hard if x.b and x.b not in ids]
            what = f"{', '.join(ids[1:])} and the ceiling forbid it" if len(ids) > 1 else "what holds it forbids it"
            yield Explanation(f"{b.id} can be at no height: {what}", (*ids, *numbers))


def _least_width(polygon: tuple[XY, ...]) -> float:
    """The width of the polygon's convex hull: the least distance of two parallel lines that hold it."""
    hull = list(Polygon(shapely.get_coordinates(Polygon(polygon).convex_hull)).exterior.coords)[:-1]
    best = math.inf
    for k, b in enumerate(hull):
        a = hull[k - 1]
        length = math.dist(a, b)
        nx, ny = (b[1] - a[1]) / length, (a[0] - b[0]) / length
        along = [nx * p[0] + ny * p[1] for p in hull]
        best = min(best, max(along) - min(along))
    return best


def _grown_area(problem: LayoutProblem) -> float:
    return float(Polygon(problem.room.polygon).buffer(t.EPS + t.ROUND, join_style="mitre").area)


def _fixed(problem: LayoutProblem) -> Iterator[Explanation]:
    """Fixed bodies outside the room or in a doorway, beyond what their tolerance lets them give."""
    room = problem.room
    for b in problem.bodies:
        if b.fixed is None:
            continue
        core = _core(b)
        if core is None:
            continue
        place = Place(b, b.fixed)
        outside = Polygon(room.polygon).buffer(t.EPS + t.ROUND, join_style="mitre")
        if not outside.covers(Polygon(core.corners)):
            yield Explanation(f"the fixed {b.id} does not lie inside the room", (b.id,))
        if b.fixed.z + b.size[2] > room.height + 2 * t.EPS + SURE:
            yield Explanation(f"the fixed {b.id} reaches above the ceiling", (b.id,))
        sure = b.fixed.z + t.EPS <= t.EPS + t.ROUND and b.size[2] > t.RUG + SURE
        for door in room.doors:
            if (
                sure
                and not place.rug
                and g.overlap_depth(core.corners, g.door_zone(room, door, t.DOOR_DEPTH)) > t.EPS + SURE
            ):
                yield Explanation(f"the fixed {b.id} stands in the clear zone of {door.id}", (b.id, door.id))


def _core(b: Body) -> g.Rect | None:
    """The part of a fixed body's footprint that it covers wherever its tolerance lets it stand; None if there is
    none."""
    assert b.fixed is not None
    give = t.FIXED_XY + math.hypot(b.size[0], b.size[1]) / 2 * t.FIXED_YAW + SURE
    w, d = b.size[0] / 2 - give, b.size[1] / 2 - give
    return g.Rect(b.fixed.x, b.fixed.y, w, d, b.fixed.yaw) if min(w, d) > 0 else None


def _fixed_pairs(problem: LayoutProblem) -> Iterator[Explanation]:
    """Fixed bodies that overlap however far their tolerances move them apart."""
    fixed = [b for b in problem.bodies if b.fixed is not None and not b.parts]
    for k, a in enumerate(fixed):
        for b in fixed[k + 1 :]:
            one, two = _core(a), _core(b)
            if one is None or two is None or a.fixed is None or b.fixed is None:
                continue
            height = min(a.fixed.z + a.size[2], b.fixed.z + b.size[2]) - max(a.fixed.z, b.fixed.z)
            if collision_depth(Place(a, a.fixed), Place(b, b.fixed)) > t.EPS and height > 3 * t.EPS + SURE \
                    and (min(a.size[2], b.size[2]) > t.RUG + SURE or max(a.size[2], b.size[2]) <= t.RUG) \
                    and g.overlap_depth(one.corners, two.corners) > t.EPS + SURE:  # fmt: skip
                yield Explanation(f"the fixed {a.id} and {b.id} overlap", (a.id, b.id))


def _distances(problem: LayoutProblem) -> Iterator[Explanation]:
    """Two hard relations of one pair that ask for a gap at most this and at least that; or more than the room has."""
    room = problem.room
    diameter = max(math.dist(p, q) for p in room.polygon for q in room.polygon) + 8 * t.EPS
    size = {b.id: b.size for b in problem.bodies} | {i: p.body.size for i, p in opening_places(problem).items()}
    least: dict[frozenset[str], tuple[float, int]] = {}
    most: dict[frozenset[str], tuple[float, int]] = {}
    for k, x in enumerate(problem.relations):
        if not x.hard or x.a not in size or x.b not in size:
            continue
        pair, reach = frozenset((x.a, x.b)), sum(math.hypot(*size[i][:2]) / 2 for i in (x.a, x.b))
        low, high = _gap_bounds(x, reach)
        if low > least.get(pair, (-math.inf, -1))[0]:
            least[pair] = (low, k)
        if high < most.get(pair, (math.inf, -1))[0]:
            most[pair] = (high, k)
    for pair, (low, k) in least.items():
        one, two = sorted(pair)
        high, j = most.get(pair, (math.inf, -1))
        if low > high + SURE:
            near, far = problem.relations[j], problem.relations[k]
            text = f"{one} and {two} cannot be both {_words(near)} and {_words(far)}"
            yield Explanation(text, (one, two, min(j, k), max(j, k)))
        if low > diameter + SURE:
            far = problem.relations[k]
            yield Explanation(f"{one} and {two} cannot be {_words(far)}: the room is smaller", (one, two, k))


def _gap_bounds(x: r.Relation, reach: float) -> tuple[float, float]:
    """(least, greatest) gap of the footprints that a relation allows; `reach` bounds the centres' part of a
    distance."""
    slack = t.TOL + t.ROUND
    match x:
        case r.Near() | r.Around() | r.Beside():
            return -math.inf, x.max + slack
        case r.Far():
            return x.min - slack, math.inf
        case r.Distance():
            return x.min - slack - reach, x.max + slack
        case r.OnTopOf():
            return -math.inf, math.inf
        case r.Under():
            return -math.inf, 0.0 if x.share > 0 else math.inf
    return -math.inf, math.inf


def _words(x: r.Relation) -> str:
    names = {
        "near": "near",
        "far": "far from each other",
        "around": "around one another",
        "on_top_of": "one on the other",
    }
    value = getattr(x, "max", None) if x.kind in ("near", "around", "beside") else getattr(x, "min", None)
    word = names.get(x.kind, x.kind.replace("_", " "))
    return word + (f" ({value:g} m)" if isinstance(value, float) and math.isfinite(value) else "")


def _circles(problem: LayoutProblem) -> Iterator[Explanation]:
    """left_of and right_of (or in_front_of and behind) in a circle among bodies that all face about the same way."""
    size = {b.id: b.size for b in problem.bodies}
    for kinds in (("left_of", "right_of"), ("in_front_of", "behind")):
        edges: dict[str, list[tuple[str, int]]] = {}
        for k, x in enumerate(problem.relations):
            if x.hard and x.b in size and x.kind in kinds:
                a, b = (x.a, x.b) if x.kind == kinds[0] else (x.b, x.a)
                edges.setdefault(b, []).append((a, k))
        for start in sorted(edges):
            path = _shortest(edges, start, start)
            found = _closed_circle(problem, start, path) if path else None
            if found:
                yield found


def _shortest(edges: dict[str, list[tuple[str, int]]], start: str, goal: str) -> list[tuple[str, int]] | None:
    """The shortest walk of at least one step from start to goal, as (node reached, edge number)."""
    queue: list[list[tuple[str, int]]] = [[e] for e in edges.get(start, ())]
    seen: set[str] = set()
    while queue:
        path = queue.pop(0)
        end = path[-1][0]
        if end == goal:
            return path
        if end not in seen:
            seen.add(end)
            queue += [[*path, e] for e in edges.get(end, ())]
    return None


def _closed_circle(problem: LayoutProblem, start: str, path: list[tuple[str, int]]) -> Explanation | None:
    """The explanation when a circle cannot close for any yaws that the alignments allow.

    a left of b: in b's frame a's centre has -lx > w/2 - 0.05 and |ly| <= d/2 + 0.10. When b is turned by at most
    `angle` against the start, the step along the start's axis is at least (w/2 - 0.05) cos(angle) - (d/2 + 0.10)
    sin(angle). The steps of a circle sum to 0, so a positive sum of these bounds is a contradiction.
    """
    size = {b.id: b.size for b in problem.bodies}
    used, total = {k for _, k in path}, 0.0
    for _, k in path:
        x = problem.relations[k]
        turned = _alignment(problem, start, x.b or "")
        if turned is None or len(turned) * t.ALIGNED >= math.pi / 2:
            return None
        angle = len(turned) * (t.ALIGNED + t.ROUND)
        used.update(turned)
        w, d = (v / 2 for v in size[x.b or ""][:2])
        w, d = (w, d) if x.kind in ("left_of", "right_of") else (d, w)
        if w < t.SIDE_IN:
            return None
        total += (w - t.SIDE_IN) * math.cos(angle) - (d + t.SIDE_OUT + t.ROUND) * math.sin(angle)
    if total <= SURE:
        return None
    kind = problem.relations[path[0][1]].kind
    word = "beside" if kind in ("left_of", "right_of") else "before"
    ids = [start, *(i for i, _ in path if i != start)]
    text = f"{', '.join(ids)} stand {word} one another in a circle although they face the same way"
    return Explanation(text, (*ids, *sorted(used)))


def _alignment(problem: LayoutProblem, a: str, b: str) -> list[int] | None:
    """The shortest chain of hard alignments between two bodies; None without one."""
    if a == b:
        return []
    edges: dict[str, list[tuple[str, int]]] = {}
    for k, x in enumerate(problem.relations):
        if isinstance(x, r.Aligned) and x.hard and x.b:
            edges.setdefault(x.a, []).append((x.b, k))
            edges.setdefault(x.b, []).append((x.a, k))
    path = _shortest(edges, a, b)
    return None if path is None else [k for _, k in path]


def _area(problem: LayoutProblem) -> Iterator[Explanation]:
    """Floor bodies that collide with one another, of which every pair may overlap by 5 mm at most, cover too much.

    Each is shrunk by half the tolerance on every side: then no two overlap at all, and they must fit the widened floor
    without the clear zones of doors (shrunk likewise).
    """
    floor = _standing(problem)
    room = _free_floor(problem)
    if sum(_sure_area(b) for b in floor) > room + SURE:
        chosen = _enough(floor, room)
        covered = sum(b.size[0] * b.size[1] for b in chosen)
        kept = problem.room.area - sum(d.width * t.DOOR_DEPTH for d in problem.room.doors)
        text = f"together they cover {covered:.2f} m2, more than the floor has ({problem.room.area:.2f} m2"
        text += f", {kept:.2f} m2 without the doors' clear zones)" if problem.room.doors else ")"
        yield Explanation(f"{', '.join(b.id for b in chosen)}: {text}", tuple(b.id for b in chosen))


def _standing(problem: LayoutProblem) -> list[Body]:
    """The bodies that surely stand on the floor, block it and collide with one another."""
    floor = [b for b in problem.bodies if b.mount == "floor" and b.size[2] > t.RUG + SURE and not b.parts]
    carried = {x.a for x in problem.relations if x.kind in ("on_top_of", "offset")}
    return [b for b in floor if b.id not in carried and not (b.fixed and b.fixed.z > t.EPS / 2)]


def _sure_area(b: Body) -> float:
    return max(0.0, b.size[0] - t.EPS - 2e-6) * max(0.0, b.size[1] - t.EPS - 2e-6)


def _enough(bodies: list[Body], room: float) -> list[Body]:
    """The largest of the bodies, as many as are too much."""
    chosen: list[Body] = []
    for b in sorted(bodies, key=lambda b: -_sure_area(b)):
        chosen.append(b)
        if sum(_sure_area(o) for o in chosen) > room + SURE:
            break
    return chosen


def _free_floor(problem: LayoutProblem) -> float:
    """What is left of the widened floor between the doors' clear zones [m2]. A body shrunk by half the tolerance does
    not enter a zone shrunk by as much."""
    grown = Polygon(problem.room.polygon).buffer(t.EPS + t.ROUND, join_style="mitre")
    zones = [Polygon(g.door_zone(problem.room, d, t.DOOR_DEPTH)) for d in problem.room.doors]
    small = [z.buffer(-t.EPS / 2 - 2e-6, join_style="mitre") for z in zones]
    return float(grown.difference(shapely.union_all(small)).area) if small else float(grown.area)


def _crowds(problem: LayoutProblem) -> Iterator[Explanation]:
    """More area near one body than there is: what stands within a gap g of b lies inside b widened by g and the
    diagonal of what stands there. The widened rectangle is no larger for any yaw."""
    standing = {b.id: b for b in _standing(problem)}
    close: dict[str, dict[str, int]] = {}
    for k, x in enumerate(problem.relations):
        if x.hard and isinstance(x, r.Near | r.Around) and x.a in standing and x.b in standing:
            close.setdefault(x.b or "", {})[x.a] = k
            close.setdefault(x.a, {})[x.b or ""] = k
    for i, others in close.items():
        yield from _crowd(problem, standing, i, others)


def _crowd(problem: LayoutProblem, standing: dict[str, Body], i: str, others: dict[str, int]) -> Iterator[Explanation]:
    """Whether all that must be near one body finds room there."""
    b = standing[i]
    reach = max(getattr(problem.relations[k], "max", 0.0) for k in others.values()) + t.TOL + 2 * t.ROUND
    reach += max(math.hypot(*standing[j].size[:2]) for j in others)
    w, d = b.size[:2]
    room = min(w * d + 2 * reach * (w + d) + math.pi * reach**2, _free_floor(problem))
    crowd = [standing[j] for j in others]
    if _sure_area(b) + sum(map(_sure_area, crowd)) > room + SURE:
        text = f"{', '.join(others)} all have to be near {i}: {sum(c.size[0] * c.size[1] for c in crowd):.2f} m2"
        yield Explanation(f"{text} where there are {room - w * d:.2f} m2", (i, *others, *sorted(others.values())))
