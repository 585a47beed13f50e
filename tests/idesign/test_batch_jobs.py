"""A list of briefs is read line by line; what cannot be used is named and the rest goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idesign.batch.jobs import BadLine, Job, Line, read_jobs, shard
from idesign.errors import InputError


def read(tmp_path: Path, text: str | bytes, name: str = "briefs.jsonl") -> list[Line]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_jobs(path))


GOOD = '{"id": "a", "text": "a bedroom"}\n'
BAD = {
    "not JSON": '{"id": ',
    "a list": "[1]",
    "no id": '{"text": "x"}',
    "no text": '{"id": "x"}',
    "blank text": '{"id": "x", "text": " "}',
    "a path": '{"id": "../x", "text": "x"}',
    "hidden": '{"id": ".x", "text": "x"}',
    "absolute": '{"id": "/x", "text": "x"}',
    "a device": '{"id": "con.txt", "text": "x"}',
    "our own file": '{"id": "manifest.jsonl", "text": "x"}',
    "too long": json.dumps({"id": "x" * 300, "text": "x"}),
    "twice": GOOD,
    "twice on a disk without case": '{"id": "A", "text": "x"}',
    "half a character": '{"id": "x", "text": "\\ud800"}',
    "seed": '{"id": "x", "text": "x", "seed": 1.5}',
    "room": '{"id": "x", "text": "x", "room": [1]}',
    "deep": '{"id": "x", "room": ' + "[" * 100_000 + "]" * 100_000 + "}",
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path, line: str) -> None:
    first, bad, last = read(tmp_path, GOOD + line.strip() + '\n{"id": "z", "text": "z"}\n')
    assert isinstance(bad, BadLine)
    assert bad.line == 2
    assert "\n" not in bad.reason
    assert isinstance(first, Job)
    assert isinstance(last, Job)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (bad,) = read(tmp_path, b'{"id": "x", "text": "caf\xe9"}\n')
    assert isinstance(bad, BadLine)


def test_windows_line_ends_marks_and_other_scripts(tmp_path: Path) -> None:
    jobs = read(tmp_path, b"\xef\xbb\xbf" + '{"id": "küche-台所", "text": "eine Küche 🛋"}\r\n\r\n'.encode())
    assert [(j.id, j.text) for j in jobs if isinstance(j, Job)] == [("küche-台所", "eine Küche 🛋")]
    assert len(jobs) == 1


def test_every_field_is_kept(tmp_path: Path) -> None:
    row = {"id": "x", "text": "t", "room": {"polygon": []}, "seed": 7, "style": "rustic", "budget": 1500, "expect": 1}
    (job,) = read(tmp_path, json.dumps(row))
    assert job == Job("x", "t", '{"polygon": []}', 7, "rustic", "1500", 1)


def test_csv_by_common_names(tmp_path: Path) -> None:
    rows = read(tmp_path, 'Difficulty,ID,Description\neasy,0,"A room,\nwith a bed"\nhard,1,\n', "list.csv")
    assert rows[0] == Job("0", "A room,\nwith a bed", line=3)
    assert isinstance(rows[1], BadLine)


def test_plain_lines_are_called_by_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "wishes.txt"
    path.write_text("a small hall\n\n  {a kitchen, 3 x 4 m}  \n", encoding="utf-8")
    assert [(j.id, j.text) for j in read_jobs(path) if isinstance(j, Job)] == [
        ("room-1", "a small hall"), ("room-3", "{a kitchen, 3 x 4 m}"),
    ]  # fmt: skip


def test_a_csv_without_the_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column 'text'"):
        read(tmp_path, "id,words\n1,x\n", "list.csv")


@given(st.integers(1, 9), st.integers(0, 40))
def test_shards_are_the_list_parted(count: int, length: int) -> None:
    lines = [Job(str(k), "x") for k in range(length)]
    parts = [list(shard(lines, i + 1, count)) for i in range(count)]
    assert sorted((j for p in parts for j in p), key=lambda j: int(j.id)) == lines  # type: ignore[union-attr]
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
