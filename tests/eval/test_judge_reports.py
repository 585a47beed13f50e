"""Laws of judging whole folders: what is written can be made again without a server, says what it does not know, and
shows nothing that it did not make itself."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from seeing_judge import SeeingJudge, brightness, serving, share_of_colour
from typer.testing import CliRunner

from eval.judge.document import Grade, remarks_of
from eval.judge.ledger import Ledger
from eval.judge.page import Page, Section, cells, write_page
from eval.judge.plots import Point, intervals
from eval.judge.pointwise import Mark
from eval.judge.summary import PANEL, summaries
from eval.judge.trial import Trial, adapter
from idesign.brief import Brief, Wish
from idesign.errors import InputError
from idesign.llm.loopback import Behaviour
from idesign.scene import Provenance, Scene, SceneRoom, save_scene
from ui.cli import app
from ui.judging import JudgeRequest, judge_scenes, judgement_lines, run_arena

EVIL = '"><script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)> {{ 7 * 7 }}'
ROOM = SceneRoom(((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)), 2.5)
RED = (220, 30, 30)


def scene_folder(place: Path, red: float, text: str = "a red room", maker: str = "") -> Path:
    """A scene with pictures of which a part is red."""
    brief = Brief(text, "bedroom", wishes=(Wish("w1", "armchair", "a red chair", colours=("red",)),))
    made = Provenance(models={"designer": maker} if maker else {})
    save_scene(Scene(brief, ROOM, (), provenance=made), place / "scene.json")
    (place / "views").mkdir()
    for name in ("top", "view-1"):
        image = Image.new("RGB", (160, 120), (200, 200, 200))
        ImageDraw.Draw(image).rectangle((0, 0, round(160 * red), 119), fill=RED)
        image.save(place / "views" / f"{name}.png")
    return place


def systems(root: Path) -> list[Path]:
    """Three systems with two prompts each: the more red, the better for a judge that likes it."""
    for system, red in (("much", 0.8), ("some", 0.5), ("little", 0.2)):
        for k, prompt in enumerate(("p1", "p2")):
            scene_folder(root / system / prompt, red + 0.05 * k)
    return [root / s for s in ("some", "much", "little")]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch):
    """Serves a judge under the customary settings."""

    def use(url: str) -> None:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        monkeypatch.setenv("IDESIGN_RETRIES", "0")

    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    return use


def quiet(text: str, share: float) -> None:
    """Hears the progress."""


def test_an_arena_finds_the_order_of_the_systems_and_is_made_again_without_a_server(tmp_path: Path, server) -> None:
    folders = systems(tmp_path)
    request = JudgeRequest(("judge",), tmp_path / "out", "layout,colours")
    judge = SeeingJudge(share_of_colour(RED), place=3.0, scale=8.0)
    with serving(judge.behaviour()) as (loopback, _):
        server(loopback.url)
        found = run_arena(folders, request, True, quiet)
    table = found.table("judge")
    assert [s.system for s in table.standings.strengths] == ["much", "some", "little"]
    assert table.standings.first[0] > 0.5
    (layout, _) = found.reliability
    assert (layout.conflicts.value, layout.identical_bias.of) == (0.0, 2)
    assert (layout.identical_bias.value or 0) > 0.1
    files = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    assert set(files) == {"arena.json", "standings.csv", "calls.csv", "marks.csv", "arena.html", "requests.jsonl"}
    again = run_arena(folders, replace(request, replay=True), True, quiet)
    assert again == found
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == files


def test_a_judge_sees_no_name_of_a_system(tmp_path: Path, server) -> None:
    with serving(SeeingJudge(brightness).behaviour()) as (loopback, _):
        server(loopback.url)
        run_arena(systems(tmp_path), JudgeRequest(("judge",), tmp_path / "out", "layout"), True, quiet)
        said = json.dumps([m for r in loopback.requests for m in r["messages"]])
    assert not re.search(r"\b(much|little|p1)\b", re.sub(r"base64,[^\"]*", "", said))


def test_scenes_are_marked_and_the_unscored_are_counted(tmp_path: Path, server) -> None:
    scenes = [scene_folder(tmp_path / name, red) for name, red in (("a", 0.3), ("b", 0.6))]
    judge = SeeingJudge(share_of_colour(RED))
    refusing = Behaviour("I cannot say.")
    with serving(refusing, *[judge.behaviour()] * 99) as (loopback, _):
        server(loopback.url)
        request = JudgeRequest(("judge",), tmp_path / "out", "layout,preference", facts=True)
        found = judge_scenes(scenes, request, quiet)
    unscored = [m for m in found.marks if m.value is None]
    by = {(s.criterion, s.condition): s for s in found.summaries}
    assert by["layout", "facts"].mean == pytest.approx((30 + 60) / 2, abs=2)
    assert sum(s.unscored for s in found.summaries) == len(unscored)
    assert sum(s.scored for s in found.summaries) == len(found.marks) - len(unscored)
    assert any("planted" in line for line in judgement_lines(found))
    assert {m.kind for m in found.marks if m.condition == "facts" and m.line} == {"look"}


def test_a_panel_is_the_mean_over_the_scenes_that_all_have_marked() -> None:
    def mark(judge: str, scene: str, value: float | None) -> Mark:
        return Mark(judge, scene, "layout", "pictures", value, reason="" if value else "refused")

    marks = [mark("x", "a", 40), mark("x", "b", 80), mark("y", "a", 60), mark("y", "b", None)]
    found = {s.judge: s for s in summaries(marks)}
    assert (found["x"].mean, found["y"].mean) == (60, 60)
    assert (found["y"].scored, found["y"].unscored) == (1, 1)
    assert (found[PANEL].mean, found[PANEL].scenes, found[PANEL].unscored) == (50, 1, 1)
    assert found[PANEL].low is None


def test_repetitions_tell_how_far_a_judge_agrees_with_itself() -> None:
    marks = [
        Mark("x", s, "layout", "pictures", v, again=k) for s, k, v in [("a", 0, 50.0), ("a", 1, 56.0), ("b", 0, 20.0)]
    ]
    (found,) = summaries(marks)
    assert (found.repeat_gap, found.scenes, found.mean) == (6, 2, pytest.approx((53 + 20) / 2))


def test_a_judge_of_the_makers_family_and_an_unreliable_criterion_are_named(tmp_path: Path, server) -> None:
    scenes = [scene_folder(tmp_path / "a", 0.3, maker="gpt-4o")]
    with serving(SeeingJudge(brightness).behaviour(), models=("gpt-4.1",)) as (loopback, _):
        server(loopback.url)
        found = judge_scenes(scenes, JudgeRequest(("gpt-4.1",), tmp_path / "out", "layout"), quiet)
    assert "gpt-4o" in found.remarks[0]
    said = remarks_of(found.judges, [Grade("gpt-4.1", "layout", 0.6, 10, False)], Ledger())
    assert any("60 %" in r and "layout" in r for r in said)
    assert not any("not tried" in r for r in said)


def test_the_page_loads_nothing_and_no_words_become_markup(tmp_path: Path, server) -> None:
    scenes = [scene_folder(tmp_path / "a", 0.3, text=EVIL)]
    judge = SeeingJudge(brightness)
    with serving(judge.saying(f"{{}} {EVIL.replace('1', '').replace('2', '').replace('7', '')}")) as (loopback, _):
        server(loopback.url)
        judge_scenes(scenes, JudgeRequest(("judge",), tmp_path / "out", "layout", reasons=True), quiet)
    page = (tmp_path / "out" / "judgement.html").read_text()
    assert "<script" not in page
    assert "//evil.example" not in page
    assert not re.findall(r'(?:src|href|url)\s*=?\s*[("\']*\s*(?:https?:)?//', page)
    assert "7 * 7" in page
    assert "49" not in re.findall(r"<blockquote>(.*?)</blockquote>", page, flags=re.DOTALL)[0]


def test_every_number_of_a_page_has_its_definition_under_it(tmp_path: Path) -> None:
    section = Section("Layout", "What it means", intervals([Point("a", 3.0, 2.0, 4.0, "3")]), ("x",), (cells("1"),))
    text = write_page(Page("T", "L", (), (section,)), tmp_path / "p.html").read_text()
    assert text.index("Layout") < text.index("What it means") < text.index("<svg") < text.index("<table")


def test_plots_hold_their_points_within_the_frame() -> None:
    svg = intervals([Point("a", 5, -1e9, 1e9), Point("<b>", None), Point("c", 1050.0, 990.0, 1100.0)], 900, 1200, 1000)
    xs = [float(x) for x in re.findall(r'(?:cx|x1|x2)="([-\d.]+)"', svg)]
    assert all(0 <= x <= 720 for x in xs)
    assert "<b>" not in svg


@pytest.mark.parametrize(
    "fault", ["one folder", "same name", "nothing shared", "no record", "unknown criterion", "twice"]
)
def test_bad_input_is_one_clear_line(tmp_path: Path, server, fault: str) -> None:
    server("http://127.0.0.1:9/v1")
    folders, request = systems(tmp_path), JudgeRequest(("judge",), tmp_path / "out")
    if fault == "one folder":
        folders = folders[:1]
    elif fault == "same name":
        folders = [folders[0], folders[0]]
    elif fault == "nothing shared":
        scene_folder(tmp_path / "other" / "p9", 0.5)
        folders = [folders[0], tmp_path / "other"]
    elif fault == "no record":
        request = replace(request, replay=True)
    elif fault == "unknown criterion":
        request = replace(request, criteria="beauty")
    else:
        request = replace(request, judges=("judge", "judge"))
    with pytest.raises(InputError) as error:
        run_arena(folders, request, True, quiet)
    assert "\n" not in str(error.value)


def test_rooms_for_other_requests_are_left_out_and_named(tmp_path: Path, server) -> None:
    folders = systems(tmp_path)
    scene_folder(tmp_path / "much" / "p3", 0.5, text="a blue room")
    scene_folder(tmp_path / "some" / "p3", 0.5, text="a red room")
    scene_folder(tmp_path / "little" / "p3", 0.5, text="a red room")
    scene_folder(tmp_path / "little" / "p4", 0.5)
    with serving(SeeingJudge(brightness).behaviour()) as (loopback, _):
        server(loopback.url)
        found = run_arena(folders, JudgeRequest(("judge",), tmp_path / "out", "layout"), False, quiet)
    assert found.prompts == ("p1", "p2")
    assert [text.split(":")[0] for text in found.left_out] == ["p3", "p4"]


def test_people_are_asked_beside_the_judge_where_there_are_labels(tmp_path: Path, server) -> None:
    folders, labels = systems(tmp_path), tmp_path / "labels.csv"
    pairs = [("much", "some"), ("some", "little"), ("much", "little")]
    rows = [f"{p},{a},{b},overall,a,ann" for p in ("p1", "p2") for a, b in pairs]
    labels.write_text("prompt,a,b,criterion,winner,rater\n" + "\n".join(rows) + "\n")
    request = JudgeRequest(("judge",), tmp_path / "out", "layout", labels=labels)
    with serving(SeeingJudge(share_of_colour(RED)).behaviour()) as (loopback, _):
        server(loopback.url)
        (agreement,) = run_arena(folders, request, False, quiet).agreement
        with pytest.raises(InputError, match="arena"):
            judge_scenes([folders[0] / "p1"], replace(request, out=tmp_path / "marks"), quiet)
    assert (agreement.right_both_orders, agreement.kappa, agreement.system_tau) == (1.0, 1.0, pytest.approx(1.0))
    assert "Agreement with people" in (tmp_path / "out" / "arena.html").read_text()


def test_a_panel_is_reported_judge_by_judge_and_pooled(tmp_path: Path, server) -> None:
    judge = SeeingJudge(share_of_colour(RED))
    with serving(judge.behaviour(), models=("x", "y")) as (loopback, _):
        server(loopback.url)
        found = run_arena(systems(tmp_path), JudgeRequest(("x", "y"), tmp_path / "out", "layout"), False, quiet)
    assert [t.judge for t in found.tables] == ["x", "y", PANEL]
    one, other, both = (t.standings.strengths for t in found.tables)
    assert [s.calls for s in both] == [a.calls + b.calls for a, b in zip(one, other, strict=True)]
    assert [j.replies for j in found.judges] == [14, 14]
    assert not any("panel" in r for r in found.remarks)


def run(*words: str) -> tuple[int, str]:
    """The exit status and what a person reads."""
    done = CliRunner().invoke(app, list(words))
    fault = "" if done.exception is None or isinstance(done.exception, SystemExit) else str(done.exception)
    return done.exit_code, done.stderr + fault


def test_commands_say_what_they_miss_and_exit_as_they_should(tmp_path: Path, server, monkeypatch) -> None:
    scene, out = str(scene_folder(tmp_path / "a", 0.4)), str(tmp_path / "out")
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    status, said = run("evaluate", scene, "--judge", "judge", "--out", out)
    assert status != 0
    assert "OPENAI_BASE_URL" in said
    assert "objects" not in said  # nothing was done before
    assert "--judge MODEL" in run("arena", scene, scene)[1]
    with serving(SeeingJudge(brightness).behaviour()) as (loopback, _):
        server(loopback.url)
        status, said = run("evaluate", scene, "--judge", "judge", "--criteria", "layout", "--out", out, "--json")
    assert status == 0
    assert "judge, layout (pictures): mean" in said
    with serving(Behaviour("no")) as (loopback, _):
        server(loopback.url)
        status, said = run("evaluate", scene, "--judge", "judge", "--criteria", "realism", "--out", out)
    assert status == 1
    assert "unreadable" in said


def test_what_a_trial_found_stands_at_the_head_of_the_report_for_the_criteria_that_were_asked(
    tmp_path: Path, server
) -> None:
    grades = tuple(Grade("judge", c, 0.5, 8, False, p) for c in ("layout", "realism") for p in ("marks", "pairs"))
    (tmp_path / "trial").mkdir()
    (tmp_path / "trial" / "trial.json").write_bytes(adapter().dump_json(Trial((), (), grades, (), ())))
    scene = scene_folder(tmp_path / "a", 0.3)
    request = JudgeRequest(("judge",), tmp_path / "out", "layout,colours", trial=tmp_path / "trial")
    with serving(SeeingJudge(brightness).behaviour()) as (loopback, _):
        server(loopback.url)
        found = judge_scenes([scene], request, quiet)
    assert [g.criterion for g in found.grades] == ["layout"]
    assert [r for r in found.remarks if "50 %" in r and "layout" in r]
    assert not [r for r in found.remarks if "realism" in r]
    page = (tmp_path / "out" / "judgement.html").read_text()
    assert page.index("50 %") < page.index("<h2>")


@pytest.mark.parametrize("value", [0.0, 1.0, 67.5])
def test_points_that_do_not_differ_are_drawn(value: float) -> None:
    assert "cx=" in intervals([Point("a", value, value, value), Point("b", value)])
