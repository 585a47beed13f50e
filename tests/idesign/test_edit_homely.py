"""What home owners say in their own words is understood: changes, complaints, questions, and short answers."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from idesign.edits.bench import WHEELCHAIR, Bench
from idesign.edits.clauses import clauses
from idesign.edits.dialogue import Dialogue
from idesign.edits.frame import framed
from idesign.edits.interpreter import Interpreter, Meaning
from idesign.edits.meaning import meaning
from idesign.edits.operations import Add, ChangeRoom, Place, SetPeople, operations_json
from idesign.edits.ways import ways
from idesign.exact import violations
from idesign.scene import Scene, load_scene, scene_json

DATA = Path(__file__).resolve().parents[1] / "data" / "edits"
HOMELY: dict[str, list[dict[str, Any]]] = tomllib.loads((DATA / "homely.toml").read_text(encoding="utf-8"))
ROWS = [(room, row) for room, rows in HOMELY.items() for row in rows]


@cache
def room_of(name: str) -> Scene:
    return load_scene(DATA / f"{name}.json")


def meant(room: str, text: str) -> list[Meaning]:
    return [meaning(Interpreter(Bench(room_of(room))), framed(c)) for c in clauses(text)]


@pytest.mark.parametrize(("room", "row"), ROWS, ids=[row["say"] for _, row in ROWS])
def test_a_sentence_means_what_its_writer_means(room: str, row: dict[str, Any]) -> None:
    found = meant(room, row["say"])
    operations = [o for m in found for o in m.operations]
    assert [o.op for o in operations] == row.get("ops", []), found
    written = str(operations_json(operations))
    assert all(text in written for text in (*row.get("about", ()), row.get("words", ""))), written
    assert (found[0].question.text if found[0].question else "").startswith(row.get("asks", "")), found
    assert bool(found[0].question) == ("asks" in row), found
    assert row.get("says", "") in " ".join(found[0].said), found
    assert not any(m.lost for m in found), found


@pytest.mark.parametrize(
    ("reply", "blue"),
    [("the left one", "0"), ("the one on the right", "1"), ("2", "1"), ("the second", "1"), ("both", "01"),
     ("das linke", "0"), ("celle de droite", "1"), ("either", "0"), ("neither", ""), ("nightstand-1", "1")],
)  # fmt: skip
def test_a_short_answer_says_which(reply: str, blue: str) -> None:
    asked = Dialogue.about(room_of("bedroom")).say("make the nightstand blue")
    after = asked.dialogue.say(reply)
    assert after.kept, after.lines()
    assert [i for i in "01" if "blue" in after.scene.object(f"nightstand-{i}").asset.id] == list(blue)


def test_an_answer_that_says_nothing_is_asked_again() -> None:
    asked = Dialogue.about(room_of("bedroom")).say("make the nightstand blue")
    assert asked.dialogue.say("that one").question == asked.question


def test_one_thing_is_put_back_although_others_came_after_it() -> None:
    before = room_of("bedroom")
    turn = Dialogue.about(before).say("move the desk 20 cm to the left").dialogue.say("make the rug red")
    after = turn.dialogue.say("put the desk back").scene
    assert after.object("desk-0").pose == before.object("desk-0").pose
    assert "red" in after.object("rug-0").asset.id


def test_a_hundred_wishes_in_one_breath_are_refused_at_once() -> None:
    turn = Dialogue.about(room_of("bedroom")).say("add a lamp " * 100)
    assert not turn.operations
    assert "at most" in turn.lines()[0]


def test_what_goes_elsewhere_stands_elsewhere() -> None:
    before, after = room_of("bedroom").object("desk-0"), None
    turn = Dialogue.about(room_of("bedroom")).do((Place("desk-0", ()),))
    after = turn.scene.object("desk-0")
    assert abs(after.x - before.x) + abs(after.y - before.y) > 0.5, turn.lines()


# ---------------------------------------------------------------- ways
def test_an_addition_closes_no_way_unsaid() -> None:
    for name in HOMELY:
        scene = room_of(name)
        turn = Dialogue.about(scene).do((Add("armchair"), Add("sideboard")))
        lost = ways(Bench(turn.scene)).missed - ways(Bench(scene)).missed
        assert all(id in " ".join(turn.lines()) for id in lost), turn.lines()


def test_a_wheelchair_gets_to_everything_or_is_told_where_not() -> None:
    crowded = Dialogue.about(room_of("bedroom")).do((ChangeRoom(width=4.3, depth=3.6),)).scene
    turn = Dialogue.about(crowded).do((SetPeople(WHEELCHAIR),))
    found = ways(Bench(turn.scene), rolling=True)
    before = ways(Bench(crowded), rolling=True)
    told = " ".join(turn.lines())
    assert before.faults, "the room must need the change"
    assert found.faults < before.faults, told
    assert not violations(turn.scene)
    assert all(id in told for id in found.missed)
    for o in crowded.objects:
        now = next((x for x in turn.scene.objects if x.id == o.id), None)
        assert (now is not None and now.pose == o.pose and now.size == o.size) or o.id in told, o.id
        assert now is not None or not o.asked
    assert scene_json(turn.dialogue.undo().scene).count('"undone": true') == 1


def test_who_spares_a_thing_spares_what_it_stands_on() -> None:
    after = Dialogue.about(room_of("living_room")).say("take out everything except the sofa and the TV").scene
    assert {o.category for o in after.objects} >= {"sofa", "television", "tv_stand"}
    assert not any(o.category in ("armchair", "bookshelf", "rug") for o in after.objects)
