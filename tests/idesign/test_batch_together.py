"""Rooms that are prepared together: what is asked together depends on the list alone, and nothing is lost."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from idesign.batch.jobs import Line, read_jobs
from idesign.batch.ledger import read_manifest
from idesign.batch.pool import Limits
from idesign.batch.record import Record
from idesign.batch.rehearsal import rehearse, rehearse_together
from idesign.batch.run import Batch, Tally, run_batch
from idesign.batch.together import Done, Seat, side_by_side

PRELOAD = ("pytest", "idesign.batch.rehearsal")
Room = Seat[str, str, str]


# ---------------------------------------------------------------- side by side
def asks(words: str, seat: Room) -> str:
    """A room that asks these words one after another."""
    return " ".join(seat.ask(word) for word in words)


def fails(words: str, seat: Room) -> str:
    asks(words, seat)
    raise ValueError("a fault of this room")


def leaves(words: str, seat: Room) -> str:
    asks(words, seat)
    raise SystemExit(3)


def test_all_who_are_not_done_are_asked_together_and_in_order() -> None:
    rounds: list[str] = []

    def answers(asked: Sequence[str]) -> list[str]:
        rounds.append("".join(asked))
        return [word.upper() for word in asked]

    done = side_by_side([partial(asks, words) for words in ("abc", "", "de", "f")], answers)
    assert [d.taken() for d in done] == ["A B C", "", "D E", "F"]
    assert rounds == ["adf", "be", "c"]


def test_the_fault_of_a_room_is_its_own() -> None:
    def same(asked: Sequence[str]) -> Sequence[str]:
        return asked

    first, second, third = side_by_side([partial(fails, "a"), partial(asks, "bcd"), partial(leaves, "e")], same)
    assert second.taken() == "b c d"
    with pytest.raises(ValueError, match="a fault of this room"):
        first.taken()
    with pytest.raises(RuntimeError, match="SystemExit 3"):
        third.taken()


def test_without_answers_nobody_waits_for_ever() -> None:
    before = threading.active_count()

    def broken(asked: Sequence[str]) -> Sequence[str]:
        raise RuntimeError("no answers")

    with pytest.raises(RuntimeError, match="no answers"):
        side_by_side([partial(asks, "a")] * 3, broken)
    assert threading.active_count() <= before + 3  # their last step may still be under way


def test_never_two_rooms_at_a_time() -> None:
    at_work: list[int] = []

    def room(seat: Room) -> str:
        for _ in range(20):
            at_work.append(1)
            assert len(at_work) == 1
            threading.Event().wait(0.0005)
            at_work.pop()
            seat.ask("")
        return "done"

    done: list[Done[str]] = side_by_side([room] * 4, lambda asked: list(asked))
    assert [d.taken() for d in done] == ["done"] * 4


# ---------------------------------------------------------------- batches
def run(texts: dict[str, str], out: Path, tell: Callable[[Tally], None] = lambda t: None, **changes: object) -> Tally:
    path = out.parent / "briefs.jsonl"
    path.write_text("".join(json.dumps({"id": k, "text": v}) + "\n" for k, v in texts.items()))

    def lines() -> Iterator[Line]:
        return read_jobs(path)

    batch = Batch(lines, rehearse, out, limits=Limits(seconds=60), preload=PRELOAD, prepare=rehearse_together,
                  together=3)  # fmt: skip
    return run_batch(replace(batch, **changes), tell)  # type: ignore[arg-type]


def manifest(out: Path) -> list[Record]:
    return [replace(r, timings={}) for r in read_manifest(out)]


def test_groups_are_consecutive_lines_and_faults_are_their_own(tmp_path: Path) -> None:
    texts = {
        "a": "write 1",
        "b": "fault",
        "c": "write 1",
        "d": "refuse",
        "e": "write 1",
        "f": "write 1",
        "g": "write 1",
    }
    run(texts, tmp_path / "out")
    made = {r.id: (r.status, r.layout, r.tries) for r in manifest(tmp_path / "out")}
    assert made == {
        "a": ("solved", "a c", 1), "b": ("failed", "", 2), "c": ("solved", "a c", 1), "d": ("failed", "", 1),
        "e": ("solved", "e f", 1), "f": ("solved", "e f", 1), "g": ("solved", "g", 1),
    }  # fmt: skip


def test_only_the_poisonous_one_fails_and_the_others_lose_no_try(tmp_path: Path) -> None:
    texts = {"a": "write 1", "dies": "die", "c": "write 1", "d": "write 1", "hangs": "hang", "f": "write 1"}
    tally = run(texts, tmp_path / "out", limits=Limits(seconds=1), workers=2, tries=1)
    made = {r.id: (r.status, r.tries) for r in manifest(tmp_path / "out")}
    assert tally.status == {"solved": 4, "failed": 2}
    assert made == {k: ("failed" if k in ("dies", "hangs") else "solved", 1) for k in texts}


def test_stopped_anywhere_and_resumed_is_as_undisturbed(tmp_path: Path) -> None:
    texts = {f"n{k}": "write 1" for k in range(8)} | {
        "bad": "fault",
        "dead": "die",
        "last": "write 1",
        "end": "write 1",
    }
    run(texts, tmp_path / "calm")

    class StopError(Exception):
        """Ends a run without its having a say."""

    def stop(after: int, tally: Tally) -> None:
        if tally.done - tally.before >= after:
            raise StopError

    for after in (2, 1, 3):
        with pytest.raises(StopError):
            run(texts, tmp_path / "out", resume=True, tell=partial(stop, after))
    run(texts, tmp_path / "out", resume=True)
    assert manifest(tmp_path / "out") == manifest(tmp_path / "calm")
    assert manifest(tmp_path / "out")[0].layout == "n0 n1 n2"


def test_a_scene_that_is_lost_is_made_again_with_its_companions(tmp_path: Path) -> None:
    texts = {f"n{k}": "write 1" for k in range(6)}
    run(texts, tmp_path / "out")
    before, other = manifest(tmp_path / "out"), (tmp_path / "out" / "n0" / "batch.json").stat().st_mtime_ns
    (tmp_path / "out" / "n1" / "batch.json").write_text("{")
    assert run(texts, tmp_path / "out", resume=True).before == 5
    assert manifest(tmp_path / "out") == before
    assert (tmp_path / "out" / "n0" / "batch.json").stat().st_mtime_ns == other
