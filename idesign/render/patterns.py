"""Tileable textures of floors and walls: planks, herringbone, tiles, brick, wallpaper. Drawn once from a fixed seed.

A pattern is an image [S, S, 3] of sRGB bytes near white that multiplies the finish's colour; row 0 is the top. It
repeats after the finish's `tile` metres. Everything is periodic: noise is shaped in the frequency domain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.float64]
Index = NDArray[np.int64]
SIZE = 1024


def pattern(name: str) -> NDArray[np.uint8]:
    """The texture of that name. Raises `KeyError` for names that are not in `PATTERNS`."""
    return _drawn(name)


@cache
def _drawn(name: str) -> NDArray[np.uint8]:
    values = PATTERNS[name]()
    rgb = values if values.ndim == 3 else np.repeat(values[..., None], 3, axis=2)
    return np.round(np.clip(rgb, 0, 1) * 255).astype(np.uint8)


def _noise(seed: int, along: float, across: float, size: int = SIZE) -> Grid:
    """Periodic noise [S, S] of mean 0 and deviation 1 with correlation lengths [px] along x and y."""
    white = np.random.default_rng(seed).standard_normal((size, size))
    fx, fy = np.fft.rfftfreq(size), np.fft.fftfreq(size)[:, None]
    low = np.exp(-2 * np.pi**2 * ((fx * along) ** 2 + (fy * across) ** 2))
    low[0, 0] = 0.0
    smooth: Grid = np.fft.irfft2(np.fft.rfft2(white) * low, s=(size, size))
    smooth /= smooth.std()
    return smooth


def _grid(columns: float, rows: float) -> tuple[Grid, Grid]:
    """Coordinates of the pixels' centres: x in [0, columns), y in [0, rows) from the top."""
    t = (np.arange(SIZE) + 0.5) / SIZE
    x, y = np.meshgrid(t * columns, t * rows)
    return x, y


def _joints(x: Grid, y: Grid, width: Grid | float, height: Grid | float, gap: float, soft: float) -> Grid:
    """1 on a block, 0 in the joint around it: `x`, `y` are places [m] in a block of that size."""
    edge = np.minimum(np.minimum(x, width - x), np.minimum(y, height - y)) - gap / 2
    return np.clip(edge / soft + 0.5, 0.0, 1.0)


def _lookup(seed: int, *index: Index, spread: float = 1.0) -> Grid:
    """A number for each block, normal with that spread, from its integer coordinates."""
    table = np.random.default_rng(seed).standard_normal((256, 256)) * spread
    picked: Grid = table[index[0] % 256, (index[1] if len(index) > 1 else index[0] * 7) % 256]
    return picked


def _grain(u: Index, v: Index, seed: int) -> Grid:
    """Wood grain at pixels (u along, v across): fine pores, growth bands and slow colour."""
    noise = 0.026 * _noise(seed, 70, 3.0, 512) + 0.02 * _noise(seed + 1, 22, 0.6, 512)
    noise = noise + 0.02 * _noise(seed + 2, 90, 24, 512)
    grain: Grid = noise[v % 512, u % 512]
    return grain


def _wood(value: Grid, warmth: Grid) -> Grid:
    """Brightness and warmth as a multiplier of the stain's colour."""
    rgb = np.stack([value + 0.4 * warmth, value, value - 0.6 * warmth], axis=2)
    return rgb


def _planks() -> Grid:
    metres, rows, per_row = 2.4, 15, 2
    x, y = _grid(metres, metres)
    width, length = metres / rows, metres / per_row
    row = (y / width).astype(np.int64)
    shift = np.random.default_rng(5).uniform(0, length, rows)[row]
    number = np.floor((x + shift) / length).astype(np.int64) % per_row
    mask = _joints((x + shift) % length, y % width, length, width, 0.002, 0.004)
    jump = (_lookup(1, row, number) * 400).astype(np.int64)
    px, py = np.meshgrid(np.arange(SIZE), np.arange(SIZE))
    value = 0.93 + _grain(px + jump, py + jump * 3, 10) + _lookup(2, row, number, spread=0.035)
    return _wood(value, _lookup(3, row, number, spread=0.012)) * (0.55 + 0.45 * mask)[..., None]


def _herringbone() -> Grid:
    """Blocks of 0.5 x 0.1 m at 45 degrees. In cells of one block's width the pattern is invariant under (10, 0) and
    (1, 1); turned by 45 degrees it repeats on a square of side 5 * sqrt(2) cells, here three of them."""
    n, repeats = 5, 3
    side = np.sqrt(2) * n * repeats
    a, b = _grid(side, side)
    x, y = (a + b) / np.sqrt(2) + 300, (a - b) / np.sqrt(2) + 300
    cx, cy = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    k = (cx - cy) % (2 * n)
    flat = k < n
    along = np.where(flat, k + (x - cx), 2 * n - 1 - k + (y - cy))
    across = np.where(flat, y - cy, x - cx)
    first, second = np.where(flat, cx - k, cx), np.where(flat, cy, cy - (2 * n - 1 - k))
    block = _herringbone_number(first, second, n, repeats) * 2 + flat
    mask = _joints(along, across, n, 1.0, 0.012, 0.03)
    px = (along * 55).astype(np.int64) + (_lookup(4, block) * 300).astype(np.int64)
    py = (across * 55).astype(np.int64) + (_lookup(6, block) * 300).astype(np.int64)
    value = 0.92 + _grain(px, py, 20) + _lookup(7, block, spread=0.045)
    return _wood(value, _lookup(8, block, spread=0.015)) * (0.6 + 0.4 * mask)[..., None]


def _herringbone_number(x: Index, y: Index, n: int, repeats: int) -> Index:
    """The same number for blocks that coincide when the texture repeats: the turned coordinates modulo the tile."""
    period = 2 * n * repeats
    return ((x + y) % period) * period + (x - y) % period


def _tiled(columns: int, rows: int, grout: float, seed: int, bond: float = 0.0, tone: float = 0.012) -> Grid:
    """Square or oblong tiles; `grout` is the joint as a share of a tile, `bond` the shift of every second row."""
    x, y = _grid(columns, rows)
    row = y.astype(np.int64)
    x = x + bond * (row % 2)
    column = np.floor(x).astype(np.int64) % columns
    aspect = rows / columns
    mask = _joints((x % 1.0) * aspect, y % 1.0, aspect, 1.0, grout, grout * 0.6)
    face = 0.965 + _lookup(seed, row, column, spread=tone) + 0.008 * _noise(seed, 30, 30)
    return face * mask + 0.76 * (1 - mask)


def _checkerboard() -> Grid:
    x, y = _grid(4, 4)
    dark = (x.astype(np.int64) + y.astype(np.int64)) % 2 == 0
    mask = _joints(x % 1.0, y % 1.0, 1.0, 1.0, 0.012, 0.01)
    veins = 0.02 * _noise(31, 40, 40)
    return np.where(dark, 0.2 + veins, 0.96 + veins) * mask + 0.6 * (1 - mask)


def _marble_tiles() -> Grid:
    x, y = _grid(4, 4)
    warp = _noise(41, 60, 60) * 0.9 + _noise(42, 18, 18) * 0.35
    veins = np.exp(-np.abs(warp + 0.5 * _noise(43, 140, 90)) * 9)
    mask = _joints(x % 1.0, y % 1.0, 1.0, 1.0, 0.006, 0.006)
    face: Grid = 0.965 + 0.012 * _noise(44, 50, 50) - 0.16 * veins
    return face * mask + 0.72 * (1 - mask)


def _carpet() -> Grid:
    return 0.88 + 0.045 * _noise(51, 1.3, 1.3) + 0.02 * _noise(52, 5, 5) + 0.012 * _noise(53, 80, 80)


def _concrete() -> Grid:
    return 0.94 + 0.02 * _noise(61, 120, 120) + 0.012 * _noise(62, 30, 30) + 0.008 * _noise(63, 3, 3)


def _terrazzo() -> Grid:
    chips = _noise(71, 4.5, 4.5)
    tone = _noise(72, 5, 5)
    rgb = np.repeat((0.95 + 0.008 * _noise(73, 2, 2))[..., None], 3, axis=2)
    for colour, low, high in (
        ((0.72, 0.7, 0.68), -9, -0.5),
        ((0.86, 0.74, 0.64), -0.5, 0.5),
        ((0.5, 0.5, 0.5), 0.5, 9),
    ):
        rgb[(chips > 1.1) & (tone > low) & (tone <= high)] = colour
    return rgb


def _tatami() -> Grid:
    """Two mats of 0.9 x 1.8 m side by side, edged in dark cloth."""
    x, y = _grid(1.8, 1.8)
    weave = 0.93 + 0.03 * np.sin(x * 2 * np.pi / 0.0225) + 0.02 * _noise(81, 40, 1.0)
    edge = np.minimum(y % 0.9, 0.9 - y % 0.9) < 0.03
    return np.where(edge, 0.32 + 0.02 * _noise(82, 1, 1), weave)


def _brick() -> Grid:
    columns, rows = 4, 13
    x, y = _grid(columns, rows)
    row = y.astype(np.int64)
    x = x + 0.5 * (row % 2) * 1.0
    column = np.floor(x).astype(np.int64) % columns
    aspect = rows / columns
    wobble = 0.02 * _noise(91, 4, 4)
    mask = _joints((x % 1.0) * aspect + wobble, y % 1.0 + wobble, aspect, 1.0, 0.13, 0.06)
    face = 0.84 + _lookup(92, row, column, spread=0.07) + 0.03 * _noise(93, 3, 3)
    warm = _lookup(94, row, column, spread=0.02)
    brick = np.stack([face + warm, face - warm, face - 1.5 * warm], axis=2)
    mortar: Grid = (0.88 + 0.02 * _noise(95, 2, 2))[..., None] * np.array([1.0, 1.06, 1.1])
    return brick * mask[..., None] + mortar * (1 - mask[..., None])


def _stripes() -> Grid:
    x, _ = _grid(6, 6)
    wide = np.clip(np.abs((x % 1.0) - 0.5) * 40 - 9.5, 0, 1)
    return 0.99 - 0.1 * wide + 0.004 * _noise(101, 2, 2)


def _wallpaper() -> Grid:
    """Tone on tone: a half-drop trellis of ogees with a small leaf in each."""
    x, y = _grid(2 * np.pi * 4, 2 * np.pi * 2)
    ogee = np.cos(x) * 0.5 + np.cos(y + 0.9 * np.sin(x)) * 0.5
    line = np.exp(-((ogee - 0.05) ** 2) * 900)
    leaf = np.clip((ogee - 0.62) * 14, 0, 1) * (0.5 + 0.5 * np.cos(3 * x + 2 * y))
    leaf += np.clip((-ogee - 0.62) * 14, 0, 1) * (0.5 + 0.5 * np.cos(3 * x - 2 * y))
    paper: Grid = 0.985 - 0.09 * line - 0.07 * leaf + 0.004 * _noise(111, 2, 2)
    return paper


def _panelling() -> Grid:
    x, _ = _grid(8, 8)
    edge = np.minimum(x % 1.0, 1 - x % 1.0)
    groove = np.clip(1 - edge / 0.05, 0, 1)
    return 0.97 - 0.3 * groove**2 + 0.006 * _noise(121, 1, 60)


PATTERNS: Mapping[str, Callable[[], Grid]] = MappingProxyType(
    {
        "planks": _planks,
        "herringbone": _herringbone,
        "tiles": lambda: _tiled(4, 4, 0.008, 131),
        "small tiles": lambda: _tiled(10, 10, 0.04, 132),
        "wall tiles": lambda: _tiled(4, 2, 0.01, 133, tone=0.006),
        "metro tiles": lambda: _tiled(4, 8, 0.04, 134, bond=0.5),
        "checkerboard": _checkerboard,
        "marble tiles": _marble_tiles,
        "carpet": _carpet,
        "concrete": _concrete,
        "terrazzo": _terrazzo,
        "tatami": _tatami,
        "brick": _brick,
        "stripes": _stripes,
        "wallpaper": _wallpaper,
        "panelling": _panelling,
    }
)
"""Every pattern by name."""
