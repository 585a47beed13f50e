"""The store: two people's sessions never mix, what was done is there again, what is old goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from idesign.brief import Brief
from idesign.errors import InputError
from idesign.scene import Scene, SceneRoom
from ui import sessions
from ui.session import Session, opened
from ui.sessions import SessionStore

SCENE = Scene(Brief("x"), SceneRoom(((0, 0), (3, 0), (3, 3), (0, 3)), 2.5), ())


def test_sessions_do_not_mix() -> None:
    store = SessionStore()
    a, b = store.create(), store.create()
    store.update(a, lambda s: opened(s, SCENE))
    assert store.get(a).scene == SCENE
    assert store.get(b).scene is None
    assert a != b
    assert len(a) >= 32


def test_a_step_that_raises_changes_nothing() -> None:
    store = SessionStore()
    key = store.create()

    def fail(session: Session) -> Session:
        raise InputError("no")

    with pytest.raises(InputError):
        store.update(key, fail)
    assert store.get(key) == Session()


def test_a_room_is_there_again_after_the_server_was_started_anew(tmp_path: Path) -> None:
    before = SessionStore(tmp_path)
    key = before.create()
    before.update(key, lambda s: opened(s, SCENE))
    after = SessionStore(tmp_path)
    assert after.restore(key) == key
    assert after.get(key).scene == SCENE


def test_every_step_is_later_than_the_one_before_also_on_the_next_server() -> None:
    serials = []
    for _ in range(2):
        store = SessionStore()
        key = store.create()
        serials += [store.update(key, lambda s: s).serial for _ in range(3)]
    assert serials == sorted(set(serials))
    assert serials[-1] < 2**53  # a number of JavaScript


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "x" * 10_000, "\x00"])
def test_no_key_reaches_the_file_system(tmp_path: Path, key: str) -> None:
    store = SessionStore(tmp_path / "rooms")
    (tmp_path / "passwd").write_text("{}")
    assert store.restore(key) is None
    with pytest.raises(InputError):
        store.get(key)


def test_a_spoilt_file_is_as_good_as_none(tmp_path: Path) -> None:
    store = SessionStore(tmp_path)
    key = store.create()
    store.update(key, lambda s: opened(s, SCENE))
    next(tmp_path.glob("*.json")).write_text("{")
    assert SessionStore(tmp_path).restore(key) is None


def test_memory_and_disk_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST", 3)
    monkeypatch.setattr(sessions, "KEPT", 4)
    now = [0.0]
    store = SessionStore(tmp_path, lambda: now[0])
    keys = []
    for _ in range(6):
        now[0] += 1
        keys.append(store.create(replace(opened(Session(), SCENE))))
    assert len(store) == 3
    assert keys[-1] in store
    assert keys[0] not in store
    assert len(list(tmp_path.glob("*.json"))) == 4


def test_what_others_write_or_remove_meanwhile_costs_nobody_a_change(tmp_path: Path) -> None:
    for name in (".being-written.json", "just-gone.json"):
        (tmp_path / name).symlink_to(tmp_path / "nothing")
    store = SessionStore(tmp_path)
    key = store.create(opened(Session(), SCENE))
    assert SessionStore(tmp_path).restore(key) == key
    assert (tmp_path / ".being-written.json").is_symlink()


def test_what_is_not_used_leaves_memory() -> None:
    now = [0.0]
    store = SessionStore(None, lambda: now[0])
    old = store.create()
    now[0] = sessions.IDLE + 1
    store.create()
    assert old not in store
