"""Where the members of a furniture group stand about their anchor, from true sizes.

Every place is an `Offset` in the anchor's frame: origin at the middle of its footprint, front towards -y, left towards
-x, z from its base. A member's place never depends on members that come after it, so that a group can be finished
later (a rug, a lamp) without moving what stands. A member for which there is no room gets no offset.

    kind       anchor        roles
    bedside    bed           left, right (nightstands), bench (at the foot), rug
    table      table         seat, seat:long, seat:short, bench (behind it), rug     options: shape, ends, side (corner)
    ring       middle        seat (all as far from its middle), between (two seats)    options: gap
    desk       desk          seat, rug
    lounge     sofa          coffee, side-left, side-right, lamp-left, lamp-right, chair-left, chair-right,
                             chair-opposite-left, chair-opposite-right, pouf, rug
    reading    armchair      lamp-left, lamp-right, side-left, side-right, rug
    on_top     host          on, with where: on:left, on:back-right, on:center, on:shelf, on:@u,v, …
    run        first unit    next (beside the one before, backs in line), over:<id> with option z:<member> = height
    flank      any           left, right (beside it, backs in line)         options: gap, level (middles at one height)
    grid       first desk    desk:row:column, seat:row:column[:k/n]         options: x, y (pitch), faced
    before     any           front (before its middle), front:k/n (in a row)                      options: gap
    under      any           rug        options: x, y (its middle), turned (by a quarter)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from assets.asset import Asset
from idesign.arrange_space import CLEAR, on_surfaces, tucked
from idesign.knowledge import knowledge
from idesign.scene_graph import Group
from solvers.relations import Offset
from solvers.room import Room

BENCH_GAP = 0.02
"""Between a table and the bench behind it [m]: one slides in from its end."""
TO_SOFA = 0.61
"""Between a sofa and the armchairs beside its table, to walk to the seat [m] (a side route of 0.60, 7BedroomIdeas)."""
AT_MIDDLE = 0.05
"""What stands between the seats of a ring keeps this far from its middle [m]."""
Assets = Mapping[str, Asset]
Where = tuple[float, float, float, float]
"""x, y, z [m] and yaw [rad] in the anchor's frame."""


def arrange(group: Group, assets: Assets, room: Room) -> tuple[Offset, ...]:
    """The place of each member of the group. Raises `KeyError` for a kind that this module does not document."""
    places = _KINDS[group.kind](group, assets)
    return tuple(
        Offset(a=id, b=group.anchor, x=round(p[0], 4), y=round(p[1], 4), z=round(p[2], 4), yaw=p[3])
        for id, _ in group.members
        if (p := places.get(id)) is not None
    )


# ---------------------------------------------------------------- beds
def _bedside(group: Group, assets: Assets) -> dict[str, Where]:
    bed = assets[group.anchor]
    gap = knowledge().rule("bed", "side_gap")
    stand_depth = max((assets[i].size[1] for i, role in group.members if role in ("left", "right")), default=0.4)
    out: dict[str, Where] = {}
    for id, role in group.members:
        d = assets[id].size[1]
        if role in ("left", "right"):
            out[id] = _beside(bed, assets[id], role, gap)
        elif role == "bench":
            out[id] = (0.0, -(bed.size[1] + d) / 2 - 0.08, 0.0, 0.0)
        elif role == "rug":
            back = bed.size[1] / 2 - stand_depth - 0.2
            out[id] = (0.0, min(back, bed.size[1] / 2 - 0.65) - d / 2, 0.0, 0.0)
    return out


def _beside(anchor: Asset, member: Asset, side: str, gap: float) -> Where:
    """Beside the anchor, backs in line."""
    x = (anchor.size[0] + member.size[0]) / 2 + gap
    return (-x if side == "left" else x, (anchor.size[1] - member.size[1]) / 2, 0.0, 0.0)


def _flank(group: Group, assets: Assets) -> dict[str, Where]:
    gap = float(group.options.get("gap", "0.05"))
    reach = {"left": 0.0, "right": 0.0}
    out: dict[str, Where] = {}
    for id, role in group.members:
        if role in reach:
            x, y, z, yaw = _beside(assets[group.anchor], assets[id], role, gap)
            if group.options.get("level") and assets[group.anchor].placement == "wall":
                z = (assets[group.anchor].size[2] - assets[id].size[2]) / 2
            out[id] = (x + math.copysign(reach[role], x), y, z, yaw)
            reach[role] += assets[id].size[0] + gap
    return out


# ---------------------------------------------------------------- tables
def _table(group: Group, assets: Assets) -> dict[str, Where]:
    table = assets[group.anchor]
    seats = [id for id, role in sorted(group.members, key=lambda m: m[1]) if role.startswith("seat")]
    round_top = group.options.get("shape") == "round" or _is_round(table)
    if group.options.get("side") == "corner":
        bearings = _corner_seats(table, len(seats), round_top)
    elif round_top:
        bearings = _round_seats(len(seats))
    else:
        bearings = _rect_seats(table, len(seats), {**group.options, **_said_sides(group)}, assets, seats)
    pushes: dict[float, float] = {}
    for id, (x, y, yaw) in zip(seats, bearings, strict=True):
        push = _push(table, assets[id], x, y, yaw, round_top)
        pushes[yaw] = min(push, pushes.get(yaw, push))
    out: dict[str, Where] = {}
    for id, (x, y, yaw) in zip(seats, bearings, strict=True):
        # a row of chairs stands in line: as far in as the one that a leg stops first
        out[id] = _pulled_up(table, assets[id], x, y, yaw, round_top, pushes[yaw])
    for id, role in group.members:
        if role == "rug":
            out[id] = (0.0, 0.0, 0.0, _along_long_side(table, assets[id]))
        elif role == "bench":
            out[id] = (0.0, (table.size[1] + assets[id].size[1]) / 2 + BENCH_GAP, 0.0, 0.0)
    return out


def _said_sides(group: Group) -> dict[str, str]:
    """How many seats the person put at the long sides and at the ends; nothing when it was not said of all."""
    roles = [role for _, role in group.members if role.startswith("seat")]
    if not all(r in ("seat:long", "seat:short") for r in roles):
        return {}
    return {"along": str(roles.count("seat:long")), "at_ends": str(roles.count("seat:short"))}


def _ring(group: Group, assets: Assets) -> dict[str, Where]:
    """Seats all at one distance from the middle and from each other, facing it; what stands between them close by."""
    middle, gap = assets[group.anchor], float(group.options.get("gap", "0.4"))
    seats = [id for id, role in group.members if role == "seat"]
    between = [id for id, role in group.members if role == "between"]
    reach = max(middle.size[:2]) / 2 + gap + max(assets[i].size[1] for i in seats) / 2
    apart = max(assets[i].size[0] for i in seats) / (2 * math.sin(math.pi / max(2, len(seats))))
    radius = max(reach, apart + max(assets[i].size[1] for i in seats) / 2)
    rounds = _round_seats(len(seats))
    out = {id: (radius * x, radius * y, 0.0, yaw) for id, (x, y, yaw) in zip(seats, rounds, strict=True)}
    for k, id in enumerate(between):
        out[id] = _between_seats(
            middle, assets[id], -math.pi / 2 + (2 * _opposite(k, len(seats)) + 1) * math.pi / len(seats)
        )
    return out


def _opposite(k: int, n: int) -> int:
    """The k-th of n gaps to fill: one, the one across, the next, …"""
    return (k // 2 + (k % 2) * (n // 2)) % n


def _between_seats(middle: Asset, thing: Asset, angle: float) -> Where:
    """A thing right at the middle, in the direction of a gap between two seats."""
    c, s = math.cos(angle), math.sin(angle)
    half_w, half_d = (middle.size[0] + thing.size[0]) / 2 + AT_MIDDLE, (middle.size[1] + thing.size[1]) / 2 + AT_MIDDLE
    reach = min(half_w / max(abs(c), 1e-9), half_d / max(abs(s), 1e-9))
    return (reach * c, reach * s, 0.0, _facing(-c, -s))


def _is_round(table: Asset) -> bool:
    return abs(table.size[0] - table.size[1]) < 0.01 and "round" in table.name.lower()


def _along_long_side(host: Asset, rug: Asset) -> float:
    same = (host.size[0] >= host.size[1]) == (rug.size[0] >= rug.size[1])
    return 0.0 if same or abs(host.size[0] - host.size[1]) < 0.05 else math.pi / 2


def _round_seats(n: int) -> list[tuple[float, float, float]]:
    """Direction of each seat from the middle, and its yaw: facing the middle."""
    out = []
    for k in range(n):
        a = -math.pi / 2 + 2 * math.pi * k / n
        out.append((math.cos(a), math.sin(a), _facing(-math.cos(a), -math.sin(a))))
    return out


def _corner_seats(table: Asset, n: int, round_top: bool) -> list[tuple[float, float, float]]:
    """Seats at the front and the left, so that the table's back and right can stand in a corner."""
    w, d = (2.0, 2.0) if round_top else table.size[:2]
    front = (n + 1) // 2
    out = [(w * ((k + 0.5) / front - 0.5), -d / 2, _facing(0.0, 1.0)) for k in range(front)]
    left = n - front
    return out + [(-w / 2, d * ((k + 0.5) / left - 0.5), _facing(1.0, 0.0)) for k in range(left)]


def _facing(dx: float, dy: float) -> float:
    """The yaw whose front points along (dx, dy)."""
    return math.atan2(dx, -dy)


def _rect_seats(
    table: Asset, n: int, options: Mapping[str, str], assets: Assets, seats: Sequence[str]
) -> list[tuple[float, float, float]]:
    """Middle of each seat's place on the table's edge and its yaw: along the long sides, then at the ends."""
    w, d, _ = table.size
    turned = d > w + 0.01
    length, across = (d, w) if turned else (w, d)
    widest = max((assets[i].size[0] for i in seats), default=0.5)
    sides, ends = seat_counts(n, length, across, widest, options.get("ends", "auto"), options.get("side", "both"))
    if "along" in options:
        along, at_ends = int(options["along"]), int(options["at_ends"])
        sides, ends = ((along + 1) // 2, along // 2), ((at_ends + 1) // 2, at_ends // 2)
    out = []
    for sign, count in zip((-1, 1), sides, strict=True):
        out += [(length * ((k + 0.5) / count - 0.5), sign * across / 2, sign) for k in range(count)]
    edge: list[tuple[float, float, float]] = [(x, y, _facing(0.0, -s)) for x, y, s in out]
    edge += [
        (s * length / 2, 0.0, _facing(-s, 0.0)) for s, count in zip((-1, 1), ends, strict=True) for _ in range(count)
    ]
    return [_quarter(e) if turned else e for e in edge]


def _quarter(e: tuple[float, float, float]) -> tuple[float, float, float]:
    return (-e[1], e[0], e[2] + math.pi / 2)


def seat_counts(
    n: int, length: float, across: float, chair: float, ends: str = "auto", side: str = "both"
) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many seats at the two long sides and at the two ends of a table, opposite sides alike where they can be.
    A seat takes 0.62 m (NKBA: 0.60 / 0.70), or the chair's width and 5 cm."""
    place = max(knowledge().rule("table", "place") - 0.02, chair + 0.05)
    most = max(1, int(length / place + 1e-6))
    if side != "both":
        return (min(n, most), 0), (0, 0) if n <= most else ((n - most + 1) // 2, (n - most) // 2)
    at_ends = 0
    if (
        n > 2 * most
        or (ends == "yes" and n >= 4)
        or (ends == "auto" and n >= 6 and n - 2 <= 2 * most and across >= 0.8)
    ):
        at_ends = 2 if n % 2 == 0 else 1
    elif n % 2 == 1 and n > 1:
        at_ends = 1
    along = n - at_ends
    return ((along + 1) // 2, along // 2), ((at_ends + 1) // 2, at_ends // 2)


def _pulled_up(table: Asset, seat: Asset, x: float, y: float, yaw: float, round_top: bool, push: float) -> Where:
    """A seat facing inwards with its front edge `push` metres under the table's edge at (x, y)."""
    reach = seat.size[1] / 2 - push
    scale = table.size[0] / 2 if round_top else 1.0
    return (x * scale - math.sin(yaw) * reach, y * scale + math.cos(yaw) * reach, 0.0, yaw)


@lru_cache(maxsize=4096)
def _push(table: Asset, seat: Asset, x: float, y: float, yaw: float, round_top: bool) -> float:
    """How far both things' solids let the seat under the top, 0.15-0.25 m at most. Remembered: a room is compiled anew
    for each piece that is placed."""

    def at(push: float) -> Where:
        return _pulled_up(table, seat, x, y, yaw, round_top, push)

    return tucked(table, seat, at, knowledge().rule("table", "tuck"))


def _desk(group: Group, assets: Assets) -> dict[str, Where]:
    desk = assets[group.anchor]
    out: dict[str, Where] = {}
    for id, role in group.members:
        if role.startswith("seat"):
            push = _push(desk, assets[id], 0.0, -desk.size[1] / 2, math.pi, False)
            out[id] = _pulled_up(desk, assets[id], 0.0, -desk.size[1] / 2, math.pi, False, push)
        elif role == "rug":
            out[id] = (0.0, -desk.size[1] / 2 - 0.45, 0.0, 0.0)
    return out


# ---------------------------------------------------------------- seating
def _lounge(group: Group, assets: Assets) -> dict[str, Where]:
    rules, sofa = knowledge().rules["sofa"], assets[group.anchor]
    coffee = next((assets[i] for i, role in group.members if role == "coffee"), None)
    cw, cd = (coffee.size[0], coffee.size[1]) if coffee else (1.0, 0.6)
    cx, cy = _coffee_place(group, sofa, (cw, cd), rules["coffee_gap"])
    out: dict[str, Where] = {}
    used = {"left": sofa.size[0] / 2, "right": sofa.size[0] / 2}
    for id, role in group.members:
        d = assets[id].size[1]
        if role == "coffee":
            out[id] = (cx, cy, 0.0, 0.0)
        elif role.startswith(("side-", "lamp-")):
            out[id] = _at_arm(sofa, assets[id], role.split("-")[1], used, rules["side_gap"])
        elif role in ("chair-left", "chair-right"):
            out[id] = _chair_at_table(role, assets[id], (cx, cy), cw, _seat_edge(group, sofa))
        elif role.startswith("chair-opposite"):
            out[id] = _chair_opposite(role, assets[id], group, (cx, cy), cd)
        elif role == "pouf":
            out[id] = (cx, cy - cd / 2 - 0.35 - d / 2, 0.0, 0.0)
        elif role == "rug":
            out[id] = (cx, _seat_edge(group, sofa) + rules["rug_under"] - d / 2, 0.0, 0.0)
    return out


def _coffee_place(group: Group, sofa: Asset, size: tuple[float, float], gap: float) -> tuple[float, float]:
    """Before the middle of the seat; a corner sofa's is what its long side leaves of the chaise, from which the table
    keeps the same gap as far as it still stands before the seat."""
    if not group.options.get("seat_depth"):
        return (0.0, -sofa.size[1] / 2 - gap - size[1] / 2)
    seat, chaise = float(group.options["seat_depth"]), float(group.options["chaise"])
    middle, end = -chaise / 2, -sofa.size[0] / 2 + size[0] / 2
    x = min(middle, max(end, sofa.size[0] / 2 - chaise - gap - size[0] / 2))
    return (x, sofa.size[1] / 2 - seat - gap - size[1] / 2)


def _at_arm(sofa: Asset, thing: Asset, side: str, used: dict[str, float], gap: float) -> Where:
    x = used[side] + gap + thing.size[0] / 2
    used[side] = x + thing.size[0] / 2
    y = (sofa.size[1] - thing.size[1]) / 2 - 0.02
    return (-x if side == "left" else x, y, 0.0, 0.0)


def _seat_edge(group: Group, sofa: Asset) -> float:
    """The front edge of the seat, in the sofa's frame; of a corner sofa that of its long side."""
    depth = group.options.get("seat_depth")
    return sofa.size[1] / 2 - float(depth) if depth else -sofa.size[1] / 2


def _chair_at_table(role: str, chair: Asset, table: tuple[float, float], table_width: float, edge: float) -> Where:
    """At the side of the coffee table, turned to it, and so far before the sofa that one gets to its seat."""
    s = -1.0 if role.endswith("left") else 1.0
    x = table[0] + s * (table_width / 2 + 0.42 + chair.size[1] / 2)
    y = min(table[1] - 0.12, edge - TO_SOFA - chair.size[0] / 2)
    return (x, y, 0.0, _facing(-s, 0.0))


def _chair_opposite(role: str, chair: Asset, group: Group, table: tuple[float, float], depth: float) -> Where:
    """Across the coffee table, looking back at the sofa."""
    pair = sum(r.startswith("chair-opposite") for _, r in group.members) > 1
    shift = (chair.size[0] / 2 + 0.15) * (-1.0 if role.endswith("left") else 1.0) if pair else 0.0
    return (table[0] + shift, table[1] - depth / 2 - 0.42 - chair.size[1] / 2, 0.0, math.pi)


def _reading(group: Group, assets: Assets) -> dict[str, Where]:
    """Lamp behind a shoulder, table at the other arm."""
    chair = assets[group.anchor]
    used = {"left": chair.size[0] / 2, "right": chair.size[0] / 2}
    out: dict[str, Where] = {}
    for id, role in group.members:
        if role.startswith(("lamp-", "side-")):
            out[id] = _at_arm(chair, assets[id], role.split("-")[1], used, 0.05)
        elif role == "pouf":
            out[id] = (0.0, -chair.size[1] / 2 - 0.25 - assets[id].size[1] / 2, 0.0, 0.0)
        elif role == "rug":
            out[id] = (0.0, -chair.size[1] / 2, 0.0, 0.0)
    return out


# ---------------------------------------------------------------- rows, small things
def _run(group: Group, assets: Assets) -> dict[str, Where]:
    """A row along a wall: each unit touches the one before it, backs in line; things over a unit have their backs in
    the same plane."""
    anchor = assets[group.anchor]
    back, edge = anchor.size[1] / 2, anchor.size[0] / 2
    out: dict[str, Where] = {}
    middle = {group.anchor: 0.0}
    for id, role in group.members:
        w, d, _ = assets[id].size
        if role == "next":
            middle[id] = edge + w / 2
            edge += w
            out[id] = (middle[id], back - d / 2, 0.0, 0.0)
        elif role.startswith("over:") and role[5:] in middle:
            out[id] = (middle[role[5:]], back - d / 2, float(group.options.get(f"z:{id}", "1.45")), 0.0)
    return out


def _before(group: Group, assets: Assets) -> dict[str, Where]:
    anchor, gap = assets[group.anchor], float(group.options.get("gap", "0.4"))
    return {
        id: (
            _along(anchor, role.split(":")[1:]),
            -(anchor.size[1] + assets[id].size[1]) / 2 - gap,
            0.0,
            0.0 if role.startswith("front") else math.pi,
        )
        for id, role in group.members
    }


def _grid(group: Group, assets: Assets) -> dict[str, Where]:
    """Rows and columns behind and beside the anchor (row 0, column 0); a seat stands at the front of its desk. With
    `faced`, each odd row stands back to back with the row before it, and looks at it."""
    anchor = assets[group.anchor]
    x, y = float(group.options["x"]), float(group.options["y"])
    faced = group.options.get("faced") == "yes"
    out: dict[str, Where] = {}
    for id, role in group.members:
        what, row, column, *which = role.split(":")
        back = faced and int(row) % 2 == 1
        px, py = int(column) * x, -(int(row) // 2 if faced else int(row)) * y + back * (anchor.size[1] + CLEAR)
        turn, sign = (math.pi, -1.0) if back else (0.0, 1.0)
        out[id] = (px, py, 0.0, turn)
        if what == "seat":
            push = _push(anchor, assets[id], 0.0, -anchor.size[1] / 2, math.pi, False)
            sx, sy, _, yaw = _pulled_up(anchor, assets[id], 0.0, -anchor.size[1] / 2, math.pi, False, push)
            out[id] = (px + sign * (sx + _along(anchor, which)), py + sign * sy, 0.0, yaw + turn)
    return out


def _along(desk: Asset, which: Sequence[str]) -> float:
    """How far from a desk's middle the k-th of n seats is ("k/n") [m]; 0 for the only one."""
    if not which:
        return 0.0
    k, n = map(int, which[0].split("/"))
    return ((k + 0.5) / n - 0.5) * desk.size[0]


def _under(group: Group, assets: Assets) -> dict[str, Where]:
    """In the middle of the anchor, or at the place that the options name."""
    if "x" in group.options:
        yaw = math.pi / 2 if group.options["turned"] == "yes" else 0.0
        return {id: (float(group.options["x"]), float(group.options["y"]), 0.0, yaw) for id, _ in group.members}
    return {id: (0.0, 0.0, 0.0, _along_long_side(assets[group.anchor], assets[id])) for id, _ in group.members}


def _on_top(group: Group, assets: Assets) -> dict[str, Where]:
    members = tuple((id, assets[id], role.partition(":")[2]) for id, role in group.members)
    return dict(_on_host(assets[group.anchor], members))


@lru_cache(maxsize=1024)
def _on_host(host: Asset, members: tuple[tuple[str, Asset, str], ...]) -> Mapping[str, Where]:
    """Remembered for the same reason."""
    return on_surfaces(host, members)


_KINDS: dict[str, Callable[[Group, Assets], dict[str, Where]]] = {
    "ring": _ring,
    "bedside": _bedside, "table": _table, "desk": _desk, "lounge": _lounge, "reading": _reading, "on_top": _on_top,
    "run": _run, "flank": _flank, "before": _before, "grid": _grid, "under": _under,
}  # fmt: skip
