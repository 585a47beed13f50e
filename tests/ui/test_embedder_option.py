"""The embedder that a person names compares the words of a design, of a batch's scenes and of an edit."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assets.embeddings import LEXICAL, chosen_embedder
from assets.embeddings_models import MiniLmEmbedder
from idesign.batch.jobs import Job
from ui import batch_work, edit, produce
from ui.batch_maker import SceneMaker
from ui.produce import Request
from ui.talk import Talk


class ReachedError(Exception):
    """What compares words where the work begins."""


def reached(*_: Any) -> Any:
    raise ReachedError(chosen_embedder().name)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """An embedder that is here under the name "minilm"."""
    monkeypatch.setattr("idesign.build.named_embedder", lambda name: MiniLmEmbedder(name, LEXICAL.size, LEXICAL.embed))


@pytest.mark.parametrize("setting", ["", "minilm"])
def test_it_reaches_the_work(setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named by an option, or else by the setting."""
    monkeypatch.setenv("IDESIGN_EMBEDDER", setting or "lexical")
    option = "" if setting else "minilm"
    monkeypatch.setattr(produce, "_produced", reached)
    monkeypatch.setattr(batch_work, "_made", reached)
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
