"""What a thing is called and what is said of it, in the person's own words.

Of "two large blue armchairs" each is called "armchair", and "large" and "blue" are declared of it, as they were said:
whoever looks for a large armchair in the scene finds it, whatever word the reader knows for "large". The words are in
`labels.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from idesign.designers.embedded.reading.lexicon import lexicon, singular

_PROPERTIES = frozenset({"colour", "material", "style", "quality", "mood", "room_size"})
_LONGEST = 3


@dataclass(frozen=True)
class Label:
    """`noun` for one thing ("armchair"); the `phrase` before it ("large blue"); what was `said` of it, word by word and
    together."""

    noun: str
    phrase: str = ""
    said: tuple[str, ...] = ()


@cache
def label(words: str) -> Label:
    """The label of a noun phrase such as "a pair of king-size beds". An empty noun when it names no thing."""
    head, of, rest = re.sub(r"[,.;:()\"]", " ", words).partition(" of ")
    if of and _is_collection(head.lower()):
        return label(rest)
    phrase = [w if w[1:] != w[1:].lower() else w.lower() for w in head.split()]
    start = next((k for k, w in enumerate(phrase) if not (w in _data("counts") or w.isdigit())), len(phrase))
    phrase = phrase[start:]
    first = _noun_begins(phrase)
    noun = _one(phrase[first:])
    return Label(f"{noun} of {rest}" if of and noun else noun, " ".join(phrase[:first]), _said(phrase[:first]))


def _one(noun: list[str]) -> str:
    """The noun for one of the things."""
    return " ".join([*noun[:-1], *(w if w in _data("plurals") else singular(w) for w in noun[-1:])])


def _is_collection(head: str) -> bool:
    return singular((head.split() or [""])[-1]) in _data("collections")


def _noun_begins(phrase: list[str]) -> int:
    """The number of words before the noun: all that only describe it."""
    for k in range(len(phrase)):
        left = len(phrase) - k
        if left == 1 or _one(phrase[k:]) in _data("compounds") or not _describes(phrase[k], phrase[k + 1 :]):
            return k
    return len(phrase)


def _describes(word: str, after: list[str]) -> bool:
    """Whether a word before others is a property and no part of the noun."""
    if word in _data("parts_of_nouns"):
        return False
    if any(word in _data("kinds").get(singular(noun), ()) for noun in after):
        return True
    if "-" in word or word in _data("adjectives") or word in _data("participles"):
        return True
    if any(e.kind in _PROPERTIES for e in _meanings(word, after)):
        return True
    return len(word) > 4 and word.endswith(tuple(_data("endings"))) and word not in _data("nouns")


def _meanings(word: str, after: list[str]) -> tuple[Any, ...]:
    """The lexicon's readings of the word, alone or as the first of a longer property ("stainless steel")."""
    longer = [[word, *after[:n]] for n in range(min(_LONGEST, len(after) - 1), 0, -1)]
    found = [lexicon().entries(w) for w in longer]
    return (*(e for entries in found for e in entries), *lexicon().entries([word]))


def _said(words: list[str]) -> tuple[str, ...]:
    """Each word and all of them together; "U-shaped" is also the shape itself."""
    shapes = [w.removesuffix("d") for w in words if w.endswith("-shaped")]
    together = [" ".join(words)] if len(words) > 1 else []
    pairs = [" ".join(words[k : k + 2]) for k in range(len(words) - 2)] + [" ".join(words[-2:])] * (len(words) > 2)
    return tuple(dict.fromkeys(w.lower() for w in (*words, *shapes, *pairs, *together)))


@cache
def _data_file() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))


def _data(key: str) -> Any:
    return _data_file()[key]
