"""Tileable textures made from numbers: sRGB, near white in the mean so that they multiply a material's colour.

All noise is built on a torus (whole numbers of waves along each side), so that every texture repeats without a seam.
u (columns) runs along the grain of wood and the length of boards; row 0 is v = 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from assets.errors import AssetError

SIZE = 256
Field = npt.NDArray[np.float64]


def names() -> tuple[str, ...]:
    """All textures."""
    return tuple(_MAKERS)


@cache
def texture(name: str) -> npt.NDArray[np.uint8]:
    """The texture [256, 256, 3], sRGB, read-only. Raises `AssetError` for an unknown name."""
    if name not in _MAKERS:
        raise AssetError(f"unknown texture '{name}': know {', '.join(names())}")
    image = _MAKERS[name]()
    if image.ndim == 2:
        image = np.repeat(image[..., None], 3, axis=2)
    out = np.clip(np.round(image * 255), 0, 255).astype(np.uint8)
    out.flags.writeable = False
    return out


def _grid() -> tuple[Field, Field]:
    """u along columns, v along rows, both in [0, 1)."""
    t = (np.arange(SIZE) + 0.5) / SIZE
    v, u = np.meshgrid(t, t, indexing="ij")
    return u, v


def _noise(seed: int, u_scale: float, v_scale: float, falloff: float = 1.0) -> Field:
    """Periodic Gaussian noise, zero mean, unit deviation: white noise shaped in the Fourier domain. `u_scale` and
    `v_scale` are roughly the number of blobs along each side; `falloff` > 0 adds finer detail the smaller it is."""
    white = np.fft.fft2(np.random.default_rng(seed).standard_normal((SIZE, SIZE)))
    fv, fu = np.meshgrid(np.fft.fftfreq(SIZE) * SIZE, np.fft.fftfreq(SIZE) * SIZE, indexing="ij")
    radius = np.sqrt((fu / u_scale) ** 2 + (fv / v_scale) ** 2)
    shaped: Field = np.real(np.fft.ifft2(white / (1 + radius**2) ** falloff * (radius > 0)))
    out: Field = shaped / shaped.std()
    return out


def _levels(field: Field, mean: float, spread: float) -> Field:
    return np.clip(mean + spread * field, 0.0, 1.0)


def _tint(field: Field, dark: tuple[float, float, float], light: tuple[float, float, float]) -> Field:
    """A field in [0, 1] as a colour between two."""
    f = np.clip(field, 0, 1)[..., None]
    return np.asarray(dark) * (1 - f) + np.asarray(light) * f


def _wood(seed: int = 3, rings: int = 29, knots: int = 0, contrast: float = 1.0) -> Field:
    u, v = _grid()
    bow = 0.02 * _noise(seed, 0.6, 1.2, 1.8)
    phase = rings * (v + bow)
    for k, (ku, kv) in enumerate(np.random.default_rng(seed + 1).random((knots, 2))):
        du, dv = (u - ku + 0.5) % 1 - 0.5, (v - kv + 0.5) % 1 - 0.5
        near = np.exp(-((du / 0.1) ** 2 + (dv / 0.05) ** 2))
        phase = phase + (2.2 + 0.4 * k) * near
    ring = 0.5 + 0.5 * np.sin(2 * np.pi * phase)
    late = ring**3 * (0.55 + 0.25 * np.clip(_noise(seed + 4, 0.8, 5, 1.4), -2, 2))
    pores = _noise(seed + 2, 5, 150, 1.2)
    tone = 0.95 - contrast * (0.06 * late + 0.025 * np.clip(pores, -2, 2) + 0.02 * _noise(seed + 5, 1, 3, 1.2))
    for ku, kv in np.random.default_rng(seed + 1).random((knots, 2)):
        du, dv = (u - ku + 0.5) % 1 - 0.5, (v - kv + 0.5) % 1 - 0.5
        tone = tone - 0.42 * np.exp(-((du / 0.028) ** 2 + (dv / 0.02) ** 2))
    return _tint((tone - 0.4) / 0.6, (0.42, 0.33, 0.26), (1.0, 1.0, 1.0))


def _fine_wood() -> Field:
    tone = 0.945 + 0.022 * _noise(11, 2, 60, 1.0) - 0.02 * np.abs(_noise(12, 1, 5, 1.3))
    return _tint((tone - 0.5) / 0.5, (0.55, 0.45, 0.36), (1.0, 1.0, 1.0))


def _boards(rows: int, seed: int, wood: Field, gap: float = 0.004) -> Field:
    """Floor boards: `rows` across, joints staggered, each board with its own shift and tone."""
    u, v = _grid()
    rng = np.random.default_rng(seed)
    row = np.floor(v * rows).astype(int)
    joint = np.sort(rng.random((rows, 2)), axis=1)
    joint[:, 1] = (joint[:, 0] + 0.5) % 1
    first, second = joint.min(axis=1)[row], joint.max(axis=1)[row]
    board = ((u >= first) & (u < second)).astype(int)
    tone = rng.uniform(0.86, 1.0, (rows, 2))[row, board]
    shift = rng.integers(0, SIZE, (rows, 2, 2))
    iu = (np.arange(SIZE)[None, :] + shift[row, board, 0]) % SIZE
    iv = (np.arange(SIZE)[:, None] + shift[row, board, 1]) % SIZE
    edge_v = np.minimum(v * rows % 1, 1 - v * rows % 1) / rows
    edge_u = np.minimum(np.abs(u - first), np.abs(u - second))
    line = np.where((edge_v < gap / 2) | (edge_u < gap / 2), 0.62, 1.0)
    out: Field = wood[iv, iu] * (tone * line)[..., None]
    return out


def _herringbone() -> Field:
    """Parquet in herringbone, blocks four times as long as wide (on a torus of 8 x 8 half blocks)."""
    u, v = _grid()
    n, length = 8, 4
    x, y = u * n, v * n
    cx, cy = np.floor(x).astype(int), np.floor(y).astype(int)
    k = (cx - cy) % (2 * length)
    across = k < length
    along = np.where(across, (cx - k) % n, (cy - (2 * length - 1 - k)) % n)
    ident = np.where(across, cy * 31 + along, 977 + cx * 17 + along)
    local_l = np.where(across, x - cx + k, y - cy + (2 * length - 1 - k))
    local_w = np.where(across, y - cy, x - cx)
    tone = 0.86 + 0.14 * np.modf(np.abs(np.sin(ident * 12.9898) * 43758.5453))[0]
    wood = _wood(7, 13, 0, 0.8)
    shift = (ident * 37) % SIZE
    iu = ((local_l / n * SIZE).astype(int) + shift) % SIZE
    iv = ((local_w / n * SIZE).astype(int) + shift * 3) % SIZE
    edge = np.minimum(np.minimum(local_w, 1 - local_w), np.minimum(local_l, length - local_l))
    out: Field = wood[iv, iu] * (tone * np.where(edge < 0.03, 0.68, 1.0))[..., None]
    return out


def _weave(threads: int, seed: int, depth: float = 0.16) -> Field:
    u, v = _grid()
    a, b = u * threads, v * threads
    over = (np.floor(a) + np.floor(b)) % 2 == 0
    warp = np.sin(np.pi * (a % 1)) ** 0.6
    weft = np.sin(np.pi * (b % 1)) ** 0.6
    thread = np.where(
        over, warp * (0.75 + 0.25 * np.sin(np.pi * (b % 1))), weft * (0.75 + 0.25 * np.sin(np.pi * (a % 1)))
    )
    slub = 0.03 * _noise(seed, 60, 4, 1.2) + 0.03 * _noise(seed + 1, 4, 60, 1.2)
    return _levels(thread - 1, 1.0, depth) + slub - 0.02


def _tweed() -> Field:
    base = _weave(32, 21, 0.18)
    fleck = _noise(23, 60, 60, 2.0)
    return _tint(np.clip(base + 0.06 * fleck, 0, 1), (0.2, 0.2, 0.2), (1.0, 1.0, 1.0))


def _felt() -> Field:
    return _levels(0.6 * _noise(31, 70, 70, 1.2) + 0.4 * _noise(32, 12, 12, 1.0), 0.95, 0.028)


def _carpet() -> Field:
    return _levels(_noise(33, 90, 90, 1.4), 0.9, 0.06)


def _boucle() -> Field:
    knots = _noise(34, 34, 34, 2.5)
    return _levels(np.tanh(1.3 * knots), 0.91, 0.07)


def _velvet() -> Field:
    return _levels(0.7 * _noise(35, 3, 3, 1.4) + 0.3 * _noise(36, 60, 60, 1.2), 0.95, 0.03)


def _leather() -> Field:
    """Pebbled grain: creases between the cells of scattered points, on a torus."""
    distance, _ = _nearest(np.random.default_rng(41).random((420, 2)), 2)
    nearest, second = distance[..., 0], distance[..., 1]
    crease = np.clip((second - nearest) / 0.012, 0, 1)
    return _levels(crease - 1, 0.97, 0.09) + 0.006 * _noise(42, 14, 14, 1.3)


def _marble() -> Field:
    warp = 0.5 * _noise(51, 1.5, 1.5, 1.2)
    vein = np.abs(_noise(52, 1.2, 1.2, 1.1) + 0.3 * warp)
    fine = np.abs(_noise(53, 3.5, 3.5, 1.2) + 0.4 * warp)
    tone = 0.97 - 0.30 * np.exp(-((vein / 0.06) ** 2)) - 0.13 * np.exp(-((fine / 0.05) ** 2)) - 0.02 * np.abs(warp)
    return _tint((tone - 0.5) / 0.5, (0.55, 0.56, 0.58), (1.0, 1.0, 1.0))


def _granite() -> Field:
    grain = 0.6 * _noise(54, 60, 60, 2.0) + 0.4 * _noise(55, 26, 26, 2.0)
    return _levels(np.tanh(grain), 0.86, 0.14)


def _travertine() -> Field:
    layers = _noise(56, 1.2, 10, 1.2)
    holes = np.clip(_noise(57, 16, 40, 2.0) - 1.7, 0, 1)
    return _tint(_levels(layers, 0.9, 0.05) - 0.22 * holes, (0.35, 0.3, 0.24), (1.0, 1.0, 1.0))


def _nearest(points: Field, k: int) -> tuple[Field, npt.NDArray[np.int64]]:
    """Distances and indices [256, 256, k] of the k nearest points to each pixel, on the torus."""
    around = np.array([(a, b) for a in (-1.0, 0.0, 1.0) for b in (-1.0, 0.0, 1.0)])
    tiled = (points[None] + around[:, None]).reshape(-1, 2)
    distance, index = cKDTree(tiled).query(np.stack(_grid(), axis=2).reshape(-1, 2), k=k)
    shape = (SIZE, SIZE, k)
    return np.asarray(distance).reshape(shape), np.asarray(index).reshape(shape) % len(points)


def _terrazzo() -> Field:
    """Stone chips: a lozenge about each of scattered points."""
    u, v = _grid()
    rng = np.random.default_rng(58)
    points, count = rng.random((240, 2)), 240
    angle, radius, tint = rng.uniform(0, np.pi, count), rng.uniform(0.008, 0.03, count), rng.integers(0, 5, count)
    near = _nearest(points, 1)[1][..., 0]
    du, dv = ((np.stack([u, v]) - np.moveaxis(points[near], 2, 0)) + 0.5) % 1 - 0.5
    c, s = np.cos(angle[near]), np.sin(angle[near])
    a, b = np.abs(du * c + dv * s), np.abs(dv * c - du * s)
    chip = a + b / 0.6 < radius[near]
    tints = np.array([[0.75, 0.62, 0.52], [0.55, 0.56, 0.58], [0.84, 0.78, 0.66], [0.66, 0.71, 0.68], [0.4, 0.4, 0.42]])
    return np.where(chip[..., None], tints[tint[near]], 0.96)


def _concrete() -> Field:
    cloud = 0.7 * _noise(61, 2, 2, 1.1) + 0.3 * _noise(62, 40, 40, 1.0)
    pits = np.clip(_noise(63, 30, 30, 2.0) - 2.3, 0, 1)
    return _levels(cloud, 0.93, 0.03) - 0.2 * pits


def _speckle() -> Field:
    dots = np.clip(_noise(64, 45, 45, 2.2) - 1.8, 0, 1)
    return _levels(_noise(65, 4, 4, 1.2), 0.96, 0.015) - 0.35 * dots


def _paper() -> Field:
    return _levels(0.6 * _noise(66, 40, 40, 0.9) + 0.4 * _noise(67, 80, 3, 1.0), 0.965, 0.014)


def _brushed() -> Field:
    """Hairlines along u, all finer than a sixtieth of the side: coarser ones look like the grain of wood."""
    coarse = np.abs(np.fft.fftfreq(SIZE) * SIZE) < 60
    lines = np.fft.fft2(_noise(68, 1, 400, 0.6))
    lines[coarse] = 0.0
    hair: Field = np.real(np.fft.ifft2(lines))
    return _levels(hair / hair.std(), 0.975, 0.011)


def _leaf() -> Field:
    return _levels(_noise(69, 3, 3, 1.2), 0.9, 0.07)


def _rattan() -> Field:
    """Basket weave: pairs of canes over and under."""
    u, v = _grid()
    n = 8
    a, b = u * n, v * n
    over = (np.floor(a) + np.floor(b)) % 2 == 0
    canes = np.where(over, b * 3 % 1, a * 3 % 1)
    bend = np.where(over, a % 1, b % 1)
    tone = np.sin(np.pi * canes) ** 0.5 * (0.55 + 0.45 * np.sin(np.pi * bend))
    return _tint(0.1 + 0.9 * tone, (0.38, 0.28, 0.18), (1.0, 1.0, 1.0))


def _tiles(columns: int, rows: int, shift: float = 0.0, joint: float = 0.012, seed: int = 71) -> Field:
    """Tiles or bricks with joints; each row shifted by `shift` tiles, each tile of its own tone."""
    u, v = _grid()
    row = np.floor(v * rows).astype(int)
    x = u * columns + shift * row
    column = np.floor(x).astype(int) % columns
    tone = np.random.default_rng(seed).uniform(0.93, 1.0, (rows, columns))[row, column]
    edge_u = np.minimum(x % 1, 1 - x % 1) / columns
    edge_v = np.minimum(v * rows % 1, 1 - v * rows % 1) / rows
    line = np.clip((np.minimum(edge_u, edge_v) - joint / 2) / 0.004, 0, 1)
    out: Field = np.where(line < 1, 0.74 + (tone - 0.74) * line, tone)
    return out


def _brick() -> Field:
    """Bricks in stretcher bond with dark joints: a texture that multiplies cannot draw joints lighter than bricks."""
    wall = _tiles(4, 12, 0.5, 0.012, 72)
    return np.clip(0.93 * wall + 0.03 * _noise(73, 30, 30, 1.1) + 0.04 * (wall > 0.9) * _noise(74, 2, 2, 1.2), 0, 1)


def _stripes() -> Field:
    u, _ = _grid()
    return np.where((u * 8 % 1) < 0.5, 1.0, 0.9) + 0.006 * _noise(74, 60, 60, 1.0)


def _damask() -> Field:
    """Wallpaper: offset rows of a stylised leaf."""
    u, v = _grid()
    total = np.zeros((SIZE, SIZE))
    for shift in (0.0, 0.5):
        x, y = ((u * 2 + shift) % 1 - 0.5) * 2, ((v * 2 + shift) % 1 - 0.5) * 2
        petal = np.abs(x) - 0.42 * (1 - np.abs(y)) ** 0.8 * np.abs(np.cos(2.2 * np.pi * y))
        total = np.maximum(total, np.clip(-petal * 14, 0, 1))
    return 1.0 - 0.085 * total


def _plaster() -> Field:
    return _levels(0.6 * _noise(75, 6, 6, 1.1) + 0.4 * _noise(76, 60, 60, 1.0), 0.975, 0.008)


def _cork() -> Field:
    return _levels(np.tanh(_noise(77, 40, 40, 2.0)), 0.88, 0.1)


_MAKERS: Mapping[str, Callable[[], Field]] = MappingProxyType({
    "wood": _wood,
    "wood_knots": lambda: _wood(5, 21, 3),
    "wood_fine": _fine_wood,
    "planks": lambda: _boards(8, 81, _wood(7, 13, 0, 0.9)),
    "wide_planks": lambda: _boards(4, 82, _wood(9, 11, 2, 0.9)),
    "parquet": lambda: _boards(12, 83, _fine_wood()),
    "herringbone": _herringbone,
    "weave": lambda: _weave(32, 21),
    "weave_fine": lambda: _weave(64, 25, 0.10),
    "tweed": _tweed,
    "felt": _felt,
    "carpet": _carpet,
    "boucle": _boucle,
    "velvet": _velvet,
    "leather": _leather,
    "marble": _marble,
    "granite": _granite,
    "travertine": _travertine,
    "terrazzo": _terrazzo,
    "concrete": _concrete,
    "plaster": _plaster,
    "speckle": _speckle,
    "cork": _cork,
    "paper": _paper,
    "brushed": _brushed,
    "leaf": _leaf,
    "rattan": _rattan,
    "tiles": lambda: _tiles(4, 4),
    "small_tiles": lambda: _tiles(8, 8, joint=0.01, seed=78),
    "metro_tiles": lambda: _tiles(4, 8, 0.5, 0.008, 79),
    "brick": _brick,
    "stripes": _stripes,
    "damask": _damask,
})  # fmt: skip
