"""Laws of the trial: a planted fault is the one that it says and nothing else, and the rates of a judge whose eyes are
known are those that can be computed by hand."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from seeing_judge import SeeingJudge, brightness, serving, share_of_colour
from shapely.geometry import LineString, Polygon

from assets.asset import AssetQuery
from assets.materials import colour
from eval.judge.criteria import criteria
from eval.judge.distractors import brighter, captioned, cluttered
from eval.judge.docket import Limits
from eval.judge.exhibit import Exhibit, Sheets
from eval.judge.ledger import Ledger
from eval.judge.planted import PASSAGE, defects, planted
from eval.judge.trial import Case, Rate, Trial, load_trial, tried
from eval.judge.trial_report import trial_lines, write_trial
from eval.judge.witness import Witness
from eval.space import box_plan
from idesign.brief import Brief, Wish
from idesign.errors import InputError
from idesign.render.models import model_of
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from solvers.room import Door

RED = (220, 30, 30)


def thing(id: str, category: str, x: float, y: float, yaw: float = 0.0, support: str = "floor", z: float = 0.0,
          colours: tuple[str, ...] = (), asked: bool = True) -> SceneObject:  # fmt: skip
    import assets

    found = assets.find(AssetQuery(category, colours=colours)).asset
    ref = AssetRef(found.source, found.id, found.licence)
    return SceneObject(id, category, category, "", {"colour": found.colour}, found.size, x, y, z, yaw, support, ref,
                       asked=asked)  # fmt: skip


@pytest.fixture(scope="module")
def scene() -> Scene:
    room = SceneRoom(((0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (0.0, 4.0)), 2.6, (Door("door-0", 0, 0.3, 0.9),))
    wardrobe = thing("wardrobe-0", "wardrobe", 4.0, 3.6, asked=False)
    sofa = thing("sofa-0", "sofa", 2.0, 3.4, colours=("green",))
    table = thing("side_table-0", "side_table", 0.4, 3.5, asked=False)
    vase = thing("vase-0", "vase", 0.4, 3.5, 0.0, "side_table-0", table.size[2], asked=False)
    chest = thing("dresser-0", "dresser", 3.0, 0.4, 180.0, asked=False)
    brief = Brief("a green sofa", "living_room", wishes=(Wish("w1", "sofa", "a green sofa", colours=("green",)),))
    return Scene(brief, room, (sofa, wardrobe, table, vase, chest))


def test_every_fault_can_be_planted_and_is_the_one_it_says(scene: Scene) -> None:
    found, left_out = planted(scene)
    assert left_out == ()
    assert [p.defect for p in found] == list(defects())
    for p in found:
        changed = {o.id for o in scene.objects if o not in p.scene.objects}
        assert changed, p.defect
        assert p.scene.room == scene.room
        assert p.scene.brief == scene.brief
        assert planted(scene)[0][list(defects()).index(p.defect)] == p


def of(scene: Scene, defect: str) -> Scene:
    return next(p.scene for p in planted(scene)[0] if p.defect == defect)


def test_half_of_what_runs_through_a_wall_is_outside(scene: Scene) -> None:
    faulty, room = of(scene, "through_wall"), Polygon(scene.room.polygon)
    (moved,) = [o for o in faulty.objects if o not in scene.objects]
    assert box_plan(moved).intersection(room).area / box_plan(moved).area == pytest.approx(0.5, abs=1e-6)


def test_the_passage_is_as_wide_as_it_says(scene: Scene) -> None:
    faulty = of(scene, "passage")
    moved = next(o for o in faulty.objects if o not in scene.objects and o.support == "floor")
    walls = [LineString([w.start, w.end]) for w in scene.room.plan.walls]
    tall = [box_plan(o) for o in faulty.objects if o.support == "floor" and o.id != moved.id and o.size[2] >= 0.7]
    gaps = [box_plan(moved).distance(b) for b in (*walls, *tall)]
    assert any(g == pytest.approx(PASSAGE, abs=1e-6) for g in gaps)
    assert all(not box_plan(moved).intersection(b).area for b in tall)


def test_a_wrong_colour_is_far_from_what_was_asked_and_changes_nothing_else(scene: Scene) -> None:
    faulty = of(scene, "wrong_colour")
    new, old = faulty.object("sofa-0"), scene.object("sofa-0")
    assert replace(new, asset=old.asset, attributes=old.attributes) == old
    one, other = colour(str(new.attributes["colour"])), colour("green")
    assert one is not None
    assert other is not None
    assert np.linalg.norm(np.subtract(one, other)) > 0.4
    assert model_of(new).bounds == pytest.approx(np.array(model_of(old).bounds), abs=1e-6)


def test_what_is_missing_was_asked_for_and_takes_along_what_stood_on_it(scene: Scene) -> None:
    assert {o.id for o in scene.objects} - {o.id for o in of(scene, "missing").objects} == {"sofa-0"}
    table_asked = replace(scene, objects=tuple(replace(o, asked=o.id == "side_table-0") for o in scene.objects))
    assert {o.id for o in scene.objects} - {o.id for o in of(table_asked, "missing").objects} == {
        "side_table-0",
        "vase-0",
    }


def test_a_seat_is_turned_where_it_stands(scene: Scene) -> None:
    new, old = of(scene, "reversed").object("sofa-0"), scene.object("sofa-0")
    assert (new.x, new.y) == (pytest.approx(old.x), pytest.approx(old.y))
    assert (new.yaw_deg - old.yaw_deg) % 360 == pytest.approx(180)


def test_an_empty_room_says_why_nothing_can_be_planted(scene: Scene) -> None:
    found, left_out = planted(replace(scene, objects=()))
    assert found == ()
    assert len(left_out) == len(defects())


def test_clutter_stands_free_on_the_floor(scene: Scene) -> None:
    full = cluttered(scene)
    added, room = full.objects[len(scene.objects) :], Polygon(scene.room.polygon)
    assert len(added) == 6
    for o in added:
        assert room.contains(box_plan(o))
        assert all(box_plan(o).distance(box_plan(p)) > 0.1 for p in full.objects if p != o and p.support == "floor")
        assert model_of(o)


def test_a_sheet_is_drawn_once_for_all_runs(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    monkeypatch.setattr("eval.judge.exhibit.drawn_sheet", lambda s: drawn.append(s) or b"sheet")
    for _ in range(2):
        sheets = Sheets(tmp_path)
        assert sheets.drawn(scene) == sheets.drawn(replace(scene, brief=Brief("other words"))) == b"sheet"
        sheets.drawn(of(scene, "missing"))
    assert len(drawn) == 2
    Sheets(tmp_path, anew=True).drawn(scene)
    assert len(drawn) == 3


def test_faults_concern_criteria_that_exist() -> None:
    assert all(set(d.criteria) <= set(criteria()) and d.criteria for d in defects().values())


# ---------------------------------------------------------------- rates by hand
def exhibit(name: str, red: float, ground: int = 100) -> Exhibit:
    image = Image.new("RGB", (200, 150), (ground,) * 3)
    ImageDraw.Draw(image).rectangle((0, 0, round(200 * red), 149), fill=RED)
    out = io.BytesIO()
    image.save(out, "PNG")
    return Exhibit(name, Brief("a red room"), out.getvalue())


def case(k: int, good: float, faulty: float) -> Case:
    """A fault that takes away red; distractors are real."""
    before, after = exhibit(f"room-{k}", good), exhibit(f"room-{k}/through_wall", faulty)
    shown = {
        "": after,
        "brightness": replace(brighter(after), name=after.name + "/brightness"),
        "clutter": replace(exhibit("", faulty, ground=99), name=after.name + "/clutter"),
        "caption": replace(captioned(after), name=after.name + "/caption"),
    }
    return Case(f"room-{k}", "through_wall", "less red", before, shown)


def trial(judge: SeeingJudge, cases: list[Case]) -> Trial:
    with serving(judge.behaviour()) as (_, model):
        witness = Witness("judge", model, Ledger())
        return tried(cases, [witness], [criteria()["realism"]], Ledger(), Limits())


def rates(found: Trial, protocol: str) -> Mapping[str, Rate]:
    """By distractor; "" for the faults that are noticed."""
    return {r.distractor: r.rate for r in found.rows if r.protocol == protocol and not r.defect}


DIFFERENCES = (0.05, 0.15, 0.25, 0.35)


@pytest.mark.parametrize("protocol", ["marks", "pairs"])
def test_a_judge_that_sees_the_fault_notices_it_and_is_not_distracted(protocol: str) -> None:
    found = trial(SeeingJudge(share_of_colour(RED, 90)), [case(k, 0.7, 0.7 - d) for k, d in enumerate(DIFFERENCES)])
    by = rates(found, protocol)
    assert (by[""].value, by[""].of) == (1.0, 4)
    assert by["caption"].value == 0.0
    assert by["clutter"].value == 0.0
    assert all(g.reliable for g in found.grades)


@pytest.mark.parametrize("protocol", ["marks", "pairs"])
def test_a_judge_that_likes_long_captions_flips_where_the_fault_is_worth_less(protocol: str) -> None:
    judge = SeeingJudge(share_of_colour(RED), length=5.0, sure=1.0)
    cases = [case(k, 0.7, 0.7 - d) for k, d in enumerate(DIFFERENCES)]
    worth = 5.0 * len(cases[0].shown["caption"].caption) / 100
    by_hand = np.mean([100 * d < worth for d in DIFFERENCES])
    assert 0 < by_hand < 1
    assert rates(trial(judge, cases), protocol)["caption"].value == pytest.approx(by_hand)


def test_a_judge_that_favours_a_place_notices_only_what_is_worth_more_than_the_place() -> None:
    cases = [case(k, 0.7, 0.7 - d) for k, d in enumerate(DIFFERENCES)]
    found = trial(SeeingJudge(share_of_colour(RED), place=20.0), cases)
    assert rates(found, "pairs")[""].value == pytest.approx(np.mean([100 * d > 20 for d in DIFFERENCES]))
    assert rates(found, "marks")[""].value == 1.0
    grade = {g.protocol: g for g in found.grades}
    assert (grade["marks"].reliable, grade["pairs"].reliable) == (True, False)
    assert any("below 80 %" in line for line in trial_lines(found))


def test_a_judge_of_brightness_is_distracted_by_light() -> None:
    cases = [case(k, 0.1, 0.1 + d) for k, d in enumerate(DIFFERENCES)]  # red is darker than the ground
    found = rates(trial(SeeingJudge(brightness, sure=0.5), cases), "marks")
    assert found[""].value == 1.0
    assert found["brightness"].value == 1.0


def test_a_rate_counts_the_unanswered_and_has_wilsons_interval() -> None:
    rate = Rate.over([True] * 8 + [False] * 2 + [None])
    assert (rate.value, rate.of, rate.unscored) == (0.8, 10, 1)
    assert (rate.low, rate.high) == (pytest.approx(0.4902, abs=1e-3), pytest.approx(0.9433, abs=1e-3))
    assert Rate.over([None]).value is None


def test_a_trial_is_written_and_read_again(tmp_path: Path) -> None:
    cases = [case(0, 0.7, 0.5)]
    found = trial(SeeingJudge(share_of_colour(RED)), cases)
    files = write_trial(found, cases, tmp_path)
    assert [p.name for p in files] == ["trial.json", "trial.csv", "trial.html"]
    assert load_trial(tmp_path) == found
    assert "less red" in files[2].read_text()
    with pytest.raises(InputError, match="no trial"):
        load_trial(files[1])
