"""The designer: what belongs in this room, for these people, beyond what the client asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assets.catalogue import categories
from assets.materials import colours, presets
from assets.styles import styles
from idesign.brief import Brief, Wish
from idesign.knowledge import knowledge
from idesign.llm.brief_reply import LARGEST, SMALLEST, Text, category_faults
from idesign.team.facts import client_facts, floor_categories, room_facts, wish_facts
from idesign.team.prompt import system_prompt
from idesign.team.session import Question, Session
from solvers.room import Room

MOST, MOST_OF_ONE = 24, 12
"""Entries of the list, and things of one entry."""
FILL = 0.5
"""Furniture on more than this share of the floor leaves no ways (design guidance: 0.30 to 0.47, crowded from 0.55)."""


@dataclass(frozen=True)
class Chosen:
    """A thing (or several equal ones) that the designer adds; lengths in metres."""

    category: Text
    count: int
    width: float | None
    depth: float | None
    height: float | None
    colours: tuple[Text, ...]
    materials: tuple[Text, ...]
    why: Text

    @property
    def size(self) -> tuple[float | None, float | None, float | None]:
        return (self.width, self.depth, self.height)


@dataclass(frozen=True)
class DesignerReply:
    """All that the designer says; the most important piece comes first."""

    idea: Text
    style: Text | None
    wall_colour: Text | None
    pieces: tuple[Chosen, ...]
    leave_out: tuple[Text, ...]


def furnish(session: Session, brief: Brief, room: Room) -> Brief | None:
    """The brief with what the designer adds (refs "d1", "d2", …); None when there is no usable answer."""
    if brief.only:
        return None
    reply = session.ask(
        _question(brief, room),
        DesignerReply,
        lambda r: tuple(faults(r, brief, room)),
        lambda r: mended(session, r, brief, room),
    )
    return _widened(brief, reply) if reply else None


def _question(brief: Brief, room: Room) -> Question:
    asked = wish_facts(brief, [w.ref for w in brief.wishes])
    user = f"{client_facts(brief)}\n\nThe room\n{room_facts(room)}\n\nAlready chosen by the client\n{asked}"
    user += f"\n\nVariation {brief.seed}: another number is another good answer."
    kinds, hues = floor_categories(), tuple(colours())
    system = system_prompt(
        "designer", categories=", ".join(kinds), styles=", ".join(sorted(styles())), colours=", ".join(hues),
        materials=", ".join(presets()), most=str(MOST),
    )  # fmt: skip
    enums = (
        (("Chosen", "category"), kinds),
        (("Chosen", "colours"), hues),
        (("Chosen", "materials"), tuple(presets())),
        (("style",), tuple(sorted(styles()))),
        (("wall_colour",), hues),
        (("leave_out",), kinds),
    )
    return Question("designer", system, user, enums=enums)


# ---------------------------------------------------------------- what is wrong with a reply
def faults(reply: DesignerReply, brief: Brief, room: Room) -> Iterable[str]:
    """Everything that cannot be used, in words for the model."""
    for k, piece in enumerate(reply.pieces):
        yield from (f"pieces {k + 1}: {f}" for f in piece_faults(piece, brief))
    if len(reply.pieces) > MOST:
        yield f"pieces: {len(reply.pieces)} are too many; at most {MOST}"
    if (floor := _floor(brief.wishes) + sum(map(_area, reply.pieces))) > FILL * room.area:
        yield f"pieces: all furniture takes {floor:.1f} m2 of a floor of {room.area:.1f} m2; leave ways between"
    if reply.style is not None and reply.style not in styles():
        yield f"style: {reply.style!r} is unknown"
    if reply.wall_colour is not None and reply.wall_colour not in colours():
        yield f"wall_colour: {reply.wall_colour!r} is unknown"


def piece_faults(piece: Chosen, brief: Brief) -> Iterable[str]:
    """What is wrong with one entry."""
    yield from category_faults(piece.category, "category")
    if piece.category in categories() and knowledge().piece(piece.category).stand == "surface":
        yield f"{piece.category} is a small thing; the refiner adds those"
    if piece.category in brief.excluded:
        yield f"the client does not want: {piece.category}"
    if piece.category in {w.category for w in brief.wishes}:
        yield f"the client chose {piece.category} already; do not repeat it"
    if not 1 <= piece.count <= MOST_OF_ONE:
        yield f"count {piece.count} must be 1 to {MOST_OF_ONE}"
    for length in (v for v in piece.size if v is not None and not SMALLEST <= v <= LARGEST):
        yield f"{length:g} m is no size of a {piece.category}; lengths are metres"


def mended(session: Session, reply: DesignerReply, brief: Brief, room: Room) -> DesignerReply | None:
    """The reply without what is wrong with it; None when nothing is left."""
    pieces = [p for p in map(in_metres, reply.pieces[:MOST]) if not list(piece_faults(p, brief))]
    while pieces and _floor(brief.wishes) + sum(map(_area, pieces)) > FILL * room.area:
        pieces.pop()
    if not pieces:
        return None
    if lost := len(reply.pieces) - len(pieces):
        session.notes.append(f"The designer's suggestions that could not be used were left out: {lost}.")
    style = reply.style if reply.style in styles() else None
    wall = reply.wall_colour if reply.wall_colour in colours() else None
    return replace(reply, pieces=tuple(pieces), style=style, wall_colour=wall)


def in_metres(piece: Chosen) -> Chosen:
    """The entry with lengths that can only be centimetres as metres."""
    if all(v is None or v <= LARGEST for v in piece.size):
        return piece
    width, depth, height = (None if v is None else v / 100 for v in piece.size)
    return replace(piece, width=width, depth=depth, height=height)


def _area(piece: Chosen) -> float:
    if piece.category not in categories():
        return 0.0
    return piece.count * _footprint(piece.category, piece.size)


def _floor(wishes: Sequence[Wish]) -> float:
    """What the client's own things take [m2]."""
    return sum(w.count * _footprint(w.category, w.size) for w in wishes)


def _footprint(category: str, size: tuple[float | None, float | None, float | None]) -> float:
    usual = knowledge().piece(category)
    if usual.stand != "floor" or usual.flat:
        return 0.0
    return (size[0] or usual.size[0]) * (size[1] or usual.size[1])


# ---------------------------------------------------------------- into the brief
def _widened(brief: Brief, reply: DesignerReply) -> Brief:
    """The brief for the built-in designer's groups; what the client said stays as it is."""
    own = {w.category for w in brief.wishes}
    added = tuple(_wish(k, p) for k, p in enumerate(reply.pieces, 1))
    unwanted = [c for c in reply.leave_out if c in categories() and c not in own | {w.category for w in added}]
    room = replace(brief.room, wall_colour=brief.room.wall_colour or reply.wall_colour)
    idea = (f"The designer's idea: {reply.idea}",) if reply.idea else ()
    return replace(
        brief,
        assumed=(*brief.assumed, *idea),
        wishes=(*brief.wishes, *added),
        excluded=tuple(dict.fromkeys((*brief.excluded, *unwanted))),
        style=brief.style or reply.style,
        room=room,
    )


def _wish(number: int, p: Chosen) -> Wish:
    words = knowledge().piece(p.category).noun
    hues = tuple(c for c in p.colours if c in colours())
    stuff = tuple(m for m in p.materials if m in presets())
    return Wish(f"d{number}", p.category, words, p.count, size=p.size, colours=hues, materials=stuff)
