"""The panels of a session: every tab draws in every language, names stay text, and acts from a browser are checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from at_once import AtOnce

from idesign.scene import Scene, load_scene
from ui.panels.downloads import Downloads
from ui.panels.sheet import Node
from ui.panels.state import TABS, PanelState, Tab
from ui.panels.trees import panels_document
from ui.panels.wired import QUICK, Desk
from ui.session import Language, Session, opened, selected
from ui.sessions import SessionStore

ROOM = Path(__file__).resolve().parents[2] / "data" / "edits" / "bedroom.json"
HOSTILE = "<img src=x onerror=alert(1)>${7*7}{{7*7}}"


@pytest.fixture(scope="module")
def bedroom() -> Scene:
    return load_scene(ROOM)


@pytest.fixture
def session(bedroom: Scene) -> Session:
    return opened(Session(), bedroom)


@pytest.fixture
def desk() -> Desk:
    return Desk(SessionStore(), AtOnce(), Downloads())  # type: ignore[arg-type]


def texts(node: dict[str, Any]) -> Iterator[str]:
    yield from (str(node.get(k, "")) for k in ("text", "label", "value"))
    for child in node.get("children", ()):
        yield from texts(child)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_draws_with_a_room_and_without(session: Session, tab: Tab, language: Language) -> None:
    for one in (session, selected(session, "desk-0"), Session()):
        shown = panels_document(replace(one, language=language, panels=PanelState(tab=tab)), lambda _: "")
        json.dumps(shown)
        assert any(texts(shown["body"]))


@pytest.mark.parametrize("tab", TABS)
def test_a_hostile_name_stays_text(bedroom: Scene, tab: Tab) -> None:
    things = tuple(replace(o, name=HOSTILE, description=HOSTILE) for o in bedroom.objects)
    session = replace(opened(Session(), replace(bedroom, objects=things)), panels=PanelState(tab=tab))
    shown = panels_document(selected(session, "desk-0"), lambda _: "")
    assert all(HOSTILE not in str(v) for v in walked(shown["body"], ("tag", "kind", "picture", "name")))


def walked(node: dict[str, Any], keys: tuple[str, ...]) -> Iterator[Any]:
    yield from (node.get(k, "") for k in keys)
    for child in node.get("children", ()):
        yield from walked(child, keys)


@pytest.mark.parametrize("node", [("script", ""), ("iframe", ""), ("img", "http://x/y.png"), ("img", "javascript:1")])
def test_what_could_run_or_fetch_cannot_be_a_node(node: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="not drawn"):
        Node(node[0], picture=node[1])


def test_acts_change_the_session_and_one_can_undo_them(session: Session, desk: Desk) -> None:
    key = desk.sessions.create(session)
    list(desk.act(key, {"do": "select", "id": "desk-0"}))
    list(desk.act(key, {"do": "inspect", "id": "desk-0", "values": {"width": "1.30 m"}}))
    now = desk.sessions.get(key)
    assert now.scene is not None
    assert now.scene.object("desk-0").size[0] == pytest.approx(1.3)
    assert now.can_undo


@pytest.mark.parametrize(
    "data",
    [None, {}, {"do": "explode"}, {"do": "tab", "tab": "secret"}, {"do": "add", "asset": 7}, {"do": "inspect"},
     {"do": "inspect", "id": "desk-0", "values": {"width": "broad"}}, {"do": "lock", "id": "ghost"},
     {"do": "relation", "number": 9999, "action": "delete"},
     {"do": "relation", "number": 0, "action": "relax", "weight": "x"},
     {"do": "file", "key": "../../etc/passwd"}, {"do": "take_layout", "letter": "B"}, {"do": "gallery", "id": "ghost"},
     {"do": "search", "values": {"words": "!!!"}}, {"do": ["tab"]}],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_changes_nothing(session: Session, desk: Desk, data: Any) -> None:
    key = desk.sessions.create(session)
    last = list(desk.act(key, data))[-1]
    assert last.panels.error
    assert last.panels.work is None
    assert last.scene == session.scene


def test_without_a_room_no_act_does_anything(desk: Desk) -> None:
    for do in (*QUICK, "layouts", "judge", "photo", "file", "project", "gallery", "search"):
        key = desk.sessions.create(Session())
        last = list(desk.act(key, {"do": do, "id": "x", "asset": "sofa?w=2&d=1&h=1", "key": "pdf"}))[-1]
        assert last.scene is None


def test_a_file_is_offered_once_made(session: Session, desk: Desk) -> None:
    key = desk.sessions.create(session)
    list(desk.act(key, {"do": "file", "key": "csv"}))
    list(desk.act(key, {"do": "project"}))
    download = desk.sessions.get(key).panels.download
    assert download is not None
    assert download.number == 2
    taken = desk.downloads.get(download.address.split("/")[2])
    assert taken is not None
    assert b"idesign.project" in taken.data


def test_the_judgement_is_shown_and_grows_stale(session: Session, desk: Desk) -> None:
    key = desk.sessions.create(session)
    list(desk.act(key, {"do": "judge"}))
    now = desk.sessions.get(key)
    assert now.panels.judgement is not None
    assert now.panels.judged_at == now.revision
    list(desk.act(key, {"do": "delete", "id": "rug-0"}))
    shown = panels_document(
        replace(desk.sessions.get(key), panels=replace(desk.sessions.get(key).panels, tab="judge")), lambda _: ""
    )
    assert any("changed since" in t for t in texts(shown["body"]))
