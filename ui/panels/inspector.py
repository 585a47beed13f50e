"""One thing in exact values: what its fields show, and what becomes of what a person types into them.

A position is that of the middle of the thing, from the west and the south end of the room. Only fields that were
changed become operations; all of them together are one step to undo.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assets.library import LARGEST, SMALLEST
from assets.materials import colours, presets
from assets.styles import styles
from idesign.edits.operations import Look, Move, OpenSize, Operation, Resize, Restyle
from idesign.errors import InputError
from idesign.export.tables import attribute_text
from idesign.scene import Scene, SceneObject
from idesign.sentences import length_in, name_in, told
from idesign.units import Units
from ui.panels.lengths import same, shown, typed
from ui.panels.takeaway import amount_in
from ui.session import Language
from ui.texts import texts_of

SIZES = ("width", "depth", "height")
LOOKS = ("colour", "material", "style")
MOST_TEXT = 60
"""Characters of a field that are read."""


@dataclass(frozen=True)
class Inspection:
    """A thing as its panel shows it. `fields` by name are texts in the person's units (x, y, turn, width, depth,
    height, colour, material, style); `facts` are what cannot be changed, each a sentence."""

    id: str
    name: str
    fields: Mapping[str, str]
    locked: bool
    price: str
    facts: tuple[str, ...]


def inspection(scene: Scene, id: str, units: Units, language: Language = "en") -> Inspection:
    """What the panel shows of a thing. Raises `InputError` for one that is not in the room."""
    o = _thing(scene, id)
    return Inspection(o.id, name_in(o, language), _fields(scene, o, units, language), o.locked, _price(o, language),
                      _facts(scene, o, units, language))  # fmt: skip


def _thing(scene: Scene, id: str) -> SceneObject:
    found = next((o for o in scene.objects if o.id == id), None)
    if found is None:
        raise InputError(told("fault.not_here", id=id[:40]))
    return found


def _fields(scene: Scene, o: SceneObject, units: Units, language: Language) -> dict[str, str]:
    west, south, _, _ = scene.room.plan.bounds
    places = {
        "x": shown(o.x - west, units, language),
        "y": shown(o.y - south, units, language),
        "turn": f"{o.yaw_deg:g}",
    }
    sizes = {name: shown(v, units, language) for name, v in zip(SIZES, o.size, strict=True)}
    return {**places, **sizes, **{name: attribute_text(o, name) for name in LOOKS}}


def _price(o: SceneObject, language: str) -> str:
    return amount_in(o.price, language) if o.price else ""


def _facts(scene: Scene, o: SceneObject, units: Units, language: Language) -> tuple[str, ...]:
    """Where it stands or hangs, and where it comes from."""
    words = texts_of(language, "fact")
    on = next((words["on_thing"].format(thing=name_in(x, language)) for x in scene.objects if x.id == o.support), "")
    high = words["high"].format(height=length_in(o.z, language, units)) if o.z > 0.005 else ""
    source = words["made"] if o.asset.source == "idesign" else words["model"].format(source=o.asset.source)
    stands = (on or words.get(f"on_{o.support}", o.support)) + high
    return f"{stands}.", words["licence"].format(source=source, licence=o.asset.licence)


def choices(name: str) -> tuple[str, ...]:
    """What can be chosen in the field `colour`, `material` or `style`."""
    known: Mapping[str, Sequence[object]] = {"colour": tuple(colours()), "material": tuple(presets()),
                                             "style": tuple(styles())}  # fmt: skip
    return tuple(str(v) for v in known[name])


# ---------------------------------------------------------------- what was typed
def operations_of(scene: Scene, id: str, values: Mapping[str, str], units: Units) -> tuple[Operation, ...]:
    """The operations for the fields that differ from what the panel showed; none when none does. Raises `InputError`
    for a text that is no value of its field."""
    o, texts = _thing(scene, id), {k: str(v)[:MOST_TEXT].strip() for k, v in values.items()}
    found = (_resized(o, texts, units), _restyled(o, texts), _moved(scene, o, texts, units))
    return tuple(op for op in found if op is not None)


def _resized(o: SceneObject, texts: Mapping[str, str], units: Units) -> Resize | None:
    def one(axis: int) -> float | None:
        text = texts.get(SIZES[axis], "")
        return None if not text or same(text, o.size[axis], units) else _makeable(SIZES[axis], typed(text, units))

    size: OpenSize = (one(0), one(1), one(2))
    return Resize(o.id, size) if size != (None, None, None) else None


def _makeable(name: str, metres: float) -> float:
    """The same. Raises `InputError` for a size in which nothing can be made."""
    if not SMALLEST <= metres <= LARGEST:
        what = told(f"fault.{name}")
        raise InputError(told("fault.size_range", what=what, low=SMALLEST, high=LARGEST))
    return metres


def _restyled(o: SceneObject, texts: Mapping[str, str]) -> Restyle | None:
    new = {k: texts[k] for k in LOOKS if texts.get(k) and texts[k] != attribute_text(o, k)}
    if not new:
        return None
    colour, material = (tuple(v for v in (new.get(k),) if v) for k in ("colour", "material"))
    return Restyle((o.id,), Look(colour, material, new.get("style")))


def _moved(scene: Scene, o: SceneObject, texts: Mapping[str, str], units: Units) -> Move | None:
    west, south, _, _ = scene.room.plan.bounds
    x = _position(texts.get("x", ""), o.x, west, units)
    y = _position(texts.get("y", ""), o.y, south, units)
    turn = _angle(texts.get("turn", ""), o.yaw_deg)
    return Move(o.id, x, y, turn) if (x, y, turn) != (o.x, o.y, o.yaw_deg) else None


def _position(text: str, now: float, origin: float, units: Units) -> float:
    return now if not text or same(text, now - origin, units) else origin + typed(text, units)


def _angle(text: str, now: float) -> float:
    if not text or text == f"{now:g}":
        return now
    try:
        value = float(text.replace(",", ".").rstrip("°").replace("−", "-"))
    except ValueError as e:
        raise InputError(told("fault.no_angle", text=text[:20])) from e
    if not math.isfinite(value):
        raise InputError(told("fault.no_angle", text=text[:20]))
    return (value + 180.0) % 360.0 - 180.0 or 0.0
