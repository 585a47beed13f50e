"""The views' document, what it says of problems, the check while dragging, and the models it names."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from functools import cache

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.designers.embedded.reading import read_brief
from idesign.edits.dialogue import Dialogue
from idesign.edits.operations import Move
from idesign.exact import violations
from idesign.pipeline import Options, design_scene
from idesign.scene import Scene, SceneObject
from solvers.layout import Violation
from ui.texts import texts_of
from ui.views.components import check
from ui.views.conflicts import BOARDS, Board, Boards, Dragged
from ui.views.document import view_document
from ui.views.models import ModelShelf, mount_models, script_path
from ui.views.problems import problems_of

HOSTILE = "<img src=x onerror=alert(1)> ${alert(1)} {{value}}"


@cache
def scene() -> Scene:
    """A small bedroom with a lamp on a nightstand."""
    brief = read_brief(
        "Only a bed, a nightstand with a lamp and a wardrobe in a bedroom of 4 by 4 m", room=None, seed=0, style=None
    )
    return design_scene(brief, EmbeddedDesigner(), Options(), lambda text, share: None)


def carrier() -> SceneObject:
    """A thing on the floor that something stands on."""
    return next(o for o in scene().objects if o.support == "floor" and any(p.support == o.id for p in scene().objects))


def test_the_document_is_json_with_every_object_once_and_all_that_it_names() -> None:
    document = json.loads(json.dumps(view_document(scene()).json))
    ids = [o["id"] for o in document["objects"]]
    assert sorted(ids) == sorted(o.id for o in scene().objects)
    for o in document["objects"]:
        assert o["symbol"] in document["symbols"]
        assert set(o["along"]) <= set(ids)
    assert {s["id"] for s in document["room"]["symbols"]} == {o["id"] for o in document["room"]["openings"]}
    assert document["texts"].keys() == texts_of("de", "views").keys()


def test_a_hostile_name_is_nothing_but_a_name() -> None:
    first, *rest = scene().objects
    named = replace(scene(), objects=(replace(first, name=HOSTILE), *rest))
    document = view_document(named).json
    assert document["objects"][0]["name"] == HOSTILE
    document["objects"][0]["name"] = ""
    assert "onerror" not in json.dumps({k: v for k, v in document.items() if k != "symbols"})


def test_what_goes_along_goes_where_the_edit_takes_it() -> None:
    thing = carrier()
    board = Board("", scene())
    turn = Dialogue.about(scene()).do([Move(thing.id, thing.x - 0.03, thing.y)])
    assert turn.operations
    now = turn.scene.object(thing.id)
    moved = board.moved(Dragged(thing.id, now.x, now.y, now.yaw_deg))
    assert len(moved) > 1
    for id, pose in moved.items():
        there = turn.scene.object(id)
        assert (pose.x, pose.y) == pytest.approx((there.x, there.y), abs=2e-3), id


def test_the_check_says_what_the_exact_check_says() -> None:
    thing = max((o for o in scene().objects if o.support == "floor" and o.size[2] > 0.3), key=lambda o: o.size[0])
    board = BOARDS.put(scene())
    x0, y0, _, _ = scene().room.plan.bounds
    asked = {"board": board.key, "id": thing.id, "x": x0, "y": y0, "yaw_deg": thing.yaw_deg}
    told = check(asked)["problems"]
    there = replace(thing, x=x0, y=y0)
    literal = replace(scene(), objects=tuple(there if o.id == thing.id else o for o in scene().objects))
    outside = [v for v in violations(literal) if v.kind == "inside" and thing.id in v.ids]
    assert outside
    assert any(thing.id in p["ids"] and p["severity"] == "conflict" for p in told)
    assert check({**asked, "x": thing.x, "y": thing.y})["problems"] == []


@pytest.mark.parametrize(
    "asked",
    [
        *(None, [], "x", {}),
        {"board": "no", "id": "x", "x": 0, "y": 0, "yaw_deg": 0},
        {"board": 1, "id": "x", "x": 0, "y": 0, "yaw_deg": 0},
        {"board": "b", "id": "x", "x": math.nan, "y": 0, "yaw_deg": 0},
        {"board": "b", "id": "x", "x": 1e300, "y": True, "yaw_deg": 0},
    ],
)
def test_a_check_of_nonsense_has_no_answer(asked: object) -> None:
    assert check(asked) == {"problems": []}


def test_boards_are_bounded_and_known_by_their_content() -> None:
    boards = Boards(most=2)
    first = boards.put(scene())
    assert boards.put(replace(scene())) is first
    rooms = [replace(scene(), room=replace(scene().room, height=h)) for h in (2.6, 2.7)]
    keys = [boards.put(r).key for r in rooms]
    assert boards.get(first.key) is None
    assert all(boards.get(k) for k in keys)


def test_models_are_answered_by_their_keys_alone() -> None:
    shelf, app = ModelShelf(), FastAPI()
    mount_models(app, shelf)
    key, client = shelf.thing(carrier()), TestClient(app)
    assert key == shelf.thing(replace(carrier(), id="another", name=HOSTILE, x=0.0))
    found = client.get(f"/models/{key}.glb")
    assert found.status_code == 200
    assert found.content[:4] == b"glTF"
    assert "immutable" in found.headers["cache-control"]
    for wrong in ("0" * 64, "..%2f..%2fetc%2fpasswd", "x"):
        assert client.get(f"/models/{wrong}.glb").status_code == 404
    assert b"http://" not in client.get(script_path()).content.replace(b"http://www.w3.org", b"")


def test_the_shelf_keeps_no_more_than_it_may() -> None:
    shelf = ModelShelf(limit=1, recipes=3)
    things = list({o.asset.id: o for o in scene().objects}.values())[:5]
    keys = [shelf.thing(o) for o in things]
    assert [shelf.read(k) is not None for k in keys] == [False, False, True, True, True]
    assert len(shelf._ready) == 1


def test_a_broken_relation_is_told_in_the_persons_language_and_units() -> None:
    records = scene().relations
    number, record = next((k, r) for k, r in enumerate(records) if r.type == "against_wall")
    broken = Violation("relation", "x", (record.a,), number)
    english, german = (problems_of(scene(), [broken], "metric", language)[0].text for language in ("en", "de"))
    assert "no longer with its back against a wall" in english
    assert german != english
    assert "_" not in german
