"""The words that the reader knows, from the data files beside it and from the catalogue's own vocabulary.

An `Entry` is one meaning of one phrase: its class (`kind`) and what it stands for (`value`). A phrase may have several
entries ("light" is a lamp and a shade of colour); the grammar chooses. Phrases are looked up longest first; plural,
hyphens and British or American spelling make no difference.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assets import catalogue, materials, styles
from assets.retrieval_names import english_names
from assets.retrieval_words import languages

DATA = Path(__file__).parent / "data"
LONGEST = 6
_SPELLINGS = {
    "gray": "grey", "color": "colour", "colors": "colours", "centre": "center", "centred": "centered", "cozy": "cosy",
    "pyjama": "pajama", "colorful": "colourful", "multicolored": "multicoloured", "metre": "meter",
    "theatre": "theater", "organiser": "organizer", "jewellery": "jewelry", "pouffe": "pouf",
}  # fmt: skip
_IRREGULAR = {
    "shelves": "shelf", "bookshelves": "bookshelf", "children": "child", "people": "person", "knives": "knife",
    "loaves": "loaf", "mice": "mouse", "feet": "foot", "glasses": "glass", "drapes": "drape", "women": "woman",
    "men": "man", "chaises": "chaise", "kids'": "kid", "vases": "vase", "buses": "bus", "halves": "half",
    "canvases": "canvas", "benches": "bench", "couches": "couch", "boxes": "box", "leaves": "leaf",
}  # fmt: skip
_LOOKS = ("colour", "material", "style", "quality", "mood", "vague", "room_size")
_NO_PLURAL = {"colour", "material", "style", "quality", "mood"}
_INVARIANT = {"this", "its", "his", "gas", "glass", "brass", "canvas", "mattress", "dress", "us", "is", "as", "has"}


@dataclass(frozen=True)
class Entry:
    """One meaning. A thing's value is a category, or "?" and a family of `generic.toml`. `reverse`: of a
    relation, the thing before the phrase is its target. `stand_in`: the category is only the nearest one.
    `closed`: no target follows the relation."""

    kind: str
    value: str
    reverse: bool = False
    stand_in: bool = False
    closed: bool = False


def spelling(word: str) -> str:
    """The one spelling under which a word is kept."""
    return _SPELLINGS.get(word, word)


def singular(word: str) -> str:
    """The singular of a noun, by rule; the word itself when it looks like none."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _INVARIANT or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "xes", "sses", "zes")):
        return word[:-2]
    if word.endswith("'s"):
        return word
    return word[:-1].removesuffix("'")


class Lexicon:
    """Phrases to entries."""

    def __init__(self, rows: Iterable[tuple[str, Entry]]) -> None:
        table: dict[tuple[str, ...], list[Entry]] = {}
        for phrase, entry in rows:
            entries = table.setdefault(_key(phrase), [])
            if entry not in entries:
                entries.append(entry)
        self._table: Mapping[tuple[str, ...], tuple[Entry, ...]] = MappingProxyType(
            {k: tuple(v) for k, v in table.items()}
        )

    @property
    def words(self) -> frozenset[str]:
        """Every word that occurs in a phrase."""
        return frozenset(word for key in self._table for word in key)

    def entries(self, words: Sequence[str]) -> tuple[Entry, ...]:
        """The meanings of these words together, the last one in singular if need be; () when they have none."""
        key = tuple(map(spelling, words))
        if found := self._table.get(key):
            return found
        for variant in _singulars(key):
            if found := tuple(e for e in self._table.get(variant, ()) if e.kind not in _NO_PLURAL):
                return found
        return ()

    def longest(self, words: Sequence[str]) -> tuple[int, tuple[Entry, ...]]:
        """How many of the first words form the longest known phrase, and its meanings; (0, ()) when none does."""
        for length in range(min(LONGEST, len(words)), 0, -1):
            if found := self.entries(words[:length]):
                return length, found
        return 0, ()

    def phrases(self, kind: str) -> Iterator[tuple[str, str]]:
        """(phrase, value) of all entries of a class."""
        for key, entries in self._table.items():
            yield from ((" ".join(key), e.value) for e in entries if e.kind == kind)


def _singulars(key: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    last = (*key[:-1], singular(key[-1]))
    return last, (singular(key[0]), *last[1:]), (*key[:-1], key[-1].removesuffix("'s"))


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(map(spelling, phrase.lower().replace("-", " ").split()))


@cache
def data(name: str) -> dict[str, Any]:
    """The data file `name` of this package."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def lexicon() -> Lexicon:
    """The whole vocabulary."""
    rows = [*_words(), *_things(), *_looks(), *_rooms(), *_relations()]
    return Lexicon([*rows, *_other_names(Lexicon(rows))])


def _words() -> Iterator[tuple[str, Entry]]:
    for kind, table in data("words.toml").items():
        if kind == "machine":
            continue
        for value, phrases in table.items():
            yield from ((p, Entry(kind, value)) for p in phrases)


def _things() -> Iterator[tuple[str, Entry]]:
    """Families of things first, then this package's words, then the catalogue's own."""
    table: dict[str, Entry] = {}
    rows = data("furniture.toml")
    for kind, words in _spoken(rows):
        for word in words:
            table.setdefault(" ".join(_key(word)), kind)
    ignored = {" ".join(_key(catalogue.normal(word))) for word in rows["not"]["words"]}
    for word, category in catalogue.alias_table().items():
        if " ".join(_key(word)) not in ignored:
            table.setdefault(" ".join(_key(word)), Entry("thing", category))
    yield from table.items()


def _other_names(known: Lexicon) -> Iterator[tuple[str, Entry]]:
    """English names that the library of models knows and nothing above has. A noun with properties that are understood
    word for word is none of its own ("leather sofa"), nor is one that says where it stands ("shelf on the wall")."""
    ignored = {" ".join(_key(word)) for word in data("furniture.toml")["not"]["words"]}
    for name, category in english_names().items():
        plain = name not in ignored and not languages()["en"].joins & set(name.split())
        if plain and not known.entries(name.split()) and not _described(known, name):
            yield name, Entry("thing", category)


def _described(known: Lexicon, name: str) -> bool:
    *before, head = name.split()
    look = all(any(e.kind in _LOOKS for e in known.entries([w])) for w in before)
    return look and any(e.kind == "thing" for e in known.entries([head]))


def _spoken(rows: Mapping[str, Any]) -> Iterator[tuple[Entry, list[str]]]:
    for family, row in data("generic.toml").items():
        yield Entry("thing", f"?{family}"), row.get("aliases", [])
    for category, words in rows["aliases"].items():
        yield Entry("thing", category), words
    for category, words in rows["stand_in"].items():
        yield Entry("thing", category, stand_in=True), words


def _rooms() -> Iterator[tuple[str, Entry]]:
    for room, row in data("rooms.toml").items():
        yield from ((p, Entry("room", room)) for p in row["words"])


def _relations() -> Iterator[tuple[str, Entry]]:
    for row in data("relations.toml")["relation"]:
        yield from (
            (p, Entry("rel", row["kind"], row.get("reverse", False), closed=row.get("closed", False)))
            for p in row["words"]
        )


def _looks() -> Iterator[tuple[str, Entry]]:
    """Colours, materials and styles under the names that the assets package gives them."""
    yield from ((name, Entry("colour", name)) for name in materials.colours())
    qualities = {p for phrases in data("words.toml")["quality"].values() for p in phrases}
    taken = qualities | {" ".join(_key(w)) for w, _ in _things()} | set(data("looks.toml")["not"]["materials"])
    for preset in materials.presets().values():
        names = {n for n in (preset.name, *preset.aliases) if n not in taken}
        yield from ((p, Entry("material", preset.name)) for p in sorted(names))
    yield from ((name, Entry("style", name)) for name in styles.styles())
    for word, name in materials.read_toml("styles.toml")["aliases"].items():
        if word not in data("looks.toml")["not"]["styles"]:
            yield word, Entry("style", name)
    for kind in ("colour", "material", "style"):
        more = data("looks.toml").get(f"{kind}_more", {})
        for value, phrases in [*data("looks.toml").get(kind, {}).items(), *more.items()]:
            yield from ((p, Entry(kind, value)) for p in phrases)
