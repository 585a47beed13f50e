"""Chairs that turn and roll: office chairs with a mesh back, gaming chairs with bolsters. Five castors, a gas lift."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, move, turn
from assets.parametric.kit_more import loft, pad, post, push, ribbon, rod, soft_rectangle
from assets.parametric.looks import BLACK, CHROME, GREY, tinted
from assets.parametric.spec import Spec

_CASTOR = 0.03


def _seat_height(spec: Spec) -> float:
    """Top of the seat: 0.47 m, lower on a low chair (EN 1335-1 asks for 0.40 to 0.51)."""
    return min(0.48, 0.44 * spec.h)


def star_base(b: Builder, w: float, d: float, seat_under: float) -> None:
    """Five legs with castors that just reach the box, and the gas lift up to `seat_under`. One leg points to the rear,
    so the hub stands before the middle: see `hub_y`."""
    wheel = 0.055
    y0 = hub_y(d)
    for k in range(5):
        a = np.pi / 2 + k * 2 * np.pi / 5
        c, s = np.cos(a), np.sin(a)
        tip = (c * (w / 2 - _CASTOR), y0 + s * (d / 2 - _CASTOR - y0))
        arm = [(0.03 * c, y0 + 0.03 * s, 0.115), (0.55 * tip[0], y0 + 0.55 * (tip[1] - y0), 0.10),
               (tip[0], tip[1], wheel + 0.018)]  # fmt: skip
        b.add("base", _spoke(arm, a), BLACK)
        for side in (-1, 1):
            flat = cylinder(wheel / 2, 0.018, (0, side * 0.013, 0), 14, along="y", bevel=0.004)
            turned = turn(flat, "z", a + 0.5)
            b.add(
                "castor",
                move(turned, (tip[0], tip[1], 0)),
                BLACK,
            )
    b.add("hub", cylinder(0.036, 0.07, (0, y0, 0.08), 16, radius_top=0.03), BLACK)
    b.add("gas lift", cylinder(0.026, 0.5 * (seat_under - 0.15), (0, y0, 0.15), 14), BLACK)
    b.add("gas lift", cylinder(0.015, seat_under - 0.152, (0, y0, 0.152), 12), CHROME)


def hub_y(d: float) -> float:
    """Where the hub stands so that the rear leg and the two front legs of a five-legged star reach both ends of `d`."""
    reach = (d - 2 * _CASTOR) / (1 + np.cos(np.pi / 5))
    return float(d / 2 - _CASTOR - reach)


def _spoke(path: list[tuple[float, float, float]], a: float) -> trimesh.Trimesh:
    sizes = [(0.05, 0.04), (0.042, 0.032), (0.03, 0.022)]
    rings = []
    for p, (wide, tall) in zip(path, sizes, strict=True):
        section = soft_rectangle(wide, tall, 0.006, 0.0, corner=1)
        across = np.array([-np.sin(a), np.cos(a), 0.0])
        rings.append(np.asarray(p) + section[:, :1] * across + section[:, 1:2] * (0, 0, 1))
    return loft(rings)


def _widen_to(b: Builder, w: float, d: float, seat: float) -> None:
    """Arm rests at the full width of the box."""
    for sx in (-1, 1):
        x = sx * (w / 2 - 0.04)
        b.add("arm", box((0.08, 0.24, 0.028), (x, -0.01, seat + 0.19), 0.013), BLACK)
        b.add(
            "arm",
            ribbon([(sx * 0.16, 0.02, seat - 0.07), (x * 0.99, 0.02, seat - 0.05)], (0, 0.05, 0), (0, 0, 0.018)),
            BLACK,
        )
        b.add(
            "arm",
            post([(x * 0.98, 0.02, seat - 0.06), (x, 0.01, seat + 0.195)], [(0.024, 0.055), (0.024, 0.05)]),
            BLACK,
        )


def office_chair(spec: Spec) -> Model:
    """Mesh or upholstered back on a spine, padded seat, arm rests unless `arms` is "no"; a gaming chair by category."""
    if spec.category == "gaming_chair":
        return gaming_chair(spec)
    b = Builder()
    w, d = spec.w, spec.d
    seat = _seat_height(spec)
    star_base(b, w, d, seat - 0.09)
    b.add("mechanism", box((0.16, 0.22, 0.035), (0, 0.02, seat - 0.105), 0.01), BLACK)
    sw, sd = min(0.52, w * 0.8), min(0.49, d * 0.76)
    sy = -0.03
    b.add("seat shell", box((sw - 0.03, sd - 0.03, 0.025), (0, sy, seat - 0.078), 0.012), BLACK)
    b.add("seat", pad((sw, sd, 0.07), (0, sy, seat - 0.062), 0.03, 0.10, 0.022), spec.palette.primary)
    if spec.option("arms", "yes") != "no":
        _widen_to(b, w, d, seat)
    _mesh_back(b, spec, seat, sw, sy + sd / 2)
    return b.model()


def _mesh_back(b: Builder, spec: Spec, seat: float, width: float, rear: float) -> None:
    """A curved frame with stretched mesh (or a pad for warm styles), carried by a spine."""
    low, high = seat + 0.07, spec.h
    y1 = min(spec.d / 2 - 0.02, rear + 0.10)
    t = np.linspace(0, 1, 9)
    z = low + t * (high - low)
    y = rear - 0.015 + 0.03 * np.sin(np.pi * t * 0.9) * -1 + (y1 - rear) * t**1.6
    half = width / 2 * (0.86 + 0.14 * np.sin(np.pi * np.clip(t * 1.1, 0, 1)))
    cloth = spec.palette.primary
    mesh = spec.option("back", "mesh" if not spec.style.tufted else "pad") == "mesh"
    thick = 0.010 if mesh else 0.055
    rings = []
    for k in range(9):
        end = 1.0 if mesh else min(1.0, 0.55 + 4 * min(t[k], 1 - t[k]))
        rings.append(_bowed_section(half[k] - 0.012, y[k], z[k], thick * end, 0.045))
    b.add("back", push(loft(rings), z1=high - 0.008), cloth)
    edge = [(s * half[k], y[k] - 0.045 + 0.004, z[k]) for s, ks in ((-1, range(9)), (1, range(8, -1, -1))) for k in ks]
    b.add("back frame", push(rod(edge, 0.011, 0.06, 8), z1=high), BLACK)
    b.add(
        "back frame",
        rod([(-half[0], y[0] - 0.041, z[0]), (0, y[0] + 0.008, z[0]), (half[0], y[0] - 0.041, z[0])], 0.011, 0.12, 8),
        BLACK,
    )
    spine = [(0, 0.06, seat - 0.09), (0, rear + 0.03, seat - 0.08), (0, y[3] + 0.03, z[3]), (0, y[6] + 0.012, z[6])]
    b.add(
        "spine",
        post(
            [(p[0], p[1], p[2] + 0.0005 * i) for i, p in enumerate(spine)],
            [(0.07, 0.03), (0.06, 0.03), (0.05, 0.022), (0.035, 0.012)],
        ),
        BLACK,
    )


def _bowed_section(half: float, y: float, z: float, thick: float, bow: float) -> np.ndarray:
    """A level section of a back that wraps the sitter: its sides come forward by `bow`."""
    s = np.linspace(-1, 1, 9)
    front = np.column_stack([s * half, y - bow * s**2 - thick / 2, np.full(9, z)])
    rear = np.column_stack([s[::-1] * half, y - bow * s[::-1] ** 2 + thick / 2, np.full(9, z)])
    return np.vstack([front, rear])


def gaming_chair(spec: Spec) -> Model:
    """A bucket seat: bolstered seat and tall back in two colours, neck pillow, arm rests."""
    b = Builder()
    w, d, h = spec.size
    seat = min(0.50, 0.40 * h)
    main, trim = tinted(BLACK, 1.3, "black leatherette"), spec.palette.accent
    star_base(b, w, d, seat - 0.11)
    b.add("mechanism", box((0.2, 0.24, 0.04), (0, 0.02, seat - 0.13), 0.01), GREY)
    sw, sd = min(0.54, w * 0.8), min(0.50, d * 0.74)
    b.add("seat", pad((sw - 0.10, sd, 0.10), (0, -0.04, seat - 0.10), 0.035, 0.06, 0.02), main)
    for sx in (-1, 1):
        wing = pad((0.085, sd - 0.05, 0.13), (sx * (sw / 2 - 0.042), -0.03, seat - 0.10), 0.035, 0.04, 0.02)
        b.add("seat bolster", wing, trim)
    _widen_to(b, w, d, seat)
    _bucket_back(b, spec, seat, -0.04 + sd / 2, main)
    return b.model()


def _bucket_back(b: Builder, spec: Spec, seat: float, rear: float, main: Material) -> None:
    """The tall shell back: middle panel, coloured side wings, shoulder wings, neck and lumbar pillows."""
    trim, d = spec.palette.accent, spec.d
    low, high = seat - 0.06, spec.h
    t = np.linspace(0, 1, 12)
    z = low + t * (high - low)
    y = rear + 0.02 + (d / 2 - 0.055 - rear - 0.02) * t
    outer = np.interp(
        t, [0, 0.12, 0.35, 0.55, 0.72, 0.80, 0.9, 1.0], [0.20, 0.235, 0.225, 0.26, 0.275, 0.20, 0.185, 0.13]
    )
    outer *= min(1.0, spec.w / 0.62)
    inner = outer * 0.62
    end = np.minimum(1.0, 0.35 + 9 * np.minimum(t, 1 - t))
    b.add("back", loft([_bowed_section(outer[k], y[k] + 0.02, z[k], 0.07 * end[k], 0.035) for k in range(12)]), main)
    b.add(
        "back panel",
        loft([_bowed_section(inner[k], y[k] - 0.004, z[k], 0.085 * end[k], 0.0) for k in range(1, 8)]),
        main,
    )
    for sx in (-1, 1):
        rings = []
        for k in range(1, 9):
            cx = sx * (inner[k] + outer[k]) / 2
            wide = (outer[k] - inner[k]) * 1.02
            rings.append(soft_rectangle(wide, 0.105 * end[k], 0.02, z[k], (cx, y[k] - 0.03), 2))
        b.add("wing", loft(rings), trim)
    for share, broad, tall in ((0.86, 0.24, 0.13), (0.2, 0.30, 0.17)):
        zc = share * (high - low) + low
        pillow = turn(pad((broad, tall, 0.075), (0, 0, 0), 0.03, 0.05, 0.03), "x", np.pi / 2 - 0.1)
        yy = float(np.interp(share, t, y)) - 0.035
        b.add("pillow", push(pillow, y1=yy + 0.02, z0=zc - tall / 2), trim)


def office_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Base and seat as one block up to the arm rests' height at the sides, and the back."""
    w, d, h = spec.size
    seat = _seat_height(spec) if spec.category != "gaming_chair" else min(0.50, 0.40 * h)
    top = seat + 0.035
    inner = w / 2 - 0.085
    back = 0.42 * d if spec.category == "gaming_chair" else 0.40 * d
    return (
        SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, top)),
        SolidBox((-w / 2, -0.17, top), (-inner, 0.12, seat + 0.22)),
        SolidBox((inner, -0.17, top), (w / 2, 0.12, seat + 0.22)),
        SolidBox((-0.45 * w, d / 2 - back, top), (0.45 * w, d / 2, h)),
    )
