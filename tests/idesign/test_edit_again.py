"""What is said of the change before: taken back with "no", done again, done to something else, done the other way."""

from __future__ import annotations

from pathlib import Path

import pytest

from idesign.edits.dialogue import Dialogue, Turn
from idesign.scene import Scene, load_scene

DATA = Path(__file__).resolve().parents[1] / "data" / "edits"


def room(name: str = "bedroom") -> Scene:
    return load_scene(DATA / f"{name}.json")


def said(*words: str, about: str = "bedroom") -> Turn:
    """The last turn of a conversation."""
    turn = Dialogue.about(room(about)).say(words[0])
    for text in words[1:]:
        turn = turn.dialogue.say(text)
    return turn


def ids(scene: Scene) -> set[str]:
    return {o.id for o in scene.objects}


@pytest.mark.parametrize("text", ["no, the rug in grey", "No - the rug in grey.", "nein, der Teppich in Grau"])
def test_a_no_that_corrects_removes_nothing(text: str) -> None:
    turn = said("make the rug green", text)
    assert ids(turn.scene) == ids(room())
    assert "grey" in turn.scene.object("rug-0").asset.id


def test_no_rug_still_removes_it() -> None:
    assert "rug-0" not in ids(said("no rug").scene)


def test_no_with_a_measure_is_in_place_of_the_change_before() -> None:
    width = room().object("rug-0").size[0]
    turn = said("make the rug 20 cm narrower", "no, 10 cm narrower")
    assert turn.scene.object("rug-0").size[0] == pytest.approx(width - 0.1)


def test_undo_twice_takes_two_changes_back() -> None:
    turn = said("make the rug green", "make the desk white", "make the bed grey", "undo twice")
    looks = {o.id: o.asset.id for o in turn.scene.objects}
    assert "green" in looks["rug-0"]
    assert looks["desk-0"] == room().object("desk-0").asset.id


def test_the_rug_too_gets_what_the_desk_got() -> None:
    turn = said("make the desk green", "the rug too")
    assert "green" in turn.scene.object("rug-0").asset.id


def test_one_wall_is_painted_alone_and_the_others_without_it() -> None:
    turn = said("paint the north wall green", "the other walls white")
    surfaces = turn.scene.room.surfaces
    north = turn.scene.room.plan.wall_named("north").index
    assert (surfaces.accent_wall, surfaces.accent_colour, surfaces.wall_colour) == (north, "green", "white")
    assert said("paint the wall behind the bed blue").scene.room.surfaces.accent_wall == north
    assert said("paint one wall green").lost


def test_a_turn_and_a_move_the_other_way() -> None:
    before = room("living_room").object("armchair-0").yaw_deg
    turn = said("turn the armchair 45 degrees", "the other way", about="living_room")
    assert (turn.scene.object("armchair-0").yaw_deg - before) % 360 == pytest.approx(315)
    x = room("living_room").object("sofa-0").x
    far = said("move the sofa 40 cm to the left", "a bit more", about="living_room").scene.object("sofa-0").x - x
    assert abs(far) == pytest.approx(0.6)


def test_no_with_a_place_is_the_same_thing_put_there() -> None:
    turn = said("put the lamp on the filing cabinet", "no, on the desk", about="home_office")
    assert turn.scene.object("desk_lamp-0").support == "desk-0"


def test_another_one_is_of_the_same_kind_and_mine_is_new() -> None:
    turn = said("add a vase on the desk", "add another one on the left nightstand", "put my barrel in the corner")
    new = [o for o in turn.scene.objects if o.id not in ids(room())]
    assert sorted(o.category for o in new) == ["barrel", "vase", "vase"]
    assert not any("my" in line.split() for line in turn.lines())


def test_changes_in_dutch_and_portuguese() -> None:
    turn = said("maak het vloerkleed groen", "verwijder het linker nachtkastje", "pinte as paredes de azul", "desfaça")
    assert "green" in turn.scene.object("rug-0").asset.id
    assert "nightstand-0" not in ids(turn.scene)
    assert turn.scene.room.surfaces.wall_colour != "blue"
    assert "rug-0" not in ids(said("remova o tapete").scene)


def test_a_table_stands_in_the_middle_of_the_rug_and_stays_when_the_rug_goes() -> None:
    turn = said("put the coffee table in the middle of the rug", about="living_room")
    rug, table, vase = (turn.scene.object(i) for i in ("rug-0", "coffee_table-0", "vase-0"))
    assert (table.x, table.y) == pytest.approx((rug.x, rug.y), abs=0.01)
    assert vase.z == pytest.approx(table.z + table.size[2], abs=0.005)
    left = turn.dialogue.say("remove the rug")
    assert left.scene.object("coffee_table-0").support == "floor"
    assert ids(left.scene) == ids(room("living_room")) - {"rug-0"}
    assert not left.moved
    centred = said("centre the coffee table on the rug", about="living_room").scene.object("coffee_table-0")
    assert (centred.x, centred.y) == (table.x, table.y)


def test_there_is_where_another_thing_was_put_or_is_asked_for() -> None:
    turn = said("put the plant next to the sofa", "put the armchair there too", about="living_room")
    assert turn.operations[0].places[0].target == "sofa-0"  # type: ignore[union-attr]
    asked = said("put the armchair by the window", "put it there instead", about="living_room")
    assert asked.question is not None
    assert len(asked.question.offers) == 3
    assert not any("window" in o.text for o in asked.question.offers)
    done = asked.dialogue.say("against the north wall")
    assert done.kept
    assert done.scene.object("armchair-0").y > 3.0


def test_too_asks_which_of_several_and_takes_both() -> None:
    asked = said("make the bed green", "the nightstand too")
    assert asked.question is not None
    assert set(asked.question.ids) == {"nightstand-0", "nightstand-1"}
    both = asked.dialogue.say("both")
    assert all("green" in both.scene.object(i).asset.id for i in ("nightstand-0", "nightstand-1"))
