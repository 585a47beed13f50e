"""`idesign batch` from the command line: rooms, manifest, resume, bad input."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from idesign.batch.jobs import Job
from idesign.batch.ledger import read_manifest
from idesign.llm.record import Asked, RunRecord
from idesign.scene import load_scene
from ui.batch_maker import SceneMaker
from ui.batch_work import asked_of
from ui.cli import run
from ui.produce import Request, replayed

ROOM = {"polygon": [[0, 0], [2, 0], [2, 2.2], [0, 2.2]], "doors": [{"wall": 0, "offset": 0.5, "width": 0.8}]}
ROWS = [
    {"id": "hall", "text": "an empty hallway with only a coat rack, nothing else", "room": ROOM, "budget": "900 EUR"},
    {"id": "bad-room", "text": "a bedroom", "room": {"polygon": [[0, 0], [1, 1]]}},
]


def test_a_list_becomes_folders_and_a_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "briefs.jsonl", tmp_path / "out"
    path.write_text("".join(json.dumps(r) + "\n" for r in ROWS) + "not JSON\n")
    arguments = ["batch", str(path), "--out", str(out), "--llm", "offline", "--export", "csv", "--json"]
    assert run(["batch", str(_piped(path)), *arguments[2:]]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["status"] == {"solved": 1, "failed": 1, "refused": 1}
    hall, bad, refused = read_manifest(out)
    written = {p.relative_to(out / "hall").as_posix() for p in (out / "hall").rglob("*") if p.is_file()}
    assert written == {*hall.files, "batch.json"}
    assert {
        "exports/csv/scene.csv",
        "scene.json",
        "scene.glb",
        "plan.svg",
        "evaluation.json",
        "shopping_list.csv",
    } <= set(hall.files)
    scene = load_scene(out / "hall")
    assert scene.brief.budget is not None
    assert scene.brief.budget.amount == 900
    assert len(scene.objects) == sum(hall.categories.values())
    assert "polygon" in bad.reason
    assert refused.line == 3
    before = (out / "manifest.jsonl").read_bytes()
    assert run([*arguments, "--resume"]) == 1
    assert (out / "manifest.jsonl").read_bytes() == before
    assert json.loads(capsys.readouterr().out)["before"] == 3
    assert run([*arguments, "--resume", "--together", "2"]) == 2
    assert "--together was null and is now 2" in capsys.readouterr().err
    assert "1 scenes with 1 things" in (out / "README.md").read_text()
    assert '"id":"hall"' in (out / "gallery.html").read_text()
    assert run(["evaluate", str(out), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


def _piped(path: Path) -> Path:
    """The same list where it can be read only once, as /dev/stdin is."""
    pipe = path.with_name("pipe")
    os.mkfifo(pipe)
    threading.Thread(target=pipe.write_bytes, args=(path.read_bytes(),), daemon=True).start()
    return pipe


BAD = {
    "no such list": ["nowhere.jsonl"],
    "empty list": ["empty.jsonl"],
    "nothing usable": ["bad.jsonl"],
    "strict": ["mixed.jsonl", "--strict"],
    "unknown file": ["mixed.jsonl", "--files", "glb,mp3"],
    "unknown format": ["mixed.jsonl", "--export", "mp3"],
    "shard": ["mixed.jsonl", "--shard", "4/3"],
    "list and distribution": ["mixed.jsonl", "--generate", "3"],
    "neither": [],
    "no such room": ["--generate", "3", "--room-types", "cave"],
    "a distribution for a list": ["mixed.jsonl", "--styles", "modern"],
    "workers": ["mixed.jsonl", "--workers", "0"],
    "engine": ["mixed.jsonl", "--engine", "abacus"],
    "device": ["mixed.jsonl", "--device", "abacus"],
    "together": ["mixed.jsonl", "--together", "0"],
    "address": ["mixed.jsonl", "--address", "10.0.0.1:6379"],
    "budget": ["mixed.jsonl", "--budget", "5"],
}


@pytest.mark.parametrize("arguments", BAD.values(), ids=BAD)
def test_bad_input_is_one_line_and_leaves_nothing(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.jsonl").write_text("\n\n")
    Path("bad.jsonl").write_text("nonsense\n")
    Path("mixed.jsonl").write_text('nonsense\n{"id": "a", "text": "a bedroom"}\n')
    assert run(["batch", *arguments, "--out", "made"]) == 2
    error = capsys.readouterr().err.strip()
    assert error.startswith("idesign: ")
    assert len(error.splitlines()) == 1
    assert not Path("made").exists()


def test_what_a_job_gives_is_recorded_for_a_replay_and_no_more() -> None:
    given = asked_of(SceneMaker(candidates=2), Job("a", "a study in oak", style="rustic", budget="300 EUR"), 3)
    assert given == Asked("a study in oak", None, "rustic", 3, 2, "300 EUR")
    assert replayed(RunRecord(given), Request("")).budget == "300 EUR"


def test_sceneeval_makes_only_the_rows_asked_for(tmp_path: Path) -> None:
    path, out = tmp_path / "rows.csv", tmp_path / "out"
    text = "an empty hallway with only a coat rack, nothing else"
    lines = [f'{k},"{text}","eq,1,coat_rack",,,,easy' for k in range(3)]
    path.write_text("\n".join(["ID,Description,ObjCount,ObjAttr,OORel,OARel,Difficulty", *lines]))
    asked = ["benchmark", "sceneeval", str(path), "--out", str(out), "--labels-only", "--ids"]
    assert run([*asked, "7"]) == 2
    assert not out.exists()
    assert run([*asked, "1"]) == 0
    assert [e.id for e in read_manifest(out)] == ["1"]
    assert run([*asked, "0,1", "--resume"]) == 0
    assert sorted(e.id for e in read_manifest(out)) == ["0", "1"]
