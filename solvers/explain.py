"""A conflict in plain words, with figures: who stands in whose way, and by how much.

The words name bodies by their ids, as the problem does. Kinds of conflict that people meet often have a sentence of
their own (walls, corners, stacks, fixed things); every other is told by what its relations ask for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from solvers import geometry as g
from solvers import relations as r
from solvers import tolerances as t
from solvers.conflict import Part, restricted
from solvers.full_walls import free_pieces
from solvers.heights import base_spans
from solvers.layout import Explanation
from solvers.problem import Body, LayoutProblem
from solvers.room import Room

PHRASES = {
    "against_wall": "{a} has to stand against a wall", "corner": "{a} has to stand in a corner",
    "near": "{a} has to be within {max} m of {b}", "far": "{a} has to be at least {min} m from {b}",
    "distance": "the middles of {a} and {b} have to be {min} to {max} m apart",
    "around": "{a} has to face {b} from at most {max} m", "facing": "{a} has to face {b}",
    "aligned": "{a} and {b} have to face the same way", "on_top_of": "{a} has to stand on {b}",
    "in_front_of": "{a} has to be in front of {b}", "behind": "{a} has to be behind {b}",
    "left_of": "{a} has to be to the left of {b}", "right_of": "{a} has to be to the right of {b}",
    "centered_on": "{a} has to be centred on {b}", "at_wall": "{a} has to stand against {walls}",
    "centered_on_wall": "{a} has to stand at the middle of a wall",
    "centered_in_room": "{a} has to be in the middle of the room",
    "at_window": "{a} has to be at {b}", "above": "{a} has to hang above {b}", "under": "{a} has to be under {b}",
    "beside": "{a} has to be beside {b}, at most {max} m away", "between": "{a} has to be between {b} and {c}",
    "parallel": "{a} and {b} have to be parallel", "offset": "{a} has to keep its place at {b}",
    "keep_clear": "{a} needs {depth} m free on its {side}", "parallel_to_wall": "{a} has to be parallel to {walls}",
    "facing_wall": "{a} has to face {walls}", "facing_away": "{a} has to have its back to {b}",
    "at_height": "the {of} of {a} has to be {height} m up", "lined_up": "{a} has to line up with {b}",
    "symmetric": "{a} and {b} have to be a symmetric pair about {c}", "in_zone": "{a} has to be in the zone {zone}",
    "not_blocking": "{a} must not block {b}", "sees": "one has to see {b} from {a}",
}  # fmt: skip
"""What each kind of relation asks for."""
LISTED = 8
"""At most so many relations are told; the rest is counted."""


def explain(problem: LayoutProblem, part: Part, why: Explanation | None = None, doors: Sequence[str] = ()) -> str:
    """The conflict of a part that cannot be, in words; `why` is the short argument that refutes it, if there is one,
    and `doors` those whose clear zones matter."""
    small = restricted(problem, part)
    for tell in (_stack, _walls, _corners):
        text = tell(problem, small, part)
        if text:
            return text + _kept_free(doors)
    if why is not None and why.text:
        return why.text
    return _anything(problem, part) + _kept_free(doors)


def phrase(room: Room, x: r.Relation) -> str:
    """What a relation asks for."""
    values = {k: _number(v) for k, v in vars(x).items() if k not in ("a", "b")}
    names = {"a": x.a, "b": x.b or "", "walls": walls_in_words(room, getattr(x, "walls", ()))}
    if isinstance(x, r.Distance) and not math.isfinite(x.max):
        return f"the middles of {x.a} and {x.b} have to be at least {x.min:g} m apart"
    return PHRASES.get(x.kind, "{a} has to be " + x.kind.replace("_", " ") + " {b}").format(**{**values, **names})


def wall_in_words(room: Room, index: int) -> str:
    """The wall by its side of the room where that is clear, else by its number."""
    for side in ("north", "south", "east", "west"):
        if room.wall_named(side).index == index:
            return f"the {side} wall"
    return f"wall {index}"


def walls_in_words(room: Room, walls: Sequence[int]) -> str:
    """Walls by their sides."""
    return " or ".join(wall_in_words(room, k) for k in walls) or "a wall"


def listed(ids: Iterable[str]) -> str:
    """`a, b and c`."""
    some = list(ids)
    return some[0] if len(some) == 1 else f"{', '.join(some[:-1])} and {some[-1]}" if some else ""


def _number(v: object) -> object:
    return f"{v:g}" if isinstance(v, float | int) and not isinstance(v, bool) else v


def _chosen(problem: LayoutProblem, part: Part) -> list[r.Relation]:
    return [problem.relations[k] for k in part.relations]


# ---------------------------------------------------------------- sentences of their own
def _stack(problem: LayoutProblem, small: LayoutProblem, part: Part) -> str | None:
    """Things on things that end above the ceiling."""
    xs = _chosen(problem, part)
    if not xs or any(x.kind != "on_top_of" for x in xs) or not any(s.empty for s in base_spans(small).values()):
        return None
    total = sum(b.size[2] for b in small.bodies)
    order = sorted(small.bodies, key=lambda b: -base_spans(small)[b.id].lo)
    if len(xs) != len(small.bodies) - 1:
        return None
    stack = " on ".join(b.id for b in order)
    return f"{stack}: {total:.2f} m high in all, in a room of {problem.room.height:g} m"


def _walls(problem: LayoutProblem, small: LayoutProblem, part: Part) -> str | None:
    """Furniture that must stand against walls that are too short."""
    xs = _chosen(problem, part)
    if len(xs) < 2 or not all(isinstance(x, r.AgainstWall | r.AtWall) for x in xs):
        return None
    walls = sorted({w for x in xs for w in getattr(x, "walls", ())}) if _same_walls(xs) else []
    pieces = free_pieces(problem.room)
    free = [p for w, lengths in pieces.items() for p in lengths if not walls or w in walls]
    wide = [b.size[0] for b in small.bodies if any(x.a == b.id for x in xs)]
    where = walls_in_words(problem.room, walls)
    text = f"{listed(x.a for x in xs)} all have to stand against {where}: {sum(wide):.2f} m of furniture"
    fixed = [b.id for b in small.bodies if b.fixed is not None]
    if fixed:
        return f"{text}, and {listed(fixed)} is in the way" if len(fixed) == 1 else f"{text}; {_fixed(fixed)}"
    if sum(wide) > sum(free):
        return f"{text}, {sum(free):.2f} m of wall"
    longest = ", ".join(f"{p:.2f}" for p in sorted(free, reverse=True))
    return f"{text}, of {_range(wide)} m each, and pieces of wall of {longest} m: not all of them find a piece"


def _same_walls(xs: Sequence[r.Relation]) -> bool:
    return len({getattr(x, "walls", ()) for x in xs}) == 1


def _range(v: Sequence[float]) -> str:
    return f"{min(v):g}" if max(v) - min(v) < 1e-9 else f"{min(v):g} to {max(v):g}"


def _corners(problem: LayoutProblem, small: LayoutProblem, part: Part) -> str | None:
    """More things in corners than there are corners."""
    xs = _chosen(problem, part)
    if not xs or any(not isinstance(x, r.Corner) or x.vertices for x in xs):
        return None
    still = [b for b in small.bodies if b.fixed is not None and all(x.a != b.id for x in xs)]
    taken = {b.id: n for b in still if (n := _corners_taken(problem.room, b))}
    count = len(problem.room.corners)
    text = f"{listed(x.a for x in xs)} {'have' if len(xs) > 1 else 'has'} to stand in a corner; the room has {count}"
    if taken:
        text += f", of which {listed(taken)} {'take' if len(taken) > 1 else 'takes'} {sum(taken.values())}"
    others = [b.id for b in small.bodies if b.id not in taken and all(x.a != b.id for x in xs)]
    return text + (f", and {listed(others)} {'stand' if len(others) > 1 else 'stands'} in the way" if others else "")


def _corners_taken(room: Room, b: Body) -> int:
    """How many corners a fixed body covers."""
    if b.fixed is None:
        return 0
    rect = g.footprint(b.size, b.fixed)
    points = [(w.end[0] + 0.1 * (w.n[0] + v.n[0]), w.end[1] + 0.1 * (w.n[1] + v.n[1])) for w, v in room.corners]
    return sum(all(abs(c) <= h for c, h in zip(rect.local(p), (rect.hw, rect.hd), strict=True)) for p in points)


# ---------------------------------------------------------------- everything else
def _anything(problem: LayoutProblem, part: Part) -> str:
    """What the relations ask for, and who is fixed or takes room."""
    xs = _chosen(problem, part)
    said = [phrase(problem.room, x) for x in xs[:LISTED]]
    if len(xs) > LISTED:
        said.append(f"{len(xs) - LISTED} more relations hold")
    bodies = [problem.body(i) for i in part.bodies]
    fixed = [b.id for b in bodies if b.fixed is not None]
    if fixed:
        said.append(_fixed(fixed))
    if not xs:
        said.append(_sizes(bodies, problem.room))
    head = f"{listed(part.bodies)} cannot all be placed" if len(part.bodies) > 1 else f"{part.bodies[0]} has no place"
    return f"{head}: {'; '.join(said)}"


def _kept_free(doors: Sequence[str]) -> str:
    return f"; {listed(doors)} must be free to open" if doors else ""


def _fixed(ids: Sequence[str]) -> str:
    return f"{listed(ids)} {'are' if len(ids) > 1 else 'is'} fixed"


def _sizes(bodies: Sequence[Body], room: Room) -> str:
    """Their sizes, and the floor that they have."""
    doors = sum(d.width * t.DOOR_DEPTH for d in room.doors)
    x0, y0, x1, y1 = room.bounds
    sizes = ", ".join(f"{b.size[0]:g} x {b.size[1]:g} m" for b in bodies[:LISTED])
    free = f"the room measures {x1 - x0:g} x {y1 - y0:g} m"
    return f"they measure {sizes}; {free}" + (f", {doors:.2f} m2 of it kept free for doors" if doors else "")
