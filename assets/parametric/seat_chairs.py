"""Upright chairs: which kind a style sits on, what is solid of it, and the floor it needs. Front towards -y."""

from __future__ import annotations

from dataclasses import replace

from assets.asset import SolidBox, Support
from assets.model import Model
from assets.parametric.chair_kinds import CHAIRS, panel_chair
from assets.parametric.chair_parts import chair_plan
from assets.parametric.kit import Builder
from assets.parametric.spec import Spec


def chair_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """Seat block with legs, and the back above it."""
    w, d, h = spec.size
    plan = chair_plan(spec)
    top = plan.seat + 0.05
    back = max(0.3 * d, d / 2 - plan.rear + 0.07)
    return (
        SolidBox((-w / 2, -d / 2, 0), (w / 2, d / 2, top)),
        SolidBox((-w / 2, d / 2 - back, top), (w / 2, d / 2, h)),
    )


def chair_support(spec: Spec) -> tuple[Support, ...]:
    """The seat: a cushion or a teddy may lie on it."""
    plan = chair_plan(spec)
    m = 0.05
    return (Support(plan.seat, -spec.w / 2 + m, -spec.d / 2 + m, spec.w / 2 - m, plan.rear - 0.04),)


def dining_chair(spec: Spec) -> Model:
    """A chair by the style's kind of back: spindle, slat, ladder, shell, panel or upholstered."""
    b = Builder()
    CHAIRS.get(_kind(spec), panel_chair)(b, spec, chair_plan(spec))
    return b.model()


def dining_support(spec: Spec) -> tuple[Support, ...]:
    """The seat; of a moulded shell the part that is level."""
    seat = chair_support(spec)[0]
    if _kind(spec) != "shell":
        return (seat,)
    half = 0.3 * spec.w
    return (replace(seat, x0=-half, x1=half, y0=-0.36 * spec.d, y1=0.14 * spec.d),)


def _kind(spec: Spec) -> str:
    return spec.option("back", _BY_LEGS.get(spec.style.legs, spec.style.back))


# Styles whose steel legs change the whole chair.
_BY_LEGS = {"sled": "sled", "angle": "steel"}
