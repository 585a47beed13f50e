"""What a judge's own answers say against it, without anyone who knows better.

order-flip rate       duels in which it names another room when the order is turned round
tie share             duels in which neither order names a room
non-transitive        triples of rooms for one prompt that no ranking (with ties) agrees with
conflicts             duels whose winner has the lower mark, of those with a winner and two different marks (TrustJudge)
identical-pair bias   share for the first minus share for the second, of a room shown against itself: 0 without bias
repeat agreement      duels whose repetition names the same room
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from eval.judge.pairwise import EVEN, TIE, Call, Duel, duels
from eval.judge.pointwise import Mark


@dataclass(frozen=True)
class Rate:
    """A share with what it is a share of; None when there is nothing to count."""

    value: float | None
    of: int

    @staticmethod
    def over(found: Sequence[bool]) -> Rate:
        return Rate(sum(found) / len(found) if found else None, len(found))


@dataclass(frozen=True)
class Reliability:
    """One judge on one criterion; `unscored` are calls without an answer of all `calls`."""

    judge: str
    criterion: str
    calls: int
    unscored: int
    flips: Rate
    ties: Rate
    non_transitive: Rate
    conflicts: Rate
    identical_bias: Rate
    repeats: Rate


def reliability(calls: Sequence[Call], marks: Sequence[Mark] = ()) -> tuple[Reliability, ...]:
    """For each judge and criterion, in order of appearance."""
    groups: dict[tuple[str, str], list[Call]] = {}
    for c in calls:
        groups.setdefault((c.judge, c.criterion), []).append(c)
    return tuple(_reliability(judge, criterion, found, marks) for (judge, criterion), found in groups.items())


def _reliability(judge: str, criterion: str, calls: Sequence[Call], marks: Sequence[Mark]) -> Reliability:
    scored = [d for d in duels(calls) if d.scored]
    same = [c for c in calls if c.first == c.second and c.p_first is not None and c.p_second is not None]
    bias = sum((c.p_first or 0.0) - (c.p_second or 0.0) for c in same) / len(same) if same else None
    own = [m for m in marks if (m.judge, m.criterion) == (judge, criterion)]
    return Reliability(
        judge, criterion, len(calls), sum(not c.scored for c in calls),
        Rate.over([d.flipped for d in scored]), Rate.over([_tied(d) for d in scored]),
        Rate.over([not rankable(v) for v in _triples(scored)]), conflicts(scored, own),
        Rate(bias, len(same)), repeat_agreement(scored),
    )  # fmt: skip


def _tied(d: Duel) -> bool:
    return d.there.verdict == TIE and d.back.verdict == TIE


def sign(value: float) -> int:
    """1, 0 or -1; what is smaller than rounding is 0."""
    return 0 if abs(value) < EVEN else 1 if value > 0 else -1


def _triples(scored: Iterable[Duel]) -> Iterable[tuple[int, int, int]]:
    """(a against b, b against c, a against c) as signs, for each triple of one prompt that was compared in full."""
    boards: dict[tuple[str, int], dict[tuple[str, str], int]] = defaultdict(dict)
    for d in scored:
        board = boards[(d.there.prompt, d.there.again)]
        board[d.a, d.b], board[d.b, d.a] = sign(d.win - 0.5), -sign(d.win - 0.5)
    for board in boards.values():
        for a, b, c in combinations(sorted({name for pair in board for name in pair}), 3):
            if (a, b) in board and (b, c) in board and (a, c) in board:
                yield board[a, b], board[b, c], board[a, c]


def rankable(verdicts: tuple[int, int, int]) -> bool:
    """Whether some ranking of three, ties allowed, gives these signs of (a, b), (b, c), (a, c)."""
    ranks = product(range(3), repeat=3)
    return any((sign(a - b), sign(b - c), sign(a - c)) == verdicts for a, b, c in ranks)


def conflicts(scored: Iterable[Duel], marks: Iterable[Mark]) -> Rate:
    """Marks are those of a scene named "system/prompt"; lines of a rubric count as their mean."""
    value = _means(marks)
    found = []
    for d in scored:
        a, b = value.get(f"{d.a}/{d.there.prompt}"), value.get(f"{d.b}/{d.there.prompt}")
        if a is not None and b is not None and sign(a - b) and sign(d.win - 0.5):
            found.append(sign(a - b) != sign(d.win - 0.5))
    return Rate.over(found)


def _means(marks: Iterable[Mark]) -> Mapping[str, float]:
    values: dict[str, list[float]] = defaultdict(list)
    for m in marks:
        if m.value is not None:
            values[m.scene].append(m.value)
    return {scene: sum(v) / len(v) for scene, v in values.items()}


def repeat_agreement(scored: Iterable[Duel]) -> Rate:
    """Over all repetitions but the first, against the first."""
    by_pair: dict[tuple[str, str, str], dict[int, int]] = defaultdict(dict)
    for d in scored:
        by_pair[d.there.prompt, d.a, d.b][d.there.again] = sign(d.win - 0.5)
    agreed = [v == again[0] for again in by_pair.values() if 0 in again for k, v in again.items() if k]
    return Rate.over(agreed)
