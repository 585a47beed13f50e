"""Whether a scene holds what was asked: each kind of wish and relation, kept and broken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from eval.asked import AskedRelations
from eval.fidelity import counts, looks, places, sizes, unwanted
from eval.labels import assign, declares, size_fits
from eval.labels import claims as claims_of
from idesign.brief import Brief, Wish, WishKind, WishRelation
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from solvers.room import Door, Window

ROOM = SceneRoom(
    ((0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (0.0, 4.0)),
    2.5,
    (Door("door-0", 0, 0.2, 0.9),),
    (Window("window-0", 1, 1.4, 1.2), Window("window-1", 2, 3.0, 1.2)),
)


def thing(id: str, size: tuple[float, float, float], x: float, y: float, yaw: float = 0.0, **more: Any) -> SceneObject:
    fields = {"z": 0.0, "support": "floor", "attributes": {}, "category": id.rsplit("-", 1)[0], "name": id} | more
    asset = AssetRef("test", id, "CC0-1.0")
    return SceneObject(id=id, description="", size=size, x=x, y=y, yaw_deg=yaw, asset=asset, **fields)


BED = thing("bed_double-0", (1.6, 2.0, 0.5), 2.0, 3.0)
LEFT = thing("nightstand-0", (0.4, 0.4, 0.5), 0.95, 3.8, attributes={"material": ("oak",)})
RIGHT = thing("nightstand-1", (0.4, 0.4, 0.5), 3.05, 3.8, attributes={"material": ("oak",)})
LAMP = thing("table_lamp-0", (0.2, 0.2, 0.4), 0.95, 3.8, z=0.5, support="nightstand-0")
STANDS = Wish("w2", "nightstand", "two oak nightstands", 2, materials=("oak",))
WISHES = (Wish("w1", "bed_double", "a double bed"), STANDS)


def scene(*objects: SceneObject, wishes: tuple[Wish, ...] = WISHES, **brief: Any) -> Scene:
    return Scene(Brief("test", wishes=wishes, **brief), ROOM, objects)


def holds(s: Scene, kind: WishKind, wish: str, target: str, other: str | None = None) -> bool:
    return AskedRelations(s, assign(s)).holds(WishRelation(kind, wish, target, other))


def test_everything_that_was_asked_for_is_there() -> None:
    s = scene(BED, LEFT, RIGHT, LAMP, relations=(WishRelation("flanking", "w2", "w1"),))
    wanted = assign(s)
    assert [len(wanted[w.ref]) for w in WISHES] == [1, 2]
    for score in (counts(s, wanted), looks(s, wanted), places(s, wanted)):
        assert score.value == 1.0
        assert score.evidence == ()
    assert sizes(s, wanted).value is None
    assert unwanted(s, wanted).value == 0


def test_what_is_missing_is_named_in_the_clients_words() -> None:
    s = scene(BED, LEFT, relations=(WishRelation("flanking", "w2", "w1", words="between two"),))
    wanted = assign(s)
    assert counts(s, wanted).value == 0.5
    assert counts(s, wanted).evidence == ("1 of 2 two oak nightstands",)
    assert 'flanking a double bed ("between two")' in places(s, wanted).evidence[0]


def test_more_than_exactly_is_wrong_and_more_than_asked_is_not() -> None:
    third = replace(RIGHT, id="nightstand-2", x=4.0)
    loose, exact = (scene(BED, LEFT, RIGHT, third, wishes=(replace(STANDS, exact=e),)) for e in (False, True))
    assert counts(loose, assign(loose)).value == 1.0
    assert counts(exact, assign(exact)).value == 0.0


def test_wishes_of_one_kind_get_the_objects_that_look_like_them() -> None:
    red = thing("armchair-0", (0.8, 0.8, 0.9), 1, 1, attributes={"colour": "red"})
    blue = thing("armchair-1", (0.8, 0.8, 0.9), 3, 1, attributes={"colour": "dark blue"})
    wishes = (Wish("w1", "armchair", "", colours=("blue",)), Wish("w2", "armchair", "", colours=("red",)))
    s = scene(red, blue, wishes=wishes)
    assert [o.id for ref in ("w1", "w2") for o in assign(s)[ref]] == ["armchair-1", "armchair-0"]
    assert looks(s, assign(s)).value == 1.0


def test_a_word_is_a_whole_word() -> None:
    (claim,) = claims_of(Wish("w1", "rug", "", colours=("red",)))
    assert declares(thing("rug-0", (1, 1, 0.01), 1, 1, attributes={"colour": "dark red"}), claim)
    assert not declares(thing("rug-0", (1, 1, 0.01), 1, 1, attributes={"colour": "coloured"}), claim)
    (grey,) = claims_of(Wish("w1", "rug", "", colours=("gray",)))
    assert declares(thing("rug-0", (1, 1, 0.01), 1, 1, attributes={"colour": "light grey"}), grey)


@pytest.mark.parametrize(
    ("asked", "fits"),
    [((1.6, 2.0, 0.5), True), ((2.0, 1.6, None), True), ((1.67, None, None), True), ((1.8, None, None), False),
     ((None, None, 0.53), False), ((None, 2.05, None), True)],
)  # fmt: skip
def test_sizes_are_held_within_five_percent(asked: tuple[float | None, float | None, float | None], fits: bool) -> None:
    wish = replace(WISHES[0], size=asked)
    assert size_fits(wish, BED) == fits
    s = scene(BED, wishes=(wish,))
    assert sizes(s, assign(s)).value == float(fits)


def test_nothing_else_means_nothing_else() -> None:
    s = scene(BED, LEFT, RIGHT, LAMP, only=True)
    assert unwanted(s, assign(s)).evidence == ("table_lamp-0",)
    s = scene(BED, LEFT, RIGHT, LAMP, excluded=("table_lamp",))
    assert unwanted(s, assign(s)).value == 1


PLACED: list[tuple[WishKind, str, str, bool]] = [
    ("against", "w1", "wall", True),
    ("against", "w1", "wall:north", True),
    ("against", "w1", "wall:south", False),
    ("against", "w1", "wall:long", True),
    ("against", "w1", "wall:short", False),
    ("in_corner", "w1", "corner", False),
    ("centered", "w1", "room", False),
    ("facing", "w1", "door", False),
    ("near", "w1", "w2", True),
    ("far", "w1", "w2", False),
    ("beside", "w2", "w1", True),
    ("flanking", "w2", "w1", True),
    ("left_of", "w2", "w1", False),
    ("on", "w3", "w2", True),
    ("on", "w1", "w2", False),
    ("against", "w1", "wall:opposite:door", True),
    ("against", "w1", "wall:behind:door", False),
    ("against", "w1", "wall:behind:w1", True),
    ("parallel", "w1", "w2", True),
    ("facing", "w1", "wall:south", True),
    ("facing", "w1", "wall:north", False),
    ("far", "w1", "wall:south", True),
    ("far", "w1", "wall:north", False),
    ("near", "w1", "wall:north", True),
    ("far", "w1", "corner", True),
    ("near", "w1", "window:1", False),
    ("near", "w1", "window:2", True),
    ("near", "w9", "w1", False),
    ("near", "w1", "w9", False),
]


@pytest.mark.parametrize(("kind", "wish", "target", "true"), PLACED)
def test_each_relation_is_read_as_the_words_mean(kind: WishKind, wish: str, target: str, true: bool) -> None:
    s = scene(BED, LEFT, RIGHT, LAMP, wishes=(*WISHES, Wish("w3", "table_lamp", "a lamp")))
    assert holds(s, kind, wish, target) == true


def test_who_sits_at_a_desk_facing_a_window_looks_out() -> None:
    desk = thing("desk-0", (1.2, 0.6, 0.75), 1.4, 3.65)
    wishes = (Wish("w1", "desk", "a desk"),)
    assert holds(scene(desk, wishes=wishes), "facing", "w1", "window:2")
    assert not holds(scene(replace(desk, yaw_deg=180.0), wishes=wishes), "facing", "w1", "window:2")
    assert holds(scene(desk, wishes=wishes), "under", "w1", "window")


def test_behind_a_desk_is_behind_who_sits_at_it() -> None:
    desk, shelf = thing("desk-0", (1.2, 0.6, 0.75), 1.4, 3.65), thing("bookshelf-0", (1.0, 0.3, 2.0), 1.6, 0.16, 180.0)
    s = scene(desk, shelf, wishes=(Wish("w1", "desk", ""), Wish("w2", "bookshelf", "")))
    assert holds(s, "against", "w2", "wall:behind:w1")
    assert not holds(s, "against", "w2", "wall:opposite:w1")
    assert holds(s, "behind", "w2", "w1")


def test_between_and_around() -> None:
    table = thing("dining_table-0", (1.6, 0.9, 0.75), 2.5, 2.0)
    ends = ((2.1, 1.3, 180.0), (2.9, 1.3, 180.0), (2.1, 2.7, 0.0), (2.9, 2.7, 0.0))
    chairs = [thing(f"dining_chair-{k}", (0.45, 0.5, 0.9), *end) for k, end in enumerate(ends)]
    wishes = (Wish("w1", "dining_table", ""), Wish("w2", "dining_chair", "", 4))
    s = scene(table, *chairs, wishes=wishes)
    assert holds(s, "around", "w2", "w1")
    assert not holds(scene(table, *(replace(c, yaw_deg=90.0) for c in chairs), wishes=wishes), "around", "w2", "w1")
    rug = thing("rug-0", (1.0, 1.0, 0.01), 4.3, 2.7)
    three = (Wish("w1", "rug", ""),)
    assert holds(scene(rug, wishes=three), "between", "w1", "window:1", "window:2")
    assert holds(scene(rug, wishes=three), "between", "w1", "window")


@pytest.mark.parametrize("kind", get_args(WishKind))
@pytest.mark.parametrize(
    "target", ["wall", "wall:opposite:w1", "corner", "window", "door:1", "room", "ceiling", "floor", "w1", "w2"]
)
def test_every_kind_and_target_gets_an_answer(kind: WishKind, target: str) -> None:
    s = scene(BED, LEFT, RIGHT, LAMP)
    assert holds(s, kind, "w2", target, "w1") in (True, False)
