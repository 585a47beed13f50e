"""A tournament: every pair of systems on every prompt, in both orders, by every judge; and what comes of it.

Pairs are not chosen by who is ahead: adaptive pairing biases strengths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from eval.arena.bradley_terry import Standings, standings
from eval.arena.field import Field
from eval.arena.reliability import Reliability, reliability
from eval.judge.agreement import Agreement, Labels, agreement_of_pairs
from eval.judge.criteria import WORDINGS, Criterion
from eval.judge.docket import Limits, Tell
from eval.judge.document import Grade, JudgeFacts, judge_facts, paraphrased, remarks_of
from eval.judge.ledger import Ledger
from eval.judge.pairwise import Call, Match, both_orders, calls, duels
from eval.judge.pointwise import Inquiry, Mark, marks, questions
from eval.judge.summary import PANEL
from eval.judge.witness import Witness

SCHEMA: Literal["idesign.arena/1"] = "idesign.arena/1"
ALL = "all criteria"
ENOUGH = 96
"""Prompts for a 95 % interval of 10 points about a share of wins of one half: 0.25 (1.96 / 0.1)^2."""


@dataclass(frozen=True)
class Rules:
    """`facts`: judges are told the measured facts; `marks`: they also give marks, so that conflicts can be counted;
    `repeats`: how often everything is asked, with `paraphrase` each time in other words; `rounds` and `seed` of the
    bootstrap."""

    criteria: tuple[Criterion, ...]
    facts: bool = False
    marks: bool = True
    repeats: int = 1
    rounds: int = 1000
    seed: int = 0
    paraphrase: bool = False


@dataclass(frozen=True)
class Table:
    """The standings by one judge (or the panel) and criterion (or all)."""

    judge: str
    criterion: str
    standings: Standings


@dataclass(frozen=True)
class Arena:
    """The whole result."""

    systems: tuple[str, ...]
    prompts: tuple[str, ...]
    requests: Mapping[str, str]
    judges: tuple[JudgeFacts, ...]
    criteria: tuple[Criterion, ...]
    facts: bool
    tables: tuple[Table, ...]
    reliability: tuple[Reliability, ...]
    calls: tuple[Call, ...]
    marks: tuple[Mark, ...]
    grades: tuple[Grade, ...] = ()
    remarks: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    schema: Literal["idesign.arena/1"] = SCHEMA

    def table(self, judge: str, criterion: str = ALL) -> Table:
        """Raises `KeyError` where there is none."""
        for t in self.tables:
            if (t.judge, t.criterion) == (judge, criterion):
                return t
        raise KeyError((judge, criterion))


def matches(field: Field, rules: Rules) -> Iterator[Match]:
    """All calls: every pair in both orders, and one room of each prompt against itself (another system's each time)."""
    for again in range(rules.repeats):
        wording = again % WORDINGS if rules.paraphrase else 0
        for k, prompt in enumerate(field.prompts):
            entrants = field.of(prompt)
            for criterion in rules.criteria:
                for a, b in combinations(entrants, 2):
                    yield from both_orders(a, b, criterion, rules.facts, again, wording)
                if again == 0:
                    same = entrants[k % len(entrants)]
                    yield Match(same, same, criterion, rules.facts)


def play(
    field: Field, witnesses: Sequence[Witness], rules: Rules, ledger: Ledger, limits: Limits,
    grades: Sequence[Grade] = (), tell: Tell = lambda text, share: None, labels: Labels | None = None,
) -> Arena:  # fmt: skip
    """The tournament before all judges, one after the other; `labels` are people's verdicts on pairs."""
    asked = tuple(matches(field, rules))
    said = tuple(c for w in witnesses for c in calls(asked, w, limits, tell))
    given = tuple(m for w in witnesses for m in _marks(field, w, rules, limits, tell))
    makers = {m for e in field.entrants.values() for m in e.exhibit.makers}
    judges = tuple(judge_facts(w.name, makers, ledger) for w in witnesses)
    names = {c.name for c in rules.criteria}
    own = tuple(g for g in grades if g.judge in {j.name for j in judges} and g.criterion in names)
    return Arena(
        field.systems, field.prompts, {p: field.of(p)[0].exhibit.brief.text for p in field.prompts}, judges,
        rules.criteria, rules.facts, tuple(tables(said, rules)), reliability(said, given), said, given, own,
        (*remarks_of(judges, own, ledger), *_few(len(field.prompts)), *paraphrased(rules.paraphrase)), field.left_out,
        agreement_of_pairs(labels, duels(said)) if labels else (),
    )  # fmt: skip


def _few(prompts: int) -> tuple[str, ...]:
    """Says when there are too few prompts for a share of wins within ten points."""
    few = f"{prompts} prompts are few: a share of wins within 10 points takes about {ENOUGH} independent ones."
    return (few,) if prompts < ENOUGH else ()


def _marks(field: Field, witness: Witness, rules: Rules, limits: Limits, tell: Tell) -> tuple[Mark, ...]:
    if not rules.marks:
        return ()
    inquiry = Inquiry(rules.criteria, ("facts",) if rules.facts else ("pictures",))
    exhibits = [e.exhibit for p in field.prompts for e in field.of(p)]
    return marks(tuple(questions(exhibits, inquiry)), witness, limits, False, tell)


def tables(said: Sequence[Call], rules: Rules) -> Iterator[Table]:
    """For each judge, and for the panel where there are several: all criteria together, then each (where there are
    several). The panel's calls count alike."""
    judges = list(dict.fromkeys(c.judge for c in said))
    for judge in [*judges, *([PANEL] if len(judges) > 1 else [])]:
        own = [c for c in said if judge in (c.judge, PANEL)]
        for criterion in (ALL, *(c.name for c in rules.criteria if len(rules.criteria) > 1)):
            found = standings([c for c in own if criterion in (c.criterion, ALL)], rules.rounds, rules.seed)
            if found is not None:
                yield Table(judge, criterion, found)
