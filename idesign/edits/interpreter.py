"""What the nouns and places of a clause mean in one scene: which things, which walls, where.

What is meant equally well raises `Unsure`, what is not there `Lost`; whoever asks turns that into a question or says it
back (`idesign.edits.meaning`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from idesign.brief import WishKind
from idesign.designers.embedded.reading.phrases import Place as PlaceNoun
from idesign.designers.embedded.reading.phrases import Thing, Word
from idesign.designers.embedded.reading.places import place_name
from idesign.edits.bench import Bench
from idesign.edits.frame import Frame, Noun, Relating, noun_kind
from idesign.edits.operations import (
    Operation,
    Where,
)
from idesign.edits.places import opening_named, opposite_wall
from idesign.edits.references import Found, References
from idesign.edits.refusal import Offer
from idesign.knowledge import knowledge
from idesign.sentences import told

SIDES = ("north", "south", "east", "west")


@dataclass(frozen=True)
class Question:
    """What has to be decided, and the answers; `noun` and `ids`: the things between which the words do not decide, in
    the order of the answers."""

    text: str
    offers: tuple[Offer, ...]
    noun: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meaning:
    """What a clause means: operations; or a question; or why it means nothing here. `focus`: what it spoke of;
    `most`: so many of its optional additions will do; `said`: what is told of the room, and `offers` what may follow;
    `back`: the thing whose last change is to be taken back."""

    operations: tuple[Operation, ...] = ()
    question: Question | None = None
    lost: str = ""
    focus: tuple[str, ...] = ()
    most: int | None = None
    said: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    back: str = ""


class Unsure(Exception):  # noqa: N818 - it is no fault: the person is asked
    """Several things are meant equally well."""

    def __init__(self, noun: str, ids: Sequence[str]) -> None:
        super().__init__(noun)
        self.noun, self.ids = noun, tuple(ids)


class Lost(Exception):  # noqa: N818 - it is no fault: the person is told
    """The words name nothing that is here; `text` says so."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Interpreter:
    """Understands clauses about one scene; `focus` are the things that were spoken of last."""

    def __init__(self, bench: Bench, focus: Sequence[str] = (), refs: References | None = None) -> None:
        self.bench, self.focus = bench, tuple(focus)
        self.refs = refs or References(bench, focus)

    # ------------------------------------------------------------ nouns
    def ids(self, noun: Noun, modifiers: Sequence[Relating] = ()) -> tuple[str, ...]:
        """The things that a noun means. Raises `Unsure` or `Lost`."""
        found = self.refs.find(noun, modifiers)
        if found.unsure:
            raise Unsure(noun.head if isinstance(noun, Thing) and noun.head else noun.words, found.unsure)
        if not found.ids:
            raise Lost(told("lost.not_spoken" if isinstance(noun, Word) else "lost.none_here", words=noun.words))
        return found.ids

    def subjects(self, f: Frame, modifiers: Sequence[Relating] = ()) -> tuple[str, ...]:
        """All things that a clause is about. Raises `Unsure`, or `Lost` when it is about none."""
        spared = {i for n in f.spared for i in self.ids(n)}
        if any(m.value == "all" for m in f.surfaces):
            spared |= {x for i in spared for x in (*self.bench.tied(i), *_hosts(self.bench, i))}
            return tuple(o.id for o in self.bench.scene.objects if o.id not in spared)
        things = [n for n in f.subjects if noun_kind(n) == "thing"] or [n for n in f.subjects if isinstance(n, Word)]
        says_how = f.sizes or f.looks or f.measures or f.ways or f.relations or f.moods
        if not things and self.refs.focus and not f.subjects and not f.surfaces and says_how:
            return self.refs.focus
        found = [i for n in things for i in self.ids(n, modifiers)]
        if not found:
            raise Lost(told("lost.nothing_here", words=f.clause.words))
        found = [i for i in dict.fromkeys(found) if i not in spared]
        if f.numbers and not f.more and 0 < f.numbers[0] < len(found):
            found = found[-int(f.numbers[0]) :]  # "one of the chairs": the last
        return tuple(found)

    def exists(self, noun: Noun) -> bool:
        found = self.refs.find(noun)
        return bool(found.ids or found.unsure)

    # ------------------------------------------------------------ places
    def wheres(self, relations: Sequence[Relating], figure: str, moving: Sequence[str] = ()) -> tuple[Where, ...]:
        """The places that relations say, for a thing of category `figure`."""
        found = []
        for r in relations:
            if r.kind in ("left_of", "right_of", "in_front_of", "behind", "beside") and r.target is None:
                continue
            where = self._where(r, figure, moving)
            if where is not None:
                found.append(where)
        return tuple(found)

    def _where(self, r: Relating, figure: str, moving: Sequence[str]) -> Where | None:
        if r.target is None:
            return Where("centered", "room") if r.kind == "middle_of" else None
        target = self.target(r.target, moving)
        other = self.target(r.other, moving) if r.other is not None else None
        thing = target in self.bench.poses
        kind = place_kind(r.kind, target, thing, figure, self.bench.object(target).category if thing else "")
        if kind == "between" and other is None:
            kind = "near"
        return Where(kind, target, other)

    def target(self, noun: Noun, moving: Sequence[str] = ()) -> str:
        """The id, or the name of the place, that a noun means as a target."""
        if isinstance(noun, PlaceNoun):
            return self._place(noun, moving)
        if noun_kind(noun) == "room":
            return "room"
        ids = [i for i in self.ids(noun) if i not in moving]
        if not ids:
            raise Lost(told("lost.no_other", words=noun.words))
        return ids[0]

    def _place(self, place: PlaceNoun, moving: Sequence[str]) -> str:
        if place.place in ("window", "door"):
            found = opening_named(self.bench, self._numbered_opening(place))
            if found is None:
                raise Lost(told("lost.no_opening", words=place.words, kind=told(f"kinds.{place.place}")))
            return found
        across = {"opposite", "far"} & set(place.sides) or "other" in place.words.lower().split()
        if place.place == "wall" and across and moving:
            return opposite_wall(self.bench, moving[0])
        if place.place == "corner" and "far" in place.sides:
            return "corner"
        return place_name(place)

    def _numbered_opening(self, place: PlaceNoun) -> str:
        """ "the south window" is the one in that wall."""
        sides = [s for s in place.sides if s in SIDES]
        walls = [self.bench.room.wall_named(s).index for s in sides]
        row = [x.id for x in self.bench.room.openings if x.wall in walls and x.id.startswith(place.place)]
        return row[0] if row else place.place


def _hosts(bench: Bench, id: str) -> list[str]:
    """What a thing stands on, and what that stands on: who spares the television spares its stand."""
    host = bench.object(id).support
    return [host, *_hosts(bench, host)] if host in bench.poses else []


class Decided(References):
    """References in which one noun has been decided by the person."""

    def __init__(self, bench: Bench, focus: Sequence[str], noun: str, id: str) -> None:
        super().__init__(bench, focus)
        self._noun, self._id = noun, id

    def find(self, noun: Noun, modifiers: Sequence[Relating] = ()) -> Found:
        found = super().find(noun, modifiers)
        named = isinstance(noun, Thing) and self._noun in (noun.head, noun.words)
        return (
            replace(found, ids=(self._id,), unsure=())
            if found.unsure and (named or self._id in found.unsure)
            else found
        )


TO_PLACE: dict[str, WishKind] = {
    "window": "at", "door": "near", "wall": "against", "corner": "in_corner", "room": "centered", "ceiling": "on",
    "floor": "on",
}  # fmt: skip
_SEATS = ("chair", "stool", "bench", "armchair")
_HELD = ("shelf", "bookshelf", "cabinet", "wardrobe", "basket", "display_cabinet", "sideboard", "dresser")


def place_kind(said: str, target: str, thing: bool, figure: str, host: str) -> WishKind:
    """The kind of a place: "at", "in" and "to" mean what their target is."""
    if not thing:
        place = target.split(":")[0].split("-")[0]
        if said in ("near", "far", "facing", "opposite", "under", "between", "beside"):
            return cast(WishKind, said)
        if said in ("centered", "middle_of"):
            return "centered"
        return "on" if said in ("on", "hang") and place in ("wall", "ceiling", "floor") else TO_PLACE.get(place, "near")
    if said == "at":
        table = "table" in host or "desk" in host
        return "around" if table and any(s in figure for s in _SEATS) else "beside"
    if said in ("centered", "middle_of") and knowledge().piece(host).flat:
        return "centered"
    if said in ("in", "middle_of"):
        return "inside" if any(h in host for h in _HELD) else "on"
    if said == "hang":
        return "on"
    return cast(WishKind, said) if said in get_args(WishKind) else "near"
