"""What a model may say of a request: the shape of its reply, the vocabulary of its prompt, and what is wrong with it.

The vocabulary comes from code and data: categories, room types, styles and the kinds of place of a `Brief`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, TypeAdapter

from assets.catalogue import candidates, categories
from assets.errors import AssetError
from assets.styles import styles
from idesign.brief import WishKind
from idesign.knowledge.load import knowledge
from idesign.llm.chat import Schema
from idesign.llm.structured import schema_of

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


REPLY = TypeAdapter(BriefReply)


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
    schema: dict[str, Any] = dict(schema_of(REPLY, "brief").json)
    things = schema["$defs"]["ThingReply"]["properties"]
    things["category"] = {"type": "string", "enum": list(categories())}
    schema["properties"]["room_type"] = {"type": "string", "enum": list(_room_types())}
    schema["properties"]["excluded"] = {"type": "array", "items": {"type": "string", "enum": list(categories())}}
    return Schema("brief", schema)


@cache
def _room_types() -> tuple[str, ...]:
    known = knowledge()
    return tuple(dict.fromkeys((*known.room_types, *known.aliases)))


def faults_of(reply: BriefReply, text: str) -> tuple[str, ...]:
    """Everything that cannot be used, in words for the model; `text` is the client's."""
    said = text.casefold()
    invented = (f"things {t.ref}: the client did not say {t.words!r}" for t in reply.things if not _said(t.words, said))
    refs = {t.ref for t in reply.things}
    places = (f for p in reply.places for f in place_faults(p, refs))
    return (*_room_faults(reply), *_thing_faults(reply.things), *places, *invented)


def _said(words: str, text: str) -> bool:
    """Whether the client used one of the words at least (a model may turn a plural into a singular)."""
    return any(w.rstrip("s") in text for w in words.casefold().split())


def _room_faults(reply: BriefReply) -> Iterable[str]:
    if reply.room_type not in _room_types():
        yield f"room_type: {reply.room_type!r} is unknown; use one of {', '.join(_room_types())}"
    for name, length in (("width", reply.width), ("depth", reply.depth), ("height", reply.height)):
        if length is not None and not 0.5 <= length <= 100:
            yield f"{name}: {length:g} is no room's; lengths are metres"
    if reply.style is not None and reply.style not in styles():
        yield f"style: {reply.style!r} is unknown; use null or one of {', '.join(sorted(styles()))}"
    for category in reply.excluded:
        yield from category_faults(category, "excluded")


def category_faults(category: str, where: str) -> Iterable[str]:
    """What is wrong with the name of a category."""
    if category not in categories():
        near = ", ".join(name for name, _ in _nearest(category)) or "none"
        yield f"{where}: {category!r} is no category; nearest are {near}"


def _nearest(words: str) -> list[tuple[str, float]]:
    try:
        return candidates(words)[:5]
    except AssetError:  # no words to look up
        return []


def _thing_faults(things: Sequence[ThingReply]) -> Iterable[str]:
    refs = [t.ref for t in things]
    if len(things) > MOST_THINGS:
        yield f"things: {len(things)} are too many; put equal things into one entry"
    for t in things:
        yield from category_faults(t.category, f"things {t.ref}")
        if not t.ref or refs.count(t.ref) > 1 or t.ref in FIXED_PLACES or ":" in t.ref:
            yield f"things: ref {t.ref!r} must be there once and be no place; use t1, t2, and so on"
        if not 1 <= t.count <= MOST_OF_ONE:
            yield f"things {t.ref}: count {t.count} must be 1 to {MOST_OF_ONE}"
        for length in (v for v in (t.width, t.depth, t.height) if v is not None and not SMALLEST <= v <= LARGEST):
            yield f"things {t.ref}: {length:g} m is no size of a thing; lengths are metres"


def place_faults(p: PlaceReply, refs: set[str]) -> Iterable[str]:
    """What is wrong with a place, when these are the refs of things."""
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
