"""A thing that is put on another touches its mesh: the heights on which things stand are those of what is drawn."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest

from assets import categories, find
from assets.asset import Asset, AssetQuery, Support
from assets.parametric.chair_kinds import CHAIRS
from assets.styles import styles

open3d: Any = import_module("open3d")  # untyped: its stubs describe other overloads than its code has
LATTICE = frozenset({"shoe_rack", "pet_crate"})
"""What is carried by bars lies on those that are highest."""
BOARDS = AssetQuery("ladder", size=(0.45, 0.55, 1.8), options=(("boards", "yes"),))


def _tensor(values: Any, kind: type) -> Any:
    return open3d.core.Tensor(np.asarray(values, dtype=kind))


def heights(asset: Asset, s: Support) -> np.ndarray:
    """The mesh's height less the support's at a grid of places within the support [m]."""
    rays = open3d.t.geometry.RaycastingScene()
    for part in asset.model().parts:
        rays.add_triangles(_tensor(part.mesh.vertices, np.float32), _tensor(part.mesh.faces, np.uint32))
    xs, ys = (np.linspace(a + 0.1 * (b - a), b - 0.1 * (b - a), 9) for a, b in ((s.x0, s.x1), (s.y0, s.y1)))
    start = s.height + min(s.clear - 0.02, 0.1)
    places = np.array([(x, y, start, 0.0, 0.0, -1.0) for x in xs for y in ys], dtype=np.float32)
    found: np.ndarray = start - rays.cast_rays(_tensor(places, np.float32))["t_hit"].numpy() - s.height
    return found


def check_rest(asset: Asset) -> None:
    for s in asset.supports:
        above = heights(asset, s)
        assert above.max() < 0.0048, s  # nothing sinks in deeper than the 5 mm that the layout contract allows
        level = above.max() if asset.category in LATTICE else np.median(above)
        assert abs(level) < 0.005, s  # and nothing hovers


@pytest.mark.parametrize(
    "category",
    ["bed_single", "bed_double", "bunk_bed", "loft_bed", "sofa", "armchair", "chaise_longue", "ottoman", "pouf",
     "school_chair", "kids_chair", "basket", "play_kitchen", "digital_piano", "barrel"],
)  # fmt: skip
def test_things_rest_on_what_is_drawn(category: str) -> None:
    check_rest(find(AssetQuery(category)).asset)


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("back", sorted(CHAIRS))
def test_every_kind_of_chair_is_as_high_as_stated(back: str, end: int) -> None:
    size = tuple(r[end] for r in categories()["dining_chair"].ranges)
    check_rest(find(AssetQuery("dining_chair", size=size, options=(("back", back),))).asset)  # type: ignore[arg-type]


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("kind", ["tub", "wing", "plain"])
def test_every_kind_of_armchair_is_as_high_as_stated(kind: str, end: int) -> None:
    size = tuple(r[end] for r in categories()["armchair"].ranges)
    check_rest(find(AssetQuery("armchair", size=size, options=(("kind", kind),))).asset)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("category", list(categories()))
def test_things_rest_on_everything_that_carries(category: str) -> None:
    for k in range(0, len(styles()), 3):
        check_rest(find(AssetQuery(category, style=sorted(styles())[k])).asset)


@pytest.mark.parametrize("category", ["foam_roller", "grandfather_clock"])
def test_nothing_stands_on_what_is_round_above(category: str) -> None:
    assert not find(AssetQuery(category)).asset.supports


def test_a_ladder_has_boards_where_it_carries_things() -> None:
    asset = find(BOARDS).asset
    assert len(asset.supports) >= 2
    for s in asset.supports:
        assert np.abs(heights(asset, s)).max() < 0.001
    assert not find(AssetQuery("ladder")).asset.supports
