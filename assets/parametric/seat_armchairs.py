"""Armchairs of their own kind: tub chairs with one curved shell, wing chairs. The rest are sofas of one seat."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox, Support
from assets.model import Model
from assets.parametric.kit import Builder, box, move
from assets.parametric.kit_more import loft, pad, push, soft_rectangle
from assets.parametric.seat_parts import SWELL, legs, rest_height, tuft_buttons, tufted
from assets.parametric.seat_sofas import leg_material, sofa, sofa_solid, sofa_support
from assets.parametric.spec import Spec


def _kind(spec: Spec) -> str:
    """The option `kind`, else by style: wing chairs in classic rooms, tubs in deco and contemporary ones."""
    if spec.category == "recliner":
        return "plain"
    default = {"classic": "wing", "art deco": "tub", "contemporary": "tub"}.get(spec.style.name, "plain")
    wish = spec.option("kind", default)
    return wish if wish in ("wing", "tub") and spec.h >= 0.68 else "plain"


def armchair(spec: Spec) -> Model:
    """An armchair of the style: plain, tub or wing (option `kind`)."""
    kind = _kind(spec)
    if kind == "plain":
        return sofa(spec)
    b = Builder()
    (_tub if kind == "tub" else _wing)(b, spec)
    return b.model()


def _tub_walls(spec: Spec) -> tuple[float, float, float]:
    """Thickness of the shell, height of its arms, leg height [m]."""
    seat = min(0.44, 0.53 * spec.h)
    leg = 0.04 if spec.style.legs == "plinth" else min(0.13, 0.3 * seat)
    return 0.11 * min(1.0, spec.w / 0.8), min(0.66, 0.76 * spec.h), leg


def _tub(b: Builder, spec: Spec) -> None:
    """A shell that runs round as arms and back in one sweep, with a thick seat cushion."""
    w, d, h = spec.size
    thick, arm, leg = _tub_walls(spec)
    seat, cloth = min(0.44, 0.53 * h), spec.palette.primary
    x0, y0 = w / 2 - thick / 2, -d / 2 + 0.03
    round_from = d / 2 - thick / 2 - min(x0, 0.5 * d)
    a = np.linspace(np.pi, 0, 21)
    bow = np.column_stack([x0 * np.cos(a), round_from + (d / 2 - thick / 2 - round_from) * np.sin(a)])
    left, right = np.array([[-x0, y0], [-x0, (y0 + round_from) / 2]]), np.array([[x0, (y0 + round_from) / 2], [x0, y0]])
    path = np.vstack([left, bow, right])
    share = np.clip((path[:, 1] - round_from) / (d / 2 - thick / 2 - round_from), 0, 1)
    tops = arm + (h - arm) * (3 * share**2 - 2 * share**3)
    b.add("shell", loft(_upright_rings(path, tops, leg, thick)), cloth)
    inner = w - 2 * thick + 0.03
    deep = d / 2 - thick * 0.6 + d / 2
    b.add("deck", box((inner, deep - 0.02, seat - 0.13 - leg), (0, -d / 2 + 0.01 + deep / 2, leg), 0.015), cloth)
    b.add(
        "seat cushion",
        pad((inner - 0.01, deep, 0.14), (0, -d / 2 + deep / 2, seat + SWELL - 0.14), 0.05, 0.10, SWELL),
        cloth,
    )
    kind = spec.style.legs
    inset = 0.05 if kind != "plinth" else 0.10
    b.add(
        "leg",
        legs(kind, w / 2 - inset, d / 2 - inset, leg + 0.004, 0.05),
        leg_material(spec) if kind != "plinth" else spec.palette.metal,
    )


def _upright_rings(path: np.ndarray, tops: np.ndarray, low: float, thick: float) -> list[np.ndarray]:
    """Soft upright sections across the path: one ring of points for each place."""
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    normal = np.column_stack([-tangent[:, 1], tangent[:, 0]])
    last = len(path) - 1
    rings = []
    for i, (p, n, top) in enumerate(zip(path, normal, tops, strict=True)):
        k = 0.82 if i in (0, last) else 1.0
        section = soft_rectangle(thick * k, (top - low) * (1 if k == 1 else 0.985), 0.042, 0.0, corner=3)
        z = low + (top - low) / 2 + section[:, 1]
        rings.append(np.column_stack([p[0] + section[:, 0] * n[0], p[1] + section[:, 0] * n[1], z]))
    return rings


def _wing_plan(spec: Spec) -> tuple[float, float, float]:
    """Arm breadth, arm top, seat height [m]."""
    seat = min(0.45, 0.46 * spec.h + 0.03)
    return min(0.12, 0.15 * spec.w), seat + 0.20, seat


def _wing(b: Builder, spec: Spec) -> None:
    """A high back with ears, slim scrolled arms, a loose seat cushion, turned legs in front."""
    w, d, h = spec.size
    arm, top, seat = _wing_plan(spec)
    leg, cloth = min(0.16, 0.38 * seat), spec.palette.primary
    back = 0.13
    b.add("leg", legs(spec.style.legs, w / 2 - 0.03, d / 2 - 0.03, leg + 0.005, 0.055), leg_material(spec))
    b.add("base", box((w - 0.03, d - 0.03, seat - 0.10 - leg), (0, 0, leg), 0.025, 4), cloth)
    inner = w - 2 * arm
    deep = d - back - 0.02
    b.add(
        "seat cushion",
        pad(
            (inner + 0.006, deep + 0.02, 0.12), (0, -d / 2 + (deep + 0.02) / 2, seat + SWELL - 0.12), 0.045, 0.06, SWELL
        ),
        cloth,
    )
    b.add("back", box((w - 0.05, back, h - leg - 0.05), (0, d / 2 - back / 2, leg + 0.03), 0.05, 4), cloth)
    b.add("back", push(pad((w - 0.10, back, 0.12), (0, d / 2 - back / 2, h - 0.12), 0.05, 0.05, 0.03), z1=h), cloth)
    skin = tufted(inner + 0.01, h - seat - 0.05, 0.07, 0.15) if spec.style.tufted else None
    if skin is not None:
        for button in tuft_buttons(inner + 0.01, h - seat - 0.05, 0.07, 0.15):
            b.add("button", move(button, (0, d / 2 - back + 0.004, seat - 0.01)), cloth)
        b.add(
            "back pad",
            move(skin, (0, d / 2 - back + 0.004, seat - 0.01)),
            cloth,
        )
    for sx in (-1, 1):
        x = sx * (w / 2 - arm / 2)
        b.add("arm", box((arm * 0.86, d - 0.06, top - leg - 0.04), (x - sx * 0.004, 0.02, leg + 0.01), 0.03, 4), cloth)
        b.add("arm", box((arm, d - 0.10, 0.085), (x, 0.0, top - 0.085), 0.04, 4), cloth)
        b.add("wing", _ear(x - sx * 0.008, arm * 0.72, top - 0.06, h, d), cloth)


def _ear(x: float, thick: float, low: float, high: float, d: float) -> trimesh.Trimesh:
    """A wing: a soft plate whose front edge sweeps out from the arm and back in at the top."""
    t = np.linspace(0, 1, 11)
    reach = (0.30 + 0.12 * np.sin(np.pi * t**0.8)) * np.interp(t, [0, 0.85, 1.0], [1.0, 0.95, 0.55])
    y1 = d / 2 - 0.03
    rings = []
    for share, z in zip(reach, low + t * (high - low - 0.012), strict=True):
        long = share * d
        rings.append(soft_rectangle(thick, long, 0.032, float(z), (x, y1 - long / 2), 4))
    return loft(rings)


def armchair_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Seat, back and arms."""
    kind = _kind(spec)
    w, d, h = spec.size
    if kind == "plain":
        return sofa_solid(spec)
    if kind == "tub":
        thick, arm, _ = _tub_walls(spec)
        seat = min(0.44, 0.53 * h) + 0.02
        sides = thick + 0.01
    else:
        width, arm, seat = _wing_plan(spec)
        seat, sides = seat + 0.03, width + 0.012
    half = 0.5 * d if kind == "tub" else 0.46 * d
    return (
        SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, seat)),
        SolidBox((-w / 2, -d / 2, seat), (-w / 2 + sides, d / 2, arm)),
        SolidBox((w / 2 - sides, -d / 2, seat), (w / 2, d / 2, arm)),
        SolidBox((-w / 2, d / 2 - half - 0.03, seat), (w / 2, d / 2, h)),
    )


def armchair_support(spec: Spec) -> tuple[Support, ...]:
    """The seat."""
    if _kind(spec) == "plain":
        return sofa_support(spec)
    tub = _kind(spec) == "tub"
    thick = _tub_walls(spec)[0] if tub else _wing_plan(spec)[0]
    seat = min(0.44, 0.53 * spec.h) if tub else _wing_plan(spec)[2]
    x = spec.w / 2 - thick - 0.02
    half = 0.5 if tub else 0.46
    return (Support(rest_height(seat), -x, -spec.d / 2 + 0.03, x, spec.d / 2 - half * spec.d - 0.03),)
