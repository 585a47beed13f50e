"""Rooms that a batch designs together: strict, the same every time, and each with its own faults."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from idesign.batch.jobs import Job
from idesign.batch.record import Record
from idesign.batch.work import Failure, perform
from solvers.problem import LayoutProblem
from ui import batch_together
from ui.batch_maker import SceneMaker

TEXT = "an empty hallway with only a coat rack, nothing else"
JOBS = (
    Job("a", TEXT, seed=1), Job("bad", "a bedroom", json.dumps({"polygon": [[0, 0], [1, 1]]})), Job("b", TEXT, seed=2),
)  # fmt: skip


def made(jobs: tuple[Job, ...], folder: Path) -> dict[str, Record | Failure]:
    """What comes of jobs that are designed together, timings apart."""
    folder.mkdir()
    works = SceneMaker(files=()).prepare(jobs)
    found = {job.id: perform(work, job, folder, folder) for job, work in zip(jobs, works, strict=True)}
    return {i: replace(r, timings={}) if isinstance(r, Record) else r for i, r in found.items()}


def test_what_is_asked_together_is_searched_once_and_comes_out_the_same(tmp_path: Path, monkeypatch: Any) -> None:
    asked: list[int] = []
    search = batch_together.strict_layouts

    def counted(problems: list[LayoutProblem], *rest: Any) -> Any:
        asked.append(len(problems))
        return search(problems, *rest)

    monkeypatch.setattr(batch_together, "strict_layouts", counted)
    first, again = made(JOBS, tmp_path / "first"), made(JOBS, tmp_path / "again")
    assert first == again
    assert asked == [2, 2]
    bad = first.pop("bad")
    assert isinstance(bad, Failure)
    assert bad.trouble == "input"
    assert "polygon" in bad.reason
    assert all(isinstance(r, Record) and r.status == "solved" and not r.checks for r in first.values())


def test_what_could_not_be_found_together_is_solved_alone(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(batch_together, "strict_layouts", lambda problems, *rest: [()] * len(problems))
    alone = perform(SceneMaker(files=()), JOBS[0], tmp_path, tmp_path)
    together = made(JOBS, tmp_path / "together")["a"]
    assert isinstance(alone, Record)
    assert isinstance(together, Record)
    assert replace(alone, timings={}) == together
    assert {"cpu design", "cpu search", "search", "cpu"} <= set(SceneMaker(files=()).prepare(JOBS[:1])[0](
        JOBS[0], tmp_path / "together").timings)  # fmt: skip
