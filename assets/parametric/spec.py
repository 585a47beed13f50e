"""What a generator is told: category, exact size, style, resolved materials, options, seed; and what it must offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from assets.asset import SolidBox, Support, Vec3
from assets.model import Material, Model


@dataclass(frozen=True)
class StylePreset:
    """The form language of a style. Lengths in metres.

    `legs`: tapered | splayed | block | turned | hairpin | sled | plinth | angle | castor. `handle`: bar | knob | cup |
    ring | none (a shadow gap to grip) | cutout. `front`: flat | shaker | slatted | moulded | metal | fluted. `back`:
    panel | slat | spindle | shell | ladder | upholstered. `shade`: drum | cone | globe | dome | paper | cage |
    pleated. `arm`: slim | block | rolled | wood. `edge`: radius of visible edges. `top`: thickness of a table top.
    `leg`: breadth of a table's leg. `tufted`: buttons in upholstery. Names of materials (see `assets.materials`):
    `wood`, `lacquer` ("oak", "white lacquer"), `case` and `fronts` (bodies and fronts of cabinets), `metal`, `fabric`,
    `soft` (second textile), `stone`, `ware` (pots, vases, cups); `accent` is a colour word for small
    things, `colours` are sRGB codes of the style's palette.
    """

    name: str
    legs: str
    handle: str
    front: str
    edge: float
    back: str
    shade: str
    top: float
    leg: float
    arm: str
    tufted: bool
    wood: str
    lacquer: str
    case: str
    fronts: str
    metal: str
    fabric: str
    soft: str
    stone: str
    ware: str
    accent: str
    colours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Palette:
    """Resolved materials. `primary` is what a person would name the piece's look by (a sofa's cloth, a wardrobe's
    wood, a lamp's shade); `secondary` its next visible material (a sofa's legs, a wardrobe's fronts, a lamp's stem);
    `accent` small coloured details. `wood`, `metal`, `fabric`, `soft` are what parts of those classes are made of."""

    primary: Material
    secondary: Material
    accent: Material
    wood: Material
    metal: Material
    fabric: Material
    soft: Material


@dataclass(frozen=True)
class Spec:
    """`size` is (width, depth, height) [m], to be met exactly. The same spec always gives the same mesh."""

    category: str
    size: Vec3
    style: StylePreset
    palette: Palette
    options: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0

    @property
    def w(self) -> float:
        return self.size[0]

    @property
    def d(self) -> float:
        return self.size[1]

    @property
    def h(self) -> float:
        return self.size[2]

    def rng(self) -> np.random.Generator:
        """A fresh generator for this spec's seed: call it once in a maker."""
        return np.random.default_rng(self.seed)

    def option(self, name: str, default: str = "") -> str:
        """The wish of that name, such as option("shape", "rectangular")."""
        return self.options.get(name, default)

    def count(self, name: str, default: int) -> int:
        """An option that is a number of things, such as count("drawers", 3); the default when it is no number."""
        text = self.options.get(name, "")
        return int(text) if text.isdigit() and int(text) > 0 else default


def between(a: Vec3, b: Vec3) -> SolidBox:
    """The solid with opposite corners `a` and `b`, in any order."""
    (x0, y0, z0), (x1, y1, z1) = a, b
    return SolidBox((min(x0, x1), min(y0, y1), min(z0, z1)), (max(x0, x1), max(y0, y1), max(z0, z1)))


def corner_posts(w: float, d: float, height: float, px: float, py: float) -> list[SolidBox]:
    """The solids of four posts `px` x `py` inside the corners of a footprint `w` x `d`."""
    return [between((sx * w / 2, sy * d / 2, 0.0), (sx * (w / 2 - px), sy * (d / 2 - py), height))
            for sx in (-1, 1) for sy in (-1, 1)]  # fmt: skip


def end_panels(w: float, d: float, height: float, t: float) -> list[SolidBox]:
    """The solids of two panels `t` thick at the left and right ends of a footprint."""
    return [between((s * w / 2, -d / 2, 0.0), (s * (w / 2 - t), d / 2, height)) for s in (-1, 1)]


def whole(spec: Spec) -> tuple[SolidBox, ...]:
    """The solid of a thing that is one block."""
    w, d, h = spec.size
    return (SolidBox((-w / 2, -d / 2, 0.0), (w / 2, d / 2, h)),)


def no_supports(spec: Spec) -> tuple[Support, ...]:
    """Nothing stands on it."""
    return ()


def flat_top(spec: Spec) -> tuple[Support, ...]:
    """Things stand on its whole top."""
    return (Support(spec.h, -spec.w / 2, -spec.d / 2, spec.w / 2, spec.d / 2),)


@dataclass(frozen=True)
class Maker:
    """How one kind of thing is made: its mesh, where things stand on it, and its solid volumes (every vertex lies in
    one of them, within 2 mm)."""

    make: Callable[[Spec], Model]
    supports: Callable[[Spec], tuple[Support, ...]] = no_supports
    solid: Callable[[Spec], tuple[SolidBox, ...]] = whole
