"""From a short reply to shares of the answers that were allowed.

With log-probabilities every number that the first token could have been has its share (the expectation over score
tokens of TrustJudge, and of G-Eval before it). Where a tokenizer writes numbers digit by digit, only those that begin
as the reply does are known; the rest counts as lost. Without log-probabilities a reply is one number, or it is none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from idesign.llm.answers import without_thought
from idesign.llm.chat import Token

_OF = re.compile(r"(\d+)\s*(?:/|out of|of|von|sur|de|su)\s*(\d+)", re.IGNORECASE)


class UnreadableError(ValueError):
    """A reply without an answer; the text says why."""


@dataclass(frozen=True)
class Shares:
    """Probabilities of answers, as they came; `lost` is what fell on anything else. Together they are at most 1."""

    of: Mapping[int, float]
    lost: float

    @property
    def known(self) -> float:
        return sum(self.of.values())


def shares_of(tokens: Sequence[Token], low: int, high: int) -> Shares | None:
    """The shares of the whole numbers from `low` to `high`; None when the reply does not begin with a number or its
    tokens have no alternatives."""
    said = [t for t in tokens if _plain(t.said)]
    if not said or not _plain(said[0].said).isdecimal() or not said[0].among:
        return None
    found = _whole(said[0]) if _is_whole(said, high) else _by_digit(said, high)
    allowed = {n: p for n, p in found.items() if low <= n <= high and p > 0}
    return Shares(allowed, max(0.0, 1.0 - sum(allowed.values())))


def _numbers(token: Token) -> dict[str, float]:
    """The alternatives that are digits, with their probabilities; the same digits with and without a space add up."""
    found: dict[str, float] = {}
    for text, logprob in token.among:
        if _plain(text).isdecimal() and _plain(text).isascii():
            found[_plain(text)] = found.get(_plain(text), 0.0) + min(1.0, math.exp(logprob))
    return found


def _plain(text: str) -> str:
    """A token without spaces, and without the marks that some servers show in their place."""
    return text.strip(" \t\r\n\u2581\u0120\u010a")


def _is_whole(said: Sequence[Token], high: int) -> bool:
    """Whether one token is a whole number: always where all answers have one digit, else where one has more."""
    return high < 10 or any(len(text) > 1 for text in (_plain(said[0].said), *_numbers(said[0])))


def _whole(token: Token) -> dict[int, float]:
    out: dict[int, float] = {}
    for text, p in _numbers(token).items():
        out[int(text)] = out.get(int(text), 0.0) + p
    return out


def _by_digit(said: Sequence[Token], high: int) -> dict[int, float]:
    """The numbers that begin with the digits that were said. At each place, the share of another digit ends there."""
    found: dict[int, float] = {}
    path, mass = "", 1.0
    for token in said[: len(str(high))]:
        if not _plain(token.said).isdecimal():
            break
        if path:
            _extend(found, path, mass, token)
        path, mass = path + _plain(token.said), mass * _numbers(token).get(_plain(token.said), 0.0)
    else:
        found[int(path)] = mass
        return found
    found[int(path)] = found.get(int(path), 0.0) + mass * _ends(said, len(path))
    return found


def _extend(found: dict[int, float], path: str, mass: float, token: Token) -> None:
    """Numbers that go on with another digit than was said, and the one that ends before this token."""
    digits = _numbers(token)
    for text, p in digits.items():
        if text != _plain(token.said):
            found[int(path + text)] = found.get(int(path + text), 0.0) + mass * p
    known = min(1.0, sum(min(1.0, math.exp(p)) for _, p in token.among))
    found[int(path)] = found.get(int(path), 0.0) + mass * max(0.0, known - sum(digits.values()))


def _ends(said: Sequence[Token], at: int) -> float:
    """The probability that the number ends at this place, where it was seen to end."""
    if at >= len(said):
        return 1.0
    return max(0.0, 1.0 - sum(_numbers(said[at]).values()))


def number_of(text: str, low: int, high: int, cut: bool = False) -> int:
    """The one number in a reply. Raises `UnreadableError` for none, for several, for one that is not allowed, and for
    one at the end of a reply that was `cut` off."""
    plain = without_thought(text)
    plain = _OF.sub(lambda m: m[1] if int(m[2]) == high else m[0], plain)
    if re.search(r"[-\u2212]\s*\d|\d[.,]\d", plain):
        raise UnreadableError(f"no whole number: {_quote(text)}")
    found = set(re.findall(r"\d+", plain))
    if len(found) != 1:
        raise UnreadableError(f"{'several numbers' if found else 'no number'}: {_quote(text)}")
    if cut and plain.rstrip().endswith(tuple(found)):
        raise UnreadableError(f"broken off in its number: {_quote(text)}")
    number = int(found.pop())
    if not low <= number <= high:
        raise UnreadableError(f"{number} is not from {low} to {high}")
    return number


def _quote(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat[:80]}{'…' if len(flat) > 80 else ''}”"


def mean_of(shares: Mapping[int, float]) -> float:
    """The expectation; shares need not sum to 1."""
    return sum(n * p for n, p in shares.items()) / sum(shares.values())


def entropy_of(shares: Iterable[float]) -> float:
    """Shannon's entropy [bit] of shares that are brought to sum 1."""
    kept = [p for p in shares if p > 0]
    total = sum(kept)
    return -sum(p / total * math.log2(p / total) for p in kept)
