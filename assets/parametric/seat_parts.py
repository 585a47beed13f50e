"""What seats are put together from: legs in the manner of a style, chair backs, tufted pads."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import NDArray

from assets.parametric.kit import box, cylinder, ellipsoid, lathe, move, outward, raw
from assets.parametric.kit_more import post, push, rod, round_leg

Grid = NDArray[np.float64]

SWELL = 0.012
"""How much higher the middle of a seat cushion is than its edges [m]: soft to the eye, level to what lies on it."""


SUNK = 0.0045
"""How far below the middle of a cushion things rest on it [m]: within 5 mm of the mesh but for its edges."""


def rest_height(seat: float) -> float:
    """How high things rest on the cushions of a sofa whose seat is that high [m]."""
    return seat + SWELL - SUNK


# Height of a sofa's or armchair's legs [m] by kind: short blocks under heavy pieces, tall tapered under light ones.
LEG_HEIGHT = {
    "tapered": 0.15, "splayed": 0.16, "block": 0.07, "turned": 0.12, "hairpin": 0.15, "sled": 0.13, "plinth": 0.05,
    "angle": 0.12, "castor": 0.10, "cabriole": 0.13,
}  # fmt: skip
# (radius share of the leg's breadth, height share) of a turned leg, from the floor up: foot, ball, neck, vase, collar.
_TURNED = (
    (0.30, 0.0), (0.42, 0.03), (0.42, 0.07), (0.26, 0.10), (0.30, 0.18), (0.44, 0.42), (0.48, 0.55), (0.36, 0.66),
    (0.28, 0.70), (0.46, 0.74), (0.46, 0.78), (0.34, 0.81), (0.5, 0.85), (0.5, 1.0),
)  # fmt: skip


def legs(kind: str, x: float, y: float, height: float, breadth: float, y_mid: float = 0.0) -> list[trimesh.Trimesh]:
    """Four legs whose outer faces reach +-`x` and y_mid +-`y`, `height` high, about `breadth` thick, standing on 0."""
    if kind == "plinth":
        return [box((2 * x - 0.06, 2 * y - 0.06, height), (0, y_mid, 0))]
    if kind == "sled":
        return [_sled(sx * (x - breadth / 4), y_mid - y, y_mid + y, height, breadth / 4) for sx in (-1, 1)]
    corners = [(sx, sy) for sx in (-1, 1) for sy in (-1, 1)]
    made = [_leg(kind, sx, sy, x, y, height, breadth) for sx, sy in corners]
    return [move(m, (0, y_mid, 0)) for m in made]


def _sled(x: float, front: float, back: float, height: float, r: float) -> trimesh.Trimesh:
    f, k = front + r, back - r
    top = height - 0.001
    return rod([(x, f + 0.05, top), (x, f, r), (x, k, r), (x, k - 0.05, top)], r, corner=min(0.05, height / 3))


def _leg(kind: str, sx: int, sy: int, x: float, y: float, height: float, b: float) -> trimesh.Trimesh:
    if kind in ("tapered", "splayed"):
        lean = (0.22 if kind == "splayed" else 0.06) * min(height, 0.5)
        low, high = b * 0.32, b * 0.5
        fx, fy = sx * (x - low), sy * (y - low)
        hx, hy = sx * max(x - max(low + lean, high), 0.02), sy * max(y - max(low + lean, high), 0.02)
        return round_leg((fx, fy, 0), (hx, hy, height), low, high)
    cx, cy = sx * (x - b / 2), sy * (y - b / 2)
    if kind in ("turned", "cabriole"):
        return lathe([(r * b, t * height) for r, t in _TURNED], (cx, cy, 0), segments=14 if height > 0.25 else 9)
    if kind == "castor":
        stem = cylinder(b * 0.28, height * 0.55, (cx, cy, height * 0.45), 10)
        wheel = cylinder(height * 0.25, b * 0.45, (cx, cy, 0), 14, along="x")
        return _joined([stem, wheel])
    if kind == "hairpin":
        return _hairpin(cx, cy, sx, sy, height)
    if kind == "angle":
        return box((b * 0.55, b * 0.55, height), (sx * (x - b * 0.275), sy * (y - b * 0.275), 0), 0.002)
    return post([(cx, cy, 0), (cx, cy, height)], [(b * 0.9, b * 0.9), (b, b)], 0.12)


def _hairpin(cx: float, cy: float, sx: int, sy: int, height: float) -> trimesh.Trimesh:
    r = 0.006
    inx, iny = cx - sx * 0.10, cy - sy * 0.10
    foot = (cx + sx * 0.004, cy + sy * 0.004)
    one = rod([(cx, iny, height), (foot[0], foot[1] - sy * 0.012, r), (foot[0] - sx * 0.012, foot[1], r),
               (inx, cy, height)], r, 0.01, 6)  # fmt: skip
    return push(one, z0=0.0)


def _joined(meshes: list[trimesh.Trimesh]) -> trimesh.Trimesh:
    offsets = np.cumsum([0] + [len(m.vertices) for m in meshes[:-1]])
    return raw(
        np.vstack([m.vertices for m in meshes]), np.vstack([m.faces + o for m, o in zip(meshes, offsets, strict=True)])
    )


def tufted(width: float, height: float, depth: float, pitch: float = 0.17, fine: int = 6) -> trimesh.Trimesh:
    """A diamond-buttoned pad, upright in the x-z plane with its buttoned side to -y: x is +-width / 2, z from 0 to
    `height`, y from -depth to 0. Folds run along the diagonals between the buttons; flat at the edge."""
    columns, rows = _diamonds(width, height, pitch)
    u, v = np.meshgrid(np.linspace(0, 1, columns * fine + 1), np.linspace(0, 1, rows * fine + 1), indexing="ij")
    a, b = u * columns, v * rows
    puff = np.abs(np.sin(np.pi * (a + b) / 2) * np.sin(np.pi * (a - b) / 2)) ** 0.4
    edge = np.minimum(1, 12 * np.minimum(np.minimum(u, 1 - u) * width, np.minimum(v, 1 - v) * height))
    round_off = np.sqrt(np.clip(1 - (1 - edge) ** 2, 0, 1))
    i, j = np.meshgrid(np.arange(columns * fine), np.arange(rows * fine), indexing="ij")
    rising = (i + j + 1) % (2 * fine) == 0
    return _relief((u - 0.5) * width, -depth * round_off * (0.4 + 0.6 * puff), v * height, rising.ravel())


def _diamonds(width: float, height: float, pitch: float) -> tuple[int, int]:
    """Columns and rows of half diamonds: an even number each, so that folds end in the corners."""
    pitch = max(pitch, float(np.sqrt(width * height / 30)))
    return max(2, 2 * round(width / pitch / 2)), max(2, 2 * round(height / pitch / 2))


def tuft_buttons(width: float, height: float, depth: float, pitch: float = 0.17) -> list[trimesh.Trimesh]:
    """The covered buttons of `tufted`, in the same frame."""
    columns, rows = _diamonds(width, height, pitch)
    places = [(i, j) for i in range(1, columns) for j in range(1, rows) if (i + j) % 2 == 0]
    size = (0.024, 0.014, 0.024)
    return [
        ellipsoid(size, ((i / columns - 0.5) * width, -0.42 * depth, j / rows * height - 0.012), 6) for i, j in places
    ]


def channelled(width: float, height: float, depth: float, pitch: float = 0.12, fine: int = 6) -> trimesh.Trimesh:
    """A pad of upright channels (fluted upholstery), placed like `tufted`."""
    columns = max(2, round(width / pitch))
    u, v = np.meshgrid(np.linspace(0, 1, columns * fine + 1), np.linspace(0, 1, 9), indexing="ij")
    puff = np.abs(np.sin(np.pi * u * columns)) ** 0.6
    end = np.sqrt(np.clip(1 - (1 - np.minimum(1, 14 * np.minimum(v, 1 - v) * height)) ** 2, 0, 1))
    y = -depth * end * (0.45 + 0.55 * puff)
    y[[0, -1]] = 0.0
    return _relief((u - 0.5) * width, y, v * height)


def _relief(x: Grid, y: Grid, z: Grid, rising: NDArray[np.bool_] | None = None) -> trimesh.Trimesh:
    """A closed body between the surface y(x, z) and the plane y = 0; its rim lies in the plane. Cells are cut along
    their falling diagonal, or the rising one where `rising` says so, so that a fold follows the cut."""
    y = np.array(y)
    y[0], y[-1], y[:, 0], y[:, -1] = 0.0, 0.0, 0.0, 0.0
    rows, columns = y.shape
    front = np.stack([x, y, z], axis=2).reshape(-1, 3)
    r, c = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
    a = (r * columns + c).ravel()
    b, d, e = a + 1, a + columns, a + columns + 1
    up = np.zeros(len(a), dtype=bool) if rising is None else rising
    first = np.where(up[:, None], np.column_stack([a, d, b]), np.column_stack([a, d, e]))
    second = np.where(up[:, None], np.column_stack([b, d, e]), np.column_stack([a, e, b]))
    skin = np.vstack([first, second])
    index = np.arange(rows * columns).reshape(rows, columns)
    loop = np.concatenate([index[0, :-1], index[:-1, -1], index[-1, :0:-1], index[:0:-1, 0]])
    depth = 0.004
    rim = front[loop] + (0, depth, 0)
    start, hub = len(front), len(front) + len(loop)
    k = np.arange(len(loop))
    n = (k + 1) % len(loop)
    wall = np.vstack([np.column_stack([loop[k], loop[n], start + n]), np.column_stack([loop[k], start + n, start + k])])
    back = np.column_stack([start + k, start + n, np.full(len(loop), hub)])
    vertices = np.vstack([front, rim, rim.mean(axis=0)[None]])
    return outward(raw(vertices, np.vstack([skin[:, ::-1], wall[:, ::-1], back[:, ::-1]])))
