"""Choosing among layouts: cards tell the truth, taking one or one thing of it is one step, and words do the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from idesign.edits.layouts import moved_between
from idesign.errors import InputError
from idesign.exact import violations
from idesign.scene import Scene, load_scene
from ui.panels import layouts
from ui.panels.layouts import LayoutCard, compared, taken_in_words
from ui.session import Session, opened, turned, undo

ROOM = Path(__file__).resolve().parents[2] / "data" / "edits" / "bedroom.json"


@pytest.fixture(scope="module")
def told() -> list[tuple[LayoutCard, ...]]:
    return []


@pytest.fixture(scope="module")
def bedroom() -> Scene:
    return load_scene(ROOM)


@pytest.fixture(scope="module")
def cards(bedroom: Scene, told: list[tuple[LayoutCard, ...]]) -> tuple[LayoutCard, ...]:
    return compared(told.append, bedroom)


def test_the_room_is_a_and_the_others_differ_and_are_scored(
    bedroom: Scene, cards: tuple[LayoutCard, ...], told: list[tuple[LayoutCard, ...]]
) -> None:
    assert [c.letter for c in cards] == ["A", "B", "C"]
    assert cards[0].scene is bedroom
    assert cards[0].differs == ()
    assert all(c.differs and c.scores and c.plan.startswith("data:image/svg") for c in cards[1:])
    assert len(told) == 4
    assert told[0][1].scores == ()


def test_taking_a_layout_is_one_step(bedroom: Scene, cards: tuple[LayoutCard, ...]) -> None:
    before = opened(Session(), bedroom)
    assert before.dialogue is not None
    after = turned(before, layouts.take(before.dialogue, cards, "B"))
    assert after.scene is not None
    assert after.scene.objects == cards[1].scene.objects
    assert after.revision == before.revision + 1
    assert undo(after).scene.objects == bedroom.objects  # type: ignore[union-attr]


def test_one_thing_is_taken_and_nothing_breaks(bedroom: Scene, cards: tuple[LayoutCard, ...]) -> None:
    start = opened(Session(), bedroom)
    assert start.dialogue is not None
    card = next(c for c in cards[1:] if "wardrobe-0" in moved_between(bedroom, c.scene))
    turn = layouts.take_thing(start.dialogue, cards, card.letter, ("wardrobe-0",))
    assert not violations(turn.scene)
    if not turn.refused:
        there, now = card.scene.object("wardrobe-0"), turn.scene.object("wardrobe-0")
        assert abs(there.x - now.x) + abs(there.y - now.y) < 1.0


@pytest.mark.parametrize("text", ["take B", "Take layout b.", "use b"])
def test_words_take_a_layout(bedroom: Scene, cards: tuple[LayoutCard, ...], text: str) -> None:
    start = opened(Session(), bedroom)
    assert start.dialogue is not None
    turn = taken_in_words(start.dialogue, cards, text)
    assert turn is not None
    assert turn.scene.objects == cards[1].scene.objects


def test_words_take_a_thing_and_other_words_do_not(bedroom: Scene, cards: tuple[LayoutCard, ...]) -> None:
    start = opened(Session(), bedroom)
    assert start.dialogue is not None
    turn = taken_in_words(start.dialogue, cards, "take the wardrobe from B")
    assert turn is not None
    assert [getattr(o, "id", "") for o in turn.operations] in ([], ["wardrobe-0"])
    german = taken_in_words(start.dialogue, cards, "nimm den Kleiderschrank aus B", fresh=False)
    assert german is not None
    assert german.operations == turn.operations
    with pytest.raises(InputError, match="changed since"):
        taken_in_words(start.dialogue, cards, "nimm B", fresh=False)
    for other in ("take the piano from B", "take the bed away", "take D", "move the bed"):
        assert taken_in_words(start.dialogue, cards, other) is None
    assert taken_in_words(start.dialogue, (), "take B") is None
