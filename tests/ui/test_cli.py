"""Bad input gets one line and leaves nothing behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ui.cli import app, run

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4]]
BAD_REQUESTS = {
    "empty text": ["design", ""],
    "blank text": ["design", "  \n "],
    "tiny room": ["design", "a bedroom", "--room", "0.5x0.5"],
    "tiny room in words": ["design", "a bedroom of 0.5 x 0.5 m"],
    "huge room": ["design", "a living room of 400 m by 300 m"],
    "huge room by option": ["design", "a living room", "--room", "400x3"],
    "negative size": ["design", "a bedroom", "--room=-3x4"],
    "not a number": ["design", "a bedroom", "--room", "nanx4"],
    "half a size": ["design", "a bedroom", "--room", "4 x"],
    "unknown option": ["design", "a bedroom", "--colour", "red"],
    "unknown option of solve": ["solve", "x.json", "--fast"],
    "unknown command": ["furnish"],
    "missing file": ["solve", "nowhere.json"],
    "missing scene": ["check", "nowhere"],
    "missing record": ["design", "--replay", "nowhere"],
    "a request beside a record": ["design", "a pub", "--replay", "nowhere"],
    "not a renderer": ["design", "a bedroom", "--renderer", "crayon"],
}


@pytest.mark.parametrize("arguments", BAD_REQUESTS.values(), ids=BAD_REQUESTS)
def test_bad_input_is_one_line_and_leaves_nothing(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*arguments, *(["--out", "made/here"] if arguments[0] == "design" else [])]) == 2
    error = capsys.readouterr().err.strip()
    assert error.startswith("idesign: ")
    assert len(error.splitlines()) == 1
    assert not list(tmp_path.iterdir())


BAD_ROOMS = {
    "self-crossing": {"polygon": [[0, 0], [4, 4], [4, 0], [0, 4]], "height": 2.5},
    "wide door": {
        "polygon": SQUARE,
        "height": 2.5,
        "doors": [{"id": "door-0", "wall": 0, "offset": 0, "width": 5, "height": 2, "swing": "in"}],
    },
    "no polygon": {"height": 2.5},
    "negative height": {"polygon": SQUARE, "height": -1},
}


@pytest.mark.parametrize("room", BAD_ROOMS.values(), ids=BAD_ROOMS)
def test_a_bad_room_file_names_the_file(room: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "room.json"
    file.write_text(json.dumps(room))
    assert run(["design", "a bedroom", "--room-file", str(file), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err.strip()
    assert str(file) in error
    assert len(error.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_broken_json_file_is_named_with_line_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "room.json"
    file.write_text('{"polygon": [[0, 0],\n [4, 0],, ]}')
    assert run(["design", "a bedroom", "--room-file", str(file), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert "line 2" in error
    assert "column 9" in error


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("mine")
    assert run(["design", "a bedroom", "--out", str(tmp_path / "out")]) == 2
    assert "folder" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "mine"


def test_every_command_has_help() -> None:
    names = [c.name or c.callback.__name__ for c in app.registered_commands if c.callback]
    assert {"design", "solve", "check", "evaluate", "render", "export", "doctor"} <= set(names)
    for name in names:
        assert run([name, "--help"]) == 0
