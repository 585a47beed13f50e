"""Benches, with a pad in upholstered styles and a back when they are tall."""

from __future__ import annotations

from dataclasses import replace

from assets.asset import SolidBox, Support
from assets.model import Model
from assets.parametric.kit import Builder, box, cushion, fit
from assets.parametric.spec import Maker, Spec
from assets.parametric.tables import add_carrier, add_top, legs_stuff


def bench(spec: Spec) -> Model:
    """A bench on legs, with a pad in upholstered styles and a back when it is tall."""
    b = Builder()
    seat = bench_seat(spec)
    pad = 0.05 if spec.style.back == "upholstered" or spec.option("seat") == "upholstered" else 0.0
    low = replace(spec, size=(spec.w, spec.d, seat - pad + (0.004 if pad else 0.0)), category="bench")
    kind = {"plinth": "panels", "angle": "sled", "turned": "turned"}.get(spec.style.legs, spec.style.legs)
    t = min(max(0.022, spec.style.top), 0.045)
    add_top(b, low, low.h - t, t, spec.palette.primary)
    add_carrier(b, replace(low, options={"legs": kind}), kind, low.h - t, legs_stuff(spec, kind))
    if pad:
        b.add("seat", cushion((spec.w - 0.01, spec.d - 0.01, pad), (0, 0, seat - pad), 0.12, 0.02), spec.palette.fabric)
    if spec.h > 0.6:
        _bench_back(b, spec, seat)
    return fit(b.model(), spec.size)


def bench_seat(spec: Spec) -> float:
    """Height of the seat: all of a bench without a back, else at most 0.46 m."""
    return spec.h if spec.h <= 0.6 else min(0.46, 0.55 * spec.h)


def _bench_back(b: Builder, spec: Spec, seat: float) -> None:
    t, y, wood = 0.03, spec.d / 2 - 0.02, spec.palette.primary
    rise = spec.h - seat
    posts = max(2, round(spec.w / 0.6))
    for k in range(posts):
        x = -spec.w / 2 + 0.03 + k * (spec.w - 0.06) / (posts - 1)
        b.add("back", box((0.04, t, rise - 0.0715), (x, y, seat + 0.0005), 0.004), wood, "z")
    b.add("back", box((spec.w, t, 0.07), (0, y, spec.h - 0.07), 0.006), wood, "x")
    b.add("back", box((spec.w - 0.06, t * 0.6, 0.06), (0, y - 0.003, seat + 0.45 * rise), 0.004), wood, "x")


def bench_supports(spec: Spec) -> tuple[Support, ...]:
    depth = 0.06 if spec.h > 0.6 else 0.01
    return (Support(bench_seat(spec), -spec.w / 2, -spec.d / 2, spec.w / 2, spec.d / 2 - depth),)


def bench_solid(spec: Spec) -> tuple[SolidBox, ...]:
    hw, hd, seat = spec.w / 2, spec.d / 2, bench_seat(spec)
    back = [SolidBox((-hw, hd - 0.06, seat), (hw, hd, spec.h))] if spec.h > 0.6 else []
    return (SolidBox((-hw, -hd, 0.0), (hw, hd, seat)), *back)


FAMILY: dict[str, Maker] = {
    "bench": Maker(bench, bench_supports, bench_solid),
}
