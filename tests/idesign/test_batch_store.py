"""A batch that is kept in an object store loses nothing either: the same manifest as in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import fsspec
import pytest

from idesign.batch.jobs import Line, read_jobs
from idesign.batch.ledger import read_manifest
from idesign.batch.record import Record
from idesign.batch.rehearsal import rehearse
from idesign.batch.run import Batch, Tally, run_batch
from idesign.batch.store import Store, place_of
from idesign.errors import InputError

TEXTS = {"a": "write 2", "b": "fault", "c": "write 3", "d": "refuse", "e": "write 1"}


class Here:
    """The engine of one worker in this very process, which sees the same memory."""

    def __init__(self, function: Callable[[Any], Any], *rest: Any) -> None:
        self.function, self.tasks = function, list[Any]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        return None

    @property
    def busy(self) -> int:
        return len(self.tasks)

    @property
    def free(self) -> bool:
        return not self.tasks

    def start(self, task: Any, jobs: int = 1) -> None:
        self.tasks.append(task)

    def wait(self) -> Iterator[tuple[Any, Any]]:
        task = self.tasks.pop()
        yield task, self.function(task)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    files = fsspec.filesystem("memory")
    files.store.clear()
    yield Store("memory://bucket/rooms")
    files.store.clear()


def batch(folder: Path, store: Store | None, **changes: Any) -> Batch:
    path = folder / "briefs.jsonl"
    path.write_text("".join(json.dumps({"id": k, "text": v}) + "\n" for k, v in TEXTS.items()))

    def lines() -> Iterator[Line]:
        return read_jobs(path)

    out = store.desk if store else folder / "out"
    return replace(Batch(lines, rehearse, out, engine=Here, store=store), **changes)


def stored() -> dict[str, bytes]:
    files = fsspec.filesystem("memory")
    return {p.removeprefix("/bucket/rooms/"): files.cat_file(p) for p in files.find("/bucket/rooms")}


def manifest(data: bytes, folder: Path) -> list[Record]:
    folder.mkdir(exist_ok=True)
    (folder / "manifest.jsonl").write_bytes(data)
    return [replace(r, timings={}) for r in read_manifest(folder)]


def test_a_store_ends_with_what_a_folder_would_hold(store: Store, tmp_path: Path) -> None:
    tally = run_batch(batch(tmp_path, store), lambda t: None)
    run_batch(batch(tmp_path, None), lambda t: None)
    assert tally.status == {"solved": 3, "failed": 2}
    there, out = stored(), tmp_path / "out"
    here = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert {n for n in there if not n.startswith(".")} == {n for n in here if not n.startswith(".")}
    assert there["c/file-2.txt"] == (out / "c" / "file-2.txt").read_bytes()
    assert ".batch/all/run.json" not in there
    assert manifest(there["manifest.jsonl"], tmp_path / "copy") == [replace(r, timings={}) for r in read_manifest(out)]


@pytest.mark.parametrize("done", range(1, 5))
def test_a_run_that_ended_anywhere_goes_on_from_the_store_alone(store: Store, tmp_path: Path, done: int) -> None:
    run_batch(batch(tmp_path, None), lambda t: None)

    def interrupt(tally: Tally) -> None:
        if tally.done == done:
            raise KeyboardInterrupt

    run_batch(batch(tmp_path, store), interrupt)
    for path in sorted(store.desk.rglob("*"), reverse=True):  # the machine is another one
        path.rmdir() if path.is_dir() else path.unlink()
    again = run_batch(batch(tmp_path, store, resume=True), lambda t: None)
    assert again.before >= done
    whole = [replace(r, timings={}) for r in read_manifest(tmp_path / "out")]
    assert manifest(stored()["manifest.jsonl"], tmp_path / "copy") == whole


def test_a_scene_without_its_record_does_not_count(store: Store, tmp_path: Path) -> None:
    run_batch(batch(tmp_path, store), lambda t: None)
    store.remove("c/batch.json")
    assert run_batch(batch(tmp_path, store, resume=True), lambda t: None).before == 4
    assert "c/batch.json" in stored()


def test_another_setting_or_another_run_is_refused(store: Store, tmp_path: Path) -> None:
    run_batch(batch(tmp_path, store), lambda t: None)
    with pytest.raises(InputError, match="--resume"):
        run_batch(batch(tmp_path, store), lambda t: None)
    with pytest.raises(InputError, match="--seed"):
        run_batch(batch(tmp_path, store, resume=True, settings={"--seed": 1}), lambda t: None)
    far_away = {"pid": 1, "host": "another-machine", "until": 9e9}
    store.put(".batch/all/run.json", json.dumps(far_away).encode())
    with pytest.raises(InputError, match=r"another run is at work there \(process 1 on another-machine"):
        run_batch(batch(tmp_path, store, resume=True), lambda t: None)
    store.put(".batch/all/run.json", json.dumps(far_away | {"until": 1.0}).encode())
    assert run_batch(batch(tmp_path, store, resume=True), lambda t: None).before == 5


@pytest.mark.parametrize("claim", ["", "null", '{"pid": 1}', '{"pid": "one", "host": "here", "until": 1}'])
def test_a_claim_that_cannot_be_read_is_said(store: Store, tmp_path: Path, claim: str) -> None:
    store.put(".batch/all/run.json", claim.encode())
    with pytest.raises(InputError, match="is not a run's claim"):
        run_batch(batch(tmp_path, store), lambda t: None)


def test_a_full_disk_of_this_machine_is_not_the_stores_fault(store: Store, tmp_path: Path) -> None:
    run_batch(batch(tmp_path, store), lambda t: None)
    (store.desk / "there").mkdir()
    (store.desk / "there" / "c").write_text("where a folder should be")
    with pytest.raises(OSError):  # noqa: PT011 - whichever the platform has for it
        store.fetch(store.desk / "there", lambda n: n.startswith("c/"))


def test_a_store_that_fails_stops_the_run_and_fails_no_brief(store: Store, tmp_path: Path) -> None:
    memory, sent = fsspec.filesystem("memory"), list[str]()

    def refuse(path: str, data: bytes, **rest: object) -> None:
        sent.append(path)
        raise ConnectionError("gone")

    def stop(tally: Tally) -> None:
        memory.pipe_file = refuse

    try:
        tally = run_batch(batch(tmp_path, store), stop)
    finally:
        del memory.pipe_file
    assert sent
    assert "does not answer (ConnectionError: gone)" in tally.stopped
    again = run_batch(batch(tmp_path, store, resume=True), lambda t: None)
    assert (again.stopped, again.status) == ("", {"solved": 3, "failed": 2})


def test_a_store_that_takes_nothing_is_one_line_before_anything_is_made(store: Store, tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")

    def refuse(path: str, data: bytes, **rest: object) -> None:
        raise FileNotFoundError("the bucket does not exist")

    memory.pipe_file = refuse
    try:
        with pytest.raises(InputError, match="the bucket does not exist"):
            run_batch(batch(tmp_path, store), lambda t: None)
    finally:
        del memory.pipe_file


@pytest.mark.parametrize("address", ["file:///tmp/rooms", "local:///tmp/rooms", "/tmp/rooms"])
def test_a_folder_may_be_written_as_an_address(address: str) -> None:
    assert place_of(address) == (Path("/tmp/rooms"), None)


def test_an_address_of_no_store_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(InputError, match="gopher"):
        run_batch(batch(tmp_path, Store("gopher://rooms")), lambda t: None)


def test_no_object_is_fetched_to_a_place_outside(store: Store, tmp_path: Path) -> None:
    store.put("a/scene.json", b"{}")
    store.put("a/../../evil.json", b"{}")
    store.fetch(tmp_path / "within", lambda name: True)
    assert [p.name for p in tmp_path.rglob("*.json")] == ["scene.json"]
