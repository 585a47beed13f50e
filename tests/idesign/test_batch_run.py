"""Whatever happens to a batch, nothing is lost: the same manifest at the end, timings apart."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from idesign.batch.jobs import Line, read_jobs
from idesign.batch.ledger import opened, read_manifest
from idesign.batch.pool import Limits
from idesign.batch.record import Record
from idesign.batch.rehearsal import rehearse, rehearse_together
from idesign.batch.run import Batch, Tally, run_batch
from idesign.errors import InputError

PRELOAD = ("pytest", "idesign.batch.rehearsal")
RUN = """
import sys
from pathlib import Path
from idesign.batch.jobs import read_jobs
from idesign.batch.rehearsal import rehearse, rehearse_together
from idesign.batch.run import Batch, run_batch
if __name__ == "__main__":
    path, out = Path(sys.argv[1]), Path(sys.argv[2])
    lines = lambda: read_jobs(path)
    batch = Batch(lines, rehearse, out, workers=2, resume=True, preload=("idesign.batch.rehearsal",),
                  prepare=rehearse_together, together=int(sys.argv[3]))
    run_batch(batch, lambda t: None)
"""


def listed(folder: Path, texts: dict[str, str]) -> Path:
    path = folder / "briefs.jsonl"
    path.write_text("".join(json.dumps({"id": k, "text": v}) + "\n" for k, v in texts.items()), encoding="utf-8")
    return path


def batch_of(path: Path, out: Path, **changes: object) -> Batch:
    def lines() -> Iterator[Line]:
        return read_jobs(path)

    limits = Limits(seconds=60, memory=4096)
    return replace(Batch(lines, rehearse, out, workers=2, limits=limits, preload=PRELOAD), **changes)  # type: ignore[arg-type]


def run(path: Path, out: Path, **changes: object) -> Tally:
    return run_batch(batch_of(path, out, **changes), lambda t: None)


def manifest(out: Path) -> list[Record]:
    return [replace(r, timings={}) for r in read_manifest(out)]


def test_poison_is_recorded_and_stops_nobody(tmp_path: Path) -> None:
    texts = {"a": "write 2", "dies": "die", "b": "write 2", "hangs": "hang", "faulty": "fault"}
    path = listed(tmp_path, {**texts, "no": "refuse", "c": "write 2"})
    tally = run(path, tmp_path / "out", limits=Limits(seconds=4))
    records = {r.id: r for r in manifest(tmp_path / "out")}
    assert list(records) == ["a", "dies", "b", "hangs", "faulty", "no", "c"]
    assert tally.status == {"solved": 3, "failed": 4}
    assert "SIGABRT" in records["dies"].reason
    assert "longer than 4 s" in records["hangs"].reason
    assert records["faulty"].reason == "RuntimeError: a fault was asked for"
    assert [records[k].tries for k in ("dies", "hangs", "faulty", "no")] == [2, 2, 2, 1]
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"a", "b", "c", "manifest.jsonl", ".batch"}


def test_what_eats_memory_is_stopped_before_it_hurts(tmp_path: Path) -> None:
    path = listed(tmp_path, {"eats": "eat 700", "a": "write 2"})
    run(path, tmp_path / "out", limits=Limits(seconds=300, memory=500), tries=1)
    eats, other = manifest(tmp_path / "out")
    assert "500 MiB" in eats.reason
    assert (eats.tries, other.status) == (1, "solved")


def test_what_fails_once_is_made_at_the_second_try(tmp_path: Path) -> None:
    path = listed(tmp_path, {"x": f"die once {tmp_path / 'marker'}"})
    run(path, tmp_path / "out")
    (record,) = manifest(tmp_path / "out")
    assert (record.status, record.tries) == ("solved", 2)


@pytest.mark.parametrize(("together", "moments"), [(1, 5), (3, 3)])
def test_kill_at_any_moment_then_resume_gives_the_undisturbed_manifest(
    tmp_path: Path, together: int, moments: int
) -> None:
    texts = {f"n{k}": f"pause 0.0{k % 3}" for k in range(24)} | {"bad": "fault", "dead": "die"}
    path, out, group = listed(tmp_path, texts), tmp_path / "out", {"prepare": rehearse_together, "together": together}
    run(path, tmp_path / "calm", **group)
    for moment in range(moments):
        process = started(path, out, together)
        _wait_for(lambda have=4 * moment: len(list(out.glob("n*"))) > have)  # type: ignore[misc]
        time.sleep(0.004 * moment)
        process.kill()
        process.wait()
        _is_whole(out)
    assert run(path, out, resume=True, **group).before >= 4 * moments - 3
    assert manifest(out) == manifest(tmp_path / "calm")


def started(path: Path, out: Path, together: int = 1) -> subprocess.Popen[bytes]:
    """A batch in a process of its own."""
    script = path.with_name("run_it.py")
    script.write_text(RUN)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    return subprocess.Popen([sys.executable, str(script), str(path), str(out), str(together)], env=environment)


def _wait_for(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + 120
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def _is_whole(out: Path) -> None:
    """Every folder that can be seen has all its files."""
    for folder in out.glob("*/"):
        if not folder.name.startswith("."):
            assert {p.name for p in folder.iterdir()} == {"file-0.txt", "file-1.txt", "batch.json"}


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    path = listed(tmp_path, {"x": "write 1", "a": "hang", "b": "hang"})
    process = started(path, tmp_path / "out")
    _wait_for((tmp_path / "out" / "x" / "batch.json").exists)
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(children, timeout=60)
    assert len(children) >= 3
    assert not alive


def test_a_full_disk_stops_cleanly_and_resumes(tmp_path: Path) -> None:
    path = listed(tmp_path, {"a": "write 2", "b": f"full once {tmp_path / 'marker'}", "c": "write 2"})
    tally = run(path, tmp_path / "out", workers=1)
    assert tally.stopped == "the disk is full"
    assert [r.id for r in manifest(tmp_path / "out")] == ["a"]
    assert run(path, tmp_path / "out", resume=True).stopped == ""
    assert [(r.id, r.status, r.tries) for r in manifest(tmp_path / "out")] == [(k, "solved", 1) for k in "abc"]


def test_what_failed_is_tried_again_only_when_that_is_asked(tmp_path: Path) -> None:
    path = listed(tmp_path, {"a": f"refuse once {tmp_path / 'marker'}"})
    run(path, tmp_path / "out")
    run(path, tmp_path / "out", resume=True)
    assert [r.status for r in manifest(tmp_path / "out")] == ["failed"]
    run(path, tmp_path / "out", resume=True, retry=True)
    assert [(r.status, r.tries) for r in manifest(tmp_path / "out")] == [("solved", 1)]


def test_ctrl_c_stops_cleanly_and_resumes(tmp_path: Path) -> None:
    path = listed(tmp_path, {"a": "write 2", "b": "pause 0.1", "c": "write 2"})

    def interrupt(tally: Tally) -> None:
        raise KeyboardInterrupt

    assert run_batch(batch_of(path, tmp_path / "out", workers=1), interrupt).stopped == "cancelled"
    run(path, tmp_path / "out", resume=True)
    assert [r.status for r in manifest(tmp_path / "out")] == ["solved"] * 3


def test_two_runs_on_one_folder_refuse_each_other(tmp_path: Path) -> None:
    path = listed(tmp_path, {"a": "write 2"})
    with opened(tmp_path / "out", "all", {}, resume=False), pytest.raises(InputError, match="another run is at work"):
        run(path, tmp_path / "out", resume=True)
    run(path, tmp_path / "out", resume=True)


def test_a_changed_setting_is_noticed(tmp_path: Path) -> None:
    path = listed(tmp_path, {"a": "write 2"})
    run(path, tmp_path / "out", settings={"--seed": 0})
    with pytest.raises(InputError, match="--seed was 0 and is now 1"):
        run(path, tmp_path / "out", settings={"--seed": 1}, resume=True)
    with pytest.raises(InputError, match="--resume"):
        run(path, tmp_path / "out", settings={"--seed": 0})
    assert run(path, tmp_path / "out", settings={"--seed": 0}, resume=True).before == 1


def test_a_damaged_folder_is_made_again(tmp_path: Path) -> None:
    path = listed(tmp_path, {"a": "write 2", "b": "write 2"})
    run(path, tmp_path / "out")
    before = manifest(tmp_path / "out")
    (tmp_path / "out" / "a" / "file-1.txt").write_text("cut short")
    (tmp_path / "out" / "b" / "batch.json").write_text("{")
    assert run(path, tmp_path / "out", resume=True).before == 0
    assert manifest(tmp_path / "out") == before


def test_a_stranger_in_the_place_of_a_scene_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out" / "a").mkdir(parents=True)
    (tmp_path / "out" / "a" / "mine.txt").write_text("mine")
    run(listed(tmp_path, {"a": "write 2", "b": "write 2"}), tmp_path / "out")
    assert [r.status for r in manifest(tmp_path / "out")] == ["failed", "solved"]
    assert (tmp_path / "out" / "a" / "mine.txt").read_text() == "mine"


def test_a_line_of_failures_that_was_cut_short_is_dropped(tmp_path: Path) -> None:
    path = listed(tmp_path, {"a": "fault", "b": "write 1"})
    run(path, tmp_path / "out")
    before = manifest(tmp_path / "out")
    tries = tmp_path / "out" / ".batch" / "all" / "tries.jsonl"
    tries.write_bytes(tries.read_bytes() + b'{"id": "b", "trou')
    run(path, tmp_path / "out", resume=True)
    assert manifest(tmp_path / "out") == before


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    path = listed(tmp_path, {f"n{k}": "write 2" for k in range(9)})
    run(path, tmp_path / "one", workers=1)
    run(path, tmp_path / "three", workers=3, limits=Limits(jobs=2))
    assert manifest(tmp_path / "one") == manifest(tmp_path / "three")


def test_a_disk_that_is_full_from_the_start_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("idesign.batch.ledger.write_text", full)
    with pytest.raises(InputError, match="No space left"):
        run(listed(tmp_path, {"a": "write 2"}), tmp_path / "out")


def test_a_used_up_budget_stops_the_run_and_costs_no_try(tmp_path: Path) -> None:
    texts = {"a": "write 2", "b": f"broke once {tmp_path / 'paid'}", **{f"c{k}": "pause 0.05" for k in range(6)}}
    path, out = listed(tmp_path, texts), tmp_path / "out"
    tally = run(path, out, tries=1)
    assert "budget" in tally.stopped
    assert not {"b", "c5"} & {r.id for r in read_manifest(out)}
    again = run(path, out, tries=1, resume=True)
    assert (again.stopped, again.status) == ("", {"solved": 8})
