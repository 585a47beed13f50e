"""Laws of other layouts: sound, different, the same things, what is locked stays, and one step to undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from idesign.edits.dialogue import Dialogue
from idesign.edits.layouts import OtherLayout, left_out_between, moved_between, other_layouts, taken
from idesign.exact import violations
from idesign.scene import Scene, load_scene, scene_json
from solvers.alternatives import DIFFERENT

ROOM = Path(__file__).resolve().parents[1] / "data" / "edits" / "bedroom.json"


@pytest.fixture(scope="module")
def bedroom() -> Scene:
    return load_scene(ROOM)


@pytest.fixture(scope="module")
def others(bedroom: Scene) -> tuple[OtherLayout, ...]:
    return other_layouts(bedroom, 2)


def test_other_layouts_are_sound_different_and_of_the_same_things(
    bedroom: Scene, others: tuple[OtherLayout, ...]
) -> None:
    assert len(others) == 2
    for other in others:
        assert not violations(other.scene)
        assert other.difference >= DIFFERENT
        assert {o.asset.id for o in other.scene.objects} == {o.asset.id for o in bedroom.objects}
        assert moved_between(bedroom, other.scene)
        assert left_out_between(bedroom, other.scene) == ()


def test_what_is_locked_stays(bedroom: Scene) -> None:
    held = replace(bedroom, objects=tuple(replace(o, locked=o.id == "bed_double-0") for o in bedroom.objects))
    found = other_layouts(held, 1)
    assert found
    assert all(x.scene.object("bed_double-0") == held.object("bed_double-0") for x in found)
    everything = replace(bedroom, objects=tuple(replace(o, locked=True) for o in bedroom.objects))
    assert other_layouts(everything, 1) == ()


def test_a_layout_that_was_taken_is_one_step_to_undo(bedroom: Scene, others: tuple[OtherLayout, ...]) -> None:
    scene = taken(bedroom, others[0].scene, "Took layout B")
    assert len(scene.edits) == 1
    assert scene.objects == others[0].scene.objects
    back = Dialogue.about(scene).undo()
    assert scene_json(replace(back.scene, edits=())) == scene_json(replace(bedroom, edits=()))
    assert back.said == ("Undone: 'Took layout B'.",)


def test_asking_again_gives_what_another_seed_gives_and_the_same_twice(bedroom: Scene) -> None:
    first, second = (other_layouts(bedroom, 1, again=1) for _ in range(2))
    assert first == second
