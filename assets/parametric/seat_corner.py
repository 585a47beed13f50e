"""Long seats: sofas with a chaise or a corner, day loungers."""

from __future__ import annotations

import numpy as np
import trimesh

from assets.asset import SolidBox, Support
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, move, turn
from assets.parametric.kit_more import loft, pad, push, soft_rectangle
from assets.parametric.seat_parts import SUNK, SWELL, legs, rest_height
from assets.parametric.seat_sofas import SofaPlan, back_depth, leg_material, loose_back, sofa_plan
from assets.parametric.spec import Spec


def _side(spec: Spec) -> int:
    """+1: the long part is on the right of a person who looks at the sofa (x > 0); -1 on the left."""
    return -1 if spec.option("chaise", spec.option("side", "right")) == "left" else 1


def _depths(spec: Spec) -> tuple[float, float]:
    """Depth of the straight part and width of the long part [m]."""
    return min(0.95, 0.62 * spec.d), min(1.0, 0.42 * spec.w)


def _cornered(spec: Spec) -> bool:
    """A true corner (a back along both sides) where the box is deep; else a chaise without a back at its side."""
    return spec.option("shape", "corner" if spec.d > 1.9 else "chaise") == "corner"


def sectional_sofa(spec: Spec) -> Model:
    """An L-shaped sofa. It is built with the long part on the right and mirrored for the left."""
    b = Builder()
    plan = sofa_plan(spec)
    side, (deep, wide) = _side(spec), _depths(spec)
    w, d = spec.w, spec.d
    y_main = d / 2 - deep / 2
    corner = _cornered(spec)
    for name, mesh, material in _pieces(spec, plan, deep, wide, corner):
        b.add(name, mesh if side > 0 else _flipped(mesh), material)
    feet = legs(
        spec.style.legs if spec.style.legs not in ("sled", "hairpin") else "block",
        w / 2 - 0.03,
        deep / 2 - 0.03,
        plan.leg,
        0.055,
        y_main,
    )
    front = legs(
        "block" if spec.style.legs in ("sled", "hairpin") else spec.style.legs,
        wide / 2 - 0.03,
        (d - deep) / 2,
        plan.leg,
        0.055,
        -deep / 2 + 0.03,
    )
    shift = side * (w / 2 - wide / 2)
    front = [move(m, (shift, 0, 0)) for m in front if float(m.vertices[:, 1].mean()) < -d / 2 + 0.25 or len(front) == 1]
    b.add("leg", [*feet, *front], leg_material(spec))
    return b.model()


def _flipped(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    return trimesh.Trimesh(np.asarray(mesh.vertices) * (-1, 1, 1), mesh.faces[:, ::-1], process=False)


def _pieces(
    spec: Spec, plan: SofaPlan, deep: float, wide: float, corner: bool
) -> list[tuple[str, trimesh.Trimesh, Material]]:
    """Everything but the legs, long part on the right."""
    w, d, h = spec.size
    cloth, leg = spec.palette.primary, plan.leg
    arm, frame = max(plan.arm, 0.10), plan.frame
    front = d / 2 - deep
    out: list[tuple[str, trimesh.Trimesh, Material]] = []
    x_long = w / 2 - wide
    out.append(
        (
            "deck",
            box(
                (w - arm + 0.004, deep - frame - 0.012, plan.deck - leg),
                (arm / 2 - 0.002, d / 2 - frame - (deep - frame - 0.012) / 2, leg),
                0.012,
            ),
            cloth,
        )
    )
    out.append(
        (
            "deck",
            box(
                (wide - (0.002 if not corner else frame), d - deep + 0.06, plan.deck - leg - 0.001),
                (w / 2 - wide / 2 - (0.001 if not corner else frame / 2), -d / 2 + 0.012 + (d - deep + 0.06) / 2, leg),
                0.012,
            ),
            cloth,
        )
    )
    out.append(("back", box((w, frame, h - 0.07 - leg), (0, d / 2 - frame / 2, leg), 0.04, 4), cloth))
    length = deep if plan.kind == "block" else deep - 0.01
    out.append(
        ("arm", box((arm, length, plan.arm_top - leg), (-w / 2 + arm / 2, d / 2 - length / 2, leg), 0.035, 4), cloth)
    )
    if corner:
        out.append(
            ("side back", box((frame, d - 0.02, h - 0.07 - leg), (w / 2 - frame / 2, 0.01, leg), 0.04, 4), cloth)
        )
    else:
        out.append(
            (
                "side arm",
                box(
                    (arm, deep - 0.004, plan.arm_top - leg), (w / 2 - arm / 2, d / 2 - deep / 2 + 0.002, leg), 0.035, 4
                ),
                cloth,
            )
        )
    inner_right = frame if corner else 0.0
    seat_z, thick = plan.deck, plan.seat - plan.deck + 0.012
    soft = min(0.19, 0.2 * deep)
    main = x_long - (-w / 2 + arm)
    seats = max(1, round(main / 0.68))
    rear = d / 2 - frame
    cush = deep - frame - 0.55 * soft + 0.0
    for i in range(seats):
        x = -w / 2 + arm + (i + 0.5) * main / seats
        out.append(
            (
                "seat cushion",
                pad((main / seats - 0.006, cush, thick), (x, front + cush / 2, seat_z), 0.045, 0.05, SWELL),
                cloth,
            )
        )
        out.append(
            (
                "back cushion",
                loose_back(main / seats - 0.008, h - plan.seat + 0.005, soft, x, rear, plan.seat - 0.005),
                cloth,
            )
        )
    long = d - frame - 0.55 * soft
    cw = wide - inner_right - (0.0 if corner else 0.002)
    out.append(
        (
            "seat cushion",
            pad((cw - 0.004, long, thick), (x_long + cw / 2, -d / 2 + long / 2, seat_z), 0.045, 0.05, SWELL),
            cloth,
        )
    )
    bw = wide - inner_right - (0.0 if corner else arm)
    out.append(
        (
            "back cushion",
            loose_back(bw - 0.012, h - plan.seat + 0.005, soft, x_long + bw / 2, rear, plan.seat - 0.005),
            cloth,
        )
    )
    if corner:
        run = d - frame - soft - 0.1
        n = max(1, round(run / 0.7))
        for i in range(n):
            y = -d / 2 + 0.05 + (i + 0.5) * run / n
            flat = loose_back(run / n - 0.01, h - plan.seat + 0.005, soft, 0.0, 0.0, plan.seat - 0.005)
            turned = turn(flat, "z", -np.pi / 2)
            out.append(
                (
                    "back cushion",
                    move(push(turned, x1=w / 2 - frame + 0.012), (0, y, 0)),
                    cloth,
                )
            )
    return out


def sectional_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The L of the seat, the back, the arms; the corner of the L is free floor."""
    w, d, h = spec.size
    plan = sofa_plan(spec)
    side, (deep, wide) = _side(spec), _depths(spec)
    top, back = plan.seat + 0.035, back_depth(spec, plan)
    arm = max(plan.arm, 0.10) + 0.012
    front = d / 2 - deep
    boxes = [
        SolidBox((-w / 2, front - 0.004, 0), (w / 2, d / 2, top)),
        SolidBox((w / 2 - wide - 0.004, -d / 2, 0), (w / 2, front, top)),
        SolidBox((-w / 2, d / 2 - back, top), (w / 2, d / 2, h)),
        SolidBox((-w / 2, front - 0.004, top), (-w / 2 + arm, d / 2, plan.arm_top)),
    ]
    if _cornered(spec):
        boxes.append(SolidBox((w / 2 - back, -d / 2, top), (w / 2, d / 2, h)))
    else:
        boxes.append(SolidBox((w / 2 - arm, front - 0.004, top), (w / 2, d / 2, plan.arm_top)))
    if side > 0:
        return tuple(boxes)
    return tuple(SolidBox((-s.hi[0], s.lo[1], s.lo[2]), (-s.lo[0], s.hi[1], s.hi[2])) for s in boxes)


def sectional_support(spec: Spec) -> tuple[Support, ...]:
    """The straight part's seat and the chaise."""
    plan = sofa_plan(spec)
    side, (deep, wide) = _side(spec), _depths(spec)
    w, d = spec.w, spec.d
    back = back_depth(spec, plan)
    right = back if _cornered(spec) else 0.05
    flat = (-w / 2 + plan.arm, d / 2 - deep + 0.03, w / 2 - wide, d / 2 - back)
    long = (w / 2 - wide, -d / 2 + 0.05, w / 2 - right, d / 2 - back)
    out = [Support(rest_height(plan.seat), *flat), Support(rest_height(plan.seat), *long)]
    if side < 0:
        out = [Support(s.height, -s.x1, s.y0, -s.x0, s.y1) for s in out]
    return tuple(out)


# day lounger --------------------------------------------------------------------------------------------------------


def chaise_longue(spec: Spec) -> Model:
    """A long seat with a raised scrolled back at +y, one low arm; its foot towards -y."""
    b = Builder()
    w, d, h = spec.size
    cloth = spec.palette.primary
    seat = min(0.44, 0.52 * h)
    leg = min(0.15, 0.35 * seat)
    kind = spec.style.legs if spec.style.legs not in ("plinth", "sled") else "block"
    b.add("leg", legs(kind, w / 2 - 0.03, d / 2 - 0.05, leg, 0.05), leg_material(spec))
    b.add("base", box((w - 0.01, d - 0.01, 0.10), (0, 0, leg), 0.02), cloth)
    b.add("seat", pad((w, d - 0.006, seat - leg - 0.07), (0, -0.003, leg + 0.07), 0.05, 0.06, SWELL), cloth)
    rear, thick = d / 2, 0.13
    rings = []
    for t in np.linspace(0, 1, 12):
        z = seat - 0.05 + t * (h - seat + 0.05)
        y = rear - thick / 2 - 0.24 * (1 - t) ** 1.3
        end = min(1.0, 0.5 + 6 * (1 - t))
        rings.append(soft_rectangle((w - 0.02) * (0.97 + 0.03 * end), thick * end, 0.045 * end, z, (0, y), 4))
    b.add("back", push(loft(rings), y1=rear, z1=h), cloth)
    roll = cylinder(0.075, w - 0.14, (0, rear - 0.40, seat + 0.005), 22, along="x", bevel=0.02)
    b.add("bolster", roll, spec.palette.accent if spec.style.name in ("bohemian", "art deco") else cloth)
    return b.model()


def chaise_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The long seat, and the back at its head."""
    w, d, h = spec.size
    top = min(0.44, 0.52 * h) + 0.01
    return (
        SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, top)),
        SolidBox((-w / 2, d / 2 - 0.52, top), (w / 2, d / 2, h)),
    )


def chaise_support(spec: Spec) -> tuple[Support, ...]:
    """The seat."""
    seat = min(0.44, 0.52 * spec.h)
    return (Support(seat - SUNK, -spec.w / 2 + 0.06, -spec.d / 2 + 0.08, spec.w / 2 - 0.06, spec.d / 2 - 0.55),)
