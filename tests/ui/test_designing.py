"""A room furnished or talked about: the conversation grows with what is told, and ends with a room or a reason."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from idesign.brief import Brief
from idesign.edits.dialogue import Understood
from idesign.edits.operations import Remove
from idesign.errors import InputError
from idesign.scene import Scene, SceneRoom
from ui import designing
from ui.designing import Designing
from ui.examples import examples
from ui.furnishing import Sketch, Step, Wanted
from ui.session import Session, done, opened, with_language
from ui.sessions import SessionStore
from ui.workshop import Tell, Workshop

SCENE = Scene(Brief("a hut", assumed=("I assumed a door.",)), SceneRoom(((0, 0), (3, 0), (3, 2), (0, 2)), 2.5), ())


def quickly(tell: Tell, wanted: Wanted) -> Scene:
    tell(Step("designing", 0.1))
    tell(replace(SCENE.brief, understood=("A hut.",)))
    tell(Sketch(SCENE, ("bench",)))
    if wanted.text == "nonsense":
        raise InputError("that is no room")
    while wanted.text == "forever":
        tell(Step("placing the furniture", 0.2))
    return SCENE


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    found = Workshop(1)
    yield found
    found.close()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> SessionStore:
    monkeypatch.setattr(designing, "furnish", quickly)
    return SessionStore()


def test_a_room_comes_in_steps_and_ends_the_work(workshop: Workshop, store: SessionStore) -> None:
    key = store.create()
    seen = list(Designing(store, workshop).start(key, Wanted("a hut")))
    assert seen[0].messages[0].text == "a hut"
    assert seen[0].messages[-1].working
    last = seen[-1]
    assert last.scene == SCENE
    assert not last.messages[-1].working
    assert [line.text for line in last.messages[-1].lines] == ["I assumed a door."]
    assert "3.00 × 2.00 m" in last.messages[-1].text


def test_a_request_that_cannot_be_used_leaves_no_room_and_says_why(workshop: Workshop, store: SessionStore) -> None:
    key = store.create(with_language(Session(), "de"))
    *_, last = Designing(store, workshop).start(key, Wanted("nonsense"))
    assert last.scene is None
    assert "that is no room" in last.messages[-1].lines[0].text


def test_stopped_work_leaves_no_room(workshop: Workshop, store: SessionStore) -> None:
    key, found = store.create(), Designing(store, workshop)
    for session in found.start(key, Wanted("forever")):
        if session.draft is not None:
            found.stop(key)
    assert store.get(key).scene is None
    assert store.get(key).messages[-1].lines[0].kind == "error"
    assert not found.busy(key)


def test_who_comes_back_sees_the_work_that_goes_on(workshop: Workshop, store: SessionStore) -> None:
    key, found = store.create(), Designing(store, workshop)
    first = found.start(key, Wanted("a hut"))
    next(first)
    first.close()  # type: ignore[attr-defined]
    *_, last = [store.get(key), *found.watch(key)]
    assert last.scene == SCENE
    assert list(found.watch(key)) == []


def test_a_step_is_told_in_the_persons_language(store: SessionStore) -> None:
    german = designing.grown(with_language(Session(), "de"), Step("designing", 0.1))
    assert german.messages[-1].text == "entwirft den Raum"
    assert designing.grown(Session(), Step("something new", 0.1)).messages[-1].text == "something new"


def test_words_are_thought_about_while_hands_go_on_and_hold_for_the_room_as_it_is(
    workshop: Workshop, store: SessionStore
) -> None:
    scene, think = examples()[0].scene(), threading.Event()

    def slowly(scene: Scene, text: str, focus: Sequence[str]) -> Understood:
        assert think.wait(20)
        return Understood()

    key = store.create(opened(Session(), scene, slowly))
    turn = Designing(store, workshop).say(key, "remove the pouf")
    begun = next(turn)
    assert begun.messages[-1].working
    store.update(key, lambda s: done(s, (Remove("basket-0"),)))
    assert store.get(key).messages[-1].working, "what is still thought about stays the last message"
    think.set()
    *_, last = turn
    assert {"pouf-0", "basket-0"} & {o.id for o in last.scene.objects} == set()
    assert [m.role for m in last.messages] == ["person", "touch", "designer"]
    assert not any(m.working for m in last.messages)


def test_words_are_read_in_another_process_and_what_they_leave_stays_the_same(
    workshop: Workshop, store: SessionStore
) -> None:
    before = opened(with_language(Session(), "de"), examples()[0].scene())
    key, studio = store.create(before), Designing(store, workshop)
    *_, left = studio.say(key, "remove the grand piano")
    assert left.scene is before.scene
    assert left.revision == before.revision
    assert "gibt es in diesem Raum nicht" in left.messages[-1].lines[0].text
    *_, after = studio.say(key, "entferne den Pouf", shown="weg damit")
    assert "pouf-0" not in {o.id for o in after.scene.objects}
    assert [m.text for m in after.messages if m.role == "person"][-1] == "weg damit"
    assert after.messages[-1].changes[0].shown == "Entfernt: „Pouf (pouf-0)“."


def test_words_can_be_taken_back_before_they_are_answered(workshop: Workshop, store: SessionStore) -> None:
    forever = threading.Event()

    def never(scene: Scene, text: str, focus: Sequence[str]) -> Understood:
        forever.wait(30)
        return Understood()

    key, studio = store.create(opened(Session(), SCENE, never)), Designing(store, workshop)
    turn = studio.say(key, "add a tower")
    next(turn)
    studio.stop(key)
    *_, last = turn
    assert [line.kind for line in last.messages[-1].lines] == ["error"]
    assert last.scene == SCENE
    forever.set()
