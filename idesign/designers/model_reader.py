"""A language model reads the request; code checks what it says and the embedded reader fills the gaps.

The model writes down things and places in a shallow schema whose vocabulary comes from code and data. Nothing of it is
believed unchecked: unknown categories, refs, places and sizes in centimetres are said back to it, at most twice.
Numbers about the room that the embedded reader found in the text win, and what it found and the model left out is kept.
When there is no usable answer the embedded reader's brief is used, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from idesign.brief import Brief, Money, RoomWish, Wish, WishRelation
from idesign.designers.embedded.reading import read_brief
from idesign.designers.embedded.reading.wording import room_sentence, thing_words, wish_sentence
from idesign.errors import ModelError
from idesign.llm.brief_reply import REPLY, BriefReply, PlaceReply, ThingReply, faults_of, reader_prompt, reader_schema
from idesign.llm.chat import ChatModel, Hear, Message, silent
from idesign.llm.looks import known_colour, known_finish, known_material, parted
from idesign.llm.structured import ask_for

PATIENCE = 120.0
"""Seconds that reading may take in all."""
READ = 20_000
"""Characters of a request that the model is given."""

READ_BUILT_IN = "the built-in reader read the request."
"""The end of the note on a model that could not be used."""


class ModelReader:
    """Reads with a model; falls back to the embedded reader."""

    def __init__(self, chat: ChatModel, patience: float = PATIENCE, hear: Hear = silent) -> None:
        self._chat, self._patience, self._hear = chat, patience, hear

    def read(self, text: str, room: RoomWish | None = None, seed: int = 0, style: str | None = None) -> Brief:
        """The brief. Raises `BriefError` for what the embedded reader refuses (an empty text, say), never for a model's
        failure: that becomes a note in the brief."""
        own = read_brief(text, room=room, seed=seed, style=style)
        try:
            reply = ask_for(
                self._chat, _messages(text), REPLY, reader_schema(), lambda r: faults_of(r, text), self._patience,
                hear=self._hear,
            )  # fmt: skip
        except ModelError as e:
            note = f"The language model could not be used ({e}); {READ_BUILT_IN}"
            return replace(own, notes=(*own.notes, note))
        return merge(own, reply, self._chat.name)


def _messages(text: str) -> tuple[Message, Message]:
    marked = "\n".join(f"> {line}" for line in text[:READ].splitlines())
    return Message("system", reader_prompt()), Message("user", marked)


# ---------------------------------------------------------------- the model's reply and the embedded reader's brief
def merge(own: Brief, reply: BriefReply, model: str) -> Brief:
    """The model's understanding, completed by what the embedded reader (`own`) found and the model left out."""
    unwanted = {c for c in own.excluded if c not in {w.category for w in own.wishes}}
    things, names = _wishes([t for t in reply.things if t.category not in unwanted])
    kept, renamed = _left_out(own, things)
    relations = tuple(_relation(p, names) for p in reply.places if _known(p, names, reply))
    wishes, places = (*things, *kept), (*relations, *_own_relations(own, kept, renamed))
    budget = Money(reply.budget, reply.currency or "EUR") if reply.budget and reply.budget > 0 else None
    brief = replace(
        own,
        room_type=reply.room_type,
        room=_room(own.room, reply),
        wishes=wishes,
        relations=places,
        excluded=_joined(own.excluded, (c for c in reply.excluded if c not in {w.category for w in wishes})),
        only=own.only or reply.only,
        style=own.style or reply.style,
        moods=_joined(own.moods, reply.moods),
        colours=_joined(own.colours, parted(reply.colours, known_colour)[0]),
        materials=_joined(own.materials, parted(reply.materials, known_material)[0]),
        people=_joined(own.people, reply.people),
        activities=_joined(own.activities, reply.activities),
        budget=own.budget or budget,
        assumed=own.assumed if reply.room_type == own.room_type else (),
        not_understood=_joined(reply.not_understood, _strange(reply)),
        notes=(*own.notes, *_notes(kept, model)),
    )
    return replace(brief, understood=_understood(own, brief))


def _understood(own: Brief, brief: Brief) -> tuple[str, ...]:
    """What is said back: the room and the wishes as merged, and whatever else the embedded reader understood."""
    about_wishes = {*_room_lines(own), *_wish_lines(own)}
    return (*_room_lines(brief), *(s for s in own.understood if s not in about_wishes), *_wish_lines(brief))


def _room_lines(brief: Brief) -> list[str]:
    return [room_sentence((brief.room_type, *brief.more_room_types), brief.room)]


def _wish_lines(brief: Brief) -> list[str]:
    names = {w.ref: thing_words(w) for w in brief.wishes}
    return [wish_sentence(w, brief.relations, names) for w in brief.wishes]


def _joined(first: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *more)))


def _wishes(things: Sequence[ThingReply]) -> tuple[tuple[Wish, ...], Mapping[str, str]]:
    """The wishes "w1", "w2", …, and the model's refs as these."""
    names = {t.ref: f"w{k}" for k, t in enumerate(things, 1)}
    return tuple(_wish(names[t.ref], t) for t in things), names


def _wish(ref: str, t: ThingReply) -> Wish:
    """The wish; a colour or material that the library does not know is a quality like others."""
    hues, odd_hues = parted(t.colours, known_colour)
    stuff, odd_stuff = parted(t.materials, known_material)
    qualities = (*parted(t.qualities, lambda w: True)[0], *odd_hues, *odd_stuff)
    return Wish(
        ref, t.category, t.words or t.category.replace("_", " "), t.count, None, t.exact, (t.width, t.depth, t.height),
        hues, stuff, t.style, qualities, t.owned,
    )  # fmt: skip


def _strange(reply: BriefReply) -> tuple[str, ...]:
    """The colours, materials and finishes that the library does not know."""
    hues = parted([*reply.colours, *(c for t in reply.things for c in t.colours)], known_colour)[1]
    stuff = parted([*reply.materials, *(m for t in reply.things for m in t.materials)], known_material)[1]
    wall = [reply.wall_colour] if reply.wall_colour and not known_colour(reply.wall_colour) else []
    floor = [reply.floor] if reply.floor and not known_finish("floor", reply.floor) else []
    return tuple(dict.fromkeys((*hues, *stuff, *wall, *floor)))


def _relation(p: PlaceReply, names: Mapping[str, str]) -> WishRelation:
    other = _renamed(p.other, names) if p.other else None
    return WishRelation(p.kind, names[p.thing], _renamed(p.target, names), other, p.distance, p.words)


def _known(p: PlaceReply, names: Mapping[str, str], reply: BriefReply) -> bool:
    """Whether everything that the place names is still there."""
    gone = {t.ref for t in reply.things} - set(names)
    return not gone & {end.rpartition(":")[2] for end in (p.thing, p.target, p.other or "")}


def _renamed(target: str, names: Mapping[str, str]) -> str:
    """A target with the ref in it renamed: "t2", "wall:behind:t2"."""
    place, colon, ref = target.rpartition(":")
    return f"{place}{colon}{names.get(ref, ref)}"


def _left_out(own: Brief, things: Sequence[Wish]) -> tuple[tuple[Wish, ...], Mapping[str, str]]:
    """The embedded reader's wishes of categories that the model has nothing of, with fresh refs; and all of its refs as
    those of the merged brief (a category that the model has too: its first wish)."""
    theirs = {w.category: w.ref for w in reversed(things)}
    names, kept = dict[str, str](), list[Wish]()
    for w in own.wishes:
        names[w.ref] = theirs.get(w.category, f"w{len(things) + len(kept) + 1}")
        if w.category not in theirs:
            kept.append(replace(w, ref=names[w.ref]))
    return tuple(kept), names


def _own_relations(own: Brief, kept: Sequence[Wish], names: Mapping[str, str]) -> Iterable[WishRelation]:
    """The embedded reader's relations of the wishes that were kept."""
    refs = {w.ref for w in kept}
    for x in own.relations:
        if names.get(x.wish) in refs:
            other = _renamed(x.other, names) if x.other else None
            yield replace(x, wish=names[x.wish], target=_renamed(x.target, names), other=other)


def _room(own: RoomWish, reply: BriefReply) -> RoomWish:
    """The room: numbers that code read from the text win, the model's fill gaps. A given plan is left alone."""
    if own.plan is not None:
        return own
    sized = own.width is not None or own.depth is not None or own.area is not None
    return replace(
        own,
        width=own.width if sized else reply.width,
        depth=own.depth if sized else reply.depth,
        area=own.area if sized or reply.width else reply.area,
        height=own.height if own.height is not None else reply.height,
        windows=own.windows if own.windows is not None else reply.windows,
        doors=own.doors if own.doors is not None else reply.doors,
        wall_colour=own.wall_colour or (reply.wall_colour if known_colour(reply.wall_colour or "") else None),
        floor=own.floor or (reply.floor if known_finish("floor", reply.floor or "") else None),
    )


def _notes(kept: Sequence[Wish], model: str) -> Iterable[str]:
    if kept:
        yield f"{model} left out {', '.join(w.words or w.category for w in kept)}; the built-in reader kept it."
