"""The library: exact sizes, the same asset again from its id, honest answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets import AssetError, AssetQuery, find, rebuild, search
from assets.asset import Asset
from assets.catalogue import category

FULL = AssetQuery("sofa", "", (2.0, 0.9, 0.8), "mid-century", ("leather", "walnut"), ("cognac",), (("seats", "2"),), 7)


def same(a: Asset, b: Asset) -> bool:
    first, second = a.model(), b.model()
    return replace(a, build=None) == replace(b, build=None) and all(
        p.material == q.material and np.array_equal(p.mesh.vertices, q.mesh.vertices)
        for p, q in zip(first.parts, second.parts, strict=True)
    )


@pytest.mark.parametrize(
    "query",
    [FULL, AssetQuery("bookcase"), AssetQuery("round oak table", size=(1.1, None, None)), AssetQuery("bed", seed=3),
     AssetQuery("potted plant", seed=5), AssetQuery("wardrobe", colours=("dark green",))],
    ids=lambda q: q.category,
)  # fmt: skip
def test_rebuild_gives_the_same_asset(query: AssetQuery) -> None:
    asset = find(query).asset
    assert same(rebuild(asset.id), asset)
    assert rebuild(asset.id) is rebuild(asset.id), "a room that is dragged about asks for it thousands of times"
    assert same(find(query).asset, asset)


def test_id_says_what_was_asked() -> None:
    asset = find(FULL).asset
    assert asset.id == "sofa?w=2&d=0.9&h=0.8&style=mid-century&material=leather,walnut&colour=cognac&seats=2&seed=7"
    assert (asset.source, asset.licence) == ("idesign", "CC0-1.0")
    assert (asset.material, asset.colour) == ("leather", "cognac")


@pytest.mark.parametrize("bad", ["", "sofa", "sofa?w=1&d=1", "nothing?w=1&d=1&h=1", "sofa?w=a&d=1&h=1", "sofa?w&d&h"])
def test_bad_id_is_refused(bad: str) -> None:
    with pytest.raises(AssetError):
        rebuild(bad)


@given(st.floats(0.5, 3.0), st.floats(0.3, 1.2), st.floats(0.4, 2.5))
@settings(max_examples=15)
def test_any_asked_size_is_met_to_the_millimetre(w: float, d: float, h: float) -> None:
    for name in ("sideboard", "dining_table"):
        asset = find(AssetQuery(name, size=(w, d, h))).asset
        bounds = asset.model().bounds
        assert np.allclose(bounds[1] - bounds[0], (w, d, h), atol=1e-3)
        assert np.allclose(asset.size, (w, d, h), atol=1e-3)


def test_an_option_must_not_take_the_name_of_a_field() -> None:
    with pytest.raises(AssetError, match="option 'seed'"):
        find(AssetQuery("sofa", options=(("seed", "3"),)))


def test_an_option_value_survives_the_id() -> None:
    asset = find(AssetQuery("poster", options=(("text", "a & b = c?"),))).asset
    assert rebuild(asset.id).id == asset.id


def test_open_axes_take_the_usual_size() -> None:
    assert find(AssetQuery("wardrobe", size=(2.0, None, None))).asset.size == (2.0, *category("wardrobe").typical[1:])


def test_a_round_thing_grows_evenly() -> None:
    assert find(AssetQuery("round dining table", size=(1.4, None, None))).asset.size == (1.4, 1.4, 0.75)


def test_an_option_sets_the_size() -> None:
    two, three = (find(AssetQuery("sofa", options=(("seats", n),))).asset.size[0] for n in "23")
    assert two < three


def test_unusual_size_is_built_and_said() -> None:
    match = find(AssetQuery("nightstand", size=(1.5, None, None)))
    assert match.asset.size[0] == 1.5
    assert "unusual size: 1.5 m wide" in match.why


def test_impossible_size_for_the_kind_is_built_with_a_warning() -> None:
    match = find(AssetQuery("dining_chair", size=(9.0, None, None)))
    assert match.asset.size[0] == 9.0
    assert match.asset.warning.startswith("the dining chair is 9 m wide (usually 0.")
    assert match.asset.warning.endswith("made as asked, check that it is meant")
    assert find(AssetQuery("dining_chair", size=(0.7, None, None))).asset.warning == ""


@pytest.mark.parametrize(
    "size", [(0.0, None, None), (-1.0, None, None), (99.0, None, None), (float("nan"), None, None)]
)
def test_impossible_size_is_refused(size: tuple[float, None, None]) -> None:
    with pytest.raises(AssetError, match="width"):
        find(AssetQuery("sofa", size=size))


def test_unknown_thing_gets_a_stand_in_that_says_so() -> None:
    match = find(AssetQuery("hovercraft"))
    assert match.asset.stand_in
    assert match.score < 0.5
    assert "stands in" in match.why
    assert find(AssetQuery("hovercraft", size=(2.0, None, 1.0))).asset.stand_in
    assert not find(AssetQuery("couch")).asset.stand_in


def test_wall_things_hang_and_floor_things_stand() -> None:
    assert find(AssetQuery("wall_shelf")).asset.elevation is not None
    assert find(AssetQuery("sofa")).asset.elevation is None
    assert find(AssetQuery("television", options=(("mount", "wall"),))).asset.placement == "wall"


def test_colour_changes_the_look_not_the_form() -> None:
    plain, blue = (find(AssetQuery("dresser", colours=c)).asset.model() for c in ((), ("blue",)))
    assert plain.parts[0].material != blue.parts[0].material
    assert np.array_equal(plain.bounds, blue.bounds)


def test_seed_varies_and_style_forms() -> None:
    first, second = (find(AssetQuery("nightstand", style=s)).asset.model() for s in ("modern", "classic"))
    assert first.triangles != second.triangles


def test_the_name_of_a_thing_is_no_colour_of_it() -> None:
    table = search("round coffee table", 1)[0].asset
    assert table.category == "coffee_table"
    assert table.colour == find(AssetQuery("coffee_table", "round")).asset.colour
    assert search("olive coffee table", 1)[0].asset.colour == "olive"
