"""Whether somebody in a wheelchair can live in the room: a report of its own, beside what is asked of every room.

The scores have good ranges, but a room for which nobody asked this is no worse for lacking them: they count in nothing
else. Numbers and sources are in `data/use.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.access import free_depth, has_role, having, strip
from eval.passages import Ways
from eval.score import Score, Spot
from eval.space import Space, Thing, outlines
from eval.standards import Need, Side, standards

SIDES: tuple[Side, Side] = ("left", "right")
DEEPEST = 1.5
"""Floor beside a bed that is looked at [m]."""


def judge_wheelchair(space: Space, ways: Ways) -> tuple[Score, ...]:
    """All scores about accessibility."""
    return (routes(space, ways), turning(space, ways), doors(space), transfer(space), reach(space), worktops(space))


def _score(
    name: str,
    value: float | None,
    unit: str,
    definition: str,
    good: tuple[float | None, float | None] | None,
    reason: str = "",
    evidence: Sequence[str] = (),
    spots: Sequence[Spot] = (),
) -> Score:
    return Score(
        name, value, unit, "accessibility", "geometry", definition, good, reason, tuple(evidence), tuple(spots)
    )


def _shared(name: str, definition: str, of: Sequence[Thing], wrong: Sequence[str], reason: str) -> Score:
    """The share of things about which nothing is wrong."""
    value = 1 - len(wrong) / len(of) if of else None
    return _score(name, value, "share", definition, (1.0, None), "" if of else reason, wrong)


def routes(space: Space, ways: Ways) -> Score:
    """Share of the pieces that are used standing before them (`[[need]]`) to which a way of 0.9 m leads from a door,
    up to an arm's reach."""
    least, arm = standards().wheelchair.route, standards().route.arm
    definition = f"pieces in use that a way {least:.2f} m wide leads to from a door"
    pieces = tuple(t for t in space.standing if standards().need_of(t.category)) if space.door_zones else ()
    found = [p for p in (ways.to(t, arm) for t in pieces) if p.width < least]
    spots = {p.narrowest: Spot(p.narrowest, f"{p.width:.2f} m") for p in found if p.narrowest}
    value = 1 - len(found) / len(pieces) if pieces else None
    reason = "" if pieces else "no piece in use, or no door"
    words = [p.text for p in found]
    return _score("wheelchair routes", value, "share", definition, (1.0, None), reason, words, tuple(spots.values()))


def turning(space: Space, ways: Ways) -> Score:
    """Diameter [m] of the largest free circle that a way of 0.9 m leads to from a door."""
    rule = standards().wheelchair
    definition = f"diameter of the largest free circle that a way {rule.route:.2f} m wide leads to"
    if not space.door_zones:
        return _score("turning circle", None, "m", definition, (rule.circle, None), "the room has no door")
    size, at = ways.largest(rule.route) or (0.0, None)
    spots = () if at is None else (Spot((at,), f"{size:.2f} m", radius=round(size / 2, 3)),)
    where = "no way is wide enough" if at is None else f"at ({at[0]:.2f}, {at[1]:.2f})"
    return _score("turning circle", size, "m", definition, (rule.circle, None), "", (where,), spots)


def doors(space: Space) -> Score:
    """Width [m] of the narrowest door."""
    definition, least = "width of the narrowest door", standards().wheelchair.door
    widths = {d.id: d.width for d in space.scene.room.doors}
    if not widths:
        return _score("door width", None, "m", definition, (least, None), "the room has no door")
    narrow = [f"{i}: {w:.2f} m" for i, w in widths.items() if w < least]
    return _score("door width", min(widths.values()), "m", definition, (least, None), "", narrow)


def transfer(space: Space) -> Score:
    """Free floor [m] along the better long side of the bed (at most 1.5 m is looked at); the worst bed counts."""
    least = standards().wheelchair.bed
    definition = "free floor along a long side of the bed"
    need = Need("transfer", (), DEEPEST, "", SIDES, 1, (-0.3, 0.3))
    beds = having(space, "bed")
    if not beds:
        return _score("beside bed", None, "m", definition, (least, None), "no bed")
    found = [max((free_depth(space, t, side, need), side) for side in SIDES) for t in beds]
    bed, (depth, side) = min(zip(beds, found, strict=True), key=lambda f: f[1][0])
    spots = outlines(strip(bed, side, least, need.span)) if depth < least else ()
    return _score("beside bed", depth, "m", definition, (least, None), "", (f"{bed.id}, {side} side",), spots)


def reach(space: Space) -> Score:
    """Mean, over storage, of how much of its height lies between the lowest and the highest reach of a hand."""
    low, high = standards().wheelchair.reach
    definition = f"share of the height of storage that lies {low:.2f} to {high:.2f} m above the floor"
    found = {t.id: _within(float(t.lo[2]), float(t.hi[2]), low, high) for t in having(space, "store")}
    if not found:
        return _score("reach", None, "share", definition, None, "no storage")
    words = [f"{i}: {100 * v:.0f} %" for i, v in sorted(found.items(), key=lambda f: f[1]) if v < 0.5]
    return _score("reach", sum(found.values()) / len(found), "share", definition, None, "", words)


def _within(bottom: float, top: float, low: float, high: float) -> float:
    """The share of a stretch that lies in a range [m]."""
    return max(0.0, min(top, high) - max(bottom, low)) / max(top - bottom, 1e-9)


def worktops(space: Space) -> Score:
    """Share of the desks and dining tables whose top is at a height that one can work at from a wheelchair; those made
    for small children are not meant."""
    low, high = standards().wheelchair.surface
    definition = f"desks and tables with their top {low:.2f} to {high:.3f} m above the floor"
    tops = [t for t in (*having(space, "desk"), *having(space, "table")) if not has_role(t, "children")]
    height = {t.id: t.object.z + t.object.size[2] for t in tops}
    wrong = [f"{i}: {h:.2f} m" for i, h in height.items() if not low - 0.005 <= h <= high + 0.005]
    return _shared("worktop height", definition, tops, wrong, "no desk or table")
