"""Where one arrives: console, hooks; and plants, which are everywhere."""

from __future__ import annotations

from collections.abc import Mapping

from idesign.designers.embedded import prefer
from idesign.designers.embedded.draft import Draft, Size
from idesign.designers.embedded.kinds import PLANTS
from solvers.relations import Near

Options = Mapping[str, str]


def console(draft: Draft, options: Options) -> None:
    id = draft.get("console_table", "shoe_cabinet", priority=4.0)
    if id is not None and draft.against_wall(id, prefer=prefer.centred(draft.room), walls=draft.walls_for(id)):
        draft.dress_sideboard(id)


def coats(draft: Draft, options: Options) -> None:
    if draft.asked("coat_rack", "coat_hooks") or draft.may("coat_rack"):
        draft.loose("coat_rack", "coat_hooks", priority=3.0)


def plant(draft: Draft, options: Options) -> None:
    """All that are asked for, else one: a tall one in a corner near the light; none in the way."""
    asked = draft.asked(*PLANTS)
    if not asked and (draft.ever_asked(*PLANTS, "plant_small") or not draft.may("potted_plant")):
        return
    for _ in range(asked or 1):
        number = len(draft.of(*PLANTS))
        size: Size = (0.45, 0.45, 1.5) if number % 2 == 0 else (0.38, 0.38, 0.9)
        id = draft.get(
            *PLANTS, size=size, support="floor", stage=1, priority=1.5, smaller=[(0.32, 0.32, 0.8), (0.25, 0.25, 0.6)]
        )
        if id is None:
            return
        spot = draft.plan.at_wall(
            (size[0], size[1], 0.4), 0.0, None, prefer.added(prefer.light(draft.room), prefer.corner(draft.room))
        )
        if spot is not None:
            draft.plan.hold(spot)
        for w in draft.room.windows[:1]:
            draft.relate(
                Near(a=id, b=draft.room.windows[number % len(draft.room.windows)].id, max=1.6, hard=False, weight=2.0)
            )
