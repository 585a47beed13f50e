"""Which way is up, which side is the front, and how long a unit is: from what is said, else from the shape.

Every finding is a `Fact` with a confidence and its reason. Trust order: manifest, data set, rule of the source, format,
geometry ("the tall side is the back", right for 78 of 81 seats, beds and toilets of four free packs).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.asset import Vec3
from assets.catalogue import Category
from assets.errors import AssetError
from assets.importing.raw import RawModel
from assets.importing.sampling import surface_points

Matrix = NDArray[np.float64]
AXES = {"+X": (1, 0, 0), "-X": (-1, 0, 0), "+Y": (0, 1, 0), "-Y": (0, -1, 0), "+Z": (0, 0, 1), "-Z": (0, 0, -1)}
UNITS = {1.0: "metres", 0.01: "centimetres", 0.001: "millimetres", 0.0254: "inches", 0.3048: "feet", 0.1: "decimetres"}
SLACK = 1.15
"""How far outside its category's range a thing may be and still count as of that category."""
ABSURD = 3.0
"""Beyond this factor no unit is believed."""
BACK_SIDE = ("sofa", "chair", "stool", "bed", "toilet", "bench", "crib", "throne", "loveseat", "chaise", "armchair")
_Z_UP = np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]])


@dataclass(frozen=True)
class Hints:
    """What a source says of a model; None where it says nothing. `up` and `front` are axes such as "+Z"; `front` may
    be "none" for a thing alike from all sides, and end in "?" where the source is unsure. `rule`: the front that holds
    for the source as a whole. `pitch_deg` turns a thing that lies flat about the file's x axis to hang."""

    scale: float | None = None
    up: str | None = None
    front: str | None = None
    rule: str | None = None
    pitch_deg: float = 0.0


@dataclass(frozen=True)
class Fact:
    """Something found out, how sure it is in [0, 1], and why."""

    value: str
    confidence: float
    why: str


@dataclass(frozen=True)
class Frame:
    """From the file's frame to the asset's: `turn` [3, 3] is a rotation, `scale` in metres a unit."""

    turn: Matrix
    scale: float
    up: Fact
    front: Fact
    units: Fact


def find_frame(model: RawModel, kind: Category, hints: Hints) -> Frame:
    """The frame of a model of that category. Raises `AssetError` when a hint is no axis, or no unit makes sense."""
    upright, up = _upright(model, kind, hints)
    points = surface_points(model) @ upright.T
    turned, front = _facing(points, kind, hints, _to_z(axis(up.value)))
    extent = np.ptp(_all_vertices(model) @ (turned @ upright).T, axis=0)
    scale, units = find_units((float(extent[0]), float(extent[1]), float(extent[2])), kind, hints.scale)
    return Frame(turned @ upright, scale, up, front, units)


def _all_vertices(model: RawModel) -> Matrix:
    return np.vstack([p.vertices for p in model.parts])


def axis(text: str) -> Matrix:
    """The unit vector of an axis such as "+Z", or of three numbers. Raises `AssetError`."""
    if text in AXES:
        return np.array(AXES[text], dtype=np.float64)
    try:
        vector = np.array([float(v) for v in text.replace("\\", "").split(",")])
    except ValueError:
        vector = np.zeros(0)
    if vector.shape != (3,) or not np.isfinite(vector).all() or np.linalg.norm(vector) < 1e-6:
        raise AssetError(f"'{text[:40]}' is no axis: write +X, -Y, ... or three numbers")
    unit: Matrix = vector / np.linalg.norm(vector)
    return unit


# ---------------------------------------------------------------- up
def _upright(model: RawModel, kind: Category, hints: Hints) -> tuple[Matrix, Fact]:
    """The rotation that brings the file's up to +z, x kept where it can be."""
    if hints.up is not None:
        up, fact = axis(hints.up), Fact(hints.up, 0.95, "the source says so")
    else:
        up, fact = _guessed_up(model, kind)
    turn = _to_z(up)  # a front that is said is that of the thing as it hangs
    if hints.pitch_deg:
        a = math.radians(hints.pitch_deg)
        pitch = np.array([[1, 0, 0], [0, math.cos(a), -math.sin(a)], [0, math.sin(a), math.cos(a)]])
        turn = turn @ pitch
    return turn, fact


def _guessed_up(model: RawModel, kind: Category) -> tuple[Matrix, Fact]:
    """Y as glTF demands, unless the shape fits its category only with z up."""
    x, y, z = (float(v) for v in np.ptp(model.bounds, axis=0))
    ways = [(misfit((x, z, y), kind), "+Y"), (misfit((x, y, z), kind), "+Z")]
    if ways[1][0] + 0.5 < ways[0][0]:
        return axis("+Z"), Fact("+Z", 0.5, f"only so it has the proportions of a {kind.words}")
    return axis("+Y"), Fact("+Y", 0.9, "glTF and most OBJ files have y up")


def misfit(size: Vec3, kind: Category) -> float:
    """How far the proportions are from the category's, whatever the unit: the spread of the log ratios to typical."""
    ratios = [math.log(max(v, 1e-9) / t) for v, t in zip(size, kind.typical, strict=True)]
    return max(ratios) - min(ratios)


def _to_z(up: Matrix) -> Matrix:
    if np.allclose(up, (0, 1, 0)):
        return _Z_UP
    if np.allclose(up, (0, 0, 1)):
        return np.eye(3)
    x = np.array([1.0, 0, 0]) if abs(up[0]) < 0.9 else np.array([0, 1.0, 0])
    x = x - up * float(x @ up)
    x /= np.linalg.norm(x)
    return np.array([x, np.cross(up, x), up])


# ---------------------------------------------------------------- front
def _facing(points: Matrix, kind: Category, hints: Hints, upright: Matrix) -> tuple[Matrix, Fact]:
    """The turn about z that brings the front to -y."""
    said = hints.front
    if said is not None and said != "none":
        sure = 0.5 if said.endswith("?") else 0.95
        return _turn_of(upright @ axis(said.rstrip("?"))), Fact(said, sure, "the source says so")
    if said == "none":
        return _long_side(points, kind), Fact("none", 0.9, "the source says that it has no front")
    if (back := _tall_side(points)) is not None and any(w in kind.name for w in BACK_SIDE):
        agrees = hints.rule is not None and float(-back @ (upright @ axis(hints.rule))[:2]) > 0.9
        why = "the tall side is the back" + (", as the rule of the source has it" if agrees else "")
        return _turn_of(np.array([*-back, 0.0])), Fact("geometry", 0.9 if agrees else 0.6, why)
    if hints.rule is not None:
        return _turn_of(upright @ axis(hints.rule)), Fact(hints.rule, 0.8, "the rule of the source")
    return np.eye(3), Fact("+Z", 0.4 if kind.has_front else 0.9, "glTF's usual front, for want of better")


def _turn_of(front: Matrix) -> Matrix:
    """The rotation about z, a whole number of quarter turns where it nearly is one, that takes `front` to -y."""
    angle = -math.pi / 2 - math.atan2(float(front[1]), float(front[0]))
    quarter = round(angle / (math.pi / 2)) * math.pi / 2
    angle = quarter if abs(angle - quarter) < math.radians(10) else angle
    c, s = round(math.cos(angle), 12), round(math.sin(angle), 12)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


def _long_side(points: Matrix, kind: Category) -> Matrix:
    """A quarter turn when the thing lies across."""
    w, d = np.ptp(points[:, :2], axis=0)
    return _turn_of(np.array([1.0, 0, 0])) if lies_across(float(w), float(d), kind) else np.eye(3)


def lies_across(w: float, d: float, kind: Category) -> bool:
    """Whether the long side lies along the depth though the category's lies along the width."""
    return w < 0.9 * d and kind.typical[0] > 1.1 * kind.typical[1]


def hung(size: Vec3, kind: Category, hints: Hints) -> Vec3:
    """A size as declared, after the turns that `find_frame` makes of the thing's own accord."""
    w, d, h = size
    if abs(abs(hints.pitch_deg) - 90.0) < 1.0:
        d, h = h, d
    return (d, w, h) if hints.front == "none" and lies_across(w, d, kind) else (w, d, h)


def _tall_side(points: Matrix) -> Matrix | None:
    """The direction [2] of the side where what is high stands; None when the thing is even."""
    lo, size = points.min(axis=0), np.maximum(np.ptp(points, axis=0), 1e-9)
    unit = (points - lo) / size
    high = unit[unit[:, 2] > 0.66][:, :2]
    if len(high) < 20:
        return None
    lean = 2 * high.mean(axis=0) - 1
    k = int(np.argmax(np.abs(lean)))
    if abs(lean[k]) < 0.25:
        return None
    out = np.zeros(2)
    out[k] = np.sign(lean[k])
    return out


# ---------------------------------------------------------------- units
def find_units(extent: Vec3, kind: Category, said: float | None) -> tuple[float, Fact]:
    """Metres a unit. What the source says holds unless it is absurd for the category; glTF's metres hold when they
    fit; else the unit that fits best. Raises `AssetError` when none does."""
    if said is not None:
        if not (math.isfinite(said) and said > 0):
            raise AssetError(f"its scale of {said} is no length of a unit")
        off = outside(_sized(extent, said), kind)
        if off > ABSURD:
            raise AssetError(f"would be {_words(_sized(extent, said))} with the scale its source gives, which is no "
                             f"{kind.words}")  # fmt: skip
        sure = 0.95 if off <= SLACK else 0.6
        return said, Fact(f"{said:g} m", sure, "the source says so" + ("" if off <= SLACK else ", though it is odd"))
    off, scale = min((outside(_sized(extent, s), kind) * (1.0 if s == 1.0 else 1.3), s) for s in UNITS)
    plain = off / (1.0 if scale == 1.0 else 1.3)
    if plain > ABSURD:
        raise AssetError(f"is {_words(extent)} in its own units, and no unit makes that a {kind.words}")
    sure = (0.9 if scale == 1.0 else 0.7) if plain <= SLACK else 0.4
    return scale, Fact(UNITS[scale], sure, f"read so it is {_words(_sized(extent, scale))}")


def _sized(extent: Vec3, scale: float) -> Vec3:
    return (extent[0] * scale, extent[1] * scale, extent[2] * scale)


def _words(size: Vec3) -> str:
    return " x ".join(f"{v:.3g}" for v in size)


def outside(size: Vec3, kind: Category) -> float:
    """The largest factor by which a size leaves the category's ranges; 1 inside them."""
    factors = [max(lo / max(v, 1e-9), v / hi, 1.0) for v, (lo, hi) in zip(size, kind.ranges, strict=True)]
    return max(factors)
