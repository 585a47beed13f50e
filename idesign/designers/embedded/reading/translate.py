"""German, French, Spanish, Italian, Portuguese and Dutch, word for word into the English that the reader knows.

No grammar is translated: nouns, properties, numbers and small words are enough for "ein Schlafzimmer mit einem
Doppelbett". Words come from `data/foreign/`, a file for each language, and more furniture from the names that the
library of models knows in the first four; contracted articles are taken apart first ("davanti al" is
"davanti a il"). Each token keeps its place in the text, so that what is not understood is quoted in the person's own
words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from assets.retrieval_names import COMPOUND, named, names, singular_names
from assets.retrieval_words import key_of
from idesign import units
from idesign.designers.embedded.reading.lexicon import data, lexicon
from idesign.designers.embedded.reading.tokens import Token, joined_text, number_words, tokenise

LONGEST = 6
CODES = {"german": "de", "french": "fr", "spanish": "es", "italian": "it"}
"""Those in which the library of models names its furniture."""
LANGUAGES = (*CODES, "portuguese", "dutch")
SHORT = 6
"""Words of a sentence that is too short to tell its language by itself."""
SURE = 2
"""By how many words a sentence must speak against the language of the text around it."""
SHORTEST_END = 4
"""Letters of the shortest noun that a Dutch compound may end in."""


def language(tokens: Sequence[Token], around: str = "") -> str:
    """The language with the most small words of its own in the text; "" for English and in doubt. `around`: the
    language of the whole text, which a sentence has too unless it clearly has another."""
    words = [t.word for t in tokens]
    scores = {name: sum(w in _marks(name) for w in words) for name in (*LANGUAGES, "english")}
    best = max(LANGUAGES, key=lambda name: scores[name])
    short = sum(w[0].isalpha() for w in words) < SHORT
    if around and scores[around] + (SURE if scores[around] or short else 0) > max(scores.values()):
        return around
    return best if scores[best] > scores["english"] else ""


def unread(tokens: Sequence[Token]) -> str:
    """What the text is written in when that cannot be read ("Polish"); "" where it can."""
    words = [t.word for t in tokens if t.word[0].isalpha()]
    known = max(sum(w in _marks(name) for w in words) for name in (*LANGUAGES, "english"))
    rows: dict[str, list[str]] = data("foreign/unread.toml")["marks"]
    scores = {name: sum(w in marks for w in words) for name, marks in rows.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > max(known, 1) else _script(words)


def _script(words: Sequence[str]) -> str:
    """What most of the words are written in, unless in Latin letters."""
    table: dict[str, str] = data("foreign/unread.toml")["scripts"]
    names = [unicodedata.name(w[0], "").split(" ")[0].split("-")[0] for w in words]
    script = max(names, key=names.count, default="")
    return table.get(script, "") if 2 * names.count(script) > len(names) else ""


@cache
def foreign(name: str) -> dict[str, Any]:
    """The table of one language."""
    return data(f"foreign/{name}.toml")


@cache
def _marks(name: str) -> frozenset[str]:
    return frozenset(foreign(name)["marks"])


@cache
def _phrases(name: str) -> dict[str, str]:
    """The table of phrases, those with contracted articles also as they are when taken apart ("au pied de")."""
    words: dict[str, str] = foreign(name)["words"]
    apart = {" ".join(t.word for t in taken_apart(tokenise(k), name)): v for k, v in words.items() if " " in k}
    return {**apart, **words}


def translate(tokens: Sequence[Token], name: str) -> list[Token]:
    """The tokens in English. Words that the table lacks stay as they are."""
    table: dict[str, Any] = foreign(name)
    split = taken_apart(tokens, name)
    out: list[Token] = []
    at = 0
    while at < len(split):
        if _between_lengths(split, at, table["by"]):
            out.append(replace(split[at], word="by"))
            at += 1
            continue
        length, english = max(
            _longest(split, at, _phrases(name), table["endings"]), _furniture(split, at, name), key=_length
        )
        english = english if english is not None else _compound(split[at], name)
        out += _spread(split[at : at + length], english)
        at += length
    return number_words(out)


def taken_apart(tokens: Sequence[Token], name: str) -> list[Token]:
    """The tokens with elided and contracted articles apart: "d'angle" is "d'" and "angle", "ans" is "an das"."""
    contracted = foreign(name).get("contractions", {})
    return [
        part for token in tokens for whole in _elisions(token, contracted) for part in _contraction(whole, contracted)
    ]


def _elisions(token: Token, contracted: dict[str, str]) -> list[Token]:
    """ "d'angle" -> "d'" and "angle", "nell'angolo" -> "nell'" and "angolo"."""
    head, mark, tail = token.word.partition("'")
    if not (mark and tail and (len(head) <= 2 or f"{head}'" in contracted)):
        return [token]
    cut = token.start + len(head) + 1
    first = replace(token, text=token.text[: len(head) + 1], word=f"{head}'", end=cut)
    return [first, replace(token, text=token.text[len(head) + 1 :], word=tail, start=cut, glued=True)]


def _length(found: tuple[int, str | None]) -> tuple[int, bool]:
    return found[0], found[1] is not None


def _contraction(token: Token, table: dict[str, str]) -> list[Token]:
    """ "al" -> "a" and "il", each with the place of both."""
    return [replace(token, word=word) for word in table.get(token.word, token.word).split()]


def _furniture(tokens: Sequence[Token], at: int, name: str) -> tuple[int, str | None]:
    """The longest name of furniture at `at` in the library's own vocabulary, as its category is called."""
    if name not in CODES:
        return 1, None
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        part = tokens[at : at + length]
        if any(t.mark or t.value is not None for t in part):
            continue
        key = key_of(" ".join(t.word for t in part))
        category = names().get(key, {}).get(CODES[name])
        if category is not None and not category.endswith(("_small", "_misc")):
            english = category.replace("_", " ")
            return length, english if key in singular_names() else _plural(english)
    return 1, None


def _compound(token: Token, name: str) -> str | None:
    """German and Dutch write nouns together and the last says what it is: "Kinderzimmerteppich" is a rug."""
    if name not in ("german", "dutch") or token.mark or token.value is not None:
        return None
    if name == "dutch":
        words, ends = _phrases(name), (token.word[k:] for k in range(2, len(token.word) - SHORTEST_END + 1))
        return next((words[e] for e in ends if e in words and _is_thing(words[e])), None)
    found = next(iter(named(token.word)), None)
    return found.category.replace("_", " ") if found and found.score == COMPOUND else None


def _is_thing(english: str) -> bool:
    return any(e.kind == "thing" for e in lexicon().entries(english.split()))


def _between_lengths(tokens: Sequence[Token], at: int, by: Sequence[str]) -> bool:
    if tokens[at].word not in by or not 0 < at < len(tokens) - 1:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    return after.value is not None and (before.value is not None or before.word in units.UNITS)


def _longest(tokens: Sequence[Token], at: int, words: dict[str, str], endings: Sequence[str]) -> tuple[int, str | None]:
    """How many tokens the longest listed phrase at `at` takes, and its English; (1, None) for an unlisted word."""
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        phrase = " ".join(t.word for t in tokens[at : at + length])
        for form in (phrase, phrase.replace("' ", "'")):
            if form in words:
                return length, words[form]
        stems = [phrase.removesuffix(e) for e in endings if phrase.endswith(e)]
        if found := next((words[s] for s in stems if s in words and len(s) > 3), None):
            return length, _plural(found)
    return 1, None


def _plural(english: str) -> str:
    """A stripped ending was mostly that of a plural; the reader does not mind a plural noun after "a"."""
    looks = {e.kind for e in lexicon().entries(english.split())} & {"colour", "material", "style", "quality", "mood"}
    plain = english.endswith("s") or looks or " of " in english
    return english if plain else f"{english}s"


def _spread(tokens: Sequence[Token], english: str | None) -> list[Token]:
    """The English words over the tokens that they translate, each with the place of them all."""
    if english is None:
        return list(tokens)
    first, last = tokens[0], tokens[-1]
    whole = replace(first, text=joined_text(tokens), end=last.end, value=None, mark=False)
    return [replace(whole, word=word, value=units.number(word)) for word in english.split()]
