"""Prices: estimates that say so, that follow size, material and quality, and stay within the ranges on file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets import AssetError, AssetQuery, estimate, find, price, search
from assets.catalogue import categories
from assets.price import QUALITIES, cheaper, price_ranges, quality_of

KINDS = st.sampled_from(sorted(categories()))


def test_every_category_has_a_range_with_a_source() -> None:
    assert set(price_ranges()) == set(categories())
    assert all(r.source and r.lowest < r.highest for r in price_ranges().values())


@given(KINDS, st.floats(0.6, 1.6))
@settings(max_examples=80)
def test_prices_rise_with_quality_and_stay_in_the_range(kind: str, grow: float) -> None:
    w, d, h = categories()[kind].typical
    asset = find(AssetQuery(kind, size=(w * grow, d, h))).asset
    found = [e for q in QUALITIES if (e := estimate(asset, q))]
    assert [e.amount for e in found] == sorted(e.amount for e in found)
    assert found[0].amount < found[-1].amount
    limits = price_ranges()[kind]
    for e in found:
        assert 0.9 * limits.lowest <= e.amount <= 1.1 * limits.highest  # rounded to two digits
        assert e.low < e.amount < e.high


@pytest.mark.parametrize("kind", ["rug", "wardrobe", "dining_table", "curtains", "sofa", "wall_art"])
def test_more_of_it_costs_more(kind: str) -> None:
    w, d, h = categories()[kind].typical
    small, large = (find(AssetQuery(kind, size=(w * f, d, h))).asset for f in (0.7, 1.4))
    assert (price(small) or 0) < (price(large) or 0)


def test_material_counts() -> None:
    plain, fine = (find(AssetQuery("dining_table", materials=(m,))).asset for m in ("pine", "walnut"))
    assert (price(plain) or 0) < (price(fine) or 0)


def test_an_estimate_says_what_it_is() -> None:
    known = estimate(find(AssetQuery("sofa")).asset)
    assert known is not None
    assert known.currency == "EUR"
    assert "estimate of 2026" in known.text
    assert known.source


def test_cheaper_has_something_to_rest_on() -> None:
    assert (cheaper("premium"), cheaper("standard"), cheaper("budget")) == ("standard", "budget", None)
    usual = find(AssetQuery("sofa")).asset
    budget = find(AssetQuery("sofa", options=(("quality", cheaper(quality_of(usual)) or ""),))).asset
    assert quality_of(budget) == "budget"
    assert (price(budget) or 0) < (price(usual) or 0)
    assert budget.size == usual.size


def test_unknown_quality_is_refused() -> None:
    with pytest.raises(AssetError, match="use budget, standard, premium"):
        estimate(find(AssetQuery("sofa")).asset, "luxury")
    with pytest.raises(AssetError, match="quality"):
        cheaper("luxury")


@pytest.mark.parametrize(
    "words", [("cheap sofa", "sofa", "high-end sofa"), ("günstiges Sofa", "Sofa", "hochwertiges Sofa"),
              ("canapé pas cher", "canapé", "canapé haut de gamme")],
)  # fmt: skip
def test_a_search_for_a_quality_finds_its_price(words: tuple[str, str, str]) -> None:
    found = [search(w, 1)[0].asset for w in words]
    assert {a.category for a in found} == {"sofa"}
    amounts = [price(a) or 0.0 for a in found]
    assert amounts[0] < amounts[1] < amounts[2]
