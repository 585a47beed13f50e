"""Other people's models at the command line: clear lines, exit statuses, and a room that uses them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import trimesh

from assets.importing import store
from assets.importing.glb_writer import write_glb
from assets.importing.raw import RawMaterial, RawPart
from ui.cli import run


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDESIGN_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    store.model.cache_clear()


def pack(folder: Path) -> Path:
    """A folder with one good sofa (a box), one broken file and a manifest."""
    mesh = trimesh.creation.box((2.0, 0.8, 0.9))
    part = RawPart("box", mesh.vertices, mesh.faces, None, None, RawMaterial(factor=(0.6, 0.02, 0.02, 1.0)))
    folder.mkdir()
    (folder / "sofa.glb").write_bytes(write_glb([part]))
    (folder / "bad.glb").write_bytes(b"nothing")
    rows = [{"id": "red", "file": "sofa.glb", "category": "sofa", "licence": "CC-BY-4.0", "credit": "Red by Ann",
             "front": "+Z", "source": "shop"},
            {"id": "bad", "file": "bad.glb", "category": "sofa", "licence": "CC0-1.0"}]  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(rows))
    return folder


def test_import_tells_what_came_in_and_what_did_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assets", "import", str(pack(tmp_path / "pack")), "--json"]) == 0
    said = capsys.readouterr()
    result = json.loads(said.out)
    assert [(r["id"], r["credit"]) for r in result["imported"]] == [("red", "Red by Ann")]
    assert "1 models imported, 1 lines of trouble" in said.err
    assert "bad: is too short for a GLB file" in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["assets", "import", "nowhere"],
        ["assets", "fetch", "nowhere"],
        ["assets", "fetch", "objaverse"],
        ["assets", "fetch", "polyhaven", "--api", "http://127.0.0.1:9", "--yes"],
        ["assets", "import", ".", "--licence-policy", "mine"],
        ["design", "a sofa", "--assets", "nowhere", "--out", "made"],
    ],
)
def test_bad_input_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(arguments) == 2
    error = capsys.readouterr().err.strip()
    assert error.startswith("idesign: ")
    assert len(error.splitlines()) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_room_uses_the_model_and_credits_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "a living room with a 2.0 m x 0.9 m sofa"
    base = ["design", text, "--room", "5x4", "--llm", "offline", "--assets", str(pack(tmp_path / "pack"))]
    assert run([*base, "--out", "made"]) == 0
    assert "bad: is too short" in capsys.readouterr().err
    rows = list(csv.DictReader((tmp_path / "made" / "shopping_list.csv").read_text("utf-8-sig").splitlines()))
    found = [r for r in rows if r["source"] == "shop"]
    assert [(r["category"], r["licence"], r["credit"]) for r in found] == [("sofa", "CC-BY-4.0", "Red by Ann")]
    assert len(list((tmp_path / "made" / "models").glob("*.glb"))) == 1
    assert run(["check", "made"]) == 0
    assert run([*base, "--out", "cc0", "--licence-policy", "cc0"]) == 0
    assert "CC-BY-4.0" in capsys.readouterr().err
    assert not (tmp_path / "cc0" / "models").exists()
