"""Changes in words at the command line: a folder changed whole, the truth told, and the talk in the terminal."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

import ui.edit
from idesign.scene import Scene, load_scene, save_scene
from ui.cli import run

ROOM = Path(__file__).resolve().parents[1] / "data" / "edits" / "bedroom.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scene; writing one writes the document only: pictures have tests of their own."""

    def document(scene: Scene, folder: Path, *_: object) -> tuple[None, None, tuple[str, ...]]:
        save_scene(scene, folder / "scene.json")
        return None, None, ()

    monkeypatch.setattr(ui.edit, "write_folder", document)
    (tmp_path / "room").mkdir()
    shutil.copy(ROOM, tmp_path / "room" / "scene.json")
    return tmp_path / "room"


def test_a_change_in_words_changes_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["edit", str(folder), "remove the rug", "--llm", "offline", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["operations"] == [{"op": "remove", "id": "rug-0", "never": False}]
    assert not told["violated"]
    assert not any(o.id == "rug-0" for o in load_scene(folder).objects)


def test_the_next_command_knows_what_it_was_about(folder: Path) -> None:
    assert run(["edit", str(folder), "make the desk wider", "--llm", "offline"]) == 0
    assert run(["edit", str(folder), "make it white", "--llm", "offline"]) == 0
    assert run(["edit", str(folder), "undo", "--llm", "offline"]) == 0
    scene = load_scene(folder)
    assert [e.undone for e in scene.edits] == [False, True]
    assert scene.object("desk-0").size[0] > 1.2


def test_another_folder_leaves_the_first_alone(folder: Path, tmp_path: Path) -> None:
    before = (folder / "scene.json").read_bytes()
    assert run(["edit", str(folder), "the bed in blue", "--out", str(tmp_path / "b"), "--llm", "offline"]) == 0
    assert (folder / "scene.json").read_bytes() == before
    assert "blue" in load_scene(tmp_path / "b").object("bed_double-0").asset.id


@pytest.mark.parametrize("text", ["make the room 400 m wide", "sing me a song"])
def test_what_is_not_done_is_said_and_nothing_is_written(
    folder: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "scene.json").read_bytes()
    assert run(["edit", str(folder), text, "--llm", "offline"]) == 1
    assert (folder / "scene.json").read_bytes() == before
    assert capsys.readouterr().err.strip()


def test_a_question_stays_open_for_the_next_command(folder: Path) -> None:
    assert run(["edit", str(folder), "make the nightstand blue", "--llm", "offline"]) == 1
    assert (asked := load_scene(folder).asked) is not None
    assert asked.ids == ("nightstand-0", "nightstand-1")
    assert run(["edit", str(folder), "the left one", "--llm", "offline"]) == 0
    after = load_scene(folder)
    assert after.asked is None
    assert ["blue" in after.object(i).asset.id for i in asked.ids] == [True, False]


def test_another_command_drops_an_open_question(folder: Path) -> None:
    run(["edit", str(folder), "make the nightstand blue", "--llm", "offline"])
    assert run(["edit", str(folder), "sing me a song", "--llm", "offline"]) == 1
    assert load_scene(folder).asked is None
    assert run(["edit", str(folder), "the left one", "--llm", "offline"]) == 1


def test_a_missing_folder_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["edit", str(tmp_path / "none"), "remove the rug"]) == 2
    assert "none" in capsys.readouterr().err


def test_a_conversation_ends_in_the_same_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "remove the rug\nundo\nadd an armchair\nshow\nmake it green\nquit\nnever read\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    assert run(["chat", str(folder), "--llm", "offline"]) == 0
    scene = load_scene(folder)
    armchair = next(o for o in scene.objects if o.category == "armchair")
    assert "green" in armchair.asset.id
    assert any(o.id == "rug-0" for o in scene.objects)
