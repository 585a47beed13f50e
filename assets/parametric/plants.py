"""Plants in pots, hanging plants, succulents, flowers in a vase.

Foliage grows at random from the seed and is then fitted into the box above its pot, so that the size is exact. Kinds:
fiddle, rubber, monstera, palm, snake, olive, fern, dracaena (large); fern, pothos, peace, snake, herb (small);
rosette, cactus, aloe (succulents).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assets.asset import SolidBox
from assets.model import Model
from assets.parametric.kit import Builder, raw
from assets.parametric.kit_more import Piece
from assets.parametric.plant_cut import flowers, hanging_plant, planter
from assets.parametric.plant_growth import Rng, dracaena, fiddle, monstera, olive, palm, rubber, snake
from assets.parametric.plant_pots import PlantPlan, pot
from assets.parametric.plant_small import aloe, cactus, fern, herb, peace, pothos, rosette
from assets.parametric.spec import Maker, Spec, no_supports, whole

# Kind -> (pot width as share of the box, pot height as share of the height, lowest leaf as share of the height).
_SHAPE = {
    "fiddle": (0.50, 0.19, 0.36), "rubber": (0.50, 0.19, 0.24), "monstera": (0.42, 0.24, 0.26),
    "palm": (0.36, 0.19, 0.24), "snake": (0.86, 0.30, 0.29), "olive": (0.50, 0.19, 0.42), "dracaena": (0.5, 0.19, 0.45),
    "fern": (0.5, 0.42, 0.30), "pothos": (0.6, 0.42, 0.2), "peace": (0.58, 0.36, 0.36), "herb": (0.7, 0.45, 0.42),
    "rosette": (0.86, 0.52, 0.50), "cactus": (0.95, 0.40, 0.34), "aloe": (0.66, 0.42, 0.40),
}  # fmt: skip


LARGE = ("fiddle", "monstera", "palm", "rubber", "snake", "olive", "dracaena")


SMALL = ("peace", "pothos", "fern", "herb", "snake")


SUCCULENT = ("rosette", "aloe", "cactus")


_STYLE_KIND = {
    "modern": "rubber", "contemporary": "olive", "scandinavian": "monstera", "japandi": "olive", "minimalist": "fiddle",
    "mid-century": "snake", "industrial": "dracaena", "rustic": "olive", "classic": "palm", "art deco": "palm",
    "bohemian": "monstera", "coastal": "palm", "kids": "fiddle",
}  # fmt: skip


_ALIASES = {
    "fiddle leaf fig": "fiddle", "ficus": "fiddle", "fig": "fiddle", "rubber plant": "rubber", "snake plant": "snake",
    "sansevieria": "snake", "palm tree": "palm", "areca": "palm", "olive tree": "olive", "aloe vera": "aloe",
    "peace lily": "peace", "herbs": "herb", "ivy": "pothos", "echeveria": "rosette", "yucca": "dracaena",
}  # fmt: skip


def _kind(spec: Spec, choice: tuple[str, ...]) -> str:
    """The kind asked for, else the style's own for seed 0, else one of the choice by the seed."""
    wish = spec.option("kind").lower()
    wish = _ALIASES.get(wish, wish)
    if wish in _SHAPE:
        return wish
    if spec.seed == 0 and _STYLE_KIND.get(spec.style.name) in choice:
        return _STYLE_KIND[spec.style.name]
    return choice[spec.seed % len(choice)]


def plant_plan(spec: Spec, choice: tuple[str, ...]) -> PlantPlan:
    """Pot and foliage measures for a spec; tall pots are cut to 0.34 m and wide ones to their own height times 1.3."""
    kind = _kind(spec, choice)
    wide, tall, low = _SHAPE[kind]
    high = min(tall * spec.h, 0.34)
    pot = min(wide * min(spec.w, spec.d), (2.4 if kind in SUCCULENT else 1.3) * high) / 2
    return PlantPlan(kind, pot, high, max(low * spec.h, high * 0.75))


def _choice(spec: Spec) -> tuple[str, ...]:
    if spec.category == "succulent":
        return SUCCULENT
    return LARGE if spec.h >= 0.7 else SMALL


def potted_plant(spec: Spec) -> Model:
    """A plant in a pot of the style."""
    plan = plant_plan(spec, _choice(spec))
    b = Builder()
    pot(b, spec, plan)
    rng = np.random.default_rng(spec.seed)
    pieces = _GROW[plan.kind](rng, spec, plan)
    for name, mesh, material in _grown_to(pieces, spec, plan):
        b.add(name, mesh, material)
    return b.model()


def _grown_to(pieces: list[Piece], spec: Spec, plan: PlantPlan) -> list[Piece]:
    """The plant scaled about the foot of its stem so that it just reaches each side of the box and its top; leaves that
    hang lower than `plan.low` outside the pot's width are drawn up."""
    every = np.vstack([m.vertices for _, m, _ in pieces])
    soil = 0.85 * plan.pot_high
    low, high = every.min(axis=0), every.max(axis=0)
    half = np.array([spec.w / 2, spec.d / 2])
    right, left = half / np.maximum(high[:2], 1e-3), half / np.maximum(-low[:2], 1e-3)
    up = (spec.h - soil) / max(float(high[2]) - soil, 1e-3)
    margin = max(0.04, 0.05 * spec.h)
    out: list[Piece] = []
    for name, mesh, material in pieces:
        v = np.array(mesh.vertices)
        v[:, :2] *= np.where(v[:, :2] > 0, right, left)
        v[:, 2] = soil + (v[:, 2] - soil) * up
        outside = np.hypot(v[:, 0], v[:, 1]) > plan.pot * 0.95
        droop = outside & (v[:, 2] < plan.low + margin)
        v[droop, 2] = plan.low + margin * np.exp((v[droop, 2] - plan.low - margin) / margin)
        out.append((name, raw(v, mesh.faces), material))
    return out


def plant_solid(spec: Spec) -> tuple[SolidBox, ...]:
    """The pot with the stem above it, and the foliage."""
    plan = plant_plan(spec, _choice(spec))
    r, w, d = plan.pot + 0.004, spec.w, spec.d
    stem = max(r, 0.06 * w)
    return (
        SolidBox((-stem, -stem, 0), (stem, stem, max(plan.low, plan.pot_high))),
        SolidBox((-w / 2, -d / 2, plan.low - 0.002), (w / 2, d / 2, spec.h)),
    )


_GROW: dict[str, Callable[[Rng, Spec, PlantPlan], list[Piece]]] = {
    "fiddle": fiddle, "rubber": rubber, "monstera": monstera, "palm": palm, "snake": snake, "olive": olive,
    "dracaena": dracaena, "fern": fern, "pothos": pothos, "peace": peace, "herb": herb, "rosette": rosette,
    "aloe": aloe, "cactus": cactus,
}  # fmt: skip

FAMILY: dict[str, Maker] = {
    "planter": Maker(planter, no_supports, whole),
    "plant_large": Maker(potted_plant, no_supports, plant_solid),
    "plant_small": Maker(potted_plant, no_supports, whole),
    "potted_plant": Maker(potted_plant, no_supports, plant_solid),
    "succulent": Maker(potted_plant, no_supports, whole),
    "hanging_plant": Maker(hanging_plant, no_supports, whole),
    "flowers": Maker(flowers, no_supports, whole),
}
