"""What the studio begins with: finished rooms, kinds of rooms, typed sizes and plans."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from idesign.designers.embedded.reading import read_brief
from idesign.errors import InputError
from idesign.exact import violations
from ui.examples import Example, examples
from ui.furnishing import with_a_door
from ui.page.documents import TYPES, readable
from ui.texts import texts
from ui.wanted import corners, wanted_of


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.name)
def test_every_example_is_a_finished_room_with_a_picture(example: Example) -> None:
    scene = example.scene()
    assert not violations(scene)
    assert not scene.provenance.breaches
    assert scene.brief.text == example.text
    assert Image.open(BytesIO(example.picture())).size[0] >= 600


@pytest.mark.parametrize("kind", TYPES)
def test_every_kind_of_room_is_understood_as_itself(kind: str) -> None:
    wanted = wanted_of({"type": kind}, "offline")
    assert read_brief(wanted.text, room=None, seed=0, style=None).room_type == kind
    assert f"start.{kind}" in texts("en")


def test_a_typed_size_and_plan_are_read() -> None:
    sized = wanted_of({"text": "a bedroom", "size": "4,2 × 3,6 m"}, "offline")
    assert sized.room is not None
    assert (sized.room.width, sized.room.depth) == (4.2, 3.6)
    drawn = wanted_of({"type": "bedroom", "plan": "0,0  5,0  5,3  3,3  3,4.5  0,4.5"}, "offline")
    assert drawn.room is not None
    assert drawn.room.plan is not None
    assert len(drawn.room.plan.polygon) == 6
    assert corners("0, 0; 4,0\n4,3; 0,3") == [[0, 0], [4, 0], [4, 3], [0, 3]]


@pytest.mark.parametrize(
    "data",
    [{}, {"text": "   "}, {"type": "dungeon"}, {"text": 7}, {"text": "a bedroom", "size": "big"},
     {"text": "a bedroom", "plan": "0,0 1"}, {"text": "a bedroom", "plan": "0,0 4,0 0,4 4,4"},
     {"text": "a bedroom", "plan": "0,0 " * 500}, {"text": "a bedroom", "plan": "0,0 4,x 4,4"}],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_one_line(data: dict[str, object]) -> None:
    with pytest.raises(InputError) as e:
        wanted_of(data, "offline")
    assert "\n" not in str(e.value)


def test_ids_are_not_shown_and_others_of_a_kind_are_numbered() -> None:
    assert readable("The desk (desk-0) is at the window (window-0) now.") == "The desk is at the window now."
    assert readable("The nightstand (nightstand-1) moved (0.2 m).") == "The nightstand 2 moved (0.2 m)."


def test_a_plan_without_openings_gets_a_door_and_says_so() -> None:
    brief = read_brief(
        "a bedroom",
        room=wanted_of({"text": "a bedroom", "plan": "0,0 5,0 5,3 3,3 3,4.5 0,4.5"}, "").room,
        seed=0,
        style=None,
    )
    room = with_a_door(brief)
    assert room.room.plan is not None
    assert room.room.plan.doors
    assert any("door" in line for line in room.assumed)
    assert with_a_door(room) == room


def test_a_drawn_room_is_the_room_that_is_furnished() -> None:
    polygon = [[0, 0], [4, 0], [4, 3], [0, 3]]
    door, window = {"wall": 0, "offset": 0.3, "width": 0.9}, {"wall": 2, "offset": 1.0, "width": 1.4}
    room = {"polygon": polygon, "height": 2.6, "doors": [door], "windows": [window]}
    wanted = wanted_of({"type": "bedroom", "size": "9 x 9", "room": room}, "offline")
    assert wanted.room is not None
    plan = wanted.room.plan
    assert plan is not None
    assert [list(p) for p in plan.polygon] == polygon
    assert (plan.height, plan.doors[0].width, plan.windows[0].wall) == (2.6, 0.9, 2)


@pytest.mark.parametrize(
    "room", [{}, "x", [], {"polygon": [[0, 0]] * 61}, {"polygon": [[0, 0], [4, 3], [4, 0], [0, 3]]}]
)
def test_a_drawing_that_is_no_room_is_refused_in_a_line(room: object) -> None:
    with pytest.raises(InputError) as refused:
        wanted_of({"type": "bedroom", "room": room}, "offline")
    assert "\n" not in str(refused.value)
