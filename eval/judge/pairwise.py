"""One room against another for the same request: one criterion a call, always in both orders.

A call gives shares of "the first", "the second" and "no difference"; a tie is worth half a win. Only both orders
together make a comparison: a judge that favours a place then favours nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from eval.judge.criteria import PREFERENCE, Criterion, prompt, rubric
from eval.judge.docket import Job, Limits, Tell, heard
from eval.judge.exhibit import Exhibit
from eval.judge.witness import How, Witness
from idesign.llm.chat import Message

FIRST, SECOND, TIE = 1, 2, 3
EVEN = 1e-9
"""Shares that differ by less are equal."""


@dataclass(frozen=True)
class Entrant:
    """A system's room for a prompt."""

    system: str
    prompt: str
    exhibit: Exhibit


@dataclass(frozen=True)
class Call:
    """What one judge said of two rooms in one order. The shares are None when it is unscored, for the `reason`; `again`
    numbers repetitions."""

    judge: str
    prompt: str
    criterion: str
    first: str
    second: str
    p_first: float | None
    p_second: float | None
    p_tie: float | None
    how: How = ""
    reason: str = ""
    unread: int = 0
    lost: float = 0.0
    again: int = 0

    @property
    def scored(self) -> bool:
        return self.p_first is not None

    @property
    def win_first(self) -> float:
        """The fraction of a win of the room shown first. Raises `ValueError` when the call is unscored."""
        if self.p_first is None or self.p_tie is None:
            raise ValueError(f"a call without an answer has no winner: {self.reason}")
        return self.p_first + 0.5 * self.p_tie

    @property
    def verdict(self) -> int:
        """1, 2 or 3: the likeliest answer; 3 when the first two are equally likely. 0 when it is unscored."""
        if self.p_first is None or self.p_second is None or self.p_tie is None:
            return 0
        if self.p_tie > max(self.p_first, self.p_second) or abs(self.p_first - self.p_second) < EVEN:
            return TIE
        return FIRST if self.p_first > self.p_second else SECOND


@dataclass(frozen=True)
class Duel:
    """A comparison: the same two rooms in both orders. `there` shows `a` first, `back` shows `b` first."""

    there: Call
    back: Call

    @property
    def a(self) -> str:
        return self.there.first

    @property
    def b(self) -> str:
        return self.there.second

    @property
    def scored(self) -> bool:
        return self.there.scored and self.back.scored

    @property
    def win(self) -> float:
        """The fraction of a win of `a`, over both orders."""
        return 0.5 * (self.there.win_first + 1.0 - self.back.win_first)

    @property
    def flipped(self) -> bool:
        """Whether the judge names another room when the order is turned round."""
        return self.there.verdict != _turned(self.back.verdict)

    @property
    def winner(self) -> str:
        """The room that is named in both orders; "" for ties and for a judge that contradicts itself."""
        if self.flipped or self.there.verdict not in (FIRST, SECOND):
            return ""
        return self.a if self.there.verdict == FIRST else self.b


def _turned(verdict: int) -> int:
    return {FIRST: SECOND, SECOND: FIRST}.get(verdict, verdict)


def duels(calls: Iterable[Call]) -> tuple[Duel, ...]:
    """The calls in pairs of both orders; `a` came first in the earlier one. A room against itself is no
    duel."""
    waiting: dict[tuple[str, ...], Call] = {}
    found = []
    for c in (c for c in calls if c.first != c.second):
        key = (c.judge, c.prompt, c.criterion, str(c.again))
        other = waiting.pop((*key, c.second, c.first), None)
        if other is None:
            waiting[(*key, c.first, c.second)] = c
        else:
            found.append(Duel(other, c))
    return tuple(found)


# ---------------------------------------------------------------- asking
@dataclass(frozen=True)
class Match:
    """One call to make; `wording` numbers the instructions."""

    first: Entrant
    second: Entrant
    criterion: Criterion
    facts: bool = False
    again: int = 0
    wording: int = 0


def both_orders(
    a: Entrant, b: Entrant, criterion: Criterion, facts: bool = False, again: int = 0, wording: int = 0
) -> Iterator[Match]:
    yield Match(a, b, criterion, facts, again, wording)
    yield Match(b, a, criterion, facts, again, wording)


def messages_of(m: Match) -> tuple[Message, ...]:
    """The words and the two sheets that a judge gets; no system is named."""
    brief = m.first.exhibit.brief
    parts = [f"The client's request: {brief.text}"]
    for number, e in ((FIRST, m.first.exhibit), (SECOND, m.second.exhibit)):
        if e.caption:
            parts.append(f"Caption of room {number}: {e.caption}")
        if m.facts:
            parts.append(f"Measured of room {number} by code, and true:\n" + "\n".join(f"- {f}" for f in e.facts))
    if m.criterion.name == PREFERENCE:
        parts.append("The client's wishes:\n" + "\n".join(f"- {line.text}" for line in rubric(brief)))
    question = m.criterion.pair_question or m.criterion.question
    parts.append(f"Which room is better by this: {question} Answer 1, 2 or 3.")
    sheets = (m.first.exhibit.sheet, m.second.exhibit.sheet)
    return (Message("system", prompt("pairwise", m.wording)), Message("user", "\n\n".join(parts), sheets))


def calls(
    matches: Sequence[Match], witness: Witness, limits: Limits, tell: Tell = lambda text, share: None
) -> tuple[Call, ...]:
    """One judge's answers, in the order of the matches."""
    jobs = [Job(partial(_called, m, witness), partial(_uncalled, m, witness.name)) for m in matches]
    return heard(jobs, witness, limits, tell)


def _called(m: Match, witness: Witness) -> Call:
    opinion = witness.opinion(messages_of(m), FIRST, TIE, first=m.again * witness.samples)
    if not opinion.shares:
        return _uncalled(m, witness.name, opinion.reason)
    first, second, tie = (round(opinion.share(n), 6) for n in (FIRST, SECOND, TIE))
    return Call(
        witness.name, m.first.prompt, m.criterion.name, m.first.system, m.second.system, first, second, tie,
        opinion.how, "", opinion.unread, opinion.lost, m.again,
    )  # fmt: skip


def _uncalled(m: Match, judge: str, reason: str) -> Call:
    return Call(
        judge, m.first.prompt, m.criterion.name, m.first.system, m.second.system, None, None, None, "", reason,
        again=m.again,
    )  # fmt: skip
