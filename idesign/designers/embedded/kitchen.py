"""Where one cooks: a row of fridge, cabinets, sink, dishwasher and stove along a wall, with units and a hood above."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from idesign.brief import Wish
from idesign.designers.embedded.draft import Draft
from idesign.designers.embedded.kinds import DESKS
from idesign.designers.embedded.plan import Prefer, Spot
from solvers.relations import AgainstWall, AtWall, Corner, Near, NotBlocking
from solvers.room import Wall

Options = Mapping[str, str]
DEPTH = 0.6
BASE = "kitchen_base_cabinet"
MIN_BASE, MAX_BASE = 0.3, 0.9
BUILT_UNDER = ("dishwasher", "washing_machine")
"""Machines over which the row's worktop runs."""


@dataclass(frozen=True)
class _Unit:
    """One unit of the row; `width` 0 is a cabinet that takes what is left over."""

    category: str
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float, float]:
        return (self.width, 0.64 if self.category == "fridge" else DEPTH, self.height)


def kitchen(draft: Draft, options: Options) -> None:
    """The row, as long as the best wall, and what hangs over it."""
    wall, room = _wall(draft)
    most = 2.4 if options.get("short") else 4.2
    units = _units(draft, min(room - 0.02, most))
    found = [_unit_piece(draft, u) for u in units]
    ids = [i for i in found if i is not None]
    if not ids:
        return
    _one_top(draft, ids)
    spot = _spot(draft, wall, sum(draft.size(i)[0] for i in ids))
    draft.score += 1.0 + 0.3 * min(room, most) if spot else -4.0
    lit = any(w.wall == wall.index for w in draft.room.windows)
    draft.score += 1.5 * (1 if lit == draft.wished_at_window("kitchen_sink") else -1)
    ids = _best_order(draft, ids, spot)
    draft.relate(AgainstWall(a=ids[0]))
    if spot is not None:
        draft.relate(AtWall(a=ids[0], walls=(spot.wall,)))
        _keep_in_place(draft, ids, spot)
    _off_the_glass(draft, ids)
    over, heights = _over(draft, ids, spot)
    draft.group("run", ids[0], [*((i, "next") for i in ids[1:]), *over], heights)
    _counter(draft, ids)


def _one_top(draft: Draft, ids: list[str]) -> None:
    """A worktop that was asked for in a material runs over the whole row, and the fronts under it are alike."""
    top = next((w for w in draft.brief.wishes if _names_top(w) and w.materials), None)
    if top is None:
        return
    fronts = next((w for w in draft.brief.wishes if w.category == BASE and w is not top), None)
    words = " ".join((*top.colours[:1], top.materials[0]))
    for piece in [draft.piece(i) for i in ids]:
        if piece.category in BUILT_UNDER:
            draft.change(piece.id, query=replace(piece.query, options=(("worktop", words),)))
        elif piece.category in (BASE, "kitchen_sink"):
            own = piece.query.materials or piece.query.colours
            look = piece.query if own and piece.category != BASE else fronts
            below, colours = (look.materials[:1], look.colours[:1]) if look else ((), ())
            below = below or ("lacquer",)
            query = replace(piece.query, materials=(*below, words), colours=colours)
            said = {k: v for k, v in piece.attributes.items() if k != "colour"}
            shown = {"colour": c} if (c := (*colours, *top.colours[:1])) else {}
            draft.change(piece.id, query=query, attributes={**said, **shown, "material": (*below, top.materials[0])})


def _off_the_glass(draft: Draft, ids: list[str]) -> None:
    """A fridge of ours stands before no window that it would hide."""
    for id in (i for i in ids if draft.piece(i).category == "fridge" and not draft.piece(i).asked):
        low = (w for w in draft.room.windows if w.sill < draft.size(id)[2])
        draft.relate(*(NotBlocking(a=id, b=w.id) for w in low))


def _unit_piece(draft: Draft, unit: _Unit) -> str | None:
    """One unit of the row; a worktop that was asked for as one goes over as many cabinets as the wall holds."""
    top = {"worktop": "yes"} if unit.category in BUILT_UNDER else None
    id = draft.get(unit.category, size=unit.size, options=top, optional=False, priority=8.0)
    if id is None and unit.category == "kitchen_base_cabinet" and _worktop(draft):
        return draft.add(unit.category, size=unit.size, optional=False, priority=8.0)
    return id


def _worktop(draft: Draft) -> bool:
    """Whether the person asked for a worktop rather than for so many cabinets."""
    wishes = (w for w in draft.brief.wishes if w.category == BASE and w.count == 1)
    return any(_names_top(w) or "kitchenette" in w.words.lower() for w in wishes)


def _names_top(wish: Wish) -> bool:
    return wish.category == BASE and re.search(r"\b(?:work|counter) ?(?:top|surface)", wish.words.lower()) is not None


def _wall(draft: Draft) -> tuple[Wall, float]:
    """The wall with the longest free stretch, and that length; a window on it counts against it unless the sink shall
    be at a window."""
    said = draft.walls_wished("fridge", "stove", "kitchen_sink", "kitchen_base_cabinet")
    at_window = draft.wished_at_window("kitchen_sink")

    def score(wall: Wall) -> float:
        windows = any(w.wall == wall.index for w in draft.room.windows)
        doors = any(d.wall == wall.index for d in draft.room.doors)
        light = (0.8 if at_window else -0.8) * windows
        return round(min(draft.plan.longest(wall, DEPTH), 4.2) + light - 0.4 * doors, 6)

    best = max((w for w in draft.room.walls if not said or w.index in said), key=score)
    return best, draft.plan.longest(best, DEPTH)


def _spot(draft: Draft, wall: Wall, width: float) -> Spot | None:
    """Where the row goes, which takes the floor before it."""
    spot = None
    for depth, use in ((0.64, 0.9), (0.6, 0.3)):
        spot = spot or draft.plan.at_wall((width, depth, 0.9), use, [wall.index], _with_a_dark_end(wall, width, draft))
    return draft.plan.hold(spot) if spot else None


def _with_a_dark_end(wall: Wall, width: float, draft: Draft) -> Prefer:
    """An end of the row is before no window: there the fridge goes."""
    glass = [(w.offset, w.offset + w.width) for w in draft.room.windows if w.wall == wall.index]

    def lit(start: float) -> bool:
        return any(start < b and a < start + DEPTH for a, b in glass)

    return lambda s: -2.0 * (lit(s.along - width / 2) and lit(s.along + width / 2 - DEPTH))


# ---------------------------------------------------------------- in which order
def _best_order(draft: Draft, ids: list[str], spot: Spot | None) -> list[str]:
    """The fridge at an end away from the window, the sink at the window when that was wished; otherwise as it is."""
    if spot is None:
        return ids
    orders = [ids]
    for k, id in enumerate(ids):
        if draft.piece(id).category == "kitchen_base_cabinet":
            rest = ids[:k] + ids[k + 1 :]
            orders += [[*rest[:j], id, *rest[j:]] for j in range(1, len(ids))]
    both = [o for order in orders for o in (order, order[::-1])]
    return min(both, key=lambda o: round(_cost(draft, o, spot), 3))


def _cost(draft: Draft, ids: list[str], spot: Spot) -> float:
    """High when the sink is far from its window, the fridge at one, or the stove before one."""
    wall, out = draft.room.walls[spot.wall], 0.0
    stretches = _stretches(draft, ids, spot)
    for w in draft.room.windows:
        x, y = draft.room.walls[w.wall].at(w.offset + w.width / 2)
        along = (x - wall.start[0]) * wall.u[0] + (y - wall.start[1]) * wall.u[1]
        for id, (a, b) in stretches.items():
            middle = (a + b) / 2
            if draft.piece(id).category == "fridge":
                out += max(0.0, 1.2 - abs(middle - along))
            if (
                draft.piece(id).category == "kitchen_sink"
                and w.wall == spot.wall
                and draft.wished_at_window("kitchen_sink")
            ):
                out += 5.0 * max(0.0, abs(middle - along) - 0.1)
            if w.wall == spot.wall and draft.window_reach(id) == math.inf:
                out += 3.0 * max(0.0, min(b, w.offset + w.width) - max(a, w.offset))
    return out


def _keep_in_place(draft: Draft, ids: list[str], spot: Spot) -> None:
    """The row ends in its corner, and the window is moved to the sink, so that nothing above hides the glass."""
    stretches, length = _stretches(draft, ids, spot), draft.room.walls[spot.wall].length
    if stretches[ids[0]][1] > length - 0.05:
        draft.relate(Corner(a=ids[0], hard=False, weight=5.0))
    elif stretches[ids[-1]][0] < 0.05:
        draft.relate(Corner(a=ids[-1], hard=False, weight=5.0))
    sinks = [i for i in ids if draft.piece(i).category == "kitchen_sink"]
    windows = [w.id for w in draft.room.windows if w.wall == spot.wall]
    if sinks and windows and draft.wished_at_window("kitchen_sink"):
        draft.move_window(windows[0], sum(stretches[sinks[0]]) / 2)


def _stretches(draft: Draft, ids: list[str], spot: Spot) -> dict[str, tuple[float, float]]:
    """From where to where along the wall each unit of the row stands: the row runs to the right of who looks at it,
    which is from the wall's end to its start."""
    edge = spot.along + sum(draft.size(i)[0] for i in ids) / 2
    out = {}
    for id in ids:
        out[id] = (edge - draft.size(id)[0], edge)
        edge -= draft.size(id)[0]
    return out


# ---------------------------------------------------------------- what stands in the row
def _units(draft: Draft, length: float) -> list[_Unit]:
    """Fridge, sink, hob in that order (the work triangle on one wall), a dishwasher where there is room, cabinets
    between them that fill the row exactly; what was asked for by number is not changed."""
    height = draft.knowledge.rule("kitchen", "worktop")
    have = [u for u in _appliances(draft, height, length) if u is not None]
    rest = length - sum(u.width for u in have)
    if not draft.may("kitchen_base_cabinet") and not draft.asked("kitchen_base_cabinet"):
        return have
    wanted = draft.asked("kitchen_base_cabinet")
    fill = max(0, min(3, int(rest / 0.35))) if rest >= MIN_BASE else 0
    count = max(wanted, fill) if _worktop(draft) else wanted or fill
    if not count:
        return have
    width = round(max(MIN_BASE, min(MAX_BASE, rest / count)) - 0.0005, 3)
    bases = [_Unit("kitchen_base_cabinet", width, height)] * count
    return _interleave(have, bases)


def _appliances(draft: Draft, height: float, length: float) -> list[_Unit | None]:
    small = length < 2.5
    dishwasher = draft.asked("dishwasher") or (length >= 3.3 and draft.may("dishwasher"))
    washer = bool(draft.asked("washing_machine"))
    return [
        _unit(draft, "fridge", 0.55 if small else 0.6, 1.85),
        _unit(draft, "kitchen_sink", 0.6 if small else 0.8, 1.2),
        _Unit("dishwasher", 0.6, height) if dishwasher else None,
        _Unit("washing_machine", 0.6, height) if washer else None,
        _unit(draft, "stove", 0.5 if small else 0.6, height),
    ]


def _unit(draft: Draft, category: str, width: float, height: float) -> _Unit | None:
    return _Unit(category, width, height) if draft.asked(category) or draft.may(category) else None


def _interleave(have: list[_Unit], bases: list[_Unit]) -> list[_Unit]:
    """One cabinet beside the stove (a place for a hot pan), one between sink and fridge, the rest by the sink."""
    out = list(have)
    slots = [len(out), min(1, len(out)), max(0, len(out) - 1)]
    if len(bases) >= 2:
        # between the sink (or dishwasher) and the stove is where one prepares
        slots = [max(0, len(out) - 1), len(out), min(1, len(out))]
    order = sorted((slots[k % 3] for k in range(len(bases))), reverse=True)
    for slot in order:
        out.insert(slot, bases[0])
    return out


# ---------------------------------------------------------------- what is over it
def _over(draft: Draft, ids: list[str], spot: Spot | None) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """A hood over the stove; wall cabinets over the low units, in one line, none before a window."""
    rules = draft.knowledge.rules["kitchen"]
    top = rules["worktop"]
    heights: dict[str, str] = {}
    out: list[tuple[str, str]] = []
    places = _stretches(draft, ids, spot) if spot else {}
    glass = [(w.offset - 0.05, w.offset + w.width + 0.05) for w in draft.room.windows if spot and w.wall == spot.wall]
    bottom = round(top + rules["wall_gap"], 2)
    tall = round(min(0.7, draft.room.height - bottom - 0.1), 2)
    for id in ids:
        category, width = draft.piece(id).category, draft.size(id)[0]
        a, b = places.get(id, (0.0, 0.0))
        if any(a < high and low < b for low, high in glass) or _hung_over(draft, id):
            continue
        if category == "stove":
            z = round(top + rules["hood_gap"], 2)
            size = (max(0.5, width), 0.5, round(bottom + tall - z, 2))
            hung = draft.get("range_hood", size=size, support="wall", stage=0, elevation=z, priority=4.0)
        elif category in ("kitchen_base_cabinet", "dishwasher", "kitchen_sink", "washing_machine"):
            z = bottom
            hung = draft.get(
                "kitchen_wall_cabinet", size=(width, 0.35, tall), support="wall", stage=0, elevation=z, priority=3.0
            )
        else:
            continue
        if hung is not None:
            out.append((hung, f"over:{id}"))
            heights[f"z:{hung}"] = str(draft.piece(hung).elevation)
    return out, heights


def _hung_over(draft: Draft, id: str) -> bool:
    """Whether the person hung something of theirs over a unit: a pendant, a shelf."""
    own = draft.wish_of(id)
    return own is not None and any(r.kind == "above" and r.target == own.ref for r in draft.brief.relations)


def _counter(draft: Draft, ids: list[str]) -> None:
    """What stands on a worktop in use; most of it stays free."""
    tops = [i for i in ids if draft.piece(i).category == "kitchen_base_cabinet"] or [
        i for i in ids if draft.piece(i).category == "dishwasher"
    ]
    things = (
        ("kettle", "on:left-back"),
        ("utensil_pot", "on:back"),
        ("fruit_bowl", "on"),
        ("coffee_machine", "on:back"),
    )
    for k, (category, where) in enumerate(things):
        if tops and (draft.asked(category) or (draft.may(category) and k < 3)):
            host = tops[k % len(tops)]
            draft.on(host, [(category, None, where)])
    for category in ("microwave", "toaster", "coffee_machine", "small_appliance", "cutting_board"):
        while draft.asked(category) and tops:
            draft.on(tops[-1], [(category, None, "on:back")])


def bin(draft: Draft, options: Options) -> None:
    """A waste bin in a corner that nothing else uses."""
    if draft.ever_asked("trash_bin") or draft.may("trash_bin"):
        id = draft.loose("trash_bin", priority=0.8)
        hosts = draft.of("toilet", "kitchen_sink", *DESKS)
        if id is not None:
            draft.relate(
                Corner(a=id, hard=False), *(Near(a=id, b=h, max=0.6, hard=False, weight=2.0) for h in hosts[:1])
            )
