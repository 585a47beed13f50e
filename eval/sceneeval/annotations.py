"""SceneEval's annotations: what each description asks for, as typed specs.

A CSV with the columns ID, Description, ObjCount, ObjAttr, OORel, OARel, Difficulty. Specs are parted by ";", fields by
",":

    ObjCount  quantifier, n, category
    ObjAttr   quantifier, n, category, attribute, ...
    OORel     quantifier, n, relation, index of the anchor among the objects, object, object, ...
    OARel     quantifier, n, relation, category, wall | room | door | window | ceiling | name of a room

A spec that cannot be read is kept as such: it counts as failed and is listed.
"""

from __future__ import annotations

import csv
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from idesign.errors import InputError

Metric = Literal["CNT", "ATR", "OOR", "OAR"]
METRICS: tuple[Metric, ...] = get_args(Metric)
COLUMNS: Mapping[Metric, str] = {"CNT": "ObjCount", "ATR": "ObjAttr", "OOR": "OORel", "OAR": "OARel"}
QUANTIFIERS: Mapping[str, Callable[[int, int], bool]] = {
    "eq": operator.eq, "lt": operator.lt, "gt": operator.gt, "le": operator.le, "ge": operator.ge,
}  # fmt: skip
ARCHITECTURE = ("wall", "room", "door", "window", "ceiling", "floor")
_FIELDS: Mapping[Metric, int] = {"CNT": 3, "ATR": 4, "OOR": 6, "OAR": 5}


@dataclass(frozen=True)
class Spec:
    """One thing that is asked for: how many (`quantifier`, `number`) of what. `relation` is empty for CNT and ATR;
    `anchor` counts inside `names` (OOR); `attributes` are those of ATR; `target` is the architecture of OAR. `text` is
    the spec as written, `fault` why it cannot be read."""

    metric: Metric
    text: str
    quantifier: str = "eq"
    number: int = 0
    names: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    relation: str = ""
    anchor: int = 0
    target: str = ""
    fault: str = ""

    def met_by(self, count: int) -> bool:
        """Whether so many satisfying objects or groups are what is asked for."""
        return QUANTIFIERS[self.quantifier](count, self.number)


@dataclass(frozen=True)
class Row:
    """One description with its specs."""

    id: str
    text: str
    difficulty: str
    specs: tuple[Spec, ...]

    def of(self, metric: Metric) -> tuple[Spec, ...]:
        return tuple(s for s in self.specs if s.metric == metric)

    @property
    def categories(self) -> tuple[str, ...]:
        """All categories that the specs name, in their order."""
        return tuple(dict.fromkeys(n for s in self.specs for n in s.names))

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms that OAR specs name beside walls, doors and the like."""
        return tuple(dict.fromkeys(s.target for s in self.of("OAR") if not s.fault and s.target not in ARCHITECTURE))


def read_annotations(path: Path) -> tuple[Row, ...]:
    """All rows. Raises `InputError` when the file is no such table, or names an id twice."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as lines:
            table = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as e:
        raise InputError(f"{path}: cannot be read as CSV ({e})") from e
    needed = {"ID", "Description", *COLUMNS.values()}
    if not table or (missing := sorted(needed - set(table[0]))):
        raise InputError(f"{path}: has no column {missing[0]!r}" if table else f"{path}: has no rows")
    rows = tuple(_row(line) for line in table)
    ids = [r.id for r in rows]
    if twice := next((i for i in ids if ids.count(i) > 1), None):
        raise InputError(f"{path}: names the id {twice!r} twice")
    return rows


def _row(line: Mapping[str, str]) -> Row:
    specs = [_spec(metric, text.strip()) for metric, column in COLUMNS.items()
             for text in (line.get(column) or "").split(";") if text.strip()]  # fmt: skip
    return Row(line["ID"].strip(), line["Description"].strip(), (line.get("Difficulty") or "").strip(), tuple(specs))


def _spec(metric: Metric, text: str) -> Spec:
    fields = [f.strip() for f in text.split(",")]
    if fields[0] not in QUANTIFIERS or len(fields) < _FIELDS[metric] or not fields[1].isdigit():
        return Spec(metric, text, fault="malformed")
    known = Spec(metric, text, fields[0], int(fields[1]))
    if metric in ("CNT", "ATR"):
        return replace(known, names=(fields[2],), attributes=tuple(fields[3:]))
    if metric == "OAR":
        target = plain(instance(fields[4]))
        return replace(known, relation=plain(fields[2]), names=(instance(fields[3]),), target=target)
    names = tuple(map(instance, fields[4:]))
    anchor = int(fields[3]) if fields[3].isdigit() else 0
    return replace(known, relation=plain(fields[2]), names=names, anchor=anchor if anchor < len(names) else 0)


def instance(name: str) -> str:
    """A category without the number of its instance: "dining_chair:0" is a dining chair."""
    return name.split(":")[0]


_ENDINGS = (("shelves", "shelf"), ("knives", "knife"), ("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"),
            ("shes", "sh"))  # fmt: skip


def plain(text: str) -> str:
    """Lower case with underscores, the last word in the singular. (Not `assets.catalogue.normal`: there
    "books" is a thing of its own, and what finds a model must not decide whether it was the one asked for.)"""
    word = re.sub(r"[\s\-_]+", "_", text.strip().lower()).strip("_")
    for ending, singular in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return word.removesuffix(ending) + singular
    return word[:-1] if len(word) > 3 and re.search("[^siu]s$", word) else word
