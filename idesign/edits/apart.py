"""A few words of place that tell things of one kind apart: "by the window", "on the left of the bed", "in the west"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from idesign.edits.bench import Bench
from idesign.scene import SceneObject
from idesign.sentences import thing, told
from solvers.geometry import footprint, opening_rect, relative, ring_distance
from solvers.relations import Offset
from solvers.room import Opening

NEAR, PLAINLY = 1.5, 0.4
"""A thing is "by" what is so near [m], and nearer to it by so much [m] than any other of its kind."""
SIDES = ("north", "south", "east", "west")
Ring = Sequence[tuple[float, float]]


def told_apart(bench: Bench, ids: Sequence[str]) -> dict[str, str]:
    """Where each of some things is, in words that fit no other of them."""
    for found in (_carried(bench, ids), _sides(bench, ids), _marked(bench, ids)):
        if len(set(found.values())) == len(ids):
            return found
    return _compass(bench, ids)


def _carried(bench: Bench, ids: Sequence[str]) -> dict[str, str]:
    """By what they stand on, where that is a thing of its own for each."""
    hosts = [bench.object(i).support for i in ids]
    if len(set(hosts)) < len(ids) or not all(h in bench.poses for h in hosts):
        return {}
    names = [thing(bench.object(h)) for h in hosts]
    if len(set(names)) == len(names):
        return {i: told("apart.on", host=n) for i, n in zip(ids, names, strict=True)}
    where = told_apart(bench, hosts)
    return {i: told("apart.on_which", host=n, where=where[h]) for i, h, n in zip(ids, hosts, names, strict=True)}


def _sides(bench: Bench, ids: Sequence[str]) -> dict[str, str]:
    """Left and right of what holds both, as one sees it who stands before it."""
    held = [{r.b for r in bench.relations if isinstance(r, Offset) and r.a == i} for i in ids]
    host = next(iter(sorted(h for h in set.intersection(*held) if h in bench.poses)), None) if len(ids) == 2 else None
    if host is None:
        return {}
    xs = {i: relative(bench.poses[i], bench.poses[host]).x for i in ids}
    name = thing(bench.object(host))
    return {i: told(f"apart.{'left' if x == min(xs.values()) else 'right'}", host=name) for i, x in xs.items()}


def _marked(bench: Bench, ids: Sequence[str]) -> dict[str, str]:
    """By windows, doors and large things near them; what is left over is "the other"."""
    rings = {i: _ring(bench.object(i)) for i in ids}
    found: dict[str, str] = {}
    for words, mark in _landmarks(bench, ids):
        far = {i: ring_distance(ring, mark) for i, ring in rings.items()}
        best = min(far, key=lambda i: far[i])
        others = min((d for i, d in far.items() if i != best), default=NEAR)
        if best not in found and far[best] <= NEAR and far[best] + PLAINLY < others:
            found[best] = told("apart.by", what=words)
    return found


def _landmarks(bench: Bench, ids: Sequence[str]) -> Iterator[tuple[str, Ring]]:
    for kind in ("window", "door"):
        row = [x for x in bench.room.openings if x.id.startswith(kind)]
        for x in row:
            side = told(f"sides.{_side(bench, x)}")
            name = told(f"apart.{kind}_of", side=side) if len(row) > 1 else told(f"apart.{kind}")
            yield name, opening_rect(bench.room, x).corners
    names = [o.name for o in bench.scene.objects]
    large = [o for o in bench.scene.objects if o.support == "floor" and o.size[2] > 0.3 and names.count(o.name) == 1]
    for o in sorted(large, key=lambda o: -o.size[0] * o.size[1]):
        if o.id not in ids:
            yield told("apart.thing", thing=thing(o)), _ring(o)


def _side(bench: Bench, x: Opening) -> str:
    return next((s for s in SIDES if bench.room.wall_named(s).index == x.wall), "other")


def _ring(o: SceneObject) -> Ring:
    return footprint(o.size, o.pose).corners


def _compass(bench: Bench, ids: Sequence[str]) -> dict[str, str]:
    xs, ys = ([getattr(bench.object(i), axis) for i in ids] for axis in ("x", "y"))
    wide = max(xs) - min(xs) >= max(ys) - min(ys)
    low, high = (told(f"apart.{side}") for side in (("west", "east") if wide else ("south", "north")))
    values = dict(zip(ids, xs if wide else ys, strict=True))
    ends = {min(values.values()): low, max(values.values()): high}
    return {i: ends.get(v, told("apart.between")) for i, v in values.items()}


def which_text(noun: str, places: Sequence[str]) -> str:
    """The question that asks for one of several, by their places where they are few."""
    if not 1 < len(places) < 4:
        return told("ask.which", noun=noun)
    ones = [told("ask.the_one", place=p) for p in places]
    return told("ask.which_of", noun=noun, first=tuple(ones[:-1]), last=ones[-1])
