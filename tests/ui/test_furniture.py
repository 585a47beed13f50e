"""What `idesign assets` and `idesign benchmark retrieval` say and write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from ui.cli import run


def test_benchmark_prints_accuracy_speed_and_misses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "queries.csv"
    file.write_text("split,kind,query,category\ntuning,de,Bücherregal,bookshelf\nheld-out,plain,sofa,piano\n")
    assert run(["benchmark", "retrieval", "--queries", str(file), "--assets-count", "50", "--json"]) == 0
    out, err = capsys.readouterr()
    result = json.loads(out)
    assert [(a["split"], a["top1"]) for a in result["accuracy"] if a["kind"] == "all"] == [
        ("tuning", 1),
        ("held-out", 0),
    ]
    assert {s["what"] for s in result["speed"]} == {"whole query", "matrix", "torch on GPU"}
    assert "German" in err
    assert "missed" not in err  # the held-out ones stay unseen


def test_benchmark_refuses_a_number_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["benchmark", "retrieval", "--assets-count", "many"]) == 2
    assert "--assets-count" in capsys.readouterr().err


def test_search_shows_an_estimate_and_says_what_stands_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assets", "search", "flux capacitor", "--k", "2", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(r["stand_in"] for r in rows)
    assert rows[0]["price"]["currency"] == "EUR"
    assert {"category", "id", "source", "licence", "size", "score", "why"} <= set(rows[0])


def test_search_finds_foreign_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assets", "search", "canapés d'angle", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["category"] == "sectional_sofa"


def test_sheet_draws_what_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheet.jpg"
    assert run(["assets", "sheet", "--categories", "stool", "--styles", "modern", "--out", str(out)]) == 0
    assert Image.open(out).format == "JPEG"
    assert run(["assets", "sheet", "--categories", "nothing", "--out", str(out)]) == 2
    assert "unknown category 'nothing'" in capsys.readouterr().err
