"""Exact values: what a panel shows is what it takes back, in both systems of units; only what was changed is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idesign.edits.operations import Move, Resize, Restyle
from idesign.errors import InputError
from idesign.scene import Scene, load_scene
from ui.panels.inspector import choices, inspection, operations_of
from ui.panels.lengths import shown, typed
from ui.session import Session, Units, done, opened, undo

ROOM = Path(__file__).resolve().parents[2] / "data" / "edits" / "bedroom.json"


@pytest.fixture(scope="module")
def bedroom() -> Scene:
    return load_scene(ROOM)


@given(st.floats(-30, 30), st.sampled_from(["metric", "imperial"]))
def test_what_is_shown_is_read_back(metres: float, units: Units) -> None:
    step = 0.01 if units == "metric" else 0.0254 / 4
    assert abs(typed(shown(metres, units), units) - metres) <= step / 2 + 1e-9


@pytest.mark.parametrize(
    ("text", "units", "metres"),
    [("1.4", "metric", 1.4), ("140 cm", "metric", 1.4), ("4'7\"", "metric", 1.397), ("5", "imperial", 1.524),
     ("4' 7½\"", "imperial", 1.4097), ("1,4 m", "imperial", 1.4), ("0", "metric", 0.0), ("-0.5", "metric", -0.5)],
)  # fmt: skip
def test_lengths_are_read_as_people_write_them(text: str, units: Units, metres: float) -> None:
    assert typed(text, units) == pytest.approx(metres)


@pytest.mark.parametrize("text", ["", "wide", "1.4 parsec", "1e999", "--1", "4 m 5 kg"])
def test_what_is_no_length_is_said(text: str) -> None:
    with pytest.raises(InputError, match="is not a length"):
        typed(text, "metric")


@pytest.mark.parametrize("units", ["metric", "imperial"])
def test_a_form_that_was_not_touched_does_nothing(bedroom: Scene, units: Units) -> None:
    for o in bedroom.objects:
        assert operations_of(bedroom, o.id, inspection(bedroom, o.id, units).fields, units) == ()


def test_each_field_becomes_its_operation_and_all_are_one_step(bedroom: Scene) -> None:
    fields = dict(inspection(bedroom, "desk-0", "metric").fields)
    fields |= {"width": "1.30 m", "colour": "white", "x": "1.00 m"}
    operations = operations_of(bedroom, "desk-0", fields, "metric")
    assert [type(o) for o in operations] == [Resize, Restyle, Move]
    before = opened(Session(), bedroom)
    after = done(before, operations)
    assert after.scene is not None
    assert len(after.scene.edits) == 1
    assert after.scene.object("desk-0").size[0] == pytest.approx(1.3)
    back = undo(after).scene
    assert back is not None
    assert back.objects == bedroom.objects


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [("width", "0", "width"), ("width", "-1 m", "width"), ("turn", "around", "turn"), ("turn", "nan", "turn"),
     ("x", "left", "length")],
)  # fmt: skip
def test_what_is_no_value_is_said(bedroom: Scene, field: str, value: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        operations_of(bedroom, "desk-0", {field: value}, "metric")


def test_a_thing_that_is_not_there_is_said(bedroom: Scene) -> None:
    with pytest.raises(InputError, match="sofa-9"):
        inspection(bedroom, "sofa-9", "metric")


def test_there_are_colours_materials_and_styles_to_choose() -> None:
    assert all(len(choices(name)) > 5 for name in ("colour", "material", "style"))
