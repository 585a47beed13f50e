"""A design within the person's means: no more than the budget where that can be, owned things free, all of it said."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.price import price
from idesign.brief import Brief, Money, Wish
from idesign.budget import currency_of, exchanged, rates, within_budget
from idesign.design import Design
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.edits.dialogue import Dialogue
from idesign.pipeline import made_to_size
from idesign.scene import load_scene


def design(budget: Money | None, *wishes: Wish, moods: tuple[str, ...] = ()) -> Design:
    return EmbeddedDesigner().propose(Brief("a bedroom", "bedroom", wishes=wishes, budget=budget, moods=moods))


def cost(made: Design) -> float:
    """All that is to be bought [EUR]."""
    assets = ((p, made_to_size(p.query, (False, False, False))) for p in made.graph.pieces if not p.owned)
    return sum(price(asset) or 0.0 for _, asset in assets)


def fitted(made: Design) -> Design:
    return within_budget(made, lambda q: made_to_size(q, (False, False, False)))


BED = Wish("w1", "bed_double", "a double bed")


@pytest.mark.parametrize("amount", [4000.0, 2000.0, 1000.0])
def test_never_more_than_the_budget(amount: float) -> None:
    plain = design(Money(amount), BED)
    made = fitted(plain)
    assert cost(made) <= amount
    assert (cost(plain) <= amount) == (made == plain)
    assert made == plain or any("budget" in n for n in made.brief.notes)
    assert any(p.category == "bed_double" for p in made.graph.pieces)


def test_other_currencies_are_compared_at_their_rate() -> None:
    plain = design(Money(1000.0, "USD"), BED)
    assert cost(fitted(plain)) <= 1000.0 / rates()["USD"]
    assert currency_of(plain.brief) == "USD"
    assert exchanged(1.0, "EUR") == Money(1.0, "EUR")


def test_too_small_a_budget_keeps_what_was_asked_and_says_so() -> None:
    made = fitted(design(Money(50.0), BED))
    assert {p.category for p in made.graph.pieces if p.support == "floor" and p.optional} == set()
    assert any("more than your budget" in n for n in made.brief.notes)


def test_what_is_wanted_only_if_it_fits_goes_before_what_is_asked() -> None:
    sofa = Wish("w2", "sofa", "a sofa", optional=True)
    made = fitted(design(Money(500.0), BED, sofa))
    assert "sofa" not in {p.category for p in made.graph.pieces}
    assert "bed_double" in {p.category for p in made.graph.pieces}


def test_cheap_without_a_figure_means_simple_qualities() -> None:
    assert cost(fitted(design(None, BED, moods=("budget",)))) < 0.7 * cost(design(None, BED))


def test_what_is_the_cheapest_already_is_said_to_be() -> None:
    room = Dialogue.about(load_scene(Path(__file__).parents[1] / "data" / "edits" / "bedroom.json"))
    simple = room.say("make the bed cheaper")
    assert simple.kept
    again = simple.dialogue.say("make the bed cheaper")
    assert "no cheaper quality" in again.lost[0]
    assert again.scene is simple.scene
