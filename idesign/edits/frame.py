"""What one clause says, in slots: the things it is about, where they are to go, how far, how large and how to look."""

from __future__ import annotations

from dataclasses import dataclass, field

from idesign.designers.embedded.reading.items import Measure
from idesign.designers.embedded.reading.phrases import Look, Place, RoomName, Thing, Traits, Word
from idesign.edits.clauses import Clause, Mark, Part

AND = ("and", ",", "&", "plus", "or")
TO = ("to", "into", "onto")
INSTEAD = ("with", "for", "into", "by")
EXCEPT = ("except", "except for", "apart from", "but", "besides", "other than", "not the", "not")
IT, THEM = ("it", "that", "this"), ("them", "they", "those", "these", "both")

TARGETED = ("closer", "further", "like", "place_of")
"""Ways that say what they are measured by."""
Noun = Thing | Place | RoomName | Word
"""What can be spoken of: a word is a pronoun."""


@dataclass
class Relating:
    """ "by the window": a word of place with its target (`other`: the second one of "between")."""

    kind: str
    words: str
    target: Noun | None = None
    other: Noun | None = None
    closed: bool = False
    reverse: bool = False


@dataclass
class Frame:
    """The slots of a clause. `with_`: what comes after "with", "for", "into" ("replace it with a bench"); `instead`:
    after "instead of"; `spared`: after "except"; `rest`: words that nothing was made of."""

    clause: Clause
    subjects: list[Noun] = field(default_factory=list)
    relations: list[Relating] = field(default_factory=list)
    with_: list[Noun] = field(default_factory=list)
    instead: list[Noun] = field(default_factory=list)
    spared: list[Noun] = field(default_factory=list)
    sizes: list[Mark] = field(default_factory=list)
    moods: list[Mark] = field(default_factory=list)
    ways: list[tuple[Mark, Noun | None]] = field(default_factory=list)
    surfaces: list[Mark] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    more: bool = False
    other: bool = False
    denied: bool = False
    rest: list[str] = field(default_factory=list)

    @property
    def verb(self) -> str:
        return self.clause.verb

    @property
    def colours(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c for k in self.looks for c in k.colours))

    @property
    def materials(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m for k in self.looks for m in k.materials))

    @property
    def style(self) -> str | None:
        return next((s for k in self.looks for s in k.styles), None)

    @property
    def length(self) -> float | None:
        """The first single length that was said [m]."""
        return next((m.sides[0].metres for m in self.measures if len(m.sides) == 1), None)


def framed(clause: Clause) -> Frame:
    """The slots of a clause."""
    frame = Frame(clause)
    state = _State(frame)
    for part in clause.parts:
        state.take(part)
    return frame


class _State:
    """Reading on: `waiting` is a word of place that has no target yet; `after` is where the next noun goes."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.waiting: Relating | None = None
        self.way: Mark | None = None
        self.after = "subjects"
        self.joined = False

    def take(self, part: Part) -> None:
        match part:
            case Mark():
                self._mark(part)
            case Thing() if part.entry is None and not self._new_noun(part):
                self.frame.rest.append(part.words)
            case Thing() | Place() | RoomName():
                self._noun(part)
            case Traits():
                self._traits(part)
            case Word():
                self._word(part)
        self.joined = isinstance(part, Word) and part.words.lower() in AND

    def _new_noun(self, part: Thing) -> bool:
        """A noun that nobody knows may still be a thing that is wanted."""
        return self.frame.verb in ("add", "put", "replace", "remove", "never", "dislike") or part.det != ""

    def _mark(self, mark: Mark) -> None:
        frame = self.frame
        if mark.kind == "way":
            frame.ways.append((mark, None))
            self.way = mark if mark.value in TARGETED else None
            self.waiting = None
            return
        {"size": frame.sizes, "mood": frame.moods, "surface": frame.surfaces}[mark.kind].append(mark)
        if mark.kind == "surface" and mark.value == "all":
            self.after = "subjects"

    def _noun(self, noun: Noun) -> None:
        frame = self.frame
        if isinstance(noun, Thing):
            frame.more = frame.more or any(w in ("more", "extra", "additional") for w in noun.extra)
        if self.way is not None:
            frame.ways[-1] = (self.way, noun)
            self.way = None
        elif self.waiting is not None:
            self._target(self.waiting, noun)
        elif (
            self.joined and frame.relations and frame.relations[-1].kind == "between" and not frame.relations[-1].other
        ):
            frame.relations[-1].other = noun
        elif self.joined and self.after == "target":
            frame.relations.append(Relating(frame.relations[-1].kind, frame.relations[-1].words, noun))
        elif isinstance(noun, Place | RoomName) and frame.subjects and noun_kind(noun) != "room":
            frame.relations.append(Relating("at", "to", noun))
        else:
            {"with": frame.with_, "instead": frame.instead, "spared": frame.spared}.get(
                self.after, frame.subjects
            ).append(noun)

    def _target(self, waiting: Relating, noun: Noun) -> None:
        waiting.target = noun
        self.waiting = None
        self.after = "target"

    def _traits(self, part: Traits) -> None:
        self.frame.looks.append(part.look)
        self.frame.measures += part.look.sizes

    def _word(self, word: Word) -> None:
        frame, said = self.frame, word.words.lower()
        if word.kind == "rel" and word.entry is not None and not (said == "by" and frame.verb == "replace"):
            self._relation(word, said)
        elif said in TO and frame.verb == "make" and frame.subjects:
            self.after, self.waiting = "with", None
        elif said in TO and frame.verb in ("move", "put", "add", "", "turn", "make", "match") and self.after != "with":
            self.waiting = Relating("at" if frame.verb != "turn" else "facing", "to")
            frame.relations.append(self.waiting)
        elif said in INSTEAD and frame.verb in ("replace", "swap", "make", "turn", "dislike"):
            self.after, self.waiting = "with", None
        elif said in ("instead of", "rather than", "in place of"):
            self.after, self.waiting = "instead", None
        elif said in EXCEPT:
            self.after, self.waiting = "spared", None
        elif word.kind == "pronoun" or said in (*IT, *THEM):
            frame.other = frame.other or (word.entry is not None and word.entry.value == "other")
            self._noun(word)
        elif word.kind == "person" and word.entry is not None:
            frame.people.append(word.entry.value)
        elif word.kind == "neg":
            frame.denied = True
        elif said in ("more", "another", "extra", "additional"):
            frame.more = True
        elif word.item is not None and word.item.value is not None:
            frame.numbers.append(word.item.value)
        elif word.kind in ("unknown",):
            frame.rest.append(word.words)

    def _relation(self, word: Word, said: str) -> None:
        assert word.entry is not None
        same = self.waiting is not None and self.waiting.words == "to" and self.waiting.target is None
        if same and self.waiting is not None:
            self.frame.relations.remove(self.waiting)
        found = Relating(word.entry.value, said, closed=word.entry.closed, reverse=word.entry.reverse)
        self.frame.relations.append(found)
        self.waiting = found


def noun_kind(noun: Noun) -> str:
    """ "thing", "pronoun", or the place's own kind ("wall", "room")."""
    if isinstance(noun, Thing):
        return "thing"
    if isinstance(noun, Place):
        return noun.place
    return "room" if isinstance(noun, RoomName) else "pronoun"
