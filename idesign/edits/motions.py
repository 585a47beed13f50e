"""Verbs of motion: where to, how far, which way round; and what is to stay so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal, cast

from idesign.designers.embedded.reading.phrases import Place as PlaceNoun
from idesign.designers.embedded.reading.phrases import Thing, Word
from idesign.edits.bench import Bench
from idesign.edits.frame import TO, Frame, Relating
from idesign.edits.furniture import each_side
from idesign.edits.interpreter import Interpreter, Lost, Meaning, Question
from idesign.edits.operations import (
    AddOpening,
    AddRelation,
    Approach,
    Operation,
    Place,
    RemoveOpening,
    Shift,
    Side,
    Swap,
    Turn,
    Where,
)
from idesign.edits.refusal import Offer
from idesign.edits.there import put_there, says_there
from idesign.scene import SceneObject
from idesign.sentences import thing, told
from solvers.geometry import footprint, opening_rect, ring_distance

BEFORE = 0.5
"""What stands so near to an opening [m] stands in front of it."""
NUDGE, CLOSER = 0.3, 0.6
"""How far "to the left" and "closer" go when no length is said [m]."""
COMPASS = {"north": (0.0, 1.0), "south": (0.0, -1.0), "east": (1.0, 0.0), "west": (-1.0, 0.0)}
OWN = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "forward": (0.0, -1.0), "back": (0.0, 1.0)}
"""Directions in a thing's own frame: left and right are those of a person who stands before it and looks at it."""
CENTRE = ("centre", "center")
CLOSED = {"left_of": "left", "right_of": "right", "in_front_of": "forward", "behind": "back"}


def _meaning(operations: Sequence[Operation], focus: Sequence[str]) -> Meaning:
    return Meaning(tuple(operations), focus=tuple(focus))


# ---------------------------------------------------------------- move
def move(it: Interpreter, f: Frame) -> Meaning | None:
    """By a length in a direction, closer or further, or to a place."""
    opening = _opening(it, f)
    if opening is not None:
        return opening
    if f.subjects and says_there(f):
        return put_there(it, f)
    if any(m.value == "all" for m in f.surfaces):
        raise Lost(told("lost.which_things", words=f.clause.words))
    modifiers, places = split(it, f)
    ids = tuple(_with_stand(it.bench, i) for i in it.subjects(f, modifiers))
    way = next(iter(f.ways), None)
    closed = next((CLOSED[r.kind] for r in places if r.target is None and r.kind in CLOSED), None)
    if way is not None and way[0].value in ("closer", "further"):
        return _meaning([_approach(it, f, i, way[0].value) for i in ids], ids)
    if way is not None and way[0].value in (*COMPASS, *OWN):
        return _meaning([_shift(it.bench.object(i), way[0].value, f.length or NUDGE) for i in ids], ids)
    if closed is not None and not any(r.target for r in places):
        return _meaning([_shift(it.bench.object(i), closed, f.length or NUDGE) for i in ids], ids)
    if way is not None and way[0].value == "elsewhere":
        return _meaning([Place(i, ()) for i in ids], ids)
    if way is not None and way[0].value == "place_of" and way[1] is not None:
        return _meaning((Swap(ids[0], it.target(way[1], ids)),), ids)
    if not f.ways and not f.relations and len(ids) == 1 and f.verb == "move":
        return _which_way(it, ids[0])
    return _to_place(it, f, ids, places)


def _which_way(it: Interpreter, id: str) -> Meaning:
    """ "shift the bed a little": asked where to."""
    o = it.bench.object(id)
    offers = tuple(Offer(told(f"offer.{way}"), (_shift(o, way, NUDGE),)) for way in OWN)
    return Meaning(question=Question(told("ask.which_way", thing=thing(o)), offers), focus=(id,))


def before(bench: Bench, opening: str) -> list[str]:
    """What stands on the floor in front of an opening, within reach of it, and is taller than its sill."""
    found = next(x for x in bench.room.openings if x.id == opening)
    zone = opening_rect(bench.room, found).corners
    standing = [o for o in bench.scene.objects if o.support == "floor" and o.size[2] > max(found.base, 0.05)]
    return [o.id for o in standing if ring_distance(footprint(o.size, o.pose).corners, zone) < BEFORE]


def _opening(it: Interpreter, f: Frame) -> Meaning | None:
    """ "move the window to the south wall": walled up there, opened here."""
    openings = [n for n in f.subjects if isinstance(n, PlaceNoun) and n.place in ("window", "door")]
    walls = [r.target for r in f.relations if isinstance(r.target, PlaceNoun)]
    side = next((s for w in walls for s in w.sides if s in COMPASS), None)
    if not openings or side is None:
        return None
    kind: Literal["door", "window"] = "door" if openings[0].place == "door" else "window"
    return _meaning((AddOpening(kind, cast(Side, side)), RemoveOpening(it.target(openings[0]))), ())


def _with_stand(bench: Bench, id: str) -> str:
    """Whoever moves the television moves what it stands on."""
    o = bench.object(id)
    return o.support if o.category == "television" and o.support in bench.poses else id


def _approach(it: Interpreter, f: Frame, id: str, way: str) -> Approach:
    noun = next(n for m, n in f.ways if m.value == way)
    target = it.target(noun, (id,)) if noun is not None else "wall"
    by = f.length or CLOSER
    return Approach(id, target, by if way == "closer" else -by)


def _shift(o: SceneObject, way: str, by: float) -> Shift:
    if way in COMPASS:
        x, y = COMPASS[way]
    else:
        u, v = OWN[way]
        c, s = math.cos(o.pose.yaw), math.sin(o.pose.yaw)
        x, y = c * u - s * v, s * u + c * v
    return Shift(o.id, round(by * x, 4) + 0.0, round(by * y, 4) + 0.0)


def split(it: Interpreter, f: Frame) -> tuple[list[Relating], list[Relating]]:
    """Which places tell the thing from others ("the lamp on the desk"), and which are where it is to go."""
    things = [n for n in f.subjects if isinstance(n, Thing)]
    if (
        f.relations
        and f.relations[0].closed
        and f.relations[0].kind in ("left_of", "right_of")
        and len(f.relations) > 1
    ):
        return f.relations[:1], f.relations[1:]
    to = next((k for k, r in enumerate(f.relations) if r.words in TO), 0)
    if to or (f.ways and f.relations and f.relations[0].target is not None):
        return f.relations[: to or 1], f.relations[to or 1 :]
    unsure = len(things) == 1 and bool(it.refs.find(things[0]).unsure)
    if unsure and (len(f.relations) > 1 or f.ways):
        return f.relations[:1], f.relations[1:]
    return [], f.relations


def _to_place(it: Interpreter, f: Frame, ids: Sequence[str], places: Sequence[Relating]) -> Meaning | None:
    if any(isinstance(r.target, Word) and r.target.entry and r.target.entry.value == "self" for r in places):
        beside = [Place(b, (Where("beside", a),)) for a, b in pairwise(ids)]  # "next to each other"
        return _meaning(beside, ids) if beside else None
    operations = []
    for k, id in enumerate(ids):
        wheres = it.wheres(places, it.bench.object(id).category, ids)
        if not wheres:
            return None
        operations.append(Place(id, each_side(wheres, k)))
    return _meaning(operations, ids)


def put(it: Interpreter, f: Frame) -> Meaning | None:
    """To a place in words."""
    if f.subjects and says_there(f):
        return put_there(it, f)
    if f.clause.said in CENTRE:
        f.relations = [_centred(r) for r in f.relations] or [Relating("middle_of", "in the middle")]
    modifiers, places = split(it, f)
    if f.ways:
        return move(it, f)
    ids = it.subjects(f, modifiers)
    if any("other" in r.target.words.lower().split() for r in places if isinstance(r.target, PlaceNoun)):
        ids = tuple(_with_stand(it.bench, i) for i in ids)  # "on the other wall" with what it stands on
    return _to_place(it, f, ids, places)


def _centred(r: Relating) -> Relating:
    """ "Centre it on the rug": in the middle of it."""
    return replace(r, kind="middle_of") if r.kind in ("on", "in", "at", "against") else r


# ---------------------------------------------------------------- turn, relate
def turn(it: Interpreter, f: Frame) -> Meaning | None:
    """By degrees, around, or towards something; None when it is to turn into something."""
    facing = next(
        (r.target for r in f.relations if r.kind in ("facing", "at", "opposite") and r.target is not None), None
    )
    facing = facing or next((n for m, n in f.ways if m.value == "closer" and n is not None), None)
    ids = it.subjects(f)
    if facing is None and f.clause.said == "face" and len(f.subjects) == 1 and it.focus:
        ids, facing = it.focus, f.subjects[0]
    if facing is not None:
        return _meaning([Turn(i, facing=it.target(facing, (i,))) for i in ids], ids)
    if f.with_ and isinstance(f.with_[0], Thing):
        return None
    degrees = next((m.number for m, _ in f.ways if m.number is not None), None)
    around = any(m.value == "around" for m, _ in f.ways)
    right = any(m.value in ("right", "clockwise") for m, _ in f.ways) or any(r.kind == "right_of" for r in f.relations)
    by = degrees if degrees is not None else 180.0 if around else 90.0
    return _meaning([Turn(i, -by if right and not around else by) for i in ids], ids)


def relate(it: Interpreter, f: Frame) -> Meaning | None:
    """ "keep the lamp near the bed": it shall hold from now on."""
    ids = it.subjects(f)
    found = [AddRelation(i, w) for i in ids for w in it.wheres(f.relations, it.bench.object(i).category, ids)]
    return _meaning(found, ids) if found else None
