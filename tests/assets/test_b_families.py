"""Laws of all that seats, lamps, plants, decor, sanitary, appliances, textiles and electronics make."""

from __future__ import annotations

from functools import cache
from importlib import import_module

import numpy as np
import pytest

from assets.asset import Asset, AssetQuery
from assets.catalogue import categories
from assets.library import asset
from assets.model import Model
from assets.parametric.builder import welded
from assets.styles import styles

MODULES = ("seats", "lamps", "plants", "decor", "sanitary", "appliances", "textiles", "electronics")
STYLES = tuple(sorted(styles()))


@cache
def names() -> tuple[str, ...]:
    """Categories whose makers are under test."""
    makers = {name for m in MODULES for name in import_module(f"assets.parametric.{m}").FAMILY}
    return tuple(c.name for c in categories().values() if c.maker in makers)


def made(name: str, style: str, seed: int = 0, size: tuple[float, float, float] | None = None) -> tuple[Asset, Model]:
    thing = asset(AssetQuery(name, size=size or categories()[name].typical, style=style, seed=seed))
    return thing, thing.model()


def style_of(name: str) -> str:
    """A different style for each category, so that all styles are seen."""
    return STYLES[names().index(name) % len(STYLES)]


def vertices(model: Model) -> np.ndarray:
    return np.vstack([p.mesh.vertices for p in model.parts])


def assert_sound(thing: Asset, model: Model) -> None:
    low, high = model.bounds
    assert np.allclose(high - low, thing.size, atol=1e-3)
    assert abs(low[2]) < 1e-3
    assert np.allclose((low + high)[:2], 0, atol=2e-3)
    v = vertices(model)
    inside = np.zeros(len(v), dtype=bool)
    for box in thing.solid:
        inside |= np.all((v >= np.array(box.lo) - 0.002) & (v <= np.array(box.hi) + 0.002), axis=1)
    assert inside.all(), f"outside the solid: {v[~inside].min(axis=0)} to {v[~inside].max(axis=0)}"
    for part in model.parts:
        whole = welded(part.mesh)
        assert whole.is_watertight, part.name
        assert whole.volume > 0, part.name


@pytest.mark.parametrize("name", names())
def test_a_thing_of_typical_size_is_exact_solid_and_closed(name: str) -> None:
    thing, model = made(name, style_of(name))
    assert_sound(thing, model)
    assert model.stretch < 1.05
    assert model.triangles < 8000
    for s in thing.supports:
        assert -thing.size[0] / 2 - 1e-6 <= s.x0 < s.x1 <= thing.size[0] / 2
        assert -thing.size[1] / 2 <= s.y0 < s.y1 <= thing.size[1] / 2
        assert 0 <= s.height <= thing.size[2] + 1e-6


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["dining_chair", "armchair", "table_lamp", "pendant_lamp", "plant_large", "vase"])
def test_every_style_has_its_own_sound_form(name: str, style: str) -> None:
    assert_sound(*made(name, style))


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize(
    "name",
    ["sofa", "sectional_sofa", "dining_chair", "office_chair", "floor_lamp", "toilet", "bathroom_sink", "fridge"],
)
def test_the_ends_of_the_size_range_can_be_made(name: str, end: int) -> None:
    kind = categories()[name]
    size = (kind.width[end], kind.depth[end], kind.height[end])
    assert_sound(*made(name, "modern", size=size))


@pytest.mark.parametrize("name", ["sofa", "plant_large", "books", "wall_art", "rug", "beanbag"])
def test_the_same_spec_gives_the_same_mesh(name: str) -> None:
    first, second = made(name, "classic", 3)[1], made(name, "classic", 3)[1]
    for a, b in zip(first.parts, second.parts, strict=True):
        assert (a.name, a.material) == (b.name, b.material)
        assert np.array_equal(a.mesh.vertices, b.mesh.vertices)
        assert np.array_equal(a.mesh.faces, b.mesh.faces)


@pytest.mark.parametrize("name", ["plant_large", "books", "wall_art", "flowers", "toy"])
def test_another_seed_gives_another_form(name: str) -> None:
    first, second = vertices(made(name, "modern", 1)[1]), vertices(made(name, "modern", 2)[1])
    assert first.shape != second.shape or not np.allclose(first, second)


@pytest.mark.parametrize(
    "name",
    ["dining_chair", "school_chair", "kids_chair", "office_chair", "gaming_chair", "armchair", "sofa", "rocking_chair"],
)
def test_the_back_of_a_seat_is_behind_the_sitter(name: str) -> None:
    thing, model = made(name, "scandinavian")
    v = vertices(model)
    assert v[v[:, 2] > 0.93 * thing.size[2]][:, 1].mean() > 0.1 * thing.size[1]


def test_the_corner_of_a_sectional_sofa_is_free_floor_on_the_side_that_was_asked() -> None:
    size = categories()["sectional_sofa"].typical
    for side, sign in (("right", -1), ("left", 1)):
        query = AssetQuery("sectional_sofa", size=size, style="modern", options=(("chaise", side),))
        v = vertices(asset(query).model())
        front = v[v[:, 1] < -0.25 * size[1]]
        assert np.all(front[:, 0] * sign < 0)


@pytest.mark.parametrize(
    "name",
    ["floor_lamp", "table_lamp", "desk_lamp", "ceiling_lamp", "pendant_lamp", "chandelier", "wall_lamp", "track_light"],
)
def test_every_lamp_glows(name: str) -> None:
    for style in ("modern", "industrial", "classic", "japandi"):
        assert any(max(p.material.emission) > 0.3 for p in made(name, style)[1].parts)


def test_a_rug_is_flat_and_its_pattern_lies_on_top() -> None:
    for style in STYLES:
        thing, model = made("rug", style)
        assert thing.size[2] <= 0.012 + 1e-9
        assert len(model.parts) >= 3


def test_seats_follow_the_width_of_a_sofa() -> None:
    def cushions(width: float) -> int:
        sofa = asset(AssetQuery("sofa", size=(width, 0.9, 0.85), style="modern")).model()
        part = next(p for p in sofa.parts if p.name == "seat cushion")
        return len(welded(part.mesh).split(only_watertight=False))

    assert [cushions(w) for w in (1.0, 1.6, 2.2, 2.8)] == [1, 2, 3, 4]


def test_what_stands_on_a_basin_stands_beside_its_bowl() -> None:
    thing = asset(AssetQuery("bathroom_sink", size=(1.0, 0.5, 0.85), style="modern"))
    left, right = thing.supports
    assert left.x1 < 0 < right.x0
    assert left.height == right.height < thing.size[2]
