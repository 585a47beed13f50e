"""What the reader holds in mind within one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from idesign.designers.embedded.reading.draft import Draft, DraftWish
from idesign.designers.embedded.reading.phrases import AnyChunk, Chunk, Word

End = DraftWish | str
"""One end of a relation: a thing, or the name of a place in the room."""


@dataclass
class Waiting:
    """A relation phrase whose target has not come yet. `first`: the first of two targets ("between A and …").
    `fronted`: it may come before its thing. `loose`: nothing stands before it that it could be said of. `wall_of`: the
    target is the wall "behind" or "opposite" what comes."""

    kind: str
    words: str
    reverse: bool = False
    fronted: bool = False
    loose: bool = False
    denied: bool = False
    closed: bool = False
    first: End | None = None
    wall_of: str = ""

    def go_on(self, words: str) -> None:
        """More words of the phrase; those that were translated together ("sotto la" and "la finestra") stand once."""
        before, after = self.words.split(), words.split()
        shared = next((k for k in range(len(after), 0, -1) if before[-k:] == after[:k]), 0)
        self.words = " ".join([*before, *after[shared:]])


@dataclass(frozen=True)
class Fronted:
    """A relation that came before its thing ("above the table a lamp"). `each`: for each of the target's things."""

    kind: str
    target: End
    other: End | None
    words: str
    each: bool = False


@dataclass
class Scope:
    """One sentence being read: `chunks`, and `k`, the one at hand.

    `last`: the thing named last. `group`: things that share an article, the last of them `last`; `pair`: "A and B".
    `subjects`: what the verb speaks of, once it has come (`verb`); `unnamed`: by a pronoun. `relative`: the clause
    is on what one does ("you can walk round"). `head`: the thing that others come "with", in relation `head_kind`
    ("" for the usual one); `main`: the subjects before that "with"; `owner`: the head before the last comma;
    `holder`: the head of a list after "holding" or "filled with". `multiple`: how many times what follows is meant
    ("each with a lamp"); `every`: the things that "each" means. `place`: the wall or corner that is spoken of.
    `opening`: a window or door that was named.
    `replace`: what comes next is in place of what was said ("correction" in this sentence, "retract" before it too);
    `forget`: what comes next is taken back; `again`: it was spoken of before; `maybe`: it is wanted only if it fits.
    `aside`: the clause only comments. `fronted`: relations that wait for their thing; `held`: those that the thing
    joined to the last one shares. `listing`: things may be listed; `accepted`: the noun before was a thing.
    `store`: what follows is to be stored. `comma`, `joined`: the mark or joining word just before. `since`: how
    many companions there were at the last comma. `rest`: what "the other" means. `zone`: its number. `stray`: the
    noun before is one that nobody knows, of which the words of place that follow are said.
    """

    draft: Draft
    index: int
    chunks: Sequence[AnyChunk]
    k: int = 0
    last: DraftWish | None = None
    group: list[DraftWish] = field(default_factory=list)
    pair: list[DraftWish] = field(default_factory=list)
    subjects: list[DraftWish] = field(default_factory=list)
    verb: bool = False
    relative: bool = False
    unnamed: bool = False
    head: DraftWish | None = None
    head_kind: str = ""
    main: list[DraftWish] = field(default_factory=list)
    owner: DraftWish | None = None
    holder: DraftWish | None = None
    holder_kind: str = ""
    multiple: int = 1
    every: list[DraftWish] = field(default_factory=list)
    place: str = ""
    opening: str = ""
    aside: bool = False
    waiting: Waiting | None = None
    fronted: list[Fronted] = field(default_factory=list)
    held: list[Fronted] = field(default_factory=list)
    negated: bool = False
    excluded: bool = False
    owned: str = ""
    replace: str = ""
    forget: bool = False
    again: bool = False
    maybe: bool = False
    listing: bool = False
    accepted: bool = True
    store: bool = False
    comma: str = ","
    joined: str = ""
    articled: bool = False
    since: int = 0
    rest: DraftWish | None = None
    zone: int | None = None
    zone_listed: bool = False
    stray: bool = False
    used: set[int] = field(default_factory=set)

    def chunk(self, offset: int) -> AnyChunk | None:
        """The chunk `offset` places from the one at hand, if there is one."""
        k = self.k + offset
        return self.chunks[k] if 0 <= k < len(self.chunks) else None

    def near(self, offset: int, *kinds: str) -> bool:
        """Whether the chunk there is a word of one of these classes."""
        return is_word(self.chunk(offset), *kinds)

    def said(self, offset: int) -> str:
        """The words of the chunk there, lower case, small words in English; "" when there is none."""
        chunk = self.chunk(offset)
        if isinstance(chunk, Word) and chunk.item is not None and chunk.kind != "mark":
            return chunk.item.word
        return chunk.words.lower() if chunk else ""

    def use(self, chunk: Chunk) -> None:
        """The tokens of a chunk are understood."""
        self.used.update(range(chunk.first, chunk.last + 1))

    def unuse(self, chunk: Chunk) -> None:
        """They are not, after all."""
        self.used.difference_update(range(chunk.first, chunk.last + 1))

    def topics(self) -> list[DraftWish]:
        """What the clause speaks of: the subjects of its verb, else the thing named last."""
        if self.verb and self.subjects:
            return list(self.subjects)
        return [self.last] if self.last else []


def is_word(chunk: AnyChunk | None, *kinds: str) -> bool:
    return isinstance(chunk, Word) and chunk.kind in kinds
