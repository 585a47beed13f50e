"""A judge on trial: how often it notices planted faults, and how often what must not matter distracts it.

marks   a fault is noticed when the faultless room has the higher mark
pairs   when the faultless room is named in both orders
flip    noticed without the distractor, and no longer with it on the faulty room

A criterion is graded by the faults that concern it. Below 0.8 it is not to be relied on (the recipe's bound).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError
from scipy.stats import binomtest

from eval.judge.criteria import Criterion, criteria
from eval.judge.distractors import NAMES, brighter, captioned, cluttered
from eval.judge.docket import Limits, Tell
from eval.judge.document import Grade, JudgeFacts, Protocol, judge_facts
from eval.judge.exhibit import Exhibit, Sheets, exhibit_of_scene
from eval.judge.ledger import Ledger
from eval.judge.pairwise import Call, Entrant, Match, both_orders, calls, duels
from eval.judge.planted import defects, planted
from eval.judge.pointwise import Mark, marks
from eval.judge.pointwise import questions as questions_of
from eval.judge.summary import scene_values
from eval.judge.witness import Witness
from idesign.errors import InputError
from idesign.scene import Scene

SCHEMA: Literal["idesign.judge-trial/1"] = "idesign.judge-trial/1"
LEAST = 0.8
GOOD = "as it was"


@dataclass(frozen=True)
class Case:
    """One scene with one fault. `shown` has the faulty room under "", and under the name of each distractor."""

    scene: str
    defect: str
    said: str
    good: Exhibit
    shown: Mapping[str, Exhibit]


@dataclass(frozen=True)
class Rate:
    """A share of cases with Wilson's 95 % interval; None without cases. `unscored` cases had no answer."""

    value: float | None
    low: float | None
    high: float | None
    of: int
    unscored: int

    @staticmethod
    def over(found: Iterable[bool | None]) -> Rate:
        """None stands for a case without an answer."""
        all_ = list(found)
        scored = [f for f in all_ if f is not None]
        if not scored:
            return Rate(None, None, None, 0, len(all_))
        ci = binomtest(sum(scored), len(scored)).proportion_ci(method="wilson")
        value = sum(scored) / len(scored)
        return Rate(value, float(ci.low), float(ci.high), len(scored), len(all_) - len(scored))


@dataclass(frozen=True)
class Row:
    """How often a judge notices a fault by a criterion ("" : all faults that concern it) without a distractor, or flips
    because of one."""

    judge: str
    protocol: Protocol
    criterion: str
    defect: str
    distractor: str
    rate: Rate


@dataclass(frozen=True)
class Trial:
    """The document. `planted` says what was done to each scene, `left_out` what could not be."""

    judges: tuple[JudgeFacts, ...]
    rows: tuple[Row, ...]
    grades: tuple[Grade, ...]
    planted: tuple[str, ...]
    left_out: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    calls: tuple[Call, ...] = ()
    schema: Literal["idesign.judge-trial/1"] = SCHEMA


# ---------------------------------------------------------------- the cases
def cases_of(name: str, scene: Scene, sheets: Sheets, tell: Tell) -> tuple[list[Case], tuple[str, ...]]:
    """The scene with each fault, drawn; and why faults are missing. Raises `RenderError`."""
    found, left_out = planted(scene)
    good, cases = exhibit_of_scene(name, scene, sheets), []
    for k, p in enumerate(found):
        tell(f"planting in {name}", k / len(found))
        faulty = replace(good, name=f"{name}/{p.defect}", sheet=sheets.drawn(p.scene))
        full = replace(faulty, sheet=sheets.drawn(cluttered(p.scene)))
        shown = {"": faulty, "brightness": brighter(faulty), "clutter": full, "caption": captioned(faulty)}
        cases.append(Case(name, p.defect, p.said, good, {d: _as(e, faulty.name, d) for d, e in shown.items()}))
    return cases, tuple(f"{name}: {text}" for text in left_out)


def _as(exhibit: Exhibit, name: str, distractor: str) -> Exhibit:
    return replace(exhibit, name=f"{name}/{distractor}" if distractor else name)


def _criteria(case: Case, asked: Sequence[Criterion]) -> list[Criterion]:
    wanted = defects()[case.defect].criteria
    return [c for c in asked if c.name in wanted]


# ---------------------------------------------------------------- asking
def tried(
    cases: Sequence[Case], witnesses: Sequence[Witness], asked: Sequence[Criterion], ledger: Ledger, limits: Limits,
    left_out: Sequence[str] = (), tell: Tell = lambda text, share: None,
) -> Trial:  # fmt: skip
    """The trial of all judges on all cases."""
    from eval.judge.pointwise import Inquiry

    rooms = {e.name: (e, tuple(_concerned(cases, e.name, asked))) for c in cases for e in (c.good, *c.shown.values())}
    questions = [q for e, by in rooms.values() for q in questions_of([e], Inquiry(by))]
    matches = [m for c in cases for m in _matches(c, asked)]
    given = tuple(m for w in witnesses for m in marks(questions, w, limits, False, tell))
    said = tuple(c for w in witnesses for c in calls(matches, w, limits, tell))
    makers = {m for c in cases for m in c.good.makers}
    rows = tuple(r for w in witnesses for r in _rows(w.name, cases, asked, given, said))
    return Trial(
        tuple(judge_facts(w.name, makers, ledger) for w in witnesses), rows, grades_of(rows),
        tuple(f"{c.scene}: {c.said}" for c in cases), tuple(left_out), given, said,
    )  # fmt: skip


def _concerned(cases: Sequence[Case], name: str, asked: Sequence[Criterion]) -> Iterator[Criterion]:
    """The criteria by which a room must be marked."""
    own = [c for c in cases if name == c.good.name or any(name == e.name for e in c.shown.values())]
    yield from (c for c in asked if any(c.name in defects()[case.defect].criteria for case in own))


def _matches(case: Case, asked: Sequence[Criterion]) -> Iterator[Match]:
    for criterion in _criteria(case, asked):
        for distractor, exhibit in case.shown.items():
            good = Entrant(GOOD, _prompt(case, distractor), case.good)
            faulty = Entrant(case.defect, _prompt(case, distractor), exhibit)
            yield from both_orders(good, faulty, criterion)


def _prompt(case: Case, distractor: str) -> str:
    return f"{case.scene}/{case.defect}/{distractor}"


# ---------------------------------------------------------------- counting
def _rows(
    judge: str, cases: Sequence[Case], asked: Sequence[Criterion], given: Sequence[Mark], said: Sequence[Call]
) -> Iterator[Row]:
    noticed = {
        "marks": _by_marks(cases, asked, [m for m in given if m.judge == judge]),
        "pairs": _by_pairs(cases, asked, [c for c in said if c.judge == judge]),
    }
    for protocol in ("marks", "pairs"):
        known = noticed[protocol]
        for criterion in asked:
            own = [c for c in cases if criterion.name in defects()[c.defect].criteria]
            for defect in ("", *dict.fromkeys(c.defect for c in own)):
                some = [c for c in own if defect in ("", c.defect)]
                rate = Rate.over(known[_prompt(c, ""), criterion.name] for c in some)
                if some:
                    yield Row(judge, protocol, criterion.name, defect, "", rate)
            for distractor in NAMES if own else ():
                rate = Rate.over(_flips(known, own, criterion.name, distractor))
                yield Row(judge, protocol, criterion.name, "", distractor, rate)


Noticed = Mapping[tuple[str, str], bool | None]
"""(case and distractor, criterion) -> whether the fault was noticed; None without an answer."""


def _by_marks(cases: Sequence[Case], asked: Sequence[Criterion], given: Sequence[Mark]) -> Noticed:
    value = {c.name: scene_values([m for m in given if m.criterion == c.name]) for c in asked}
    found: dict[tuple[str, str], bool | None] = {}
    for case in cases:
        for criterion in _criteria(case, asked):
            for distractor, exhibit in case.shown.items():
                good, faulty = (value[criterion.name].get(n) for n in (case.good.name, exhibit.name))
                both = None if good is None or faulty is None else good > faulty
                found[_prompt(case, distractor), criterion.name] = both
    return found


def _by_pairs(cases: Sequence[Case], asked: Sequence[Criterion], said: Sequence[Call]) -> Noticed:
    known = {(d.there.prompt, d.there.criterion): d for d in duels(said)}
    found: dict[tuple[str, str], bool | None] = {}
    for case in cases:
        for criterion in _criteria(case, asked):
            for distractor in case.shown:
                key = _prompt(case, distractor), criterion.name
                found[key] = known[key].winner == GOOD if known[key].scored else None
    return found


def _flips(known: Noticed, cases: Iterable[Case], criterion: str, distractor: str) -> Iterator[bool | None]:
    """Over the faults that were noticed without the distractor."""
    for case in cases:
        if known[_prompt(case, ""), criterion]:
            now = known[_prompt(case, distractor), criterion]
            yield None if now is None else not now


def grades_of(rows: Iterable[Row]) -> tuple[Grade, ...]:
    """The grade of each judge, criterion and protocol, over all faults that concern the criterion."""
    whole = [r for r in rows if not r.defect and not r.distractor]
    return tuple(
        Grade(r.judge, r.criterion, r.rate.value, r.rate.of, r.rate.value >= LEAST, r.protocol)
        for r in whole
        if r.rate.value is not None
    )


# ---------------------------------------------------------------- the file
@cache
def adapter() -> TypeAdapter[Trial]:
    return TypeAdapter(Trial)


def load_trial(path: Path) -> Trial:
    """The trial in a file, or in the folder that it was written to. Raises `InputError`."""
    path = path / "trial.json" if path.is_dir() else path
    try:
        return adapter().validate_json(path.read_bytes())
    except OSError as e:
        raise InputError(f"{path}: cannot be read ({e.strerror})") from e
    except ValidationError as e:
        first = e.errors()[0]
        raise InputError(f"{path}: is no trial of a judge: {'.'.join(map(str, first['loc']))}: {first['msg']}") from e


def graded_criteria() -> tuple[Criterion, ...]:
    """The criteria that some fault concerns."""
    wanted = {name for d in defects().values() for name in d.criteria}
    return tuple(c for c in criteria().values() if c.name in wanted)
