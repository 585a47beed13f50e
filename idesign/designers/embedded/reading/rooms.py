"""What type of room it is when nobody says: told by the furniture, the people and what they do."""

from __future__ import annotations

from collections.abc import Sequence

from idesign.designers.embedded.reading.draft import Draft, DraftWish
from idesign.designers.embedded.reading.lexicon import data
from idesign.designers.embedded.reading.wording import named

DEFAULT = "living_room"
BY_ACTIVITY = 0.8
"""How much an activity tells of the room, against 1 for the piece that tells most, 1/2 for the next, and so on."""
AT_HOME = 4
"""Desks in a home office at the most."""
_MEANT = {"?bed": "bed_double", "?sink": "kitchen_sink", "?bath": "bathtub", "?range": "stove"}


def room_types(draft: Draft) -> tuple[list[str], list[str]]:
    """The room types, and what was assumed to find them."""
    if draft.room.names:
        return [_of_many(draft, n) for n in draft.room.names], []
    scores = {room: _score(draft, room) for room in data("rooms.toml")}
    best = max(scores, key=lambda room: scores[room])
    if scores[best] == 0:
        return [DEFAULT], [f"you named no type of room: I took it for a {named(DEFAULT)}"]
    reason, best = _reason(draft, best), _for_whom(best, draft.people)
    return [best], [f"you named no type of room: I took it for a {named(best)}, because of '{reason}'"]


def _of_many(draft: Draft, room: str) -> str:
    """An office with more desks than a home has, or for more people, is an open one."""
    desks = sum(w.count for w in draft.wishes if w.value in ("desk", "standing_desk"))
    return "open_office" if room == "home_office" and max(desks, draft.occupants or 0) > AT_HOME else room


def _score(draft: Draft, room: str) -> float:
    row = data("rooms.toml")[room]
    furniture = [1 / (1 + k) for k, c in enumerate(row["furniture"]) if any(c in _meant(w) for w in draft.wishes)]
    doing = [BY_ACTIVITY] if set(row.get("activities", ())) & set(draft.activities) else []
    eating = [0.9] if room == "dining_room" and any(z.name == "dining" for z in draft.zones) else []
    return max([*furniture, *doing, *eating], default=0.0)


def _reason(draft: Draft, room: str) -> str:
    row = data("rooms.toml")[room]
    wish = next((w for c in row["furniture"] for w in draft.wishes if c in _meant(w)), None)
    if wish is not None:
        return wish.words
    return next((a for a in draft.activities if a in row.get("activities", ())), "a place to eat")


def _meant(wish: DraftWish) -> set[str]:
    """The categories that a wish may turn out to be, for this purpose."""
    if wish.value == "?table" and wish.seats:
        return {"dining_table"}
    bed = wish.value in ("bed_single", "bunk_bed", "loft_bed", "daybed")
    return {_MEANT.get(wish.value, wish.value)} | ({"bed_double"} if bed else set())


def _for_whom(room_type: str, people: Sequence[str]) -> str:
    """A bedroom for a child is a children's room, one for a baby a nursery."""
    if room_type != "bedroom" or "couple" in people:
        return room_type
    if "baby" in people:
        return "nursery"
    return "childrens_room" if {"child", "toddler"} & set(people) else room_type
