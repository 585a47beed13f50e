"""Where one washes: bath or shower, toilet, basin, laundry."""

from __future__ import annotations

from collections.abc import Mapping

from idesign.designers.embedded import prefer
from idesign.designers.embedded.draft import WHEELCHAIR, Draft, Size
from idesign.designers.embedded.plan import Prefer, Spot
from solvers.relations import Corner

Options = Mapping[str, str]
HELPED = (WHEELCHAIR, "senior")
"""People who need something to hold on to."""
BATH, BOTH = 5.0, 7.5
"""Floor of a room with a bath, and with a bath and a shower [m2] (K)."""


def bath(draft: Draft, options: Options) -> None:
    """Wet things first: they need the long wall or a corner; the basin nearest the door, the toilet out of its view."""
    _wet(draft, bool(options.get("shower")))
    _basin(draft)
    _toilet(draft)
    for category in ("bathroom_tall_cabinet", "washing_machine", "tumble_dryer", "bidet"):
        while draft.asked(category):
            id = draft.get(category, priority=6.0)
            if id is not None:
                draft.against_wall(id, walls=draft.walls_for(id))
    if draft.area >= 6.5 and draft.may("bathroom_tall_cabinet") and not draft.full():
        draft.against_wall(draft.add("bathroom_tall_cabinet", priority=1.5), use=0.5)


def _wet(draft: Draft, showers: bool) -> None:
    """What was asked for; else a shower in a small room, that or a bath in a middling one (`showers`), both in a large
    one."""
    asked = draft.asked("bathtub", "shower")
    own: list[tuple[str, Size]] = []
    if not asked:
        alone, both = draft.area < BATH or (showers and draft.area < BOTH), draft.area >= BOTH
        own = [] if alone else [("bathtub", (1.7, 0.75, 0.58))]
        own += [("shower", (0.9, 0.9, 2.0))] if alone or both else []
    while draft.asked("bathtub", "shower"):
        _put_wet(draft, draft.get("bathtub", "shower", priority=9.0))
    for category, size in own:
        if draft.may(category):
            _put_wet(draft, draft.add(category, size=size, priority=8.0, optional=False))


def _put_wet(draft: Draft, id: str | None) -> None:
    """In a corner, long side to the wall; a bath along the end wall when it fits between two walls."""
    if id is None:
        return
    w, d, h = draft.size(id)
    liked = prefer.added(prefer.corner(draft.room), _snug(draft, w))
    draft.against_wall(id, (w, d, min(h, 1.2)), 0.55, liked, draft.walls_for(id), strength=3.0, keep=True)
    draft.relate(Corner(a=id, hard=False, weight=2.0))


def _snug(draft: Draft, width: float) -> Prefer:
    """A wall that is just long enough."""

    def score(s: Spot) -> float:
        spare = draft.room.walls[s.wall].length - width
        return 0.5 * (spare < 0.7) - 0.3 * any(d.wall == s.wall for d in draft.room.doors)

    return score


def _basin(draft: Draft) -> None:
    if not (draft.asked("bathroom_sink") or draft.may("bathroom_sink")):
        return
    width = 0.55 if draft.area < 4 else 0.7 if draft.area < 7 else 1.0
    while True:
        id = draft.get(
            "bathroom_sink", size=(width, 0.48 if draft.area >= 4 else 0.42, 0.88), optional=False, priority=9.0
        )
        if id is None:
            return
        draft.against_wall(id, use=0.6, prefer=_near_door(draft), walls=draft.walls_for(id), keep=True)
        if not draft.asked("bathroom_sink"):
            return


def _near_door(draft: Draft) -> Prefer:
    def score(s: Spot) -> float:
        return -0.2 * min(3.0, prefer.from_door(draft.room, s))

    return score


def _toilet(draft: Draft) -> None:
    if not (draft.asked("toilet") or draft.may("toilet")):
        return
    id = draft.get("toilet", size=(0.38, 0.62, 0.8), optional=False, priority=9.0)
    if id is None:
        return
    draft.against_wall(id, use=0.6, prefer=_out_of_view(draft), walls=draft.walls_for(id), keep=True, aside=0.2)


def _out_of_view(draft: Draft) -> Prefer:
    """Not opposite the door; on a side wall."""

    def score(s: Spot) -> float:
        out = 0.0
        for d in draft.room.doors[:1]:
            out -= 0.4 * max(0.0, prefer.facing_walls(draft.room, s.wall, d.wall))
        return out

    return score


def laundry(draft: Draft, options: Options) -> None:
    """A basket for what is to be washed."""
    if draft.asked("laundry_basket", "basket") or draft.may("laundry_basket"):
        draft.loose("laundry_basket", "basket", priority=1.2)
