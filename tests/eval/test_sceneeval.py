"""SceneEval's metrics: the points where the benchmark's own code flips, and the grammar of its annotations."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from eval.sceneeval.annotations import Spec, plain, read_annotations
from eval.sceneeval.boxes import HOLDS, Box, between, with_room
from eval.sceneeval.fidelity import judge
from eval.sceneeval.physical import access, blocked, collisions, navigable, outside, unsupported
from eval.sceneeval.place import Place, Thing
from eval.sceneeval.table import judge_all, rates, single_room, unread
from eval.sceneeval.words import meaning_between, meaning_with_room
from idesign.errors import InputError
from solvers.room import Door, Room, Window

ROOM = Room(((0, 0), (4, 0), (4, 5), (0, 5)), 2.5, (Door("d", 0, 0.5, 0.9),), (Window("w", 2, 1.0, 1.4),))
HEAD = "ID,Description,ObjCount,ObjAttr,OORel,OARel,Difficulty\n"


def box(
    x: float, y: float, z: float = 0.0, size: tuple[float, float, float] = (0.5, 0.5, 0.5), yaw: float = 0.0
) -> Box:
    w, d, h = size
    return Box((x, y, z + h / 2), (w / 2, d / 2, h / 2), math.radians(yaw))


def thing(id: str, b: Box, support: str = "ground", sides: tuple[str, ...] = (), **more: str) -> Thing:
    name = more.get("name", id.rpartition("-")[0] or id)
    return Thing(id, name, name, frozenset(more.get("words", "").split()), b, support, sides)


# ---------------------------------------------------------------- relations flip where the benchmark's do
@pytest.mark.parametrize(
    ("kind", "holds", "fails"),
    [
        ("next_to", (0.0, 0.3, 0.78), (0.82, 2.0)),
        ("near", (0.22, 1.0, 1.78), (0.1, 1.82)),
        ("across_from", (1.22, 3.0, 4.28), (1.0, 4.35)),
        ("far", (3.75, 9.0), (3.5,)),
    ],
)
def test_distances_flip_where_measured(kind: str, holds: tuple[float, ...], fails: tuple[float, ...]) -> None:
    for wide, truth in ((holds, True), (fails, False)):
        for d in wide:
            assert (between(kind, "", [box(0.5 + d, 0)], box(0, 0)) > HOLDS) == truth, d


@pytest.mark.parametrize(("gap", "truth"), [(0.0, True), (0.4, True), (0.43, False)])
def test_against_a_wall(gap: float, truth: bool) -> None:
    assert (with_room("against_wall", "wall", box(2, 0.25 + gap), ROOM) > HOLDS) == truth


@pytest.mark.parametrize(("gap", "truth"), [(0.001, True), (0.02, True), (0.025, False)])
def test_on_a_wall(gap: float, truth: bool) -> None:
    assert (with_room("on_wall", "wall", box(2, 0.02 + gap, 1.4, (0.8, 0.04, 0.6)), ROOM) > HOLDS) == truth


@pytest.mark.parametrize(("gap", "truth"), [(0.3, True), (0.95, True), (1.1, False)])
def test_in_a_corner(gap: float, truth: bool) -> None:
    assert (with_room("corner_of_room", "room", box(0.25 + gap, 0.25 + gap), ROOM) > HOLDS) == truth


def test_hanging_and_the_middle() -> None:
    for gap, truth in ((0.0, True), (0.04, True), (0.05, False)):
        assert (with_room("hang_from_ceiling", "ceiling", box(2, 2, 2.0 - gap), ROOM) > HOLDS) == truth
    for off, truth in ((1.3, True), (1.7, False)):
        assert (with_room("middle_of_room", "room", box(2, 2.5 + off), ROOM) > HOLDS) == truth


def test_facing_allows_about_fifteen_degrees_of_deviation() -> None:
    sofa, tv = (1.8, 0.9, 0.8), box(0, -3, size=(1.2, 0.1, 0.7))
    turned = {yaw: between("face_to", "", [box(0, 0, size=sofa, yaw=yaw)], tv) > HOLDS for yaw in (0, 20, 60, 180)}
    assert turned == {0: True, 20: True, 60: False, 180: False}


def test_left_is_that_of_who_looks_at_the_thing() -> None:
    bed = box(0, 0, size=(1.6, 2.0, 0.5))
    assert between("side_of", "left", [box(-1.1, 0)], bed) > HOLDS
    assert between("side_of", "right", [box(-1.1, 0)], bed) < HOLDS
    turned = box(0, 0, size=(1.6, 2.0, 0.5), yaw=180)
    assert between("side_of", "right", [box(-1.1, 0)], turned) > HOLDS


def test_surrounding_wants_three_evenly() -> None:
    table = box(0, 0, size=(1, 1, 0.7))
    even = [box(1, 0), box(0, 1), box(-1, 0), box(0, -1)]
    assert between("surround", "", even, table) > 0.99
    assert between("surround", "", even[:2], table) == 0.0
    assert between("surround", "", [box(1, 0), box(1, 0.3), box(1, -0.3)], table) < HOLDS


# ---------------------------------------------------------------- geometry flips where the benchmark's does
def test_a_box_out_by_five_millimetres_is_out_of_bounds() -> None:
    assert outside([thing("a", box(0.5, 2, size=(1, 1, 1)))], ROOM) == ()
    assert outside([thing("a", box(0.495, 2, size=(1, 1, 1)))], ROOM) == ("a",)


@pytest.mark.parametrize(("overlap", "hit"), [(0.001, False), (0.0095, True)])
def test_an_overlap_of_a_millimetre_is_no_collision(overlap: float, hit: bool) -> None:
    pair = [thing("a", box(1, 1, size=(1, 1, 1))), thing("b", box(2 - overlap, 1, size=(1, 1, 1)))]
    assert bool(collisions(pair)) == hit


@pytest.mark.parametrize(("z", "lost"), [(0.004, False), (0.009, True), (-0.004, False), (-0.006, True)])
def test_things_rest_within_five_millimetres(z: float, lost: bool) -> None:
    assert bool(unsupported([thing("a", box(2, 2, z))], ROOM)) == lost


def test_overhang_passes_while_the_centre_is_over_the_support() -> None:
    table = thing("table", box(2, 2, size=(1, 1, 0.7)))
    for x, lost in ((2.45, False), (2.6, True)):
        assert ("vase" in unsupported([table, thing("vase", box(x, 2, 0.7), "object")], ROOM)) == lost


def test_what_hangs_is_carried_by_wall_or_ceiling() -> None:
    picture = box(2, 0.021, 1.4, (0.8, 0.04, 0.6), yaw=180)
    assert unsupported([thing("p", picture, "wall"), thing("l", box(2, 2, 2.0), "ceiling")], ROOM) == ()
    off = replace(picture, centre=(2, 0.05, 1.7))
    assert unsupported([thing("p", off, "wall"), thing("l", box(2, 2, 1.9), "ceiling")], ROOM) == ("p", "l")


@pytest.mark.parametrize(("passage", "share"), [(0.1, 0.5), (0.3, 1.0)])
def test_a_robot_passes_thirty_centimetres(passage: float, share: float) -> None:
    half = (4 - passage) / 2
    row = [thing(f"r-{k}", box(2 + k * (half + passage) / 2, 2.5, size=(half, 0.2, 1))) for k in (-1, 1)]
    assert navigable(row, ROOM) == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize(("gap", "share"), [(0.15, 0.5), (0.25, 1.0), (0.5, 1.0)])
def test_access_is_the_free_share_of_a_strip(gap: float, share: float) -> None:
    sofa = thing("sofa", box(2, 3, size=(2, 0.9, 0.8)), sides=("front",))
    table = thing("table", box(2, 3 - 0.45 - gap - 0.3, size=(2, 0.6, 0.4)))
    assert access([sofa, table], ROOM) == pytest.approx(share, abs=1e-6)
    assert access([table], ROOM) is None


def test_openings_are_blocked_by_what_stands_before_them() -> None:
    assert blocked([thing("a", box(1.0, 0.5, size=(0.5, 0.5, 2)))], ROOM) == ("d",)
    assert blocked([thing("a", box(2.3, 4.6, size=(1, 0.6, 1.2)))], ROOM) == ("w",)
    assert blocked([thing("a", box(2.3, 4.6, size=(1, 0.6, 0.7)))], ROOM) == ()


# ---------------------------------------------------------------- annotations and words
@pytest.mark.parametrize(
    ("word", "is_"),
    [("Dining Chairs", "dining_chair"), ("bookshelves", "bookshelf"), ("glasses", "glass"), ("bus", "bus")],
)
def test_words_are_compared_in_the_singular(word: str, is_: str) -> None:
    assert plain(word) == is_


def test_words_mean_relations_by_what_they_speak_of() -> None:
    assert [m.kind for m in meaning_between("on", "bookshelf", 1)] == ["inside_of"]
    assert [m.kind for m in meaning_between("on", "table", 1)] == ["on_top"]
    assert [m.kind for m in meaning_between("around", "table", 2)] == ["next_to"]
    assert [m.kind for m in meaning_between("around", "table", 4)] == ["surround"]
    assert [m.kind for m in meaning_between("at_the_foot", "bed", 1)] == ["side_of", "next_to"]
    assert meaning_between("betwixt", "bed", 1) == ()
    assert meaning_with_room("under", "window") == "next_to"
    assert meaning_with_room("hang", "ceiling") == "hang_from_ceiling"
    assert meaning_with_room("under", "ceiling") == ""


def _rows(tmp_path: Path, line: str) -> Path:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + line)
    return path


def _place(*things: Thing, name: str = "bedroom") -> Place:
    return Place(things, ROOM, name)


def test_specs_count_objects_and_groups(tmp_path: Path) -> None:
    line = '0,text,"eq,1,bed; eq,2,nightstand; eq,0,sofa","eq,1,bed,wooden,large","eq,2,next,0,bed,nightstand",'
    (row,) = read_annotations(_rows(tmp_path, line + '"eq,1,against,bed,wall",easy\n'))
    bed = thing("bed-0", box(2, 1.0, size=(1.6, 2, 0.5), yaw=180), words="wood big")
    stands = [thing(f"nightstand-{k}", box(2 + s * 1.1, 0.25)) for k, s in enumerate((-1, 1))]
    assert [v.met for v in judge(row, _place(bed, *stands))] == [True] * 6
    more = judge(row, _place(bed, *stands, thing("nightstand-2", box(2, 2.3))))
    assert [v.met for v in more] == [True, False, True, True, False, True]
    assert [v.met for v in judge(row, _place(bed))] == [True, False, True, True, False, True]
    assert not any(v.met for v in judge(row, None))


def test_a_category_is_found_under_another_name_but_not_twice(tmp_path: Path) -> None:
    (row,) = read_annotations(_rows(tmp_path, '0,t,"eq,1,couch; eq,1,table; eq,1,coffee_table",,,,easy\n'))
    sofa, coffee = thing("sofa-0", box(2, 2)), thing("coffee_table-0", box(1, 1))
    plain_one = thing("table-0", box(3, 3))
    assert [v.counted for v in judge(row, _place(sofa, coffee, plain_one))] == [1, 1, 1]


@pytest.mark.parametrize(("asked", "made"), [("lamp", "floor_lamp"), ("jar", "vase"), ("vanity", "bathroom_sink")])
def test_the_nearest_thing_that_can_be_made_is_not_the_thing(tmp_path: Path, asked: str, made: str) -> None:
    (row,) = read_annotations(_rows(tmp_path, f'0,t,"eq,1,{asked}",,,,easy\n'))
    assert [v.counted for v in judge(row, _place(thing(f"{made}-0", box(2, 2))))] == [0]


def test_words_of_the_table_are_found_as_annotations_write_them() -> None:
    assert [m.kind for m in meaning_between(plain("towards"), "tv", 1)] == ["face_to"]


def test_what_cannot_be_read_fails_and_is_listed(tmp_path: Path) -> None:
    line = '7,t,"eq1,2,bed; eq,1,bed",,"eq,1,betwixt,0,bed,bed",,hard\n'
    path = _rows(tmp_path, line)
    judged = judge_all(path, _saved(tmp_path), False, lambda *_: None)
    assert [v.met for v in judged[0].verdicts] == [False, True, False]
    assert len(unread(judged)) == 2


def _saved(tmp_path: Path) -> Path:
    from assets.asset import AssetQuery
    from assets.library import find
    from idesign.brief import Brief
    from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom, save_scene

    a = find(AssetQuery("bed_double")).asset
    bed = SceneObject(
        "bed-0", a.category, "bed", "", {}, a.size, 2, 2, 0.0, 0.0, "floor", AssetRef(a.source, a.id, "CC0")
    )
    scene = Scene(Brief("a"), SceneRoom(ROOM.polygon, ROOM.height, ROOM.doors, ROOM.windows, type="bedroom"), (bed,))
    (tmp_path / "scenes" / "7").mkdir(parents=True)
    save_scene(scene, tmp_path / "scenes" / "7" / "scene.json")
    return tmp_path / "scenes"


def test_rates_have_intervals_and_missing_scenes_fail(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + '7,t,"eq,1,bed",,,,easy\n8,t,"eq,1,bed; eq,1,sofa; eq,1,rug",,,,easy\n')
    judged = judge_all(path, _saved(tmp_path), True, lambda *_: None)
    (rate,) = rates(judged)
    assert (rate.met, rate.specs, rate.rows) == (1, 4, 2)
    assert rate.micro.value == 0.25
    assert rate.macro.value == 0.5
    assert rate.macro.low <= 0.5 <= rate.macro.high
    assert judged[1].missing
    assert judged[0].physical is not None
    assert judged[0].physical.unsupported == ()


def test_relations_to_named_rooms_hold_only_in_rooms_of_that_name(tmp_path: Path) -> None:
    path = _rows(tmp_path, '0,t,"eq,1,bed",,,"eq,1,in,bed,bedroom; eq,1,in,bed,kitchen",easy\n')
    (row,) = read_annotations(path)
    verdicts = judge(row, _place(thing("bed-0", box(2, 2)), name="Bedroom"))
    assert [v.met for v in verdicts] == [True, True, False]
    assert row.rooms == ("bedroom", "kitchen")


@pytest.mark.parametrize(
    ("text", "what"),
    [("", "no rows"), ("ID,Description\n1,a\n", "no column"), (HEAD + "1,a,,,,,\n1,b,,,,,\n", "twice")],
)
def test_a_bad_table_is_said_in_one_line(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(InputError, match=what):
        read_annotations(tmp_path / "a.csv")


def test_rows_of_several_rooms_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + '7,t,"eq,1,bed",,,,easy\n8,t,,,,"eq,1,in,bed,hall; eq,1,in,bed,bath",easy\n')
    judged = judge_all(path, _saved(tmp_path), False, lambda *_: None)
    assert [j.row.id for j in single_room(judged)] == ["7"]


def test_quantifiers() -> None:
    for quantifier, truth in (
        ("eq", (0, 1, 0)),
        ("lt", (1, 0, 0)),
        ("gt", (0, 0, 1)),
        ("le", (1, 1, 0)),
        ("ge", (0, 1, 1)),
    ):
        spec = Spec("CNT", "", quantifier, 2)
        assert tuple(int(spec.met_by(n)) for n in (1, 2, 3)) == truth
