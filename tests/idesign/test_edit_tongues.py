"""A change means the same in five languages, and English is never taken for another one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from idesign.designers.embedded.reading.tokens import tokenise
from idesign.edits.bench import Bench
from idesign.edits.clauses import clauses
from idesign.edits.frame import framed
from idesign.edits.interpreter import Interpreter
from idesign.edits.meaning import meaning
from idesign.edits.operations import Add, Operation, Replace, SetRule
from idesign.edits.tongues import language
from idesign.scene import load_scene

DATA = Path(__file__).resolve().parents[1] / "data" / "edits"
SAME: list[dict[str, Any]] = tomllib.loads((DATA / "tongues.toml").read_text(encoding="utf-8"))["same"]
DIALOGUES = tomllib.loads((DATA / "dialogues.toml").read_text(encoding="utf-8"))["dialogue"]
TONGUES = ("german", "french", "spanish", "italian")
ROWS = [(tongue, said, row["english"]) for row in SAME for tongue in TONGUES for said in row.get(tongue, ())]


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.of(load_scene(DATA / "living_room.json"))


def _meant(bench: Bench, text: str) -> Iterator[tuple[str, tuple[Operation, ...], str]]:
    """The command, or the operations or the question, of each clause, whatever words it was said in."""
    for clause in clauses(text):
        it = Interpreter(bench, ("armchair-0",))
        command = clause.verb if clause.verb in ("undo", "redo", "restart") else ""
        found = meaning(it, framed(clause)) if not command else None
        operations = tuple(_plain(o) for o in found.operations) if found else ()
        yield command, operations, found.question.text if found and found.question else ""


def _plain(operation: Operation) -> Operation:
    return replace(operation, words="") if isinstance(operation, Add | Replace | SetRule) else operation


@pytest.mark.parametrize(("tongue", "said", "same"), ROWS, ids=[r[1] for r in ROWS])
def test_a_change_means_the_same_in_every_language(bench: Bench, tongue: str, said: str, same: str) -> None:
    wanted = list(_meant(bench, same))
    assert any(any(part) for part in wanted), f"{same!r} means nothing"
    assert list(_meant(bench, said)) == wanted


@pytest.mark.parametrize("tongue", TONGUES)
def test_a_persons_own_words_are_kept(tongue: str) -> None:
    for row in SAME:
        for said in row.get(tongue, ()):
            kept = " ".join(c.words for c in clauses(said))
            assert set(_words(kept)) <= set(_words(said)), said


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_english_is_not_taken_for_another_language() -> None:
    said = [turn["say"] for d in DIALOGUES for turn in d["turns"]] + [row["english"] for row in SAME]
    assert not [text for text in said if language(tokenise(text))]
