"""Small things on the furniture: a made bed, a furnished shelf, a laid table, a worktop in use.

What stands where is data (`idesign/knowledge/dressing.toml`). It comes last, when everything that was asked for has its
place, and keeps off tops that the person filled.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable

from idesign.designers.embedded.draft import Draft, Size
from idesign.knowledge import SmallThing

PLACE_SETTING: Size = (0.38, 0.24, 0.03)
"""A plate of 0.24-0.28 m with knife and fork (design guidance 1.1: 0.60 x 0.30-0.35 for each setting)."""
LAID = ("dining_room", "restaurant")
"""Where a table is laid."""


def dress(draft: Draft) -> None:
    """Puts what is usual on each piece that carries things."""
    for piece in tuple(draft.pieces):
        found = draft.knowledge.dressing(piece.category, draft.kind.name)
        if found is None or (piece.support != "floor" and not piece.category.endswith("shelf")):
            continue
        if draft.kind.name in LAID and piece.category == "dining_table":
            _lay(draft, piece.id)
        if not draft.reserved_for(piece.id):
            _put(draft, piece.id, found.arrangements[_choice(draft, piece.id) % len(found.arrangements)])


def _choice(draft: Draft, host: str) -> int:
    """A number that the seed and the host decide; alike for things of a set, which are dressed alike."""
    return zlib.crc32(f"{host} {draft.brief.seed}".encode())


def _put(draft: Draft, host: str, things: tuple[SmallThing, ...]) -> None:
    """As many as suit the moods: an airy room shows fewer."""
    width = draft.size(host)[0]
    fit = [t for t in things if width >= t.wide]
    most = math.ceil(min(1.0, draft.mood("density")) * len(fit))
    out = []
    for thing in fit[:most]:
        if draft.may(thing.what):
            out.append((_small(draft, host, thing, width), f"on:{thing.at}"))
    draft.group("on_top", host, out)


def _small(draft: Draft, host: str, thing: SmallThing, width: float) -> str:
    w, d, h = thing.size or draft.knowledge.piece(thing.what).size
    if thing.share is not None:
        w = round(min(w, thing.share * width), 2)
    accents = draft.look.accents
    colours = () if thing.accent is None else (accents[thing.accent % len(accents)],)
    return draft.add(
        thing.what, size=(w, d, h), support=host, words=thing.words, colours=colours, stage=1, priority=0.5
    )


# ---------------------------------------------------------------- a laid table
def _lay(draft: Draft, table: str) -> None:
    """A setting before each seat of a rectangular table, knife and fork to its sitter."""
    groups = [g for g in draft.groups if g.kind == "table" and g.anchor == table]
    seats = sum(role == "seat" for g in groups for _, role in g.members)
    if draft.may("tableware") and not draft.reserved_for(table):
        places = _settings(draft.size(table), seats, draft.is_round(table))
        ids = [draft.add("tableware", size=PLACE_SETTING, support=table, stage=1, priority=0.4) for _ in places]
        draft.group("on_top", table, zip(ids, places, strict=True))


def _settings(size: Size, seats: int, is_round: bool) -> Iterable[str]:
    """Where the settings lie, as places of the group "on_top"."""
    from idesign.arrange import seat_counts  # the same rule that seats the sitters

    w, d, _ = size
    if is_round or d > w + 0.01:
        return ()
    sides, _ = seat_counts(seats, w, d, 0.46)
    free = (w - PLACE_SETTING[0]) / 2 - 0.02
    out = []
    for v, turn, count in ((-0.96, 0, sides[0]), (0.96, 180, sides[1])):
        for k in range(count):
            u = w * ((k + 0.5) / count - 0.5) / free
            out.append(f"on:@{max(-1.0, min(1.0, u)):.3f},{v},{turn}")
    return out
