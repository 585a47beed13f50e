"""Text to tokens: words, numbers and marks with their place in the text; hyphenated words come apart.

Quotes, dashes, multiplication signs and full-width forms are unified first (one character for one, so that places stay
true). Number words get their value ("sixteen", "twenty-two", "two thousand"). Sentences end at full stops, exclamation
and question marks, semicolons and line breaks; the decimal point and known abbreviations do not end one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from idesign import units

_TABLE = str.maketrans(
    {
        "’": "'", "‘": "'", "´": "'", "`": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
        "×": "x", "–": "-", "—": "-", "‑": "-", "−": "-", "•": "-", "\u00a0": " ", "\t": " ", "²": "2",
        "；": ";", "，": ",", "。": ".", "：": ":", "（": "(", "）": ")",
    }
)  # fmt: skip
_ENDS = {".", "!", "?", ";", "\n"}
_ABBREVIATIONS = {"approx", "sq", "ft", "min", "max", "e", "g", "i", "incl", "ca", "vs", "mr", "mrs", "st", "in"}
_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000}
_CONTRACTED = {"n't": "not", "cannot": "can not", "w/": "with", "w/o": "without", "b/w": "between"}


@dataclass(frozen=True)
class Token:
    """`word`: lower case, the form that lexicons know. `value`: of a number. `glued`: no space before it. `ends`: it
    ends a sentence. `start`, `end`: its place in the text."""

    text: str
    word: str
    start: int
    end: int
    value: float | None = None
    glued: bool = False
    ends: bool = False
    mark: bool = False


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    plain = unify(text)
    tokens: list[Token] = []
    at = 0
    while at < len(plain):
        end = _word_end(plain, at)
        if end > at and (plain[at] == "\n" or not plain[at].isspace()):
            tokens += _tokens(plain, text, at, end)
        at = max(end, at + 1)
    return number_words(_sentence_ends(_metres_and_centimetres(_without_numbering(tokens))))


def _without_numbering(tokens: list[Token]) -> list[Token]:
    """Without the numbers of a list: "1." or "2)" at the beginning of a line, "(a)" before an item."""
    out: list[Token] = []
    skip = -1
    for k, token in enumerate(tokens):
        starts = k == 0 or tokens[k - 1].word == "\n"
        after, then = (tokens[k + n] if k + n < len(tokens) else None for n in (1, 2))
        if token.word == "(" and after is not None and _lettered(tokens, k):
            skip = k + 2
        if k <= skip:
            continue
        numbers = starts and token.value is not None and after is not None and after.glued and after.word in (".", ")")
        if numbers and then is not None and not then.glued:
            continue
        before = tokens[k - 1] if k else None
        marks = token.word in (".", ")") and before is not None and before.value is not None
        if marks and (k == 1 or tokens[k - 2].word == "\n") and after is not None and not after.glued:
            continue
        out.append(token)
    return out


def _lettered(tokens: list[Token], k: int) -> bool:
    """ "(a)", "(b)", "(1)" after a mark, a line break or a semicolon."""
    inside, end = (tokens[k + n] if k + n < len(tokens) else None for n in (1, 2))
    first = k == 0 or tokens[k - 1].mark
    short = inside is not None and (len(inside.word) == 1) and inside.word.isalnum()
    return first and short and end is not None and end.word == ")"


def _metres_and_centimetres(tokens: list[Token]) -> list[Token]:
    """ "1m80" as 1.80 m."""
    out = list(tokens)
    for k in range(len(out) - 3, -1, -1):
        metres, unit, rest = out[k : k + 3]
        figures = metres.word.isdigit() and rest.word.isdigit() and len(rest.word) == 2
        if figures and unit.word == "m" and unit.glued and rest.glued:
            word = f"{metres.word}.{rest.word}"
            out[k : k + 3] = [replace(metres, word=word, value=float(word)), replace(unit, end=rest.end)]
    return out


def unify(text: str) -> str:
    """The text in lower case with one spelling for quotes, dashes, crosses and full-width letters; same length."""
    return "".join(_unify(c) for c in text.translate(_TABLE))


def _unify(char: str) -> str:
    if ord(char) < 128:
        return char.lower()
    folded = unicodedata.normalize("NFKC", char).lower()
    return folded if len(folded) == 1 else char


def _word_end(plain: str, at: int) -> int:
    """Where the number, word or mark that begins at `at` ends."""
    char, end = plain[at], at + 1
    if plain.startswith("..", at):
        return at + len(plain[at:]) - len(plain[at:].lstrip("."))
    if char.isdigit():
        while end < len(plain) and (plain[end].isdigit() or _inside_number(plain, end)):
            end += 1
    elif char.isalpha():
        while end < len(plain) and (plain[end].isalpha() or _inside_word(plain, end)):
            end += 1
        squared = plain[end : end + 1] == "2" and not plain[end + 1 : end + 2].isdigit()
        end += plain[at:end] in ("m", "ft") and squared
        if plain[at:end] in ("w", "b") and plain[end : end + 1] == "/":
            end += 2 if plain[end + 1 : end + 2] in ("o", "w") and not plain[end + 2 : end + 3].isalpha() else 1
    return end


def _inside_number(plain: str, at: int) -> bool:
    return plain[at] in ".," and plain[at - 1].isdigit() and plain[at + 1 : at + 2].isdigit()


def _inside_word(plain: str, at: int) -> bool:
    """An apostrophe or a combining mark between letters."""
    if unicodedata.combining(plain[at]):
        return True
    return plain[at] == "'" and plain[at + 1 : at + 2].isalpha()


def _tokens(plain: str, text: str, at: int, end: int) -> list[Token]:
    """The token or, for contractions, the tokens of one stretch of text."""
    word = "…" if plain.startswith("..", at) else plain[at:end]
    glued = at > 0 and not plain[at - 1].isspace()
    base = Token(text[at:end], word, at, end, units.number(word), glued, mark=not word[0].isalnum())
    if word in _CONTRACTED:
        return [replace(base, word=w) for w in _CONTRACTED[word].split()]
    if word.endswith("n't") and len(word) > 3:
        stem = {"won't": "will", "can't": "can"}.get(word, word[:-3])
        return [replace(base, word=stem), replace(base, word="not", glued=True)]
    for tail in ("'re", "'ll", "'ve", "'d", "'m"):
        if word.endswith(tail) and len(word) > len(tail):
            return [replace(base, word=word[: -len(tail)]), replace(base, word=tail, glued=True)]
    if word in ("it's", "there's", "that's", "he's", "she's", "what's", "here's"):
        return [replace(base, word=word[:-2]), replace(base, word="is", glued=True)]
    return [base]


def _sentence_ends(tokens: list[Token]) -> list[Token]:
    """Marks the tokens that end a sentence; drops the points of abbreviations and the hyphens inside words."""
    out: list[Token] = []
    for k, token in enumerate(tokens):
        before = out[-1] if out else None
        follows = tokens[k + 1] if k + 1 < len(tokens) else None
        if token.word == "-" and token.glued and before and not before.mark and follows and follows.glued:
            continue
        inches = before is not None and before.word == "in" and not (len(out) > 1 and out[-2].value is not None)
        short = before is not None and before.word in _ABBREVIATIONS and not inches
        if token.word == "." and short and follows and _goes_on(follows):
            continue
        out.append(replace(token, ends=token.word in _ENDS))
    return out


def _goes_on(token: Token) -> bool:
    return token.text[0].islower() or token.text[0].isdigit() or token.mark


def number_words(tokens: list[Token]) -> list[Token]:
    """Number words as numbers: "sixteen" -> 16, "twenty" "two" -> 22, "two" "thousand" -> 2000."""
    out: list[Token] = []
    for token in tokens:
        value = _SMALL.get(token.word, _TENS.get(token.word))
        last = out[-1] if out else None
        if token.word in _SCALES and last and last.value is not None:
            out[-1] = _merge(last, token, last.value * _SCALES[token.word])
        elif value is not None and last and last.word in _TENS and 0 < value < 10 and last.value == _TENS[last.word]:
            out[-1] = _merge(last, token, last.value + value)
        elif value is not None:
            out.append(replace(token, value=float(value)))
        else:
            out.append(token)
    return out


def _merge(a: Token, b: Token, value: float) -> Token:
    return replace(a, text=f"{a.text} {b.text}", word=f"{a.word} {b.word}", end=b.end, value=value)


def sentences(tokens: list[Token]) -> list[list[Token]]:
    """The tokens of each sentence, without the marks that end them; empty ones are left out."""
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.ends:
            found.append([])
        else:
            found[-1].append(token)
    return [s for s in found if s]


def joined_text(tokens: Sequence[Token]) -> str:
    """The person's own words, with hyphens and apostrophes as they were."""
    text = tokens[0].text
    for before, token in pairwise(tokens):
        if token.start >= before.end:
            text += joint(before, token) + token.text
    return text


def joint(before: Token, token: Token) -> str:
    """What stands between two tokens: a space, the hyphen that was taken apart, or nothing."""
    hyphen = token.glued and token.start == before.end + 1
    return "-" if hyphen else "" if token.glued else " "
