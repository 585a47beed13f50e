"""Things made otherwise: another size, colour, material or shape; other walls, another floor, a larger room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from idesign.designers.embedded.reading.draft import DraftWish
from idesign.designers.embedded.reading.items import Measure
from idesign.designers.embedded.reading.phrases import Look as PhraseLook
from idesign.designers.embedded.reading.phrases import Place, Thing
from idesign.designers.embedded.reading.space import size_of_thing
from idesign.edits.frame import Frame, noun_kind
from idesign.edits.interpreter import SIDES, Interpreter, Lost, Meaning
from idesign.edits.operations import (
    ChangeRoom,
    ChangeSurfaces,
    Look,
    OpenSize,
    Resize,
    Restyle,
)
from idesign.edits.pieces import query_for
from idesign.knowledge import knowledge
from idesign.sentences import thing, told
from solvers.geometry import footprint, ring_distance

SIZE_STEP = 0.5
"""How much wider "wider" is for a room, when no length is said [m]."""
SMALLEST, LARGEST = 0.005, 20.0
"""Lengths of a thing beyond these [m] are a slip."""
SHAPES = ("round", "oval", "square", "rectangular")


def resized_and_restyled(it: Interpreter, f: Frame) -> Meaning | None:
    """ "round and smaller", "1.8 m wide and blue"."""
    found = [m for m in (resize(it, f), restyle(it, f) if f.looks else None) if m is not None]
    return Meaning(tuple(o for m in found for o in m.operations), focus=found[0].focus) if found else None


def has_look(noun: Thing) -> bool:
    return bool(noun.look.colours or noun.look.materials or noun.look.styles or _shape([noun.look]))


def about_room(f: Frame) -> bool:
    return any(noun_kind(n) == "room" for n in f.subjects) or any(m.value in ("all",) for m in f.surfaces)


def resize(it: Interpreter, f: Frame) -> Meaning | None:
    """By a factor, to a length, or by a length."""
    ids = it.subjects(f, f.relations)
    operations = []
    for id in ids:
        size = _wished_size(it, f, id)
        if size is None:
            return None
        operations.append(Resize(id, size))
    return Meaning(tuple(operations), focus=ids)


def _wished_size(it: Interpreter, f: Frame, id: str) -> OpenSize | None:
    o = it.bench.object(id)
    draft = DraftWish("w", o.category, o.name)
    for measure in f.measures:
        fits_a_thing(measure, f.clause.words)
        size_of_thing(draft, measure)
    if f.sizes and not any(len(m.sides) > 1 for m in f.measures):
        factor = _factor(f)
        if f.length is not None and not any(m.axis for m in f.measures):
            if _absolute(f):
                axis = next((k for k in range(3) if factor[k] != 1.0), 0)
                return cast(OpenSize, tuple(f.length if k == axis else None for k in range(3)))
            axis = next((k for k in range(3) if factor[k] != 1.0), 0)
            grown: list[float | None] = [None, None, None]
            grown[axis] = round(o.size[axis] + (f.length if factor[axis] > 1 else -f.length), 4)
            return (grown[0], grown[1], grown[2])
        return times(it, id, factor)
    size = (draft.size[0], draft.size[1], draft.size[2])
    return size if any(s is not None for s in size) else None


def _factor(f: Frame) -> tuple[float, float, float]:
    w, d, h = (float(v) for v in f.sizes[0].value.split(","))
    return w, d, h


def _absolute(f: Frame) -> bool:
    """ "to 1.6 m" against "by 20 cm"."""
    return f.length is not None and re.search(r"\bto (?:about )?[\d]", f.clause.plain) is not None


def times(it: Interpreter, id: str, factor: tuple[float, float, float]) -> OpenSize:
    o = it.bench.object(id)
    if knowledge().piece(o.category).back and factor[0] != 1.0:
        factor = (factor[0], 1.0, factor[2])  # what stands along a wall grows along it
    w, d, h = (round(s * k, 2) if k != 1.0 else None for s, k in zip(o.size, factor, strict=True))
    return (w, d, h)


def restyle(it: Interpreter, f: Frame) -> Meaning | None:
    looks = [n.look for n in f.subjects if isinstance(n, Thing)] if not f.looks else f.looks
    look = Look(
        tuple(dict.fromkeys(c for k in looks for c in k.colours)),
        tuple(dict.fromkeys(m for k in looks for m in k.materials)),
        next((s for k in looks for s in k.styles), None),
        shape=_shape(looks),
    )
    if look == Look():
        return None
    ids = it.subjects(f if f.looks else _plainly(f), f.relations)
    return Meaning((Restyle(ids, look),), focus=ids)


def alike(it: Interpreter, ids: Sequence[str], other: str) -> Meaning:
    """In the colour and the material of another thing."""
    query = query_for(it.bench.object(other))
    own = it.bench.object(other).attributes
    colours = query.colours or tuple(c for c in (own.get("colour"),) if isinstance(c, str))
    look = Look(colours[:1], query.materials[:1])
    if look == Look():
        raise Lost(told("lost.no_look", thing=thing(it.bench.object(other))))
    ids = tuple(i for i in ids if i != other)
    return Meaning((Restyle(ids, look),), focus=ids)


def _shape(looks: Sequence[PhraseLook]) -> str | None:
    return next((q for k in looks for q in k.qualities if q in SHAPES), None)


def _plainly(f: Frame) -> Frame:
    """The clause about its things whatever they look like now ("a blue rug" for a red one)."""
    subjects = [
        replace(n, look=replace(n.look, colours=(), materials=(), styles=())) if isinstance(n, Thing) else n
        for n in f.subjects
    ]
    return replace(f, subjects=subjects)


def surfaces(it: Interpreter, f: Frame) -> Meaning | None:
    """Walls and floor in other colours and materials; the ceiling at another height."""
    place = next(m.value for m in f.surfaces if m.value != "all")
    if place == "ceiling":
        return resize_room(it, f)
    colour, material = next(iter(f.colours), None), next(iter(f.materials), None)
    if place == "walls" and colour is None and material is None and f.moods:
        shade = {"brighter": "white", "darker": "charcoal", "cosier": "cream"}.get(f.moods[0].value)
        return Meaning((ChangeSurfaces(wall_colour=shade),)) if shade else None
    if place == "floor" and colour is None and material is None and f.moods:
        material = {"brighter": "birch", "darker": "walnut", "cosier": "oak"}.get(f.moods[0].value)
    if colour is None and material is None:
        return None
    if place == "walls":
        now, said = it.bench.scene.room.surfaces, f.clause.plain.split()
        material = material or ("paint" if "paint" in said else None)
        rest = now.accent_wall if "other" in said else None  # "the other walls": all but that one
        accent = now.accent_colour if rest is not None else None
        return Meaning((ChangeSurfaces(wall=material, wall_colour=colour, accent_wall=rest, accent_colour=accent),))
    return Meaning((ChangeSurfaces(floor=material, floor_colour=colour),))


def one_wall(it: Interpreter, f: Frame) -> Meaning:
    """ "Paint the north wall green", "make the wall behind the bed blue": that one alone, in a colour."""
    noun = next(n for n in f.subjects if isinstance(n, Place))
    side = next((s for s in noun.sides if s in SIDES), None)
    behind = next((r.target for r in f.relations if r.kind == "behind" and r.target is not None), None)
    colour = next(iter((*f.colours, *noun.look.colours)), None)
    if colour is None or (side is None and behind is None):
        raise Lost(told("lost.one_wall", words=f.clause.words))
    wall = it.bench.room.wall_named(side).index if side else _wall_behind(it, it.ids(behind)[0] if behind else "")
    return Meaning((ChangeSurfaces(accent_wall=wall, accent_colour=colour),))


def _wall_behind(it: Interpreter, id: str) -> int:
    """The wall nearest to the back of a thing."""
    rect = footprint(it.bench.object(id).size, it.bench.poses[id])
    back = rect.world((0.0, rect.hd))
    return min(it.bench.room.walls, key=lambda w: ring_distance((back, back), (w.start, w.end))).index


def resize_room(it: Interpreter, f: Frame) -> Meaning | None:
    """Another size for the room: by so much, to so much."""
    x0, y0, x1, y1 = it.bench.room.bounds
    own = (x1 - x0, y1 - y0, it.bench.room.height)
    ceiling = any(m.value == "ceiling" for m in f.surfaces)
    wished: list[float | None] = [None, None, None]
    if f.sizes and not _absolute(f):
        by = f.length if f.length is not None else SIZE_STEP if not ceiling else 0.2
        factor = _factor(f)
        for k in (2,) if ceiling else range(3):
            if factor[k] != 1.0:
                wished[k] = round(own[k] + (by if factor[k] > 1 else -by), 3)
        if f.sizes[0].words.lower() in ("longer", "lengthen", "shorter", "shorten"):
            wished = [None, wished[0], None] if own[1] >= own[0] else wished
    for m in f.measures if not f.sizes or _absolute(f) else ():
        sides = [s.metres for s in m.sides]
        if len(sides) > 1:
            wished[: len(sides)] = sides
        elif sides:
            own_axis = next((k for k in range(3) if f.sizes and _factor(f)[k] != 1.0), 0)
            axis = (
                2
                if ceiling
                else own_axis
                if f.sizes and m.axis is None
                else {"width": 0, "depth": 1, "height": 2, "length": 1}.get(m.axis or "", 0)
            )
            wished[axis] = sides[0]
    if wished == [None, None, None]:
        return None
    return Meaning((ChangeRoom(wished[0], wished[1], wished[2]),))


def fits_a_thing(measure: Measure, words: str) -> None:
    """Raises `Lost` for a size that no thing has."""
    sides = [s.metres / 100 if s.bare and s.metres >= 20 else s.metres for s in measure.sides]
    if any(not SMALLEST <= s <= LARGEST for s in sides):
        raise Lost(told("lost.no_size", words=words, size=max(sides, key=abs)))
