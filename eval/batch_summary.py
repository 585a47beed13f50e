"""What a batch of scenes is like as a whole: counts, sizes, metrics, diversity. Records are read once, one by one.

Diversity is given as the effective number of kinds: the exponential of Shannon's entropy, the number of equally common
kinds that would be as diverse (Hill number of order 1; Jost, "Entropy and diversity", Oikos 113, 2006).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from idesign.batch.record import Record

AREA_STEP = 5.0
"""Width of a class of floor areas [m2]."""


@dataclass
class Spread:
    """Mean, standard deviation and range of numbers that come one by one (Welford's method)."""

    count: int = 0
    mean: float = 0.0
    low: float = math.inf
    high: float = -math.inf
    _sum: float = 0.0

    def add(self, value: float) -> None:
        self.count += 1
        step = value - self.mean
        self.mean += step / self.count
        self._sum += step * (value - self.mean)
        self.low, self.high = min(self.low, value), max(self.high, value)

    @property
    def deviation(self) -> float:
        """Of the sample; 0 for a single number."""
        return math.sqrt(self._sum / (self.count - 1)) if self.count > 1 else 0.0

    @property
    def interval(self) -> tuple[float, float] | None:
        """Student's 95 % interval of the mean; None for fewer than two numbers."""
        from scipy.stats import t

        if self.count < 2:
            return None
        half = float(t.ppf(0.975, self.count - 1)) * self.deviation / math.sqrt(self.count)
        return self.mean - half, self.mean + half


@dataclass
class Summary:
    """The whole. All but `status` and `reasons` are of scenes that were made; `areas` counts scenes by the low end of
    their class [m2]; `clean` have no defect; `copies` have the layout of an earlier scene; `seconds` by the clock, by
    stage; `cost` [US dollars] is what is known of it, and `unpriced` scenes have costs that are not; `programs` are the
    versions met, by name."""

    status: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    room_types: Counter[str] = field(default_factory=Counter)
    styles: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    licences: Counter[str] = field(default_factory=Counter)
    areas: Counter[float] = field(default_factory=Counter)
    area: Spread = field(default_factory=Spread)
    things: Spread = field(default_factory=Spread)
    scores: dict[str, Spread] = field(default_factory=dict)
    seconds: Counter[str] = field(default_factory=Counter)
    programs: dict[str, set[str]] = field(default_factory=dict)
    clean: int = 0
    copies: int = 0
    bytes: int = 0
    tokens: int = 0
    cost: float = 0.0
    unpriced: int = 0
    _sets: set[int] = field(default_factory=set)

    @property
    def scenes(self) -> int:
        return self.things.count

    @property
    def furnishings(self) -> int:
        """How many different collections of things there are."""
        return len(self._sets)

    def add(self, record: Record) -> None:
        """One more record."""
        self.status[record.status] += 1
        if not record.made:
            self.reasons[record.reason] += 1
            return
        self.room_types[record.room_type] += 1
        self.styles[record.style or "none"] += 1
        self.categories.update(record.categories)
        self.licences.update(record.licences)
        self.things.add(sum(record.categories.values()))
        self._add_area(record.area)
        self._add_scores(record.scores)
        self._add_rest(record)

    def _add_area(self, area: float | None) -> None:
        if area is not None:
            self.area.add(area)
            self.areas[AREA_STEP * math.floor(area / AREA_STEP)] += 1

    def _add_scores(self, scores: Mapping[str, float | None]) -> None:
        for name, value in scores.items():
            if value is not None:
                self.scores.setdefault(name, Spread()).add(value)

    def _add_rest(self, record: Record) -> None:
        self.clean += not record.checks
        self.copies += bool(record.duplicate_of)
        self.bytes += sum(f.bytes for f in record.files.values())
        self.tokens += record.tokens or 0
        self.cost += record.cost or 0.0
        self.unpriced += record.cost is None
        self.seconds.update(record.timings)
        self._sets.add(hash(tuple(sorted(record.categories.items()))))
        for name, version in record.versions.items():
            self.programs.setdefault(name, set()).add(version)


def summarise(records: Iterable[Record]) -> Summary:
    """The summary of all records."""
    summary = Summary()
    for record in records:
        summary.add(record)
    return summary


def effective_number(counts: Iterable[int]) -> float:
    """How many equally common kinds would be as diverse; 0 for nothing."""
    given = [c for c in counts if c > 0]
    total = sum(given)
    return math.exp(-sum(c / total * math.log(c / total) for c in given)) if given else 0.0
