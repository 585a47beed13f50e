"""Generated rooms follow their distribution and are read as they were meant; copies of a layout are found."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idesign.batch.generate import distribution, generated
from idesign.batch.layout_hash import layout_hash
from idesign.brief import Brief
from idesign.designers.embedded.reading import read_brief
from idesign.errors import InputError
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom

ASSET = AssetRef("test", "x", "CC0-1.0")


def test_a_longer_list_begins_with_the_shorter_one() -> None:
    assert list(generated(distribution(20, 3))) == list(generated(distribution(50, 3)))[:20]
    assert list(generated(distribution(20, 3))) != list(generated(distribution(20, 4)))


def test_rooms_are_read_as_they_were_drawn() -> None:
    for job in generated(distribution(60, 0)):
        brief = read_brief(job.text, style=job.style)
        kind = "childrens_room" if job.id.startswith("kids_room") else job.id.rpartition("-")[0]
        assert brief.room_type == kind, job.text
        assert not brief.wishes, job.text
        assert not brief.not_understood, job.text
        assert f"{brief.room.width:g} x {brief.room.depth:g} m" in job.text
        assert brief.style == job.style


def test_shares_and_sizes_are_those_of_the_distribution() -> None:
    rooms = distribution(3000, 1, "bedroom:3,kitchen", "modern,rustic", "10-12")
    jobs = list(generated(rooms))
    share = Counter(j.id.partition("-")[0] for j in jobs)["bedroom"] / 3000
    assert math.isclose(share, 0.75, abs_tol=4 * math.sqrt(0.75 * 0.25 / 3000))
    assert {j.style for j in jobs} == {"modern", "rustic"}
    areas = [b.width * b.depth for j in jobs[:50] if (b := read_brief(j.text).room).width and b.depth]
    assert len(areas) == 50
    assert all(9.6 <= a <= 12.4 for a in areas)


@pytest.mark.parametrize("words", [("cave", "", ""), ("bedroom:x", "", ""), ("", "ugly", ""), ("", "", "9-3")])
def test_unknown_words_are_refused(words: tuple[str, str, str]) -> None:
    with pytest.raises(InputError, match="--"):
        distribution(1, 0, *words)


def _thing(k: int, x: float, y: float, yaw: float) -> SceneObject:
    return SceneObject(
        f"t-{k}", ("bed", "desk", "chair")[k % 3], "", "", {}, (1.0, 0.5, 0.7), x, y, 0, yaw, "floor", ASSET
    )


def _scene(things: list[tuple[float, float, int]]) -> Scene:
    room = SceneRoom(((0, 0), (4, 0), (4, 3.2), (1.5, 3.2), (1.5, 2.1), (0, 2.1)), 2.5)
    objects = tuple(_thing(k, x, y, 15.0 * t) for k, (x, y, t) in enumerate(things))
    return Scene(Brief("x"), room, objects)


def _turned(scene: Scene, degrees: int, mirror: bool, shift: float) -> Scene:
    c, s = round(math.cos(math.radians(degrees))), round(math.sin(math.radians(degrees)))

    def moved(x: float, y: float) -> tuple[float, float]:
        x = -x if mirror else x
        return (c * x - s * y + shift, s * x + c * y - shift)

    corners = [moved(*p) for p in scene.room.polygon]
    objects = [
        replace(o, x=moved(o.x, o.y)[0], y=moved(o.x, o.y)[1], yaw_deg=(-o.yaw_deg if mirror else o.yaw_deg) + degrees)
        for o in scene.objects
    ]
    room = replace(scene.room, polygon=tuple(reversed(corners)) if mirror else tuple(corners))
    return replace(scene, room=room, objects=tuple(objects))


# Places on a grid of half steps, where a rounding that flips would show.
THINGS = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 64), st.integers(0, 23)), max_size=6)


@given(THINGS, st.sampled_from([0, 90, 180, 270]), st.booleans())
def test_turned_and_mirrored_rooms_share_a_hash(rows: list[tuple[int, int, int]], turn: int, mirror: bool) -> None:
    scene = _scene([(x / 20, y / 20, t) for x, y, t in rows])
    assert layout_hash(_turned(scene, turn, mirror, 2.0)) == layout_hash(scene)


@given(THINGS.filter(bool))
def test_another_place_kind_or_wall_is_another_layout(rows: list[tuple[int, int, int]]) -> None:
    scene = _scene([(x / 20, y / 20, t) for x, y, t in rows])
    first = scene.objects[0]
    for other in (replace(first, x=first.x + 7.0), replace(first, category="sofa"), replace(first, size=(2, 2, 2))):
        assert layout_hash(replace(scene, objects=(other, *scene.objects[1:]))) != layout_hash(scene)
    assert layout_hash(replace(scene, room=replace(scene.room, polygon=((0, 0), (4, 0), (4, 5))))) != layout_hash(scene)
