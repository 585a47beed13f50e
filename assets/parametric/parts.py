"""Details that many families share: legs and plinths, handles, door and drawer fronts.

Each adds to a `Builder`. A front's face is at y = `y` and it grows backwards (+y); handles grow forwards (-y).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import trimesh

from assets.materials import material, shade
from assets.model import Material
from assets.parametric.kit import Builder, bend, box, cylinder, extrude, lathe, merge, move, tube, turn
from assets.parametric.spec import Spec

HANDLE_DEPTH = {"bar": 0.03, "knob": 0.026, "cup": 0.022, "ring": 0.014, "none": 0.0, "cutout": 0.0}
GAP = 0.004  # shadow line between fronts [m], the usual reveal of cabinet makers


@dataclass(frozen=True)
class Rect:
    """A rectangle in plan or in elevation [m]."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def w(self) -> float:
        return self.x1 - self.x0

    @property
    def h(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        return ((self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2)

    def shrunk(self, by: float) -> Rect:
        return Rect(self.x0 + by, self.y0 + by, self.x1 - by, self.y1 - by)

    def corners(self) -> list[tuple[float, float, int, int]]:
        """(x, y, sign x, sign y) of the four corners; the signs point outwards."""
        return [
            (self.x0 if sx < 0 else self.x1, self.y0 if sy < 0 else self.y1, sx, sy)
            for sx in (-1, 1) for sy in (-1, 1)
        ]  # fmt: skip


def plan(spec: Spec, inset: float = 0.0) -> Rect:
    """The footprint of the thing, drawn in on all sides."""
    return Rect(-spec.w / 2, -spec.d / 2, spec.w / 2, spec.d / 2).shrunk(inset)


# Radii of a turned leg along its height, both as shares (bottom to top): foot, ankle, vase, ring, collar.
_TURNED = [(0.30, 0.0), (0.36, 0.02), (0.38, 0.06), (0.26, 0.10), (0.34, 0.30), (0.48, 0.55), (0.50, 0.64),
           (0.40, 0.70), (0.28, 0.73), (0.46, 0.76), (0.46, 0.79), (0.34, 0.81)]  # fmt: skip


def turned_leg(height: float, breadth: float, at: tuple[float, float, float]) -> list[trimesh.Trimesh]:
    """A turned leg with a square block at its top."""
    square = min(max(0.19 * height, breadth), 0.4 * height)
    scale = (height - square) / 0.81
    profile = [(r * breadth, z * scale) for r, z in _TURNED]
    top = box((breadth, breadth, square), (at[0], at[1], at[2] + height - square), 0.003)
    return [lathe(profile, at, segments=16), top]


def slanted(mesh: trimesh.Trimesh, foot: float, height: float, dx: float, dy: float) -> trimesh.Trimesh:
    """The upright mesh sheared so that its foot at z = `foot` moves by (dx, dy) while its top stays."""
    v = np.array(mesh.vertices)
    share = 1 - (v[:, 2] - foot) / height
    v[:, 0] += dx * share
    v[:, 1] += dy * share
    return trimesh.Trimesh(v, mesh.faces, process=False, validate=False)


def leg(
    kind: str, height: float, breadth: float, x: float, y: float, sx: int, sy: int, z: float = 0.0
) -> list[trimesh.Trimesh]:
    """One leg inside the corner (x, y) whose outside lies towards (sx, sy); its feet do not leave the corner."""
    half = breadth / 2
    cx, cy = x - sx * half, y - sy * half
    if kind == "turned" and height > 0.2:
        return turned_leg(height, breadth, (cx, cy, z))
    if kind == "turned":
        profile = [(0.32, 0), (0.45, 0.18), (0.5, 0.5), (0.42, 0.78), (0.5, 0.84), (0.5, 1)]
        return [lathe([(r * breadth, k * height) for r, k in profile], (cx, cy, z), segments=16)]
    if kind in ("tapered", "splayed"):
        lean = min(0.16 * height, 0.09) * (1.0 if kind == "splayed" else 0.35)
        foot = 0.55 * half
        top = cylinder(foot, height, (cx - sx * lean, cy - sy * lean, z), segments=14, radius_top=half)
        return [slanted(top, z, height, sx * (lean + half - foot), sy * (lean + half - foot))]
    if kind == "hairpin":
        return _hairpin(height, x, y, sx, sy, z)
    if kind == "angle":
        return _angle(height, breadth, x, y, sx, sy, z)
    if kind == "castor":
        return _castor(height, x, y, sx, sy, z)
    return [box((breadth, breadth, height), (cx, cy, z), min(0.004, half * 0.5))]


def _hairpin(height: float, x: float, y: float, sx: int, sy: int, z: float) -> list[trimesh.Trimesh]:
    r, spread = 0.006, min(0.11, 0.3 * height + 0.03)
    foot = np.array([x - sx * 0.012, y - sy * 0.012, z + r])
    rise = np.array([0.0, 0.0, height - r])
    to_x, to_y = np.array([-sx, 0.0, 0.0]), np.array([0.0, -sy, 0.0])
    tops = [foot + rise + spread * to_x, foot + rise + spread * to_y]
    inner = foot + 0.02 * (to_x + to_y)
    plate = box((spread + 0.006, spread + 0.006, 0.004), (x - sx * (spread / 2 + 0.012), y - sy * (spread / 2 + 0.012),
                                                          z + height - 0.0045))  # fmt: skip
    path = bend([tops[0], foot + 0.012 * to_x, foot + 0.012 * to_y, tops[1]], 0.015, 3)
    third = np.array([inner + rise + 0.55 * spread * (to_x + to_y), inner])
    return [tube(path - (0, 0, 0.003), r, 8), tube(third - (0, 0, 0.003), r, 8), plate]


def _angle(height: float, breadth: float, x: float, y: float, sx: int, sy: int, z: float) -> list[trimesh.Trimesh]:
    t = 0.005
    outline = [(0, 0), (breadth, 0), (breadth, t), (t, t), (t, breadth), (0, breadth)]
    points = [(-sx * a, -sy * b) for a, b in outline]
    return [extrude(points, height, (x, y, z))]


def _castor(height: float, x: float, y: float, sx: int, sy: int, z: float) -> list[trimesh.Trimesh]:
    r = min(0.03, 0.4 * height)
    cx, cy = x - sx * 0.035, y - sy * 0.035
    wheel = cylinder(r, 0.022, (cx, cy, z), segments=18, along="x", bevel=0.004)
    fork = box((0.034, 0.03, height - 1.6 * r), (cx, cy, z + 1.6 * r), 0.003)
    return [wheel, fork]


def undercarriage(
    b: Builder, spec: Spec, at: Rect, height: float, kind: str = "", breadth: float | None = None, z: float = 0.0
) -> None:
    """What carries a low piece (sideboard, sofa, bed): legs, sled or plinth under the rectangle `at`."""
    kind = kind or spec.style.legs
    size = breadth or min(spec.style.leg, 0.5 * height + 0.015, 0.06)
    if height < 0.01:
        return
    if kind == "plinth" or height < 0.03:
        inner = at.shrunk(min(0.03, 0.2 * min(at.w, at.h)))
        b.add("plinth", box((inner.w, inner.h, height), (*inner.middle, z)), spec.palette.secondary)
        return
    stuff = spec.palette.metal if kind in ("hairpin", "sled", "angle", "castor") else leg_material(spec)
    if kind == "sled":
        b.add("legs", [_runner(at, height, s, z) for s in (-1, 1)], stuff)
        return
    spots = at.shrunk(0.012).corners()
    if at.w > 1.5:  # a long board needs feet in the middle too
        mid = sum(at.shrunk(0.012).middle[:1])
        spots += [(mid + size / 2, y, 1, s) for y, s in ((at.y0 + 0.012, -1), (at.y1 - 0.012, 1))]
    b.add("legs", [m for x, y, sx, sy in spots for m in leg(kind, height, size, x, y, sx, sy, z)], stuff)


def leg_material(spec: Spec) -> Material:
    """Legs of wooden pieces are of their wood; of painted and upholstered ones, of the style's wood."""
    return spec.palette.wood


def _runner(at: Rect, height: float, side: int, z: float) -> trimesh.Trimesh:
    t = 0.018
    x = (at.x0 + 0.05) if side < 0 else (at.x1 - 0.05)
    y0, y1 = at.y0 + 0.02, at.y1 - 0.02
    posts = [box((t, t, height - t), (x, y, z + t), 0.002) for y in (y0 + t / 2, y1 - t / 2)]
    rail = box((t, y1 - y0, t), (x, (y0 + y1) / 2, z), 0.002)
    return merge([rail, *posts])


def handle_depth(spec: Spec) -> float:
    """How far this style's handles stand out from a front [m]."""
    return HANDLE_DEPTH[spec.style.handle]


def handle(b: Builder, spec: Spec, x: float, y: float, z: float, length: float = 0.16, upright: bool = False) -> None:
    """A handle centred at (x, z) on a front whose face is at `y`."""
    kind, metal = spec.style.handle, spec.palette.metal
    if kind == "knob":
        profile = [
            (0.0, 0.0),
            (0.006, 0.0),
            (0.006, 0.008),
            (0.015, 0.013),
            (0.016, 0.02),
            (0.011, 0.026),
            (0.0, 0.026),
        ]
        stuff = spec.palette.wood if spec.style.name in ("scandinavian", "kids") else metal
        b.add("handle", move(turn(lathe(profile, segments=14), "x", np.pi / 2), (x, y, z)), stuff)
    elif kind == "bar":
        b.add("handle", [move(turn(m, "y", np.pi / 2 if upright else 0.0), (x, y, z)) for m in _bar(length)], metal)
    elif kind == "cup" and upright:
        b.add("handle", [move(turn(m, "y", np.pi / 2), (x, y, z)) for m in _bar(min(length, 0.12), 0.021)], metal)
    elif kind == "cup":
        b.add("handle", _cup(x, y, z, min(length, 0.1)), metal)
    elif kind == "ring":
        b.add("handle", _ring(x, y, z), metal)


def _bar(length: float, reach: float = 0.03) -> list[trimesh.Trimesh]:
    post = reach - 0.006
    posts = [cylinder(0.004, post, (s * length * 0.4, -post / 2, -0.004), segments=10, along="y") for s in (-1, 1)]
    return [*posts, box((length, 0.01, 0.01), (0, -reach + 0.005, -0.005), 0.003)]


def _cup(x: float, y: float, z: float, length: float) -> list[trimesh.Trimesh]:
    angle = np.linspace(0.0, np.pi / 2, 6)
    outer = [(-0.022 * np.cos(a), 0.022 * np.sin(a) * 1.2) for a in angle]
    inner = [(p * 0.86, q * 0.86) for p, q in reversed(outer)]
    return [extrude([*outer, *inner], length, (x, y, z - 0.012), along="x"),
            box((length, 0.003, 0.03), (x, y - 0.0015, z - 0.013))]  # fmt: skip


def _ring(x: float, y: float, z: float) -> list[trimesh.Trimesh]:
    angle = np.arange(20) * 2 * np.pi / 20
    path = np.column_stack([x + 0.024 * np.cos(angle), np.full(20, y - 0.009), z - 0.02 + 0.024 * np.sin(angle)])
    rose = move(turn(lathe([(0, 0), (0.013, 0), (0.008, 0.008), (0.0, 0.014)], segments=14), "x", np.pi / 2), (x, y, z))
    return [tube(path, 0.0032, 6, closed=True), rose]


def front(
    b: Builder, spec: Spec, face: Rect, y: float, kind: str, stuff: Material, thickness: float = 0.018,
    look: str = "", name: str = "front",
) -> None:  # fmt: skip
    """A drawer or door front filling the rectangle `face` (x, z), its face at `y`. `kind`: drawer | door | glass."""
    look = look or spec.style.front
    small = min(face.w, face.h) < 0.17
    if kind == "glass":
        _glass(b, spec, face, y, stuff, thickness)
    elif look == "shaker" and not small:
        _framed(b, face, y, stuff, thickness, min(0.065, 0.2 * min(face.w, face.h)), name)
    elif look == "moulded" and min(face.w, face.h) > 0.12:
        _moulded(b, face, y, stuff, thickness, name)
    elif look == "slatted" and kind == "door":
        _slatted(b, face, y, stuff, thickness, name)
    elif look == "fluted" and kind == "door":
        _fluted(b, face, y, stuff, thickness, name)
    elif look == "metal":
        _banded(b, spec, face, y, stuff, thickness, name)
    else:
        _flat(b, spec, face, y, stuff, thickness, kind, name)


def slab(face: Rect, y: float, thickness: float, radius: float = 0.0) -> trimesh.Trimesh:
    """A board filling the elevation rectangle, its face at `y`, growing backwards."""
    x, z = face.middle
    return box((face.w, thickness, face.h), (x, y + thickness / 2, z - face.h / 2), radius)


def _flat(
    b: Builder, spec: Spec, face: Rect, y: float, stuff: Material, thickness: float, kind: str, name: str
) -> None:
    grain = "x" if kind == "drawer" else "z"
    if spec.style.handle != "cutout" or min(face.w, face.h) < 0.09:
        b.add(name, slab(face, y, thickness, min(spec.style.edge * 0.5, 0.003)), stuff, grain)  # type: ignore[arg-type]
        return
    r = min(0.022, 0.2 * min(face.w, face.h))
    (x, _), angle = face.middle, np.linspace(np.pi, 2 * np.pi, 9)
    notch = [(x + 1.6 * r * np.cos(a), face.y1 + r * np.sin(a)) for a in angle]
    outline = [(face.x0, face.y1), (face.x0, face.y0), (face.x1, face.y0), (face.x1, face.y1), *reversed(notch)]
    b.add(name, extrude(outline, thickness, (0, y + thickness / 2, 0), along="y"), stuff, grain)  # type: ignore[arg-type]


def _framed(b: Builder, face: Rect, y: float, stuff: Material, t: float, bar: float, name: str) -> None:
    x, _ = face.middle
    for zz in (face.y0, face.y1 - bar):
        b.add(name, box((face.w, t, bar), (x, y + t / 2, zz), 0.0015), stuff, "x")
    for xx in (face.x0 + bar / 2, face.x1 - bar / 2):
        b.add(
            name, box((bar, t, face.h - 2 * bar - 0.0006), (xx, y + t / 2, face.y0 + bar + 0.0003), 0.0015), stuff, "z"
        )
    b.add(name, slab(face.shrunk(bar - 0.004), y + 0.45 * t, 0.4 * t), stuff, "z")


def _moulded(b: Builder, face: Rect, y: float, stuff: Material, t: float, name: str) -> None:
    b.add(name, slab(face, y + 0.005, t - 0.005, 0.002), stuff)
    inset = min(0.05, 0.18 * min(face.w, face.h))
    ring, wide = face.shrunk(inset), min(0.014, 0.3 * inset + 0.003)
    x, _ = ring.middle
    for z in (ring.y0, ring.y1 - wide):
        b.add(name, box((ring.w, 0.0065, wide), (x, y + 0.00325, z), 0.003), stuff, "x")
    for xx in (ring.x0 + wide / 2, ring.x1 - wide / 2):
        side = box((wide, 0.0065, ring.h - 2 * wide + 0.002), (xx, y + 0.00355, ring.y0 + wide - 0.001), 0.003)
        b.add(name, side, stuff, "z")


def _slatted(b: Builder, face: Rect, y: float, stuff: Material, t: float, name: str) -> None:
    count = max(3, round(face.w / 0.03))
    pitch = face.w / count
    for k in range(count):
        x = face.x0 + (k + 0.5) * pitch
        b.add(name, box((pitch * 0.68, 0.6 * t, face.h), (x, y + 0.3 * t, face.y0)), stuff, "z")
    b.add(f"{name} back", slab(face.shrunk(0.001), y + 0.6 * t - 0.001, 0.4 * t), shadow(stuff), "z")


def shadow(stuff: Material) -> Material:
    """What is seen of a material in a narrow gap."""
    return replace(stuff, name=f"{stuff.name} in shadow", colour=shade(stuff.colour, -0.65))


def _fluted(b: Builder, face: Rect, y: float, stuff: Material, t: float, name: str) -> None:
    count = max(3, round(face.w / 0.032))
    pitch, depth = face.w / count, min(0.009, 0.5 * t)
    share = np.linspace(0, 1, 6)[:-1]
    wave = [(face.x0 + (k + s) * pitch, y + depth * (1 - np.sin(np.pi * s))) for k in range(count) for s in share]
    outline = [*wave, (face.x1, y + depth), (face.x1, y + t), (face.x0, y + t)]
    b.add(name, extrude(outline, face.h, (0, 0, face.y0)), stuff, "z")


def _banded(b: Builder, spec: Spec, face: Rect, y: float, stuff: Material, t: float, name: str) -> None:
    bar = min(0.022, 0.12 * min(face.w, face.h))
    b.add(name, slab(face.shrunk(0.001), y + 0.003, t - 0.003), stuff)
    x, _ = face.middle
    bars = [box((face.w, 0.004, bar), (x, y + 0.002, z)) for z in (face.y0, face.y1 - bar)]
    bars += [box((bar, 0.004, face.h - 2 * bar - 0.0006), (xx, y + 0.002, face.y0 + bar + 0.0003))
             for xx in (face.x0 + bar / 2, face.x1 - bar / 2)]  # fmt: skip
    b.add(f"{name} frame", bars, spec.palette.metal)


def _glass(b: Builder, spec: Spec, face: Rect, y: float, stuff: Material, t: float) -> None:
    bar = min(0.042, 0.16 * min(face.w, face.h))
    x, _ = face.middle
    for z in (face.y0, face.y1 - bar):
        b.add("front", box((face.w, t, bar), (x, y + t / 2, z), 0.0015), stuff, "x")
    for xx in (face.x0 + bar / 2, face.x1 - bar / 2):
        b.add(
            "front",
            box((bar, t, face.h - 2 * bar - 0.0006), (xx, y + t / 2, face.y0 + bar + 0.0003), 0.0015),
            stuff,
            "z",
        )
    b.add("glass", slab(face.shrunk(bar - 0.005), y + 0.4 * t, 0.004), material("glass"))
