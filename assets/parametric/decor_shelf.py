"""Things that stand on shelves and tables: vases, bowls, candles, sculptures, globes, trays."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import Support
from assets.materials import hex_colour
from assets.model import Model
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, lathe, move, raw, tube
from assets.parametric.kit_more import Ring, loft, oval, push, rod, smooth_profile, soft_rectangle
from assets.parametric.looks import COVERS, FLAME, GLASS, PAPER, WAX, dyed, paint, tinted
from assets.parametric.spec import Spec

Profile = list[tuple[float, float]]


# vessels ------------------------------------------------------------------------------------------------------------

_VASES: dict[str, Profile] = {
    "bottle": [(0.62, 0.0), (0.95, 0.12), (1.0, 0.30), (0.80, 0.50), (0.36, 0.66), (0.28, 0.82), (0.36, 1.0)],
    "urn": [(0.42, 0.0), (0.46, 0.05), (0.36, 0.11), (0.8, 0.45), (1.0, 0.68), (0.92, 0.84), (0.62, 0.92), (0.74, 1.0)],
    "cylinder": [(0.94, 0.0), (1.0, 0.03), (1.0, 0.97), (0.98, 1.0)],
    "ball": [(0.42, 0.0), (0.82, 0.16), (1.0, 0.44), (0.86, 0.72), (0.46, 0.90), (0.42, 1.0)],
    "tulip": [(0.48, 0.0), (0.60, 0.08), (0.78, 0.45), (0.80, 0.62), (0.88, 0.86), (1.0, 1.0)],
    "gourd": [(0.58, 0.0), (0.95, 0.14), (1.0, 0.28), (0.72, 0.46), (0.5, 0.56), (0.68, 0.72), (0.6, 0.88), (0.3, 1.0)],
    "jar": [(0.70, 0.0), (0.92, 0.18), (1.0, 0.5), (0.90, 0.80), (0.66, 0.92), (0.70, 1.0)],
}  # fmt: skip
_VASE_OF = {
    "modern": ("ball", "cylinder"), "contemporary": ("gourd", "ball"), "scandinavian": ("bottle", "ball", "jar"),
    "japandi": ("jar", "bottle"), "minimalist": ("cylinder", "bottle"), "mid-century": ("bottle", "gourd"),
    "industrial": ("jar", "bottle"), "rustic": ("jar", "urn"), "classic": ("urn", "tulip"),
    "art deco": ("tulip", "urn"),
    "bohemian": ("gourd", "jar"), "coastal": ("jar", "bottle"), "kids": ("ball", "tulip"),
}  # fmt: skip


def hollow(profile: Profile, wall: float) -> Profile:
    """The outer profile followed by its inside, `wall` thinner, down to a floor of twice that."""
    floor = profile[0][1] + 2 * wall
    inner = [(max(r - wall, 0.3 * r), z) for r, z in profile[::-1] if z > floor]
    return [*profile, *inner, (max(0.6 * inner[-1][0], 0.002), floor)] if inner else profile


def turned(profile: Profile, w: float, d: float, h: float, segments: int = 32, wall: float = 0.004) -> trimesh.Trimesh:
    """A thin-walled vessel with the unit profile, exactly w x d x h."""
    fine = smooth_profile(profile)
    peak = max(r for r, _ in fine)
    top = fine[-1][1]
    mesh = lathe(hollow([(r / peak * w / 2, z / top * h) for r, z in fine], wall), segments=segments)
    v = np.array(mesh.vertices)
    v[:, 1] *= d / w
    return raw(v, mesh.faces)


def vase(spec: Spec) -> Model:
    """A vase in one of the style's shapes (option `kind`), some with a ring of glaze in a second colour."""
    b = Builder()
    kinds = _VASE_OF.get(spec.style.name, ("ball", "jar"))
    kind = spec.option("kind", kinds[spec.seed % len(kinds)])
    profile = _VASES.get(kind, _VASES[kinds[0]])
    b.add("vase", turned(profile, spec.w, spec.d, spec.h), spec.palette.primary)
    return b.model()


def bowl(spec: Spec) -> Model:
    """An open bowl on a low foot."""
    b = Builder()
    b.add("bowl", _bowl(spec.w, spec.d, spec.h), spec.palette.primary)
    return b.model()


def _bowl(w: float, d: float, h: float) -> trimesh.Trimesh:
    return turned([(0.38, 0.0), (0.36, 0.08), (0.62, 0.22), (0.86, 0.55), (1.0, 1.0)], w, d, h, 36, min(0.006, 0.1 * h))


def fruit_bowl(spec: Spec) -> Model:
    """A bowl of apples, oranges and a lemon or two."""
    b = Builder()
    w, d, h = spec.size
    rng = spec.rng()
    tall = 0.62 * h
    b.add("bowl", _bowl(w, d, tall), spec.palette.primary)
    size = min(0.078, 0.30 * min(w, d), 0.6 * h)
    fruit = (
        paint("apple", (0.72, 0.20, 0.16), 0.4),
        paint("green apple", (0.55, 0.66, 0.26), 0.4),
        paint("orange", (0.90, 0.52, 0.16), 0.6),
        paint("lemon", (0.94, 0.80, 0.26), 0.5),
    )
    places = [(0.0, 0.0, h - size)]
    ring = 0.5 * w - 0.78 * size
    for k in range(5):
        a = k * 2 * np.pi / 5 + 0.3
        places.append((ring * 0.8 * np.cos(a), ring * 0.8 * d / w * np.sin(a), tall * 0.55))
    for k, (x, y, z) in enumerate(places):
        tone = fruit[int(rng.integers(0, 4))]
        b.add("fruit", ellipsoid((size, size, size * (1.0 if k == 0 else 0.94)), (x, y, z), 14), tone)
    return b.model()


def tray(spec: Spec) -> Model:
    """A shallow tray with a rim and two handles cut or bent at its ends."""
    b = Builder()
    w, d, h = spec.size
    rim, floor = min(0.6 * h, 0.03), min(0.008, 0.25 * h)
    wall = 0.008
    round_tray = spec.option("shape") == "round"

    def ring(k: float, z: float) -> Ring:
        return oval(w - k, d - k, z, points=44) if round_tray else soft_rectangle(w - k, d - k, 0.02, z, corner=5)

    top = rim if not round_tray else h
    b.add(
        "tray",
        loft([ring(0.004, 0.0), ring(0, 0.002), ring(0, top), ring(2 * wall, top), ring(2 * wall + 0.004, floor)]),
        spec.palette.primary,
    )
    if not round_tray:
        for sx in (-1, 1):
            x = sx * (w / 2 - wall / 2)
            b.add(
                "handle",
                push(
                    rod(
                        [
                            (x, -0.2 * d, rim - 0.004),
                            (x, -0.17 * d, h - 0.003),
                            (x, 0.17 * d, h - 0.003),
                            (x, 0.2 * d, rim - 0.004),
                        ],
                        0.0032,
                        0.01,
                        8,
                    ),
                    z1=h,
                ),
                spec.palette.secondary,
            )
    return b.model()


def tray_top(spec: Spec) -> tuple[Support, ...]:
    """Its floor."""
    x, y = 0.42 * spec.w, 0.40 * spec.d
    return (Support(min(0.008, 0.25 * spec.h), -x, -y, x, y),)


# light and ornament -------------------------------------------------------------------------------------------------


def candle(spec: Spec) -> Model:
    """A pillar candle, or one in a glass in modern styles, its flame lit."""
    b = Builder()
    w, d, h = spec.size
    flame = min(0.03, 0.22 * h)
    glass = spec.style.name in ("modern", "minimalist", "contemporary", "industrial")
    body = h - flame if not glass else h
    if glass:
        b.add("glass", turned([(0.94, 0.0), (1.0, 0.04), (1.0, 1.0)], w, d, h, 28, 0.003), GLASS)
        wax = 0.62 * h
        b.add("wax", cylinder(0.44 * min(w, d), wax, (0, 0, 0.012), 24), WAX)
        _flame(b, 0.0, 0.0, wax + 0.012, min(flame, h - wax - 0.014))
        return b.model()
    rings = [
        oval(w * k, d * k, z * body, points=28)
        for k, z in ((0.98, 0.0), (1.0, 0.03), (1.0, 0.95), (0.94, 1.0), (0.6, 0.975), (0.2, 0.965))
    ]
    b.add("wax", loft(rings), WAX)
    _flame(b, 0.0, 0.0, body - 0.035 * body, h - body + 0.035 * body)
    return b.model()


def _flame(b: Builder, x: float, y: float, z: float, tall: float) -> None:
    b.add("wick", cylinder(0.0012, 0.4 * tall, (x, y, z - 0.002), 6), paint("wick", (0.1, 0.09, 0.08), 1.0))
    profile = [(0.0, 0.0), (0.16, 0.12), (0.2, 0.3), (0.12, 0.65), (0.0, 1.0)]
    low = 0.25 * tall
    b.add("flame", lathe([(r * tall * 0.8, low + t * (tall - low)) for r, t in profile], (x, y, z), 12), FLAME)


def candle_holder(spec: Spec) -> Model:
    """A turned stick with a taper candle, or a row of three where the box is wide."""
    b = Builder()
    w, d, h = spec.size
    sticks = 3 if w > 2.2 * d else 1
    foot = min(w / sticks, d)
    for i in range(sticks):
        x = (i - (sticks - 1) / 2) * (w - foot) / max(1, sticks - 1)
        tall = h * (1.0 if i == sticks // 2 else 0.82)
        body = 0.5 * tall
        rows = smooth_profile(
            [
                (1.0, 0.0),
                (0.94, 0.06),
                (0.2, 0.13),
                (0.16, 0.4),
                (0.26, 0.5),
                (0.15, 0.62),
                (0.18, 0.86),
                (0.34, 0.93),
                (0.32, 1.0),
            ]
        )
        b.add("holder", lathe([(r * foot / 2, z * body) for r, z in rows], (x, 0, 0), 24), spec.palette.primary)
        flame = min(0.03, 0.12 * tall)
        b.add("candle", cylinder(0.0105, tall - body - flame * 0.8, (x, 0, body - 0.004), 14, radius_top=0.009), WAX)
        _flame(b, x, 0.0, tall - flame, flame)
        if foot < d - 0.003:
            b.add("foot", box((0.03, d, 0.004), (x, 0, 0.0004)), spec.palette.primary)
    return b.model()


def sculpture(spec: Spec) -> Model:
    """An abstract form on a base: knot, stacked stones, hoop or bust-like curve, by the seed."""
    b = Builder()
    w, d, h = spec.size
    base = 0.10 * h
    b.add("base", box((w * 0.72, d * 0.72, base), (0, 0, 0), 0.004), spec.palette.secondary)
    (_knot, _stones, _hoop, _wave)[spec.seed % 4](b, spec, base)
    return b.model()


def _in_box(mesh: trimesh.Trimesh, spec: Spec, low: float) -> trimesh.Trimesh:
    v = np.array(mesh.vertices)
    lo, hi = v.min(axis=0), v.max(axis=0)
    target = np.array([spec.w, spec.d, spec.h - low])
    v = (v - lo) / np.maximum(hi - lo, 1e-9) * target + (-spec.w / 2, -spec.d / 2, low)
    return raw(v, mesh.faces)


def _knot(b: Builder, spec: Spec, low: float) -> None:
    t = np.linspace(0, 2 * np.pi, 73)[:-1]
    path = np.column_stack([np.sin(t) + 2 * np.sin(2 * t), -np.sin(3 * t) * 0.9, np.cos(t) - 2 * np.cos(2 * t)])
    b.add("form", _in_box(tube(path, 0.62, 10, closed=True), spec, low - 0.004), spec.palette.primary)


def _stones(b: Builder, spec: Spec, low: float) -> None:
    rng = spec.rng()
    z, room = low, spec.h - low
    shares = (0.36, 0.27, 0.21, 0.16)
    for k, share in enumerate(shares):
        tall = share * room
        wide = (1.0, 0.78, 0.58, 0.42)[k]
        dx = 0.0 if k == 0 else float(rng.uniform(-0.06, 0.06)) * spec.w
        b.add(
            "form",
            ellipsoid((wide * spec.w, wide * spec.d, tall * 1.04 if k < 3 else tall), (dx, 0, z), 22),
            spec.palette.primary,
        )
        z += tall


def _hoop(b: Builder, spec: Spec, low: float) -> None:
    t = np.linspace(0, 2 * np.pi, 49)[:-1]
    path = np.column_stack([np.cos(t), np.zeros(48), np.sin(t)])
    radius = 0.13 + 0.09 * np.sin(t - 0.6)
    b.add("form", _in_box(tube(path, radius.tolist(), 12, closed=True), spec, low - 0.004), spec.palette.primary)


def _wave(b: Builder, spec: Spec, low: float) -> None:
    rows = np.linspace(0, 1, 22)
    rings = []
    for t in rows:
        k = 0.35 + 0.65 * np.sin(np.pi * (0.12 + 0.80 * t)) ** 2
        twist = 1.9 * t
        ring = oval(1.0 * k, 0.45 * k + 0.12, t, (0.18 * np.sin(5 * t), 0.0), power=2.6, points=24)
        c, s = np.cos(twist), np.sin(twist)
        rings.append(np.column_stack([c * ring[:, 0] - s * ring[:, 1], s * ring[:, 0] + c * ring[:, 1], ring[:, 2]]))
    b.add("form", _in_box(loft(rings), spec, low - 0.003), spec.palette.primary)


def globe(spec: Spec) -> Model:
    """A terrestrial globe with patches of land, tilted 23.4 degrees in a meridian ring."""
    b = Builder()
    w, d, h = spec.size
    ring = 0.006
    r = min(w, d, 0.82 * h) / 2 - 2 * ring
    zc = h - r - 2 * ring
    b.add("sea", ellipsoid((2 * r, 2 * r, 2 * r), (0, 0, zc - r), 28), spec.palette.primary)
    _land(b, r, zc, spec)
    a = np.linspace(-0.45 * np.pi, 0.95 * np.pi, 25) + 0.41
    big = r + ring
    meridian = np.column_stack([big * np.sin(a), np.zeros(25), zc + big * np.cos(a)])
    b.add("meridian", tube(meridian, ring * 0.9, 8), spec.palette.metal)
    foot = min(w, d)
    rows = smooth_profile([(1.0, 0.0), (0.94, 0.16), (0.4, 0.35), (0.16, 0.6), (0.2, 1.0)])
    low = zc - big + 0.004
    b.add("foot", lathe([(k * foot / 2, t * low) for k, t in rows], segments=28), spec.palette.secondary)
    if abs(w - d) > 0.003:
        b.add("foot", box((w, d, 0.006), (0, 0, 0)), spec.palette.secondary)
    b.add("cap", push(cylinder(0.006, 0.012, (0, 0, 0), 10), z1=h), spec.palette.metal)
    return b.model()


def _land(b: Builder, r: float, zc: float, spec: Spec) -> None:
    """Rough continents: caps of a slightly larger ball."""
    land = paint("land", (0.62, 0.66, 0.42), 0.7)
    places = (
        (0.6, 0.3, 0.50),
        (0.9, -0.35, 0.36),
        (-1.0, 0.55, 0.55),
        (-1.35, -0.1, 0.34),
        (2.4, 0.5, 0.62),
        (2.9, -0.45, 0.30),
        (-2.4, 0.2, 0.3),
    )
    for k, (lon, lat, size) in enumerate(places):
        a = np.arange(16) * 2 * np.pi / 16
        wob = size * (1 + 0.28 * np.sin(2 * a + k) + 0.18 * np.sin(3 * a + 2 * k))
        pole = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
        e1 = np.cross(pole, (0, 0, 1.0))
        e1 /= np.linalg.norm(e1)
        e2 = np.cross(pole, e1)
        rings = []
        for share, radius in ((1.0, 0.985), (1.0, 1.008), (0.6, 1.010), (0.2, 1.010)):
            ang = wob * share
            dirs = np.cos(ang)[:, None] * pole + np.sin(ang)[:, None] * (
                np.cos(a)[:, None] * e1 + np.sin(a)[:, None] * e2
            )
            rings.append(dirs * r * radius + (0, 0, zc))
        b.add("land", loft(rings), land)


def decor_misc(spec: Spec) -> Model:
    """Some ornament: a still life on two books, a sculpture or a vase by the seed; a bowl when it is flat."""
    if spec.h < 0.4 * spec.w:
        return bowl(spec)
    return (_still_life, sculpture, vase)[spec.seed % 3](spec)


def _still_life(spec: Spec) -> Model:
    """A slim vase and a ball on two books that lie askew."""
    b = Builder()
    w, d, h = spec.size
    book = min(0.16 * h, 0.045)
    gap = min(0.001, 0.06 * book)
    for k, (share, tone) in enumerate(((1.0, COVERS[spec.seed % 9]), (0.9, COVERS[(spec.seed + 4) % 9]))):
        size = (share * w, share * d)
        b.add("cover", box((size[0], size[1], 0.12 * book), (0, 0, k * book)), tone)
        b.add("pages", box((0.95 * size[0], 0.95 * size[1], 0.76 * book - gap / 2), (0, 0, (k + 0.12) * book)), PAPER)
        b.add("cover", box((size[0], size[1], 0.12 * book - gap), (0, 0, (k + 0.88) * book)), tone)
    low = 2 * book - 0.0008
    slim = 0.34 * min(w, d)
    stem = turned([(0.6, 0.0), (0.9, 0.12), (1.0, 0.4), (0.5, 0.7), (0.32, 0.85), (0.4, 1.0)], slim, slim, h - low, 26)
    b.add("vase", move(stem, (-0.2 * w, 0.08 * d, low)), spec.palette.primary)
    ball = min(0.3 * min(w, d), 0.5 * (h - low))
    b.add("ball", ellipsoid((ball, ball, ball), (0.2 * w, -0.12 * d, low), 22), spec.palette.secondary)
    return b.model()


def desk_accessory(spec: Spec) -> Model:
    """A pen pot with pencils; a pad of paper where the box is flat."""
    b = Builder()
    w, d, h = spec.size
    if h < 0.04:
        b.add("pad", box((w, d, 0.75 * h), (0, 0, 0), 0.001), PAPER)
        b.add("cover", box((w, 0.16 * d, h), (0, 0.42 * d, 0), 0.001), spec.palette.primary)
        return b.model()
    body = 0.66 * h
    b.add("pot", turned([(0.97, 0.0), (1.0, 0.03), (1.0, 1.0)], w, d, body, 28, 0.003), spec.palette.primary)
    tones = [dyed(spec.palette.secondary, hex_colour(c)) for c in spec.style.colours[:3]] or [spec.palette.secondary]
    for k in range(5):
        a = k * 2.4
        x, y = 0.30 * w * np.cos(a), 0.30 * d * np.sin(a)
        top = h if k == 0 else h * (0.86 + 0.03 * k)
        pencil = tube(
            [(-0.5 * x, -0.5 * y, 0.05 * h), (x, y, top - 0.012), (x * 1.02, y * 1.02, top)],
            [0.0036, 0.0036, 0.0006],
            6,
        )
        b.add(
            "pencil", push(pencil, z1=top), tinted(tones[k % len(tones)], 1.0, f"pencil {tones[k % len(tones)].name}")
        )
    return b.model()
