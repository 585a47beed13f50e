"""What the chunk grammar finds in a sentence: phrases for things, places and rooms, loose properties, single words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from idesign.designers.embedded.reading.items import Item, Measure
from idesign.designers.embedded.reading.lexicon import Entry


@dataclass(frozen=True)
class Look:
    """The properties named in a phrase."""

    colours: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    sizes: tuple[Measure, ...] = ()
    room_size: str | None = None
    shape: str | None = None


@dataclass(frozen=True)
class Number:
    """How many: `least` to `most`; `said` when the person gave a number; `open` for "at least"."""

    least: int = 1
    most: int | None = None
    said: bool = False
    exact: bool = False
    open: bool = False
    plural: bool = False


@dataclass(frozen=True)
class Chunk:
    """Tokens `first` to `last` of the sentence; `words` are the person's own; `det` the determiner's meaning or ""."""

    first: int
    last: int
    words: str


@dataclass(frozen=True)
class Thing(Chunk):
    """A piece of furniture; `entry` is None for a noun that the lexicon does not know."""

    entry: Entry | None
    det: str = ""
    number: Number = field(default_factory=Number)
    look: Look = field(default_factory=Look)
    extra: tuple[str, ...] = ()
    owned: bool = False
    head: str = ""


@dataclass(frozen=True)
class Place(Chunk):
    """A part of the room: window, door, wall, corner, ceiling, floor, middle; `sides` say which one."""

    place: str
    det: str = ""
    number: Number = field(default_factory=Number)
    sides: tuple[str, ...] = ()
    look: Look = field(default_factory=Look)


@dataclass(frozen=True)
class RoomName(Chunk):
    """A type of room."""

    room: str
    det: str = ""
    look: Look = field(default_factory=Look)
    plural: bool = False
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class Traits(Chunk):
    """Properties without a noun, a size included."""

    look: Look


@dataclass(frozen=True)
class Word(Chunk):
    """A single item of a closed class (relation, "with", negation, comma, …) or an unknown word (`kind` "unknown")."""

    kind: str
    entry: Entry | None = None
    item: Item | None = None


AnyChunk = Thing | Place | RoomName | Traits | Word
Kind = Literal["thing", "place", "room"]
