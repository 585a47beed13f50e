"""Rooms: from what was said of one to walls, doors and windows; and from a room file.

What is not said is filled in by rule: a door near a corner, windows opposite or at right angles to it, and walls left
whole for what needs a whole wall. Each such choice is said in a sentence.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from idesign.brief import RoomWish
from idesign.errors import RoomError
from idesign.knowledge import RoomType, knowledge
from idesign.room_file import read_room_file as read_room_file
from idesign.sentences import Told, told, word
from solvers.room import XY, Door, Room, Wall, Window

SIZE = "assumed.measures"
"""The sentence that tells of a size that nobody said."""
SHAPES = ((1.0, 1.0), (1.12, 1.0), (0.95, 1.1), (1.1, 1.12), (1.0, 1.05))
"""Shares of the usual length and width, of which the seed takes one: where nobody said a size, another seed gives a
room of another size (within 15 % of the usual side, design guidance section 3)."""
TIER = 0.5
"""Arrangements of openings whose scores differ by less are about equally good."""


BESIDE = 1.4
"""A door whose middle is nearer to a corner [m] leaves no place there."""


@dataclass(frozen=True)
class RoomNeeds:
    """What the furniture asks of a room whose openings are still free: `wall`, solid wall for the largest piece [m];
    `pair`, two such walls opposite each other (sofa and television); `whole`, a long wall without any opening
    (a kitchen); `before_door`, a solid wall opposite the door (a bed that faces it); `under_window`, width and
    height [m] of what stands under a window; `door_inset`, from the corner to the door when it should not be in the
    corner [m]; `floor`, what the wished furniture and its use take, which a room of free size must hold [m2];
    `corners`, those that something shall stand in ("north-east"), so that no door is beside them; `word`, how large the
    person called the room ("big")."""

    wall: float = 0.0
    pair: float = 0.0
    whole: bool = False
    before_door: bool = False
    under_window: tuple[float, float] | None = None
    door_inset: float | None = None
    floor: float = 0.0
    corners: tuple[str, ...] = ()
    word: str = ""


@dataclass(frozen=True)
class _Choice:
    door_wall: int
    at_end: bool
    window_walls: tuple[int, ...]


def make_room(
    wish: RoomWish, kind: RoomType, seed: int, needs: RoomNeeds | None = None
) -> tuple[Room, tuple[str, ...]]:
    """The room [m] and what was assumed, in sentences. The seed chooses among equally good places for the openings.
    Raises `RoomError` for a size that no room has."""
    rooms, notes = room_candidates(wish, kind, seed, needs, 1)
    return rooms[0], (*notes, *say_openings(rooms[0], wish))


def room_candidates(
    wish: RoomWish, kind: RoomType, seed: int, needs: RoomNeeds | None = None, most: int = 8
) -> tuple[tuple[Room, ...], tuple[str, ...]]:
    """Rooms that differ in where their doors and windows are, the most promising first, and what was assumed of their
    walls. The one room of a plan, when the person gave one."""
    if wish.plan is not None:
        return (wish.plan,), ()
    rng = random.Random(seed)
    needs = needs or RoomNeeds(kind.need)
    polygon, height, notes = _shell(wish, _sized(kind, needs.word), seed, rng, needs.floor)
    return _with_openings(Room(polygon, height), wish, kind, rng, needs)[:most], tuple(notes)


def with_openings(shell: Room, kind: RoomType, seed: int) -> tuple[Room, tuple[str, ...]]:
    """Walls alone as a room with doors and windows by rule, and what was assumed of them, in sentences. Raises
    `RoomError` when no door fits into the walls."""
    wish = RoomWish()
    room = _with_openings(shell, wish, kind, random.Random(seed), RoomNeeds(kind.need))[0]
    return room, tuple(say_openings(room, wish))


# ---------------------------------------------------------------- walls
def _sized(kind: RoomType, word: str) -> RoomType:
    """The type with the usual size of those that are called so: a share of the way from its usual to its least or its
    largest usual area."""
    share = knowledge().rules["called"].get(word, 0.0)
    usual = math.prod(kind.size)
    grow = math.sqrt(1 + abs(share) * (kind.area[share > 0] / usual - 1))
    return replace(kind, size=(kind.size[0] * grow, kind.size[1] * grow))


def _shell(
    wish: RoomWish, kind: RoomType, seed: int, rng: random.Random, floor: float
) -> tuple[tuple[XY, ...], float, list[str]]:
    w, d, notes = _sides(wish, kind, seed, rng, floor)
    height = wish.height if wish.height is not None else kind.height
    _check_size("width", w)
    _check_size("depth", d)
    low, high = knowledge().rule("room", "min_height"), knowledge().rule("room", "max_height")
    if not (math.isfinite(height) and low <= height <= high):
        raise RoomError(told("fault.room_height", value=height, low=low, high=high))
    if wish.height is None:
        notes.append(told("assumed.ceiling", height=height))
    if wish.shape == "L":
        notes.append(told("assumed.corner"))
        return _l_shape(w, d, rng), height, notes
    return ((0.0, 0.0), (w, 0.0), (w, d), (0.0, d)), height, notes


def enlarged(room: Room, factor: float) -> Room | None:
    """The room with longer sides and the same openings: a door keeps its distance from the nearer corner, a window its
    place along the wall. None when a side would be longer than any room's."""
    polygon = tuple((round(factor * x, 2), round(factor * y, 2)) for x, y in room.polygon)
    if max(v for point in polygon for v in point) > knowledge().rule("room", "max_side"):
        return None
    length = {w.index: w.length for w in Room(polygon, room.height).walls}
    doors = tuple(replace(d, offset=_kept_offset(d, room.walls[d.wall].length, length[d.wall])) for d in room.doors)
    windows = tuple(
        replace(w, offset=round((w.offset + w.width / 2) * length[w.wall] / room.walls[w.wall].length - w.width / 2, 3))
        for w in room.windows
    )
    return replace(room, polygon=polygon, doors=doors, windows=windows)


def _kept_offset(door: Door, before: float, after: float) -> float:
    near_start = door.offset + door.width / 2 < before / 2
    return door.offset if near_start else round(door.offset + after - before, 3)


def size_said(noun: str, width: float, depth: float) -> str:
    """What was assumed of the size [m]."""
    return told(SIZE, room=noun, width=width, depth=depth, why="")


def with_size_said(assumed: Sequence[str], room: Room, why: str) -> tuple[str, ...]:
    """The sentences with the size of a room that begins at the origin in the one that tells of it, and why."""
    width, depth = (max(point[axis] for point in room.polygon) for axis in (0, 1))
    now = {"width": width, "depth": depth, "why": why}
    return tuple(told(SIZE, **{**s.arguments, **now}) if isinstance(s, Told) and s.key == SIZE else s for s in assumed)


def _check_size(name: str, value: float) -> None:
    low, high = knowledge().rule("room", "min_side"), knowledge().rule("room", "max_side")
    if not (math.isfinite(value) and low <= value <= high):
        raise RoomError(told(f"fault.room_{name}", value=value, low=low, high=high))


def _sides(
    wish: RoomWish, kind: RoomType, seed: int, rng: random.Random, floor: float
) -> tuple[float, float, list[str]]:
    """Width, depth and what was assumed of them."""
    for name, value in (("width", wish.width), ("depth", wish.depth)):
        if value is not None:
            _check_size(name, value)
    if wish.width is not None and wish.depth is not None:
        return wish.width, wish.depth, []
    given = wish.width or wish.depth
    if not given and wish.area is None and wish.shape == "rectangle":
        long, wide = (share * side for share, side in zip(SHAPES[seed % len(SHAPES)], kind.size, strict=True))
        grow = max(1.0, math.sqrt(floor / (long * wide)))
        w, d = round(long * grow, 1), round(wide * grow, 1)
        return w, d, [size_said(kind.noun, w, d)]
    area = _area(wish, kind, rng)
    long = given if given else round(math.sqrt(area * knowledge().rule("room", "proportion")), 1)
    if given and not wish.area:
        short, size = kind.size[1], kind.size[0]
        other = short if given >= (short + size) / 2 else size
    else:
        other = round(area / long, 2)
    w, d = (other, long) if wish.depth is not None else (long, other)
    return w, d, [size_said(kind.noun, w, d)]


def _area(wish: RoomWish, kind: RoomType, rng: random.Random) -> float:
    """Of the rectangle around the room [m2]."""
    if wish.area is not None and not (math.isfinite(wish.area) and wish.area > 0):
        raise RoomError(told("fault.room_area", area=wish.area))
    if wish.area is not None:
        return wish.area / (1 - 0.45**2) if wish.shape == "L" else wish.area
    usual = kind.size[0] * kind.size[1] * rng.choice((1.0, 1.0, 1.08))
    return usual * 1.35 if wish.shape == "L" else usual


def _l_shape(w: float, d: float, rng: random.Random) -> tuple[XY, ...]:
    """A rectangle without one corner of 45 % of each side."""
    a, b = round(0.55 * w, 2), round(0.55 * d, 2)
    north_east = ((0.0, 0.0), (w, 0.0), (w, b), (a, b), (a, d), (0.0, d))
    if rng.random() < 0.5:
        return north_east
    return tuple((w - x, y) for x, y in reversed(north_east))


# ---------------------------------------------------------------- openings
def _with_openings(
    shell: Room, wish: RoomWish, kind: RoomType, rng: random.Random, needs: RoomNeeds
) -> tuple[Room, ...]:
    """Arrangements of doors and windows, best first; the generator decides between about equals."""
    scored = [(_score(r, needs), r) for c in _choices(shell, wish, kind) if (r := _cut(shell, c, wish, kind, needs))]
    if not scored:
        raise RoomError(told("fault.no_door", width=kind.door.width))
    rng.shuffle(scored)
    scored.sort(key=lambda found: -round(found[0] / TIER))
    return tuple(room for _, room in scored)


def _choices(shell: Room, wish: RoomWish, kind: RoomType) -> list[_Choice]:
    walls = [w.index for w in shell.walls if w.length >= 0.9]
    doors = [shell.wall_named(n).index for n in wish.door_walls[:1]] or walls
    count = kind.window.count if wish.windows is None else wish.windows
    named = tuple(shell.wall_named(n).index for n in wish.window_walls)
    windows: list[tuple[int, ...]] = [(w,) for w in walls]
    if named:
        windows = [named]
    elif count == 0:
        windows = [()]
    elif count >= 2:
        windows += [(a, b) for a in walls for b in walls if a < b]
    return [_Choice(d, e, w) for d, e, w in product(doors, (False, True), windows)]


def _cut(shell: Room, choice: _Choice, wish: RoomWish, kind: RoomType, needs: RoomNeeds) -> Room | None:
    """The room with these openings, or None when they do not fit."""
    door = _door(shell, choice.door_wall, choice.at_end, 0, kind, needs.door_inset)
    if door is None:
        return None
    doors = [door]
    for k in range(1, 1 if wish.doors is None else min(wish.doors, 6)):
        more = _further_door(shell, doors, k, wish, kind)
        if more:
            doors.append(more)
    if wish.doors == 0:
        doors = []
    windows = _windows(shell, choice, wish, kind, needs)
    if windows is None or any(_overlap(d, w) for d in doors for w in windows):
        return None
    return replace(shell, doors=tuple(doors), windows=windows)


def _door(shell: Room, wall: int, at_end: bool, number: int, kind: RoomType, inset: float | None = None) -> Door | None:
    length, corner = shell.walls[wall].length, inset or knowledge().rule("doors", "corner")
    width = min(kind.door.width, math.floor(1000 * (length - 0.22)) / 1000)
    if width < 0.6:
        return None
    offset = length - width - min(corner, length - width - 0.1) if at_end else min(corner, length - width - 0.1)
    height = min(kind.door.height, shell.height - 0.05)
    outward = shell.area < 4.0
    return Door(f"door-{number}", wall, round(offset, 3), width, height, "out" if outward else "in")


def _further_door(shell: Room, doors: Sequence[Door], number: int, wish: RoomWish, kind: RoomType) -> Door | None:
    """On the named wall, else on the first wall without a door, starting opposite the first."""
    named = [shell.wall_named(n).index for n in wish.door_walls[number : number + 1]]
    order = named or [(doors[0].wall + k) % len(shell.walls) for k in (2, 1, 3, 0, 4, 5)]
    for wall, end in product(order, (True, False)):
        door = _door(shell, wall % len(shell.walls), end, number, kind)
        if door and not any(_overlap(door, d) for d in doors):
            return door
    return None


def _windows(
    shell: Room, choice: _Choice, wish: RoomWish, kind: RoomType, needs: RoomNeeds
) -> tuple[Window, ...] | None:
    count = len(wish.window_walls) if wish.windows is None and wish.window_walls else kind.window.count
    count = wish.windows if wish.windows is not None else count
    walls = choice.window_walls
    if count == 0 or not walls:
        return ()
    out: list[Window] = []
    for k, wall in enumerate(walls):
        share = count // len(walls) + (1 if k < count % len(walls) else 0)
        row = _row_of_windows(shell, shell.walls[wall], share, choice, kind, needs)
        if row is None:
            return None
        out += row
    return tuple(replace(w, id=f"window-{k}") for k, w in enumerate(out))


def _row_of_windows(
    shell: Room, wall: Wall, count: int, choice: _Choice, kind: RoomType, needs: RoomNeeds
) -> list[Window] | None:
    """`count` equal windows evenly spread over the wall, or over what the door leaves of it."""
    lo, hi = 0.0, wall.length
    if wall.index == choice.door_wall:
        taken = min(kind.door.width, wall.length) + knowledge().rule("doors", "corner") + 0.2
        lo, hi = (0.0, hi - taken) if choice.at_end else (taken, hi)
    least = 0.45 + 2 * knowledge().rule("windows", "corner")
    count = min(count, int((hi - lo) / least))
    pitch = (hi - lo) / max(1, count)
    width = min(_window_width(kind, needs), round(pitch - 2 * knowledge().rule("windows", "corner"), 2))
    sill, height = _sill(shell, kind, needs)
    centres = [lo + pitch * (k + 0.5) for k in range(count)]
    return [Window("", wall.index, round(c - width / 2, 3), width, sill, height) for c in centres]


def _window_width(kind: RoomType, needs: RoomNeeds) -> float:
    """A desk under a window wants about its own width of light."""
    wide = max(kind.window.width, 0.9 * needs.under_window[0]) if needs.under_window else kind.window.width
    return round(min(wide, 2.4), 2)


def _sill(shell: Room, kind: RoomType, needs: RoomNeeds) -> tuple[float, float]:
    """Sill and height: the head stays where it is, the sill clears what stands below."""
    head = min(kind.window.sill + kind.window.height, shell.height - 0.1)
    sill = max(kind.window.sill, needs.under_window[1] + 0.06 if needs.under_window else 0.0)
    return round(min(sill, head - 0.4), 3), round(head - min(sill, head - 0.4), 3)


def _overlap(a: Door | Window, b: Door | Window) -> bool:
    return a.wall == b.wall and a.offset < b.offset + b.width + 0.1 and b.offset < a.offset + a.width + 0.1


# ---------------------------------------------------------------- how good openings are for furniture
def solid_length(room: Room, wall: Wall) -> float:
    """The longest stretch of the wall without window or door, less what a door round the corner takes [m]."""
    clear = knowledge().rule("doors", "clear")
    taken = [(o.offset, o.offset + o.width) for o in room.openings if o.wall == wall.index]
    n = len(room.walls)
    for d in room.doors:
        if d.wall == (wall.index - 1) % n and room.walls[d.wall].length - d.offset - d.width < 0.6:
            taken.append((0.0, clear))
        if d.wall == (wall.index + 1) % n and d.offset < 0.6:
            taken.append((wall.length - clear, wall.length))
    edges = sorted([(0.0, 0.0), *taken, (wall.length, wall.length)])
    reach, best = 0.0, 0.0
    for a, b in edges:
        best, reach = max(best, a - reach), max(reach, b)
    return best


def _score(room: Room, needs: RoomNeeds) -> float:
    """High is better. Weights by trial on the six room types."""
    solid = {w.index: solid_length(room, w) for w in room.walls}
    lengths = sorted(solid.values(), reverse=True)
    score = 3.0 * min(1.0, lengths[0] / max(needs.wall, 0.1)) + 1.5 * min(1.0, lengths[1] / max(0.7 * needs.wall, 0.1))
    score += _light(room) + _pair(room, solid, needs)
    if needs.whole:
        free = [w.length for w in room.walls if all(o.wall != w.index for o in room.openings)]
        score += 4.0 * (max(free, default=0.0) / max(w.length for w in room.walls))
    if needs.before_door and room.doors:
        score += 4.0 * min(1.0, max(_opposite(room, room.doors[0].wall, solid), default=0.0) / max(needs.wall, 0.1))
    return score - 6.0 * sum(_beside_corner(room, d, name) for d in room.doors for name in needs.corners)


def _beside_corner(room: Room, door: Door, name: str) -> bool:
    """Whether a door is so near to a named corner that nothing can stand in it."""
    ends = [{w, (w + 1) % len(room.polygon)} for w in (room.wall_named(side).index for side in name.split("-"))]
    wall, middle = room.walls[door.wall], door.offset + door.width / 2
    x, y = wall.at(middle)
    found = [room.polygon[v] for v in ends[0] & ends[-1]] if len(ends) == 2 else []
    return any(math.hypot(x - a, y - b) < BESIDE for a, b in found)


def _light(room: Room) -> float:
    """Windows belong opposite the door or at right angles to it; two on one wall are calmer than on two."""
    score = 0.0
    for w in room.windows:
        for d in room.doors[:1]:
            score -= 2.0 if w.wall == d.wall else 0.0
    return score - 0.3 * (len({w.wall for w in room.windows}) - 1 if room.windows else 0)


def _opposite(room: Room, wall: int, solid: dict[int, float]) -> list[float]:
    n = room.walls[wall].n
    return [solid[w.index] for w in room.walls if w.n[0] * n[0] + w.n[1] * n[1] < -0.97]


def _pair(room: Room, solid: dict[int, float], needs: RoomNeeds) -> float:
    if needs.pair <= 0:
        return 0.0
    pairs = [min(s, max(_opposite(room, k, solid), default=0.0)) for k, s in solid.items()]
    return 4.0 * min(1.0, max(pairs) / needs.pair)


# ---------------------------------------------------------------- words
def side_of(room: Room, wall: int) -> str:
    """The wall's side of the room in words; "north" where the inward normal points most to the south."""
    n = room.walls[wall].n
    facing = {"north": -n[1], "south": n[1], "east": -n[0], "west": n[0]}
    return max(facing, key=lambda s: facing[s])


def say_openings(room: Room, wish: RoomWish) -> list[str]:
    """What was assumed of the openings, in sentences; nothing of a room that was given."""
    if wish.plan is not None:
        return []
    out = []
    for d in room.doors if wish.doors is None or not wish.door_walls else ():
        side, near = word("sides", side_of(room, d.wall)), _near_corner(room, d)
        out.append(told("assumed.door", width=d.width, side=side, near=near))
    for w in room.windows if wish.windows is None or not wish.window_walls else ():
        side = word("sides", side_of(room, w.wall))
        out.append(told("assumed.window", width=w.width, height=w.height, side=side, sill=w.sill))
    return out


def _near_corner(room: Room, d: Door) -> str:
    wall, n = room.walls[d.wall], len(room.walls)
    to_end = wall.length - d.offset - d.width
    if min(d.offset, to_end) > 0.6:
        return ""
    other = (d.wall - 1) % n if d.offset < to_end else (d.wall + 1) % n
    return told("assumed.near_corner", side=word("sides", side_of(room, other)))
