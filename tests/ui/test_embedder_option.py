"""The embedder that a person names compares the words of a design, of a batch's scenes and of an edit; that of the
settings compares them in the studio too, where the chat says when it is not here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assets.embeddings import LEXICAL, chosen_embedder
from assets.embeddings_models import MiniLmEmbedder
from assets.errors import EmbedderMissingError
from idesign.batch.jobs import Job
from idesign.build import _embedder
from idesign.errors import InputError
from idesign.scene import Scene, SceneRoom
from ui import api, batch_work, edit, furnishing, produce, replies
from ui.batch_maker import SceneMaker
from ui.designing import summary
from ui.examples import examples
from ui.furnishing import Wanted
from ui.panels import catalogue
from ui.panels.wired import Desk
from ui.produce import Request
from ui.session import Session, answered, opened
from ui.sessions import SessionStore
from ui.talk import Talk


class ReachedError(Exception):
    """What compares words where the work begins."""


def reached(*_: Any) -> Any:
    raise ReachedError(chosen_embedder().name)


def untold(news: Any) -> None:
    """Nobody listens."""


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An embedder that is here under the name "minilm"."""
    monkeypatch.setattr("idesign.build.named_embedder", lambda name: MiniLmEmbedder(name, LEXICAL.size, LEXICAL.embed))
    _embedder.cache_clear()
    yield
    _embedder.cache_clear()


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting names an embedder whose weights are not here."""

    def none(name: str) -> Any:
        raise EmbedderMissingError(f"{name} is not here")

    monkeypatch.setenv("IDESIGN_EMBEDDER", "minilm")
    monkeypatch.setattr("idesign.build.named_embedder", none)


@pytest.mark.parametrize("setting", ["", "minilm"])
def test_it_reaches_the_work(setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named by an option, or else by the setting."""
    monkeypatch.setenv("IDESIGN_EMBEDDER", setting or "lexical")
    option = "" if setting else "minilm"
    monkeypatch.setattr(produce, "_produced", reached)
    monkeypatch.setattr(batch_work, "asked_of", reached)
    monkeypatch.setattr(edit, "load_scene", lambda folder: None)
    monkeypatch.setattr(edit.Dialogue, "about", lambda *_: SimpleNamespace(say=reached))
    talk = Talk.__new__(Talk)
    works = (
        lambda: produce.produce(Request("a room", embedder=option), tmp_path, lambda text, share: None),
        lambda: batch_work.make_scene(SceneMaker(embedder=option), Job("a", "a room"), tmp_path),
        lambda: edit.edit_folder(tmp_path, Request("add a sofa", llm="offline", embedder=option), None, talk),
    )
    for work in works:
        with pytest.raises(ReachedError, match="minilm"):
            work()
    assert chosen_embedder() is LEXICAL


def test_the_setting_reaches_the_work_of_the_studio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDESIGN_EMBEDDER", "minilm")
    monkeypatch.setattr(furnishing, "build_staff", reached)
    monkeypatch.setattr(catalogue, "found", reached)
    monkeypatch.setattr(api.Dialogue, "say", reached)
    scene, store = examples()[0].scene(), SessionStore()
    session = opened(Session(), scene)
    desk = Desk(store, SimpleNamespace(), SimpleNamespace())  # type: ignore[arg-type]
    works = (
        lambda: furnishing.furnish(untold, Wanted("a bedroom", llm="offline")),
        lambda: replies.reply_of(untold, session, "add a sofa"),
        lambda: api.changed(untold, scene, "add a sofa"),
        lambda: next(desk._search(store.create(session), {"values": {"words": "sofa"}})),
    )
    for work in works:
        with pytest.raises(ReachedError, match="minilm"):
            work()
    assert chosen_embedder() is LEXICAL


@pytest.mark.usefixtures("missing")
def test_the_chat_says_once_that_letters_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    def bare(brief: Any, *_: Any, **__: Any) -> Scene:
        return Scene(brief, SceneRoom(((0, 0), (3, 0), (3, 2), (0, 2)), 2.5), ())

    monkeypatch.setattr(furnishing, "design_scene", bare)
    scene = furnishing.furnish(untold, Wanted("a bedroom", llm="offline"))
    session = opened(Session(), scene)
    assert "letters only" in summary(session, scene).lines[len(scene.brief.assumed)].text
    for words in ("make it cosy", "make it cosy"):
        session = answered(session, replies.reply_of(untold, session, words).turn)
    told = [line.text for m in session.messages for line in m.lines if "letters only" in line.text]
    assert told == ["words are compared by their letters only: minilm is not here"]
    assert api.changed(untold, scene, "make it cosy")["said"][0] == told[0]


def test_a_setting_that_names_no_embedder_is_the_persons_to_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("IDESIGN_EMBEDDER", "word2vec")
    with pytest.raises(InputError, match="word2vec"):
        furnishing.furnish(untold, Wanted("a bedroom", llm="offline"))
