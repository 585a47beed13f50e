"""Marks from 1 to 100: one question a call, the number before any reason, reasons afterwards where they are wanted.

Pointwise marks serve to follow one system over time; between rooms for different requests they do not compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from eval.judge.criteria import PREFERENCE, WORDINGS, Criterion, Line, prompt, rubric
from eval.judge.docket import Job, Limits, Tell, heard
from eval.judge.exhibit import Exhibit
from eval.judge.reading import entropy_of
from eval.judge.witness import How, Opinion, Witness
from idesign.errors import ModelError
from idesign.llm.chat import Message

LOW, HIGH = 1, 100
Condition = Literal["pictures", "facts"]
"""What a judge is given: pictures and the request, or the measured facts before them."""


@dataclass(frozen=True)
class Mark:
    """What one judge said to one question about one scene. `value` in [1, 100] is None when it is unscored, for the
    `reason`; `spread` is the standard deviation of the shares, `entropy` theirs [bit]; `line` is the rubric's line in
    words, "" for a whole criterion; `again` numbers repetitions; `why` are the judge's words afterwards."""

    judge: str
    scene: str
    criterion: str
    condition: Condition
    value: float | None
    line: str = ""
    kind: str = ""
    spread: float | None = None
    entropy: float | None = None
    how: How = ""
    reason: str = ""
    unread: int = 0
    lost: float = 0.0
    again: int = 0
    why: str = ""


@dataclass(frozen=True)
class Question:
    """One question about one exhibit; `line` belongs to the rubric of its brief; `wording` numbers the instructions."""

    exhibit: Exhibit
    criterion: Criterion
    condition: Condition
    line: Line | None = None
    again: int = 0
    wording: int = 0


@dataclass(frozen=True)
class Inquiry:
    """What to ask of each scene: criteria, conditions, whether reasons are wanted, how often all of it, and whether
    each repetition is in other words."""

    criteria: tuple[Criterion, ...]
    conditions: tuple[Condition, ...] = ("pictures",)
    reasons: bool = False
    repeats: int = 1
    paraphrase: bool = False


def questions(exhibits: Sequence[Exhibit], inquiry: Inquiry) -> Iterator[Question]:
    """All questions, scene by scene. With the facts a judge is not asked what code decides."""
    for exhibit in exhibits:
        for again in range(inquiry.repeats):
            for condition in inquiry.conditions:
                for criterion in inquiry.criteria:
                    wording = again % WORDINGS if inquiry.paraphrase else 0
                    lines = _lines(exhibit, criterion, condition)
                    yield from (Question(exhibit, criterion, condition, line, again, wording) for line in lines)


def _lines(exhibit: Exhibit, criterion: Criterion, condition: Condition) -> list[Line | None]:
    """What a criterion is asked of: lines of the rubric, or once the whole."""
    if criterion.name != PREFERENCE:
        return [None]
    return [line for line in rubric(exhibit.brief) if condition == "pictures" or not line.by_code]


def messages_of(q: Question) -> tuple[Message, ...]:
    """The words and the sheet that a judge gets."""
    parts = [f"The client's request: {q.exhibit.brief.text}"]
    if q.exhibit.caption:
        parts.append(f"Caption: {q.exhibit.caption}")
    if q.condition == "facts":
        parts.append("Measured by code, and true:\n" + "\n".join(f"- {f}" for f in q.exhibit.facts))
    if q.line is not None:
        parts.append(f"The wish: {q.line.text} Look for what in the pictures shows it.")
    parts.append(f"{q.criterion.question} Answer with one whole number from {LOW} to {HIGH}.")
    return (Message("system", prompt("pointwise", q.wording)), Message("user", "\n\n".join(parts), (q.exhibit.sheet,)))


def marks(
    asked: Sequence[Question], witness: Witness, limits: Limits, reasons: bool, tell: Tell = lambda text, share: None
) -> tuple[Mark, ...]:
    """One judge's marks, in the order of the questions."""
    jobs = [Job(partial(_marked, q, witness, reasons), partial(_unmarked, q, witness.name)) for q in asked]
    return heard(jobs, witness, limits, tell)


def _marked(q: Question, witness: Witness, reasons: bool) -> Mark:
    messages = messages_of(q)
    opinion = witness.opinion(messages, LOW, HIGH, first=q.again * witness.samples)
    if opinion.mean is None:
        return _unmarked(q, witness.name, opinion.reason, opinion)
    why = _why(witness, messages, opinion.mean) if reasons else ""
    mean = opinion.mean
    spread = sum(p * (n - mean) ** 2 for n, p in opinion.shares) ** 0.5
    return _mark(q, witness.name, round(mean, 4), opinion, round(spread, 4), why)


def _unmarked(q: Question, judge: str, reason: str, opinion: Opinion | None = None) -> Mark:
    return _mark(q, judge, None, opinion or Opinion((), reason=reason), None, "")


def _mark(q: Question, judge: str, value: float | None, opinion: Opinion, spread: float | None, why: str) -> Mark:
    line, kind = (q.line.text, q.line.kind) if q.line else ("", "")
    entropy = round(entropy_of(p for _, p in opinion.shares), 4) if opinion.shares else None
    return Mark(
        judge, q.exhibit.name, q.criterion.name, q.condition, value, line, kind, spread, entropy, opinion.how,
        opinion.reason, opinion.unread, opinion.lost, q.again, why,
    )  # fmt: skip


def _why(witness: Witness, messages: tuple[Message, ...], mean: float) -> str:
    """The judge's reasons, asked after its mark; why there are none when it gives none."""
    talk = (*messages, Message("assistant", f"{mean:.0f}"), Message("user", prompt("reasons")))
    try:
        return witness.words(talk)[:600]
    except ModelError as e:
        return f"(no reasons: {e})"
