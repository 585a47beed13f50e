"""Slips of the finger: known words that are one letter away from what was typed, two for long words.

A letter left out, one too many, a wrong one or two swapped (Damerau 1964: four in five typing errors are one of
these). Only words of four letters and more, and only such as begin alike, are mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

SHORTEST, LONG = 4, 9
MOST = 4
"""At most so many corrections are offered."""


class Spelling:
    """Known words with how common each is, sorted by first letter and length so that few need comparing."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self._known = known
        self._by_start: dict[tuple[str, int], list[str]] = {}
        for word in sorted(known):
            if len(word) >= SHORTEST:
                self._by_start.setdefault((word[0], len(word)), []).append(word)

    def corrections(self, typed: str) -> tuple[str, ...]:
        """Known words that may have been meant, the nearest first, then the commonest; none for a word too short."""
        if len(typed) < SHORTEST:
            return ()
        most = 2 if len(typed) >= LONG else 1
        near = {w: distance(typed, w) for w in self._possible(typed, most)}
        good = (w for w, d in near.items() if 0 < d <= most)
        return tuple(sorted(good, key=lambda w: (near[w], w[0] != typed[0], -self._known[w], w)))[:MOST]

    def _possible(self, typed: str, most: int) -> Iterator[str]:
        letters = frozenset(typed)
        for start in dict.fromkeys(typed[:2]):
            for length in range(len(typed) - most, len(typed) + most + 1):
                words: Iterable[str] = self._by_start.get((start, length), ())
                yield from (w for w in words if len(letters.symmetric_difference(w)) <= 2 * most)


def distance(a: str, b: str) -> int:
    """Letters inserted, left out, replaced, or neighbours swapped, to turn one word into the other (restricted
    Damerau-Levenshtein distance)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        here = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j] + 1, here[-1] + 1, row[j - 1] + (x != y))
            if before and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            here.append(cost)
        before, row = row, here
    return row[-1]
