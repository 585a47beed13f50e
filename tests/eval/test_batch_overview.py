"""Card, gallery and table say of a batch what its records say, and nothing from outside gets into them."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.batch_card import bars_svg, card_text, write_card
from eval.batch_evaluate import Means, evaluations, scene_places
from eval.batch_gallery import gallery_row, write_gallery
from eval.batch_summary import Spread, effective_number, summarise
from eval.batch_table import write_parquet
from idesign.batch.ledger import MANIFEST, join_shards, read_manifest
from idesign.batch.record import FileFact, Record, record_line
from idesign.brief import Brief
from idesign.scene import Scene, SceneRoom, save_scene

NASTY = '</script><script>alert(1)</script> | <img src="http://x.test/a.png"> `x`'
ROOM = Record(
    "a", "solved", 1, text=NASTY, room_type="bedroom", style="modern", size=(4.0, 3.0), area=12.0, layout="h1",
    categories={"bed": 1, "nightstand": 2}, scores={"walkable": 0.5, "glass": None}, licences={"CC0-1.0": 3},
    files={"plan.svg": FileFact(10, "0" * 64)}, timings={"design": 1.5}, versions={"idesign": "1"},
)  # fmt: skip
RECORDS = [
    ROOM,
    replace(ROOM, id="b#1", line=2, area=22.0, scores={"walkable": 1.0}, checks=("inside: x",)),
    replace(ROOM, id="c", line=3, duplicate_of="a"),
    Record("d", "failed", 4, NASTY),
    Record("", "refused", 5, "is not JSON"),
]


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30))
def test_a_spread_is_that_of_all_numbers_at_once(values: list[float]) -> None:
    spread = Spread()
    for v in values:
        spread.add(v)
    mean = math.fsum(values) / len(values)
    assert math.isclose(spread.mean, mean, abs_tol=1e-6)
    deviation = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / (len(values) - 1))
    assert math.isclose(spread.deviation, deviation, rel_tol=1e-6, abs_tol=1e-6)
    assert (spread.low, spread.high) == (min(values), max(values))


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=20))
def test_the_effective_number_lies_between_one_and_all_kinds(counts: list[int]) -> None:
    number = effective_number(counts)
    assert 1 - 1e-9 <= number <= len(counts) + 1e-9
    assert math.isclose(effective_number([counts[0]] * len(counts)), len(counts), rel_tol=1e-9)


def test_the_summary_counts_what_was_made() -> None:
    summary = summarise(RECORDS)
    assert summary.status == {"solved": 3, "failed": 1, "refused": 1}
    assert (summary.scenes, summary.clean, summary.copies, summary.furnishings) == (3, 2, 1, 1)
    assert summary.categories == {"bed": 3, "nightstand": 6}
    assert summary.areas == {10.0: 2, 20.0: 1}
    assert summary.scores["walkable"].count == 3
    assert "glass" not in summary.scores


def test_the_card_has_figures_and_no_markup_of_others(tmp_path: Path) -> None:
    write_card(tmp_path, summarise(RECORDS), {"--seed": 0})
    text = (tmp_path / "README.md").read_text()
    assert "3 scenes with 9 things" in text
    assert "| bed" not in card_text(summarise([]), {})
    assert "<script" not in text
    assert "<img" not in text
    for name in re.findall(r"\]\((figures/\w+\.svg)\)", text):
        assert (tmp_path / name).read_text().startswith("<svg")


def test_bars_are_as_long_as_their_numbers() -> None:
    widths = [float(w) for w in re.findall(r'width="([\d.]+)" height="15"', bars_svg("x", [("a", 4), ("b", 1)]))]
    assert widths[0] / widths[1] == pytest.approx(4, rel=0.01)


def test_the_gallery_holds_every_scene_and_nothing_from_outside(tmp_path: Path) -> None:
    write_gallery(tmp_path, RECORDS, summarise(RECORDS))
    page = (tmp_path / "gallery.html").read_text()
    assert page.count("<script") == 2
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)
    assert not re.search(r"@import|url\(", page)
    data = re.search(r'id="data">(.*?)</script>', page, re.S)
    assert data is not None
    rows = json.loads(data.group(1))
    assert [r["id"] for r in rows] == ["a", "b#1", "c"]
    assert rows[1]["picture"] == "b%231/plan.svg"
    assert rows[0]["text"] == NASTY
    assert rows[1]["numbers"]["faults"] == 1


def test_pictures_come_before_plans() -> None:
    files = {"plan.svg": FileFact(1, ""), "views/view-1.png": FileFact(1, "")}
    assert gallery_row(replace(ROOM, files=files))["picture"] == "a/views/view-1.png"


def test_shards_join_in_the_order_of_the_list(tmp_path: Path) -> None:
    assert not join_shards(tmp_path, 2)
    for k, rows in enumerate((RECORDS[0::2], RECORDS[1::2]), 1):
        (tmp_path / f"manifest-{k}-of-2.jsonl").write_text("".join(map(record_line, rows)))
    assert join_shards(tmp_path, 2)
    joined = list(read_manifest(tmp_path))
    assert [r.line for r in joined] == [1, 2, 3, 4, 5]
    assert [r.duplicate_of for r in joined] == ["", "a", "a", "", ""]
    assert (tmp_path / MANIFEST).exists()


def test_the_table_holds_every_record(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = write_parquet(RECORDS, tmp_path)
    rows = parquet.read_table(path).to_pylist()
    assert [r["id"] for r in rows] == [r.id for r in RECORDS]
    assert dict(rows[0]["categories"]) == ROOM.categories
    assert (rows[0]["width"], rows[3]["width"]) == (4.0, None)
    assert dict(rows[0]["files"])["plan.svg"]["bytes"] == 10


def test_a_folder_of_scenes_is_judged_whole_and_a_broken_one_is_named(tmp_path: Path) -> None:
    brief = Brief("x")
    room = SceneRoom(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5)
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        save_scene(Scene(brief, room, ()), tmp_path / name / "scene.json")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "scene.json").write_text("{}")
    assert [p.name for p in scene_places(tmp_path)] == ["a", "b", "broken"]
    assert scene_places(tmp_path / "a") == [tmp_path / "a"]
    means = Means()
    assert [p.name for p, _ in evaluations(scene_places(tmp_path), means)] == ["a", "b"]
    assert means.scenes == 2
    again = Means()
    list(evaluations(scene_places(tmp_path), again, workers=2))
    assert again == means
    assert len(means.unreadable) == 1
    assert "broken" in means.unreadable[0]
    assert all(s.count == 2 for s in means.scores.values())
