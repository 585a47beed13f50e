"""What a panel of judges said of scenes, as one document (`idesign.judgement/1`), and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from eval.judge.agreement import Agreement, Labels, agreement_of_marks, read_labels
from eval.judge.criteria import WORDINGS, Criterion, criteria
from eval.judge.exhibit import Exhibit
from eval.judge.family import family_of, kin_of
from eval.judge.ledger import Ledger
from eval.judge.pointwise import Mark
from eval.judge.summary import Summary, summaries
from idesign.errors import InputError
from idesign.files import write_text

SCHEMA: Literal["idesign.judgement/1"] = "idesign.judgement/1"


Protocol = Literal["marks", "pairs"]


@dataclass(frozen=True)
class JudgeFacts:
    """A judge: its maker's family ("" unknown), the models of that family that helped to make the scenes, and what all
    its recorded replies took. `tokens` and `cost` [USD] are None as soon as one is unknown."""

    name: str
    family: str
    kin: tuple[str, ...]
    replies: int
    errors: int
    tokens: int | None
    cost: float | None


@dataclass(frozen=True)
class Grade:
    """How often a judge notices planted defects by a criterion, with marks or in pairs; `of` of them were tried.
    `reliable`: at least 0.8 are noticed."""

    judge: str
    criterion: str
    found: float
    of: int
    reliable: bool
    protocol: Protocol = "marks"


@dataclass(frozen=True)
class Judgement:
    """All of it. `grades` come from a trial on planted defects; without one, `remarks` say so."""

    judges: tuple[JudgeFacts, ...]
    criteria: tuple[Criterion, ...]
    summaries: tuple[Summary, ...]
    marks: tuple[Mark, ...]
    grades: tuple[Grade, ...] = ()
    remarks: tuple[str, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    schema: Literal["idesign.judgement/1"] = SCHEMA

    def grade(self, judge: str, criterion: str) -> Grade | None:
        return next((g for g in self.grades if (g.judge, g.criterion) == (judge, criterion)), None)


def judgement_of(
    exhibits: Sequence[Exhibit], marks: Sequence[Mark], judges: Sequence[str], ledger: Ledger,
    grades: Sequence[Grade] = (), labels: Path | None = None,
) -> Judgement:  # fmt: skip
    """The document of a run; `labels` are people's marks as CSV. Raises `InputError` for labels that are none."""
    makers = {m for e in exhibits for m in e.makers}
    facts = tuple(judge_facts(j, makers, ledger) for j in judges)
    asked = tuple(criteria()[n] for n in dict.fromkeys(m.criterion for m in marks))
    names = {c.name for c in asked}
    own = tuple(g for g in grades if g.judge in judges and g.criterion in names)
    agreed = agreement_of_marks(_labels(labels), marks) if labels else ()
    return Judgement(facts, asked, summaries(marks), tuple(marks), own, remarks_of(facts, own, ledger), agreed)


def _labels(path: Path) -> Labels:
    labels, pairs = read_labels(path)
    if pairs:
        raise InputError(f"{path}: holds labels of pairs, which `idesign arena --labels` takes")
    return labels


def judge_facts(judge: str, makers: Iterable[str], ledger: Ledger) -> JudgeFacts:
    turns = [e.turn for e in ledger.entries if e.turn.model == judge]
    replied = [t for t in turns if t.reply is not None]
    counts = [n for t in replied for n in (t.prompt_tokens, t.completion_tokens)]
    costs = [t.cost for t in replied]
    return JudgeFacts(
        judge, family_of(judge), kin_of(judge, makers), len(replied), len(turns) - len(replied),
        sum(n for n in counts if n is not None) if None not in counts else None,
        sum(c for c in costs if c is not None) if None not in costs else None,
    )  # fmt: skip


def paraphrased(asked: bool) -> tuple[str, ...]:
    """Says what repetitions mean when each was asked in other words."""
    said = (
        f"Repetitions were asked in other words ({WORDINGS} wordings in turn): how they agree is how stable a judge is."
    )
    return (said,) if asked else ()


def remarks_of(judges: Sequence[JudgeFacts], grades: Sequence[Grade], ledger: Ledger) -> tuple[str, ...]:
    """What a reader must know before any number."""
    said = [f"{j.name} is of the family of {', '.join(j.kin)}, which helped to make these rooms: "
            "judges favour their own."
            for j in judges if j.kin]  # fmt: skip
    for j in judges:
        own = [g for g in grades if g.judge == j.name]
        if not own:
            said.append(f"{j.name} was not tried on planted defects: nothing is known of what it notices.")
        said += [f"{j.name} notices only {100 * g.found:.0f} % of the planted defects by {g.criterion}: below 80 %, do "
                 "not rely on it." for g in own if not g.reliable]  # fmt: skip
    if len(judges) == 1:
        said.append("One judge is no panel: two families at least are recommended.")
    if ledger.broken:
        said.append(f"{ledger.broken} broken lines of the record were left out.")
    return tuple(said)


@cache
def _adapter() -> TypeAdapter[Judgement]:
    return TypeAdapter(Judgement)


def save_judgement(found: Judgement, folder: Path) -> tuple[Path, ...]:
    """Writes `judgement.json` and `marks.csv`."""
    write_text(folder / "judgement.json", _adapter().dump_json(found, indent=1).decode() + "\n")
    write_text(folder / "marks.csv", table_text([f.name for f in fields(Mark)], [asdict(m) for m in found.marks]))
    return folder / "judgement.json", folder / "marks.csv"


def table_text(head: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    """A table as CSV text. Words that a spreadsheet would take for a formula are quoted."""
    out = io.StringIO()
    writer = csv.DictWriter(out, head, lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value
