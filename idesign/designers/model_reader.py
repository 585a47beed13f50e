"""A language model reads the request; code checks what it says and the embedded reader fills the gaps.

The model writes down things and places in a shallow schema whose vocabulary comes from code and data. Nothing of it is
believed unchecked: unknown categories, refs, places and sizes in centimetres are said back to it, at most twice.
Numbers about the room that the embedded reader found in the text win, and what it found and the model left out is kept.
When there is no usable answer the embedded reader's brief is used, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from string import Template
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, TypeAdapter

from assets.catalogue import candidates, categories
from assets.styles import styles
from idesign.brief import Brief, Money, RoomWish, Wish, WishKind, WishRelation
from idesign.errors import ModelError
from idesign.knowledge.load import knowledge
from idesign.llm.chat import ChatModel, Message, Schema
from idesign.llm.structured import ask_for, schema_of

PATIENCE = 120.0
"""Seconds that reading may take in all."""
READ = 20_000
"""Characters of a request that the model is given."""
LARGEST, SMALLEST = 20.0, 0.005
"""Lengths of a thing beyond these [m] are a slip of units."""
MOST_THINGS, MOST_OF_ONE = 120, 60
FIXED_PLACES = (
    *("wall", "wall:north", "wall:east", "wall:south", "wall:west", "wall:long", "wall:short"),
    *("corner", "corner:north-east", "corner:south-east", "corner:south-west", "corner:north-west"),
    *("window", "door", "room", "ceiling", "floor"),
)
REF_PLACES = ("wall:opposite:", "wall:behind:")
KIND_WORDS: Mapping[str, str] = {
    "against": "stands against a wall or a thing",
    "in_corner": "in a corner of the room",
    "at": "directly before a window or door, or at a desk or table",
    "under": "under a window or a thing",
    "above": "hangs above a thing",
    "on": "on top of a thing, or on a wall",
    "beside": "next to a thing",
    "flanking": "one on each side of a thing",
    "between": "between two things or openings",
    "near": "near a thing or opening",
    "far": "far from it",
    "facing": "its front, or its user, looks at it",
    "opposite": "across from it, looking at it",
    "in_front_of": "in front of it",
    "behind": "behind it",
    "left_of": "to the left of it",
    "right_of": "to the right of it",
    "around": "several things around it",
    "centered": "in the middle of the room or of a wall",
    "parallel": "parallel to it",
    "inside": "in a shelf or cabinet",
}


Text = Annotated[str, AfterValidator(lambda s: " ".join(s.split())[:200])]
"""A model's words: one line of bounded length."""


@dataclass(frozen=True)
class ThingReply:
    """A thing as the model wrote it down; lengths in metres."""

    ref: Text
    category: Text
    words: Text
    count: int
    exact: bool
    width: float | None
    depth: float | None
    height: float | None
    colours: tuple[Text, ...]
    materials: tuple[Text, ...]
    style: Text | None
    qualities: tuple[Text, ...]
    owned: bool


@dataclass(frozen=True)
class PlaceReply:
    """Where a thing goes."""

    kind: WishKind
    thing: Text
    target: Text
    other: Text | None
    distance: float | None
    words: Text


@dataclass(frozen=True)
class BriefReply:
    """All that the model wrote down; lengths in metres."""

    room_type: Text
    width: float | None
    depth: float | None
    height: float | None
    area: float | None
    windows: int | None
    doors: int | None
    wall_colour: Text | None
    floor: Text | None
    things: tuple[ThingReply, ...]
    places: tuple[PlaceReply, ...]
    excluded: tuple[Text, ...]
    only: bool
    style: Text | None
    moods: tuple[Text, ...]
    colours: tuple[Text, ...]
    materials: tuple[Text, ...]
    people: tuple[Text, ...]
    activities: tuple[Text, ...]
    budget: float | None
    currency: Text | None
    not_understood: tuple[Text, ...]


_REPLY = TypeAdapter(BriefReply)


class ModelReader:
    """Reads with a model; falls back to the embedded reader."""

    def __init__(self, chat: ChatModel, patience: float = PATIENCE) -> None:
        self._chat = chat
        self._patience = patience

    def read(self, text: str, room: RoomWish | None = None, seed: int = 0, style: str | None = None) -> Brief:
        """The brief. Raises `BriefError` for what the embedded reader refuses (an empty text, say), never for a model's
        failure: that becomes a note in the brief."""
        from idesign.designers.embedded.reading import read_brief

        own = read_brief(text, room=room, seed=seed, style=style)
        try:
            reply = ask_for(self._chat, _messages(text), _REPLY, reader_schema(), faults_of, self._patience)
        except ModelError as e:
            note = f"The language model could not be used ({e}); the built-in reader read the request."
            return replace(own, notes=(*own.notes, note))
        return merge(own, reply, self._chat.name)


def _messages(text: str) -> tuple[Message, Message]:
    return Message("system", reader_prompt()), Message("user", f"BEGIN\n{text[:READ]}\nEND")


@cache
def reader_prompt() -> str:
    """The system prompt with the vocabulary of this program in it."""
    template = Template((files("idesign.llm") / "prompts" / "reader.md").read_text(encoding="utf-8"))
    places = (*FIXED_PLACES, "window:1", "window:2", "door:1", "door:2", *(f"{p}<ref>" for p in REF_PLACES))
    return template.substitute(
        places=", ".join(places) + ".",
        kinds="\n".join(f"- {kind}: {KIND_WORDS[kind]}" for kind in get_args(WishKind)),
        room_types=", ".join(_room_types()),
        styles=", ".join(sorted(styles())),
        categories=", ".join(categories()),
    )


@cache
def reader_schema() -> Schema:
    """The schema of a reply, with the vocabularies as enumerations."""
    schema: dict[str, Any] = dict(schema_of(_REPLY, "brief").json)
    things = schema["$defs"]["ThingReply"]["properties"]
    things["category"] = {"type": "string", "enum": list(categories())}
    schema["properties"]["room_type"] = {"type": "string", "enum": list(_room_types())}
    schema["properties"]["excluded"] = {"type": "array", "items": {"type": "string", "enum": list(categories())}}
    return Schema("brief", schema)


@cache
def _room_types() -> tuple[str, ...]:
    known = knowledge()
    return tuple(dict.fromkeys((*known.room_types, *known.aliases)))


# ---------------------------------------------------------------- what is wrong with a reply
def faults_of(reply: BriefReply) -> tuple[str, ...]:
    """Everything that cannot be used, in words for the model."""
    return (*_room_faults(reply), *_thing_faults(reply.things), *_place_faults(reply))


def _room_faults(reply: BriefReply) -> Iterable[str]:
    if reply.room_type not in _room_types():
        yield f"room_type: {reply.room_type!r} is unknown; use one of {', '.join(_room_types())}"
    for name, length in (("width", reply.width), ("depth", reply.depth), ("height", reply.height)):
        if length is not None and not 0.5 <= length <= 100:
            yield f"{name}: {length:g} is no room's; lengths are metres"
    if reply.style is not None and reply.style not in styles():
        yield f"style: {reply.style!r} is unknown; use null or one of {', '.join(sorted(styles()))}"
    for category in reply.excluded:
        yield from _category_faults(category, "excluded")


def _category_faults(category: str, where: str) -> Iterable[str]:
    if category not in categories():
        near = ", ".join(name for name, _ in candidates(category)[:5])
        yield f"{where}: {category!r} is no category; nearest are {near}"


def _thing_faults(things: Sequence[ThingReply]) -> Iterable[str]:
    refs = [t.ref for t in things]
    if len(things) > MOST_THINGS:
        yield f"things: {len(things)} are too many; put equal things into one entry"
    for t in things:
        yield from _category_faults(t.category, f"things {t.ref}")
        if not t.ref or refs.count(t.ref) > 1 or t.ref in FIXED_PLACES or ":" in t.ref:
            yield f"things: ref {t.ref!r} must be there once and be no place; use t1, t2, and so on"
        if not 1 <= t.count <= MOST_OF_ONE:
            yield f"things {t.ref}: count {t.count} must be 1 to {MOST_OF_ONE}"
        for length in (v for v in (t.width, t.depth, t.height) if v is not None and not SMALLEST <= v <= LARGEST):
            yield f"things {t.ref}: {length:g} m is no size of a thing; lengths are metres"


def _place_faults(reply: BriefReply) -> Iterable[str]:
    refs = {t.ref for t in reply.things}
    for p in reply.places:
        if p.thing not in refs:
            yield f"places: {p.thing!r} is no ref of a thing"
        targets = [p.target] + ([p.other] if p.other else [])
        for target in (t for t in targets if not _is_target(t, refs)):
            allowed = ", ".join(FIXED_PLACES)
            yield f"places {p.thing}: target {target!r} is neither a ref nor a place; places are {allowed}"
        if p.thing in targets:
            yield f"places: {p.thing} cannot be {p.kind} itself"
        if p.distance is not None and not 0 <= p.distance <= LARGEST:
            yield f"places {p.thing}: distance {p.distance:g} is not in metres"


def _is_target(target: str, refs: set[str]) -> bool:
    kind, _, number = target.partition(":")
    if kind in ("window", "door") and number:
        return number.isdigit() and 1 <= int(number) <= 20
    behind = next((target.removeprefix(p) for p in REF_PLACES if target.startswith(p)), None)
    return target in refs or target in FIXED_PLACES or (behind is not None and behind in refs | {"window", "door"})


# ---------------------------------------------------------------- the model's reply and the embedded reader's brief
def merge(own: Brief, reply: BriefReply, model: str) -> Brief:
    """The model's understanding, completed by what the embedded reader (`own`) found and the model left out."""
    things, names = _wishes(reply.things)
    kept, renamed = _left_out(own, things)
    relations = tuple(_relation(p, names) for p in reply.places)
    wishes, places = (*things, *kept), (*relations, *_own_relations(own, kept, renamed))
    budget = Money(reply.budget, reply.currency or "EUR") if reply.budget and reply.budget > 0 else None
    return replace(
        own,
        room_type=reply.room_type,
        room=_room(own.room, reply),
        wishes=wishes,
        relations=places,
        excluded=_joined(own.excluded, (c for c in reply.excluded if c not in {w.category for w in wishes})),
        only=own.only or reply.only,
        style=own.style or reply.style,
        moods=_joined(own.moods, reply.moods),
        colours=_joined(own.colours, reply.colours),
        materials=_joined(own.materials, reply.materials),
        people=_joined(own.people, reply.people),
        activities=_joined(own.activities, reply.activities),
        budget=own.budget or budget,
        understood=(*_said_back(wishes), *own.understood),
        not_understood=reply.not_understood,
        notes=(*own.notes, *_notes(kept, model)),
    )


def _joined(first: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *more)))


def _wishes(things: Sequence[ThingReply]) -> tuple[tuple[Wish, ...], Mapping[str, str]]:
    """The wishes "w1", "w2", …, and the model's refs as these."""
    names = {t.ref: f"w{k}" for k, t in enumerate(things, 1)}
    return tuple(_wish(names[t.ref], t) for t in things), names


def _wish(ref: str, t: ThingReply) -> Wish:
    return Wish(
        ref, t.category, t.words or t.category.replace("_", " "), t.count, None, t.exact, (t.width, t.depth, t.height),
        _lower(t.colours), _lower(t.materials), t.style, _lower(t.qualities), t.owned,
    )  # fmt: skip


def _lower(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(w.lower() for w in words)


def _relation(p: PlaceReply, names: Mapping[str, str]) -> WishRelation:
    other = _renamed(p.other, names) if p.other else None
    return WishRelation(p.kind, names[p.thing], _renamed(p.target, names), other, p.distance, p.words)


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
        wall_colour=own.wall_colour or reply.wall_colour,
        floor=own.floor or reply.floor,
    )


def _said_back(wishes: Sequence[Wish]) -> Iterable[str]:
    for w in wishes:
        looks = ", ".join((*w.colours, *w.materials, *([w.style] if w.style else []), *w.qualities))
        yield f"{w.count} × {w.category.replace('_', ' ')}" + (f" ({looks})" if looks else "")


def _notes(kept: Sequence[Wish], model: str) -> Iterable[str]:
    if kept:
        yield f"{model} left out {', '.join(w.words or w.category for w in kept)}; the built-in reader kept it."
