"""The wish list says of each wish what the shares of the evaluation say of all, and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.fidelity import judge_fidelity
from eval.wish_list import wish_list
from idesign.brief import Money, Wish, WishRelation
from idesign.scene import Scene, load_scene

ROOMS = Path(__file__).resolve().parents[1] / "data" / "edits"


@pytest.fixture
def room() -> Scene:
    """A bedroom that was asked for piece by piece, with prices."""
    scene = load_scene(ROOMS / "bedroom.json")
    wishes = (Wish("w0", "bed_double", "double bed"), Wish("w1", "nightstand", "nightstands", 2, exact=True),
              Wish("w2", "desk", "desk"))  # fmt: skip
    places = (WishRelation("flanking", "w1", "w0"), WishRelation("at", "w2", "window"))
    brief = replace(scene.brief, wishes=wishes, relations=places, not_understood=("'xyz' in 'a xyz'",))
    priced = tuple(replace(o, price=Money(100.0, "EUR")) for o in scene.objects)
    return replace(scene, brief=brief, objects=priced)


def test_all_that_is_asked_for_is_on_the_list_and_agrees_with_the_evaluation(room: Scene) -> None:
    pink = replace(room.brief.wishes[2], colours=("pink",))
    for brief in (room.brief, replace(room.brief, wishes=(*room.brief.wishes[:2], pink))):
        scene = replace(room, brief=brief)
        lines = wish_list(scene)
        assert len(lines) == 3 + 2 + 1
        assert lines[-1].verdict == "unread"
        whole = {s.name: s.value for s in judge_fidelity(scene)}
        things = ("things asked for", "looks asked for", "sizes asked for")
        assert all(whole[n] in (None, 1.0) for n in things) == all(x.verdict == "kept" for x in lines[:3])
        assert (whole["places asked for"] == 1.0) == all(x.verdict == "kept" for x in lines[3:5])


def test_what_goes_missing_is_crossed_with_a_reason(room: Scene) -> None:
    wish = next(w for w in room.brief.wishes if any(o.category == w.category for o in room.objects))
    bare = replace(room, objects=tuple(o for o in room.objects if o.category != wish.category), relations=())
    line = wish_list(bare)[room.brief.wishes.index(wish)]
    assert line.verdict == "broken"
    assert line.reasons
    assert line.ids == ()


def test_a_budget_is_held_against_the_list(room: Scene) -> None:
    poor = replace(room, brief=replace(room.brief, budget=Money(1.0, "EUR")))
    rich = replace(room, brief=replace(room.brief, budget=Money(1e6, "EUR")))
    other = replace(room, brief=replace(room.brief, budget=Money(1e6, "JPY")))
    verdicts = [next(x.verdict for x in wish_list(s) if "budget" in x.text) for s in (poor, rich, other)]
    assert verdicts == ["broken", "kept", "unread"]


def test_what_was_ruled_out_and_is_there_is_crossed(room: Scene) -> None:
    there = room.objects[0].category
    said = replace(room, brief=replace(room.brief, excluded=(there, "aquarium")))
    found = {x.text: x.verdict for x in wish_list(said)}
    assert found[f"No {there.replace('_', ' ')}"] == "broken"
    assert found["No aquarium"] == "kept"
