"""Slips of the finger in names of furniture and rooms: a letter left out, one too many, or two swapped.

A wrong letter in the place of another is no slip here: "certain" is no curtain. Words that exist although nothing here
knows them are listed in `furniture.toml`. What is mended is always said.
"""

from __future__ import annotations

from functools import cache

from assets.retrieval_names import spelling
from idesign.designers.embedded.reading.lexicon import data, lexicon, singular
from idesign.designers.embedded.reading.lexicon import spelling as spelled

SHORTEST = 6
"""Letters of the shortest word that is mended."""
KINDS = ("thing", "room", "place", "quality", "neg", "with")


@cache
def slip(word: str) -> str:
    """The known word that was meant; "" for words that are known, too short, or like no other."""
    if len(word) < SHORTEST or not word.isalpha() or word in data("furniture.toml")["not"]["slips"] or _known(word):
        return ""
    forms = [form for w in spelling().corrections(word) if _names(w) for form in (w, f"{w}s")]
    return next((form for form in forms if form[0] == word[0] and _slipped(word, form)), "")


def _known(word: str) -> bool:
    return bool({word, spelled(word), singular(word)} & lexicon().words)


def _names(word: str) -> bool:
    return any(e.kind in KINDS for e in lexicon().entries([word])) or word in lexicon().words


def _slipped(typed: str, meant: str) -> bool:
    """One letter more or less, or two neighbours swapped."""
    if abs(len(typed) - len(meant)) == 1:
        long, short = sorted((typed, meant), key=len, reverse=True)
        return any(long[:k] + long[k + 1 :] == short for k in range(len(long)))
    pairs = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b] if len(typed) == len(meant) else []
    return len(pairs) == 2 and pairs[0] == pairs[1][::-1]
