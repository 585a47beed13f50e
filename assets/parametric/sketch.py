"""A builder that knows the box it fills: blocks between coordinates, bars and wheels kept inside the box.

For things put together from bars, boards, drums and wheels: equipment, frames on legs, machines. All lengths in metres,
origin at the centre of the footprint at the base, front towards -y.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from assets.model import Material
from assets.parametric.kit import Axis, Builder, Vec, box, cylinder, lathe, move, raw, turn
from assets.parametric.kit_more import rod, round_leg

Pair = tuple[float, float]
_ON = 1e-6


@dataclass
class Sketch(Builder):
    """Adds named pieces inside the box `size` (width, depth, height) [m]."""

    size: Vec = (1.0, 1.0, 1.0)

    @property
    def x(self) -> float:
        """Half the width."""
        return self.size[0] / 2

    @property
    def y(self) -> float:
        """Half the depth."""
        return self.size[1] / 2

    @property
    def h(self) -> float:
        return self.size[2]

    def inside(self, points: ArrayLike, margin: float) -> NDArray[np.float64]:
        """The points [P, 3], none nearer than `margin` to the outside of the box."""
        low = np.array([-self.x, -self.y, 0.0]) + margin
        high = np.array([self.x, self.y, self.h]) - margin
        middle = (low + high) / 2
        return np.clip(np.asarray(points, dtype=np.float64), np.minimum(low, middle), np.maximum(high, middle))

    def block(
        self, name: str, x: Pair, y: Pair, z: Pair, stuff: Material, radius: float = 0.0, grain: Axis | None = None
    ) -> None:
        """A box between two coordinates on each axis, its edges rounded by `radius`."""
        size = (x[1] - x[0], y[1] - y[0], z[1] - z[0])
        self.add(name, box(size, ((x[0] + x[1]) / 2, (y[0] + y[1]) / 2, z[0]), radius), stuff, grain)

    def rod(
        self, name: str, points: Sequence[Vec], radius: float, stuff: Material, corner: float = 0.0, segments: int = 10
    ) -> None:
        """A round bar along the points, moved inwards where it would leave the box; where a point lies on the box's
        side, the bar reaches that side."""
        bar = rod(self.inside(points, radius), radius, corner, segments)
        self.add(name, self._reaching(bar, np.asarray(points, dtype=np.float64)), stuff)

    def _reaching(self, bar: trimesh.Trimesh, points: NDArray[np.float64]) -> trimesh.Trimesh:
        """The bar shifted, or drawn out by less than its thickness, to the sides of the box on which points lie."""
        v = np.array(bar.vertices)
        sides = ((-self.x, self.x), (-self.y, self.y), (0.0, self.h))
        for k, (low, high) in enumerate(sides):
            a, b = float(v[:, k].min()), float(v[:, k].max())
            to_low, to_high = points[:, k].min() <= low + _ON, points[:, k].max() >= high - _ON
            if to_low and to_high:
                v[:, k] = low + (v[:, k] - a) / max(b - a, 1e-9) * (high - low)
            elif to_low or to_high:
                v[:, k] += low - a if to_low else high - b
        return raw(v, bar.faces)

    def rods(self, name: str, lines: Iterable[Sequence[Vec]], radius: float, stuff: Material) -> None:
        """Several straight bars."""
        for line in lines:
            self.rod(name, line, radius, stuff)

    def wheel(self, name: str, at: Vec, radius: float, width: float, stuff: Material, along: Axis = "x") -> None:
        """A disc with its centre at `at` and its axle along `along`."""
        self.add(name, disc(at, radius, width, along), stuff)

    def hoop(self, name: str, at: Vec, radius: float, bar: float, stuff: Material, along: Axis = "x") -> None:
        """A ring of a round bar about `at`, `radius` to its outside, its axle along `along`: tyres, rims, rings."""
        angle = np.linspace(0, 2 * np.pi, 9)
        mid = radius - bar
        profile = [(mid + bar * float(np.cos(a)), bar * float(np.sin(a))) for a in angle]
        profile[-1] = profile[0]
        self.add(name, _laid(lathe(profile, segments=32), at, along), stuff)

    def legs(self, x: float, y: float, top: float, radius: float, stuff: Material, lean: float = 0.0) -> None:
        """Four round legs whose tops are at (±x, ±y, top), their feet `lean` further out."""
        for sx in (-1, 1):
            for sy in (-1, 1):
                foot = (sx * (x + lean), sy * (y + lean), 0.0)
                self.add("leg", round_leg(foot, (sx * x, sy * y, top), radius * 0.8, radius), stuff)


def disc(at: Vec, radius: float, width: float, along: Axis = "x") -> trimesh.Trimesh:
    """A drum of `width` with its centre at `at` and its axle along `along`."""
    drum = cylinder(radius, width, (0, 0, -width / 2), 28, bevel=min(0.2 * width, 0.1 * radius))
    return _laid(drum, at, along)


def _laid(mesh: trimesh.Trimesh, at: Vec, along: Axis) -> trimesh.Trimesh:
    """A body made about the z axis with its centre at the origin, turned so that the axis is `along`."""
    quarter = np.pi / 2
    if along == "x":
        mesh = turn(mesh, "y", quarter)
    elif along == "y":
        mesh = turn(mesh, "x", quarter)
    return move(mesh, at)


def span(a: float, b: float) -> Pair:
    """The two coordinates in rising order, for sides of either sign."""
    return (min(a, b), max(a, b))


def sketch(size: Vec) -> Sketch:
    """An empty sketch of that size."""
    return Sketch(size=size)
