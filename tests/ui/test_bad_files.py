"""What cannot be written or drawn is said in one line; nothing half-written is left, and the rest is still done."""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from idesign.export.formats import FORMATS
from ui.cli import run

STOOL = {
    "id": "stool-0", "category": "stool", "name": "stool", "description": "", "attributes": {},
    "size": [0.4, 0.4, 0.45], "x": 1, "y": 1, "z": 0, "yaw_deg": 0, "support": "floor",
    "asset": {"source": "idesign", "id": "stool?w=0.4&d=0.4&h=0.45", "licence": "CC0-1.0"},
}  # fmt: skip


def saved(folder: Path, *objects: dict[str, Any], **more: Any) -> Path:
    """A scene by hand in a room of 12 x 12 m."""
    room = {"polygon": [[0, 0], [12, 0], [12, 12], [0, 12]], "height": 2.4}
    folder.mkdir(parents=True)
    document = {"brief": {"text": "by hand"}, "room": room, "objects": objects} | more
    (folder / "scene.json").write_text(json.dumps(document))
    return folder


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


@contextmanager
def little_room_on_disk(size: int) -> Iterator[None]:
    """No file can grow beyond `size` [bytes]: the writer gets an error as from a full disk. Python gets none, and would
    cut the compiled modules short that it keeps."""
    kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    before, heard = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)
        sys.dont_write_bytecode = kept


def test_a_scene_whose_asset_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = STOOL | {"asset": STOOL["asset"] | {"id": "unicorn?w=1&d=1&h=1"}}  # type: ignore[operator]
    assert run(["export", str(saved(tmp_path / "a", odd)), "--format", "glb", "--out", str(tmp_path / "a.glb")]) == 2
    assert "unicorn" in one_line(capsys)
    assert not (tmp_path / "a.glb").exists()


def test_a_scene_of_another_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = saved(tmp_path / "a", STOOL, schema="idesign.scene/99")
    assert run(["export", str(source), "--format", "csv", "--out", str(tmp_path / "a.csv")]) == 2
    said = one_line(capsys)
    assert "schema" in said
    assert "idesign.scene/1" in said


@pytest.mark.parametrize("to", ["glb", "csv", "thor", "svg"])
def test_a_path_that_cannot_be_written(to: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    out = tmp_path / "file" / f"room{FORMATS[to].endings[0]}"
    assert run(["export", str(saved(tmp_path / "a", STOOL)), "--format", to, "--out", str(out)]) == 2
    assert "file" in one_line(capsys)


@pytest.mark.parametrize("to", ["glb", "obj", "usdz", "mjcf", "habitat", "thor"])
def test_a_full_disk_leaves_nothing(to: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = saved(tmp_path / "a", STOOL), tmp_path / "out"
    out.mkdir()
    with little_room_on_disk(2000):
        assert run(["export", str(source), "--format", to, "--out", str(out / f"room{FORMATS[to].endings[0]}")]) == 1
    said = one_line(capsys)
    assert f"room{FORMATS[to].endings[0]}: " in said, "the file that was asked for, no temporary one"
    assert "too large" in said
    assert list(out.iterdir()) == []


def test_a_folder_of_scenes_goes_on_after_a_bad_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved(tmp_path / "many" / "a", STOOL | {"asset": {"source": "elsewhere", "id": "x", "licence": ""}})
    saved(tmp_path / "many" / "b", STOOL)
    assert run(["export", str(tmp_path / "many"), "--format", "glb", "--out", str(tmp_path / "out")]) == 1
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["b.glb"]
    assert "not written" in capsys.readouterr().err


@pytest.mark.parametrize(
    "to", ["glb", "csv", *(pytest.param(f, marks=pytest.mark.slow) for f in ("svg", "dxf", "urdf"))]
)
def test_two_hundred_things(to: str, tmp_path: Path) -> None:
    many = [STOOL | {"id": f"stool-{k}", "x": 0.5 + 0.8 * (k % 14), "y": 0.5 + 0.75 * (k // 14)} for k in range(200)]
    out = tmp_path / f"room{FORMATS[to].endings[0]}"
    assert run(["export", str(saved(tmp_path / "a", *many)), "--format", to, "--out", str(out)]) == 0
    assert out.stat().st_size > 100
