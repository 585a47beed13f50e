"""A session: one history for words, gestures and reverts; a project file holds all of it."""

from __future__ import annotations

import json

import pytest

from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.designers.embedded.reading import read_brief
from idesign.edits.operations import Lock, Move, Remove
from idesign.errors import InputError
from idesign.exact import violations
from idesign.pipeline import Options, design_scene
from idesign.scene import Scene
from ui import events
from ui.project import project_json, session_from_project
from ui.session import Session, done, opened, redo, reverted, said, selected, undo, with_language, with_units


@pytest.fixture(scope="module")
def scene() -> Scene:
    brief = read_brief(
        "Only a bed, a wardrobe and a floor lamp in a bedroom of 4 by 4 m", room=None, seed=0, style=None
    )
    return design_scene(brief, EmbeddedDesigner(), Options(), lambda text, share: None)


@pytest.fixture
def session(scene: Scene) -> Session:
    return opened(Session(), scene)


def ids(session: Session) -> set[str]:
    assert session.scene is not None
    return {o.id for o in session.scene.objects}


def lamp(session: Session) -> str:
    return next(i for i in ids(session) if "lamp" in i and "ceiling" not in i)


def test_words_and_gestures_share_one_history(session: Session, scene: Scene) -> None:
    talked = said(session, "remove the floor lamp")
    assert len(ids(talked)) == len(ids(session)) - 1
    locked = done(talked, [Lock(scene.objects[0].id)])
    back = undo(undo(locked))
    assert back.scene is not None
    assert back.scene.objects == scene.objects
    again = redo(redo(back))
    assert again.scene == locked.scene
    assert (again.can_undo, again.can_redo) == (True, False)


def test_each_change_raises_the_revision_and_a_refusal_does_not(session: Session) -> None:
    changed = said(session, "remove the floor lamp")
    refused = said(changed, "remove the grand piano")
    assert changed.revision == session.revision + 1
    assert refused.revision == changed.revision
    assert refused.messages[-1].lines


def test_a_change_is_reverted_while_later_ones_stay(session: Session, scene: Scene) -> None:
    gone = said(session, "remove the floor lamp")
    change = gone.messages[-1].changes[0]
    both = done(gone, [Lock(scene.objects[0].id)])
    back = reverted(both, change)
    assert ids(back) == ids(session)
    assert back.scene is not None
    assert back.scene.object(scene.objects[0].id).locked
    assert ids(undo(back)) == ids(both)


def test_a_change_that_later_ones_need_stays_and_says_why(session: Session) -> None:
    added = said(session, "add a laundry basket")
    new = next(iter(ids(added) - ids(session)))
    kept = reverted(done(added, [Lock(new)]), added.messages[-1].changes[0])
    assert new in ids(kept)
    assert kept.messages[-1].lines[0].kind == "refused"


def test_what_is_no_longer_in_the_log_cannot_be_reverted(session: Session) -> None:
    gone = said(session, "remove the floor lamp")
    with pytest.raises(InputError):
        reverted(undo(gone), gone.messages[-1].changes[0])


def test_what_goes_is_not_selected_any_more(session: Session) -> None:
    here = selected(session, lamp(session))
    assert here.selected == lamp(session)
    assert done(here, [Remove(lamp(session))]).selected is None
    assert selected(session, "no-such-thing").selected is None


def test_gestures_in_a_row_are_one_message_with_a_revert_each(session: Session, scene: Scene) -> None:
    first, second = scene.objects[0].id, scene.objects[1].id
    moved = done(done(session, [Lock(first)]), [Lock(second)])
    assert len(moved.messages) == 1
    assert len(moved.messages[0].changes) == 2


def test_a_project_gives_everything_back(session: Session) -> None:
    before = with_units(with_language(said(session, "remove the floor lamp"), "de"), "imperial")
    after = session_from_project(project_json(before))
    assert after.scene == before.scene
    assert (after.messages, after.units, after.language) == (before.messages, "imperial", "de")
    assert undo(after).scene == undo(before).scene


def test_a_model_that_is_not_here_is_stood_in_for_and_named(session: Session) -> None:
    document = json.loads(project_json(session))
    chair = document["scene"]["objects"][0]
    chair["asset"]["id"], chair["name"] = f"{chair['category']}?model=0123456789abcdef&scale=1", "Aunt May's chair"
    back = session_from_project(json.dumps(document))
    assert back.scene is not None
    thing = back.scene.object(chair["id"])
    assert thing.stand_in
    assert list(thing.size) == pytest.approx(chair["size"])
    assert "Aunt May's chair" in back.messages[-1].lines[0].text
    assert violations(back.scene) == ()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "idesign.project/1"}', "not json", "[" * 100_000])
def test_what_is_no_project_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InputError) as e:
        session_from_project(text)
    assert "\n" not in str(e.value)


@pytest.mark.parametrize(
    "data",
    [None, [], {}, {"operations": []}, {"operations": "x"}, {"operations": [{"op": "explode"}]},
     {"operations": [{}] * 99}, {"operations": [{"op": "move", "id": "bed", "x": "a", "y": 0}]}],
)  # fmt: skip
def test_gestures_from_outside_are_checked(session: Session, data: object) -> None:
    with pytest.raises(InputError):
        events.on_operate(session, data)


def test_a_gesture_on_something_that_is_not_there_changes_nothing(session: Session) -> None:
    move = json.loads(json.dumps({"operations": [{"op": "move", "id": "<img src=x>", "x": 1.0, "y": 1.0}]}))
    try:
        after = events.on_operate(session, move)
    except InputError:
        return
    assert after.scene == session.scene


@pytest.mark.parametrize("setting", [with_units, with_language])
def test_settings_from_outside_are_checked(session: Session, setting: object) -> None:
    with pytest.raises(InputError):
        setting(session, "klingon")  # type: ignore[operator]


def test_nothing_is_dragged_out_of_the_room(session: Session) -> None:
    after = done(session, [Move(lamp(session), 50.0, 50.0)])
    assert after.scene is not None
    assert not violations(after.scene)


def test_what_is_not_understood_is_answered_with_what_could_be_said(session: Session) -> None:
    lost = said(session, "fly me to the moon")
    assert {line.kind for line in lost.messages[-1].lines} >= {"lost", "help"}
    assert lost.revision == session.revision


def test_a_german_session_reads_german_and_the_log_stays_english(session: Session) -> None:
    german = with_language(session, "de")
    held = done(german, [Lock("wardrobe-0")])
    (change,) = held.messages[-1].changes
    assert change.text.startswith("The wardrobe (wardrobe-0)")
    assert change.shown.startswith("„Kleiderschrank (wardrobe-0)“")
    assert held.scene is not None
    assert held.scene.edits[-1].said[0] == change.text
    back = reverted(held, change)
    assert back.messages[-1].lines[-1].text.startswith("Zurückgenommen: „Kleiderschrank")
    assert said(german, "Was kostet das?").messages[-1].lines[0].text.startswith("Was zu kaufen ist, kostet etwa")


def test_an_answer_that_reads_german_is_understood_after_a_reload_too(session: Session, scene: Scene) -> None:
    asked = said(with_language(session, "de"), "remove everything")
    assert asked.messages[-1].text == f"Sollen alle {len(scene.objects)} Dinge gehen?"
    assert asked.messages[-1].shown == ("ja, alles", "nein, so lassen")
    again = session_from_project(project_json(asked))
    assert again.messages[-1] == asked.messages[-1]
    emptied = said(again, again.messages[-1].answers[0])
    assert emptied.scene is not None
    assert not emptied.scene.objects
