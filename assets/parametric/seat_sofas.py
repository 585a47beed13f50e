"""Upholstered seats with arms: sofas, sofas with a chaise, armchairs.

Built from the floor up: legs, a deck, seat cushions, a back with its cushions, arms. Front towards -y.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
import trimesh

from assets.asset import SolidBox, Support
from assets.materials import shade
from assets.model import Material, Model
from assets.parametric.kit import Builder, box, cylinder, ellipsoid, extrude, move, turn
from assets.parametric.kit_more import pad, post, push, ribbon
from assets.parametric.seat_parts import LEG_HEIGHT, SWELL, channelled, legs, rest_height, tuft_buttons, tufted
from assets.parametric.spec import Spec

ARM_WIDTH = {"slim": 0.085, "block": 0.17, "rolled": 0.19, "wood": 0.055, "chesterfield": 0.2}
ROLLED = ("rolled", "chesterfield")


@dataclass(frozen=True)
class SofaPlan:
    """Measures of a sofa [m]: leg height, top of the deck under the cushions, top of the seat, breadth and height of an
    arm, thickness of the back's frame, number of seats, kind of arm."""

    leg: float
    deck: float
    seat: float
    arm: float
    arm_top: float
    frame: float
    seats: int
    kind: str

    def inner(self, w: float) -> float:
        """Width between the arms."""
        return w - 2 * self.arm


def sofa_plan(spec: Spec) -> SofaPlan:
    """Seat 0.42-0.46 m high where the height allows; arms about 0.6 m; a seat for every 0.62 m between the arms."""
    kind = _kind(spec)
    arm = min(ARM_WIDTH[kind], 0.14 * spec.w if spec.w < 1.3 else 1.0)
    seat = min(0.44, 0.53 * spec.h)
    leg = min(LEG_HEIGHT.get(spec.style.legs, 0.1), 0.4 * seat)
    tall = {"rolled": 0.74, "block": 0.70, "slim": 0.72, "wood": 0.70, "chesterfield": 0.985}[kind]
    seats = spec.count("seats", max(1, min(4, round((spec.w - 2 * arm) / 0.66))))
    return SofaPlan(leg, seat - 0.15, seat, arm, max(tall * spec.h, seat + 0.1), min(0.13, 0.14 * spec.d), seats, kind)


def _kind(spec: Spec) -> str:
    """The kind of arm, which decides the rest: the option `arm`, or a chesterfield for the option `kind` and in
    industrial rooms, else the style's."""
    leather = spec.style.name == "industrial" and spec.category in ("sofa", "loveseat", "armchair")
    default = "chesterfield" if leather or spec.option("kind") == "chesterfield" else spec.style.arm
    kind = spec.option("arm", default)
    return kind if kind in ARM_WIDTH else "block"


def sofa(spec: Spec) -> Model:
    """A straight sofa; an armchair when it is one seat wide."""
    b, plan = Builder(), sofa_plan(spec)
    w, d = spec.w, spec.d
    _legs(b, spec, plan, w, d, 0.0)
    _arms(b, spec, plan)
    _body(b, spec, plan, -w / 2 + plan.arm, w / 2 - plan.arm, plan.seats)
    if spec.category == "sofa_bed":
        _pull_out(b, spec, plan)
    return b.model()


def _pull_out(b: Builder, spec: Spec, plan: SofaPlan) -> None:
    """What tells a sofa bed from a sofa while it is closed: the front of the bed drawer with its castors, two pull
    straps, and the edge of the folded mattress above it."""
    half, y = spec.w / 2 - plan.arm - 0.004, -spec.d / 2
    seam = 0.62 * plan.deck
    cloth = spec.palette.primary
    b.add("bed drawer", box((2 * half, 0.022, seam - 0.055), (0, y + 0.011, 0.045), 0.006), cloth)
    edge = replace(cloth, name=f"{cloth.name} mattress", colour=shade(cloth.colour, 0.14))
    b.add("mattress edge", box((2 * half - 0.02, 0.02, plan.deck - seam - 0.008), (0, y + 0.014, seam), 0.009), edge)
    for sx in (-1, 1):
        long = min(0.13, seam - 0.02)
        strap = box((0.035, 0.006, long), (sx * 0.5 * half, y + 0.003, seam - 0.01 - long), 0.002)
        b.add("pull strap", strap, spec.palette.wood)
        b.add("castor", cylinder(0.022, 0.03, (sx * 0.85 * half, y + 0.06, 0.0), 16, along="x"), spec.palette.metal)


def leg_material(spec: Spec) -> Material:
    return spec.palette.metal if spec.style.legs in ("hairpin", "sled", "angle") else spec.palette.wood


def _legs(b: Builder, spec: Spec, plan: SofaPlan, w: float, d: float, y: float) -> None:
    """Legs set a little in from the corners, one more pair in the middle of a long sofa."""
    kind = spec.style.legs
    thick = {"block": 0.06, "turned": 0.06, "plinth": 0.1}.get(kind, 0.055)
    b.add("leg", legs(kind, w / 2 - 0.03, d / 2 - 0.03, plan.leg, thick, y), leg_material(spec))
    if w > 2.2 and kind not in ("plinth", "sled"):
        b.add("leg", legs("block", 0.03, d / 2 - 0.1, plan.leg, 0.05, y)[:2], leg_material(spec))


def _arms(b: Builder, spec: Spec, plan: SofaPlan, sides: tuple[int, ...] = (-1, 1)) -> None:
    for side in sides:
        x = side * (spec.w / 2 - plan.arm / 2)
        if plan.kind == "wood":
            _wood_arm(b, spec, plan, x)
        elif plan.kind in ROLLED:
            b.add("arm", _rolled_arm(spec, plan, x, side), spec.palette.primary)
        else:
            depth = spec.d if plan.kind == "block" else spec.d - 0.01
            y = 0.0 if plan.kind == "block" else 0.005
            tall = plan.arm_top - plan.leg
            soft = 0.045 if plan.kind == "block" else 0.028
            b.add("arm", box((plan.arm, depth, tall), (x, y, plan.leg), soft, 4), spec.palette.primary)


def _rolled_arm(spec: Spec, plan: SofaPlan, x: float, side: int) -> list[trimesh.Trimesh]:
    """A scroll on an upright panel; the roll reaches the outside of the box, the panel stands in under it."""
    r = plan.arm * 0.46
    z = plan.arm_top - r
    depth = spec.d - 0.02
    roll = shapely.Point(side * (plan.arm / 2 - r), z).buffer(r, quad_segs=6)
    inside = -side * plan.arm / 2
    outer = side * (plan.arm / 2 - 0.35 * r)
    low, high = min(inside, outer), max(inside, outer)
    panel = shapely.box(low, plan.leg, high, z)
    front = extrude(shapely.unary_union([roll, panel]).simplify(0.001), depth, (x, 0.0, 0.0), along="y")
    disc = cylinder(
        r * 0.72, 0.012, (x + side * (plan.arm / 2 - r), -spec.d / 2 + 0.006, z - r * 0.72), 20, along="y", bevel=0.004
    )
    return [push(front, y1=spec.d / 2), disc]


def _wood_arm(b: Builder, spec: Spec, plan: SofaPlan, x: float) -> None:
    """An open arm of timber: two posts and a shaped rest."""
    wood, t = spec.palette.wood, 0.036
    d, top = spec.d, plan.arm_top
    for at, lean in ((-d / 2 + 0.06, 0.02), (d / 2 - 0.10, -0.02)):
        b.add("arm post", post([(x, at - lean, plan.leg), (x, at, top - 0.02)], [(t, t * 1.2), (t, t)], 0.3), wood)
    s = np.linspace(0, 1, 9)
    y = -d / 2 + 0.002 + s * (d - 0.03)
    z = top - 0.016 - 0.035 * s**1.5
    wide = plan.arm
    b.add("arm rest", ribbon(np.column_stack([np.full(9, x), y, z]), (wide, 0, 0), (0, 0, 0.03), 0.4), wood)
    b.add("side rail", box((t * 0.8, d - 0.2, 0.07), (x, -0.02, plan.leg + 0.02), 0.006), wood)


def _body(b: Builder, spec: Spec, plan: SofaPlan, x0: float, x1: float, seats: int) -> None:
    """Deck, seat cushions and back between x0 and x1."""
    d, cloth = spec.d, spec.palette.primary
    mid, wide = (x0 + x1) / 2, x1 - x0
    deck_front = 0.012 if plan.kind in ("block", "slim") else 0.02
    b.add("deck", box((wide + 0.004, d - plan.frame - deck_front, plan.deck - plan.leg),
                      (mid, (deck_front - plan.frame) / 2, plan.leg), 0.012), cloth)  # fmt: skip
    tight = plan.kind in ROLLED or (spec.style.tufted and plan.kind != "wood")
    top = spec.h if tight else spec.h - 0.07
    if plan.kind == "chesterfield":
        r = 0.46 * plan.arm
        b.add("back roll", cylinder(r, wide + 0.06, (mid, d / 2 - r, spec.h - 2 * r), 24, along="x"), cloth)
        top = spec.h - r
    b.add(
        "back", box((wide + 0.004, plan.frame, top - plan.leg), (mid, d / 2 - plan.frame / 2, plan.leg), 0.04, 4), cloth
    )
    _cushions(b, spec, plan, x0, x1, seats, tight)


def _cushions(b: Builder, spec: Spec, plan: SofaPlan, x0: float, x1: float, seats: int, tight: bool) -> None:
    d, cloth = spec.d, spec.palette.primary
    wide = (x1 - x0) / seats
    low_back = d / 2 - plan.frame
    back_thick = 0.05 if tight else min(0.19, 0.22 * d)
    deep = low_back - back_thick * 0.55 + d / 2
    for i in range(seats):
        x = x0 + (i + 0.5) * wide
        b.add(
            "seat cushion",
            pad(
                (wide - 0.006, deep, plan.seat - plan.deck + 0.012),
                (x, -d / 2 + deep / 2, plan.deck),
                0.045,
                0.05,
                SWELL,
            ),
            cloth,
        )
        if not tight:
            b.add(
                "back cushion",
                loose_back(wide - 0.008, spec.h - plan.seat + 0.005, back_thick, x, low_back, plan.seat - 0.005),
                cloth,
            )
    if tight:
        _tight_back(b, spec, plan, (x0 + x1) / 2, x1 - x0, low_back)
    elif spec.style.tufted:
        _button_backs(b, spec, plan, x0, wide, seats, low_back - back_thick)


def loose_back(w: float, h: float, t: float, x: float, rear: float, z: float) -> trimesh.Trimesh:
    """A loose cushion that leans against the back."""
    flat = pad((w, h, t), (0, 0, 0), 0.06, 0.09, 0.05)
    upright = turn(flat, "x", np.pi / 2 - 0.17)
    upright = push(upright, y1=rear + 0.012, z0=z)
    v = np.array(upright.vertices)
    v[:, 0] += x
    v[:, 2] = z + (v[:, 2] - z) * h / max(float(v[:, 2].max() - z), 1e-9)
    return trimesh.Trimesh(v, upright.faces, process=False)


def _button_backs(b: Builder, spec: Spec, plan: SofaPlan, x0: float, wide: float, seats: int, y: float) -> None:
    """Covered buttons on loose back cushions."""
    rise = spec.h - plan.seat
    for i in range(seats):
        for share in (0.38, 0.68):
            for k in (-0.2, 0.2):
                yy = y + 0.012 + 0.17 * (share - 0.5) * rise - 0.005
                b.add(
                    "button",
                    ellipsoid((0.024, 0.016, 0.024), (x0 + (i + 0.5 + k) * wide, yy, plan.seat + share * rise), 8),
                    spec.palette.primary,
                )


def _tight_back(b: Builder, spec: Spec, plan: SofaPlan, x: float, wide: float, y: float) -> None:
    """Upholstery fixed to the back: diamonds with buttons, or channels."""
    z, tall = plan.seat - 0.02, spec.h - plan.seat - 0.01
    if spec.style.tufted or plan.kind == "chesterfield":
        tall -= 0.10 if plan.kind == "chesterfield" else 0.0
        skin = tufted(wide - 0.01, tall, 0.075)
        for button in tuft_buttons(wide - 0.01, tall, 0.075):
            b.add("button", move(button, (x, y + 0.003, z)), spec.palette.primary)
    elif spec.style.front == "fluted":
        skin = channelled(wide - 0.01, tall, 0.055)
    else:
        skin = push(
            turn(pad((wide - 0.01, tall, 0.07), radius=0.03, corner=0.05, crown=0.03), "x", np.pi / 2), y1=0.0, z0=0.0
        )
    b.add("back pad", move(skin, (x, y + 0.003, z)), spec.palette.primary)


def sofa_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Seat block with its legs, back, and the two arms."""
    w, d, h = spec.size
    plan = sofa_plan(spec)
    top, back = plan.seat + 0.03, back_depth(spec, plan)
    arm = plan.arm + 0.012
    side = h if plan.kind == "chesterfield" else max(plan.arm_top, top + 0.01)
    return (
        SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, top)),
        SolidBox((-w / 2 + plan.arm - 0.004, d / 2 - back, top), (w / 2 - plan.arm + 0.004, d / 2, h)),
        SolidBox((-w / 2, -d / 2, top), (-w / 2 + arm, d / 2, side)),
        SolidBox((w / 2 - arm, -d / 2, top), (w / 2, d / 2, side)),
    )


def back_depth(spec: Spec, plan: SofaPlan) -> float:
    """How far the back with its leaning cushions reaches into the seat [m]."""
    return plan.frame + min(0.19, 0.22 * spec.d) + 0.19 * (spec.h - plan.seat) + 0.03


def sofa_support(spec: Spec) -> tuple[Support, ...]:
    """The seat, for cushions and throws."""
    plan = sofa_plan(spec)
    x = spec.w / 2 - plan.arm
    return (Support(rest_height(plan.seat), -x, -spec.d / 2 + 0.02, x, spec.d / 2 - back_depth(spec, plan)),)
