"""What `idesign assets` and `idesign benchmark retrieval` say and write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import trimesh
from PIL import Image

from assets import rebuild
from assets.importing.glb_writer import write_glb
from assets.importing.raw import RawMaterial, RawPart
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


def test_a_search_looks_through_a_folder_of_models_and_through_what_was_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IDESIGN_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "shop"
    folder.mkdir()
    for name, width in (("red sofa", 2.0), ("long sofa", 2.9)):
        mesh = trimesh.creation.box((width, 0.85, 0.9))
        part = RawPart("box", mesh.vertices, mesh.faces, None, None, RawMaterial(factor=(0.6, 0.02, 0.02, 1.0)))
        (folder / f"{name}.glb").write_bytes(write_glb([part]))
    for place in (folder, tmp_path / "cache" / "models"):  # the second one is what the first search has imported
        assert run(["assets", "search", "couch", "--size", "2x0.9x0.85", "--assets", str(place), "--json"]) == 0
        rows = json.loads(capsys.readouterr().out)
        assert [(r["category"], r["source"]) for r in rows[:2]] == [("sofa", "shop"), ("sofa", "idesign")]
        assert "size within 0 %" in rows[0]["why"]
        assert "long" not in json.dumps(rows)
        assert rebuild(rows[0]["id"]).size == pytest.approx(rows[0]["size"], abs=1e-3)
        assert [r["score"] for r in rows] == sorted((r["score"] for r in rows), reverse=True)


def test_a_licence_that_nobody_has_leaves_what_is_made_to_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IDESIGN_CACHE", str(tmp_path / "cache"))
    mesh = trimesh.creation.box((2.0, 0.85, 0.9))
    part = RawPart("box", mesh.vertices, mesh.faces, None, None, RawMaterial())
    (tmp_path / "sofa.glb").write_bytes(write_glb([part]))
    asked = ["assets", "search", "sofa", "--assets", str(tmp_path), "--licence-policy", "cc0", "--json"]
    assert run(asked) == 0
    out, err = capsys.readouterr()
    assert {r["source"] for r in json.loads(out)} == {"idesign"}
    assert "licence 'unknown' is not allowed" in err


def test_what_no_category_is_called_may_be_the_name_of_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IDESIGN_CACHE", str(tmp_path / "cache"))
    mesh = trimesh.creation.box((0.5, 0.9, 0.5))
    part = RawPart("box", mesh.vertices, mesh.faces, None, None, RawMaterial(factor=(0.6, 0.02, 0.02, 1.0)))
    (tmp_path / "zorbo.glb").write_bytes(write_glb([part]))
    rows = [{"file": "zorbo.glb", "name": "Zorbo Quix", "category": "dining_chair", "licence": "CC0-1.0"}]
    (tmp_path / "manifest.json").write_text(json.dumps(rows))
    assert run(["assets", "search", "zorbo quix", "--assets", str(tmp_path), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["name"], first["category"], first["stand_in"]) == ("Zorbo Quix", "dining_chair", False)


def test_a_size_that_nobody_has_is_made_and_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assets", "make", "dining_chair", "--size", "9x0.5x0.9", "--out", str(tmp_path / "c.glb")]) == 0
    said = capsys.readouterr().err
    assert "warning: the dining chair is 9 m wide (usually" in said
    assert run(["assets", "make", "dining_chair", "--size", "0.5x0.5x0.9", "--out", str(tmp_path / "c.glb")]) == 0
    assert "warning" not in capsys.readouterr().err
