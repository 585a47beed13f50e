"""CNT, ATR, OOR and OAR: how many of the specs of a description a scene meets, by declared labels and boxes.

An object belongs to at most one of a row's categories: the one that its name says, else its category, else a synonym of
its name, else one of its category (`data/words.toml`). A spec of a relation counts the objects (OAR) or the groups
(OOR: each anchor with each combination of the other objects) for which every relation of its word scores above 0.5; too
few objects: failed. In a row that names several rooms a relation to a room holds only in the room of that name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from eval.sceneeval.annotations import ARCHITECTURE, METRICS, Metric, Row, Spec, plain
from eval.sceneeval.boxes import HOLDS, between, with_room
from eval.sceneeval.place import Place, Thing
from eval.sceneeval.words import attribute_synonyms, category_synonyms, meaning_between, meaning_with_room


@dataclass(frozen=True)
class Verdict:
    """Whether one spec is met, with what was counted (None: it could not be counted, and `why`)."""

    spec: Spec
    met: bool
    counted: int | None
    why: str = ""


def judge(row: Row, place: Place | None) -> tuple[Verdict, ...]:
    """A verdict for each spec of the row, in its order. Without a scene every spec fails."""
    if place is None:
        return tuple(Verdict(s, False, None, "there is no scene") for s in row.specs)
    found = matched(row, place)
    return tuple(_verdict(s, found, place, row.rooms) for s in row.specs)


def matched(row: Row, place: Place) -> Mapping[str, tuple[Thing, ...]]:
    """The objects of each category that the row names."""
    exact = {plain(w): w for w in row.categories}
    alike = {_kind(plain(w)): w for w in reversed(row.categories)}
    out: dict[str, list[Thing]] = {w: [] for w in row.categories}
    for t in place.things:
        alias = alike.get(_kind(t.name)) or alike.get(_kind(t.category))
        word = exact.get(t.name) or exact.get(t.category) or alias
        if word is not None:
            out[word].append(t)
    return {w: tuple(things) for w, things in out.items()}


def _kind(name: str) -> str:
    return category_synonyms().get(name, name)


def _verdict(spec: Spec, found: Mapping[str, tuple[Thing, ...]], place: Place, rooms: Sequence[str]) -> Verdict:
    if spec.fault:
        return Verdict(spec, False, None, spec.fault)
    if len(rooms) > 1 and spec.target in rooms and plain(place.name) != spec.target:
        return Verdict(spec, False, None, f"the scene has no room named {spec.target}")
    counted, why = _COUNT[spec.metric](spec, found, place)
    return Verdict(spec, counted is not None and spec.met_by(counted), counted, why)


Counted = tuple[int | None, str]


def _count(spec: Spec, found: Mapping[str, tuple[Thing, ...]], place: Place) -> Counted:
    return len(found[spec.names[0]]), ""


def _attributes(spec: Spec, found: Mapping[str, tuple[Thing, ...]], place: Place) -> Counted:
    things, wanted = found[spec.names[0]], _words(spec.attributes)
    if not things:
        return None, f"there is no {spec.names[0]}"
    return sum(wanted <= _words(t.attributes) for t in things), ""


def _words(words: Sequence[str] | frozenset[str]) -> frozenset[str]:
    return frozenset(_same(plain(w)) for w in words)


@cache
def _same(word: str) -> str:
    return attribute_synonyms().get(word, word)


def _between(spec: Spec, found: Mapping[str, tuple[Thing, ...]], place: Place) -> Counted:
    anchor = spec.names[spec.anchor]
    others = [n for k, n in enumerate(spec.names) if k != spec.anchor]
    meanings = meaning_between(spec.relation, plain(anchor), len(others))
    if not meanings:
        return None, f"the table does not know the word {spec.relation!r}"
    if short := next((n for n in spec.names if len(found[n]) < spec.names.count(n)), None):
        return None, f"there are too few of {short}"
    groups = _groups(anchor, others, found)
    return sum(all(_holds(m.kind, m.side, g) for m in meanings) for g in groups), ""


def _groups(anchor: str, others: Sequence[str], found: Mapping[str, tuple[Thing, ...]]) -> Iterator[tuple[Thing, ...]]:
    """The anchor first, then its partners; nothing is its own partner."""
    choices = [tuple(combinations(found[n], others.count(n))) for n in dict.fromkeys(others)]
    for chosen in product(*choices):
        partners = tuple(t for group in chosen for t in group)
        yield from ((first, *partners) for first in found[anchor] if first not in partners)


def _holds(kind: str, side: str, group: tuple[Thing, ...]) -> bool:
    return between(kind, side, [t.box for t in group[1:]], group[0].box) > HOLDS


def _with_room(spec: Spec, found: Mapping[str, tuple[Thing, ...]], place: Place) -> Counted:
    target = spec.target if spec.target in ARCHITECTURE else "room"
    kind = meaning_with_room(spec.relation, target)
    if not kind:
        return None, f"the table does not know the word {spec.relation!r} with {target}"
    if not found[spec.names[0]]:
        return None, f"there is no {spec.names[0]}"
    return sum(with_room(kind, target, t.box, place.room) > HOLDS for t in found[spec.names[0]]), ""


_COUNT = {"CNT": _count, "ATR": _attributes, "OOR": _between, "OAR": _with_room}


def met(verdicts: Sequence[Verdict]) -> dict[Metric, tuple[int, int]]:
    """For each metric how many specs are met, and how many there are."""
    of = {m: [v for v in verdicts if v.spec.metric == m] for m in METRICS}
    return {m: (sum(v.met for v in vs), len(vs)) for m, vs in of.items()}
