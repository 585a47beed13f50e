"""Units and paper of plans: true to scale on the paper that was asked for, in a file that says its unit; figures agree
with lengths in feet and inches as in metres."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from itertools import pairwise
from pathlib import Path
from typing import get_args

import ezdxf.filemanagement
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idesign.brief import Brief
from idesign.drawing import svg_text
from idesign.drawing.elevations import elevations_drawing
from idesign.drawing.plan import plan_drawing, write_plan
from idesign.drawing.shapes import Dimension
from idesign.drawing.style import PAPERS, SCALE_NAMES, SCALES, PlanStyle
from idesign.errors import InputError
from idesign.export.formats import export_scene
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from idesign.units import Units, feet_and_inches, parse_length
from solvers.room import Door

FOOT, INCH, POINT = 0.3048, 0.0254, 72 / 25.4
WIDE, DEEP = 14 * FOOT, 12 * FOOT
STYLES = [PlanStyle(u, p) for u in get_args(Units) for p in (None, *PAPERS)]


@pytest.fixture(scope="module")
def scene() -> Scene:
    room = SceneRoom(((0, 0), (WIDE, 0), (WIDE, DEEP), (0, DEEP)), 8 * FOOT, (Door("door-0", 0, FOOT, 3 * FOOT),))
    desk = SceneObject("desk-0", "desk", "desk", "", {}, (60 * INCH, 30 * INCH, 29.5 * INCH), 2.0, 2.0, 0.0, 0.0,
                       "floor", AssetRef("parametric", "desk", "MIT"))  # fmt: skip
    return Scene(Brief("a home office"), room, (desk,))


def streams(pdf: bytes) -> str:
    """What the page paints."""
    packed = re.findall(rb"stream\s(.*?)endstream", pdf, re.DOTALL)
    text = [s.strip().removesuffix(b"~>") for s in packed if s.strip().endswith(b"~>")]
    return "\n".join(zlib.decompress(a85decode(s)).decode("latin-1") for s in text)


def lengths_in(paint: str) -> set[float]:
    """The lengths of all straight lines [mm]: one unit of the page is brought to a millimetre by its first matrix."""
    scale = float(re.search(r"([\d.]+) 0 0 [\d.]+ 0 0 cm", paint.split("1 0 0 1 0 0 cm", 1)[-1])[1])  # type: ignore[index]
    assert scale == pytest.approx(POINT, abs=1e-5)
    points = re.findall(r"([-\d.]+) ([-\d.]+) ([ml])\b", paint)
    at = [(float(x), float(y)) for x, y, _ in points]
    pairs = [(a, b) for (a, b), (_, _, op) in zip(pairwise(at), points[1:], strict=True) if op == "l"]
    return {round(((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5, 1) for a, b in pairs}


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.units}-{s.paper}")
def test_a_wall_on_paper_has_its_length_divided_by_the_scale(scene: Scene, tmp_path: Path, style: PlanStyle) -> None:
    export_scene(scene, "pdf", tmp_path / "plan.pdf", style)
    raw, sheet = (tmp_path / "plan.pdf").read_bytes(), plan_drawing(scene, style).sheet
    box = re.search(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)", raw)
    assert box is not None
    assert [float(v) / POINT for v in box.groups()] == pytest.approx(PAPERS[sheet.name], abs=0.01)  # type: ignore[index]
    assert sheet.name == (style.paper or ("A4" if style.units == "metric" else "Letter"))
    found = lengths_in(streams(raw))
    for wall in (WIDE, DEEP):
        assert any(abs(v - 1000 * wall / sheet.scale) <= 0.1 for v in found)


@pytest.mark.parametrize("units", ["metric", "imperial"])
def test_figures_say_what_they_measure(scene: Scene, units: Units) -> None:
    style = PlanStyle(units)
    items = (*plan_drawing(scene, style).model, *elevations_drawing(scene, style).model)
    said = [(d, parse_length(plain(d.text))) for d in items if isinstance(d, Dimension)]
    assert len(said) > 8
    for d, metres in said:
        length = ((d.a[0] - d.b[0]) ** 2 + (d.a[1] - d.b[1]) ** 2) ** 0.5
        assert metres == pytest.approx(length, abs=0.005 if units == "metric" else INCH / 8 + 1e-9)


def plain(text: str) -> str:
    """A figure as people type it: 13'-9¼" as 13'9.25"."""
    text = text.replace("'-", "'")
    for sign, decimals in (("¼", ".25"), ("½", ".5"), ("¾", ".75")):
        text = text.replace(sign, decimals)
    return text


@given(st.floats(0.0, 60.0))
def test_feet_and_inches_are_within_an_eighth_and_have_no_twelve_inches(metres: float) -> None:
    text = feet_and_inches(metres)
    assert '12"' not in re.sub(r".*'-", "", text)
    quarters = round(metres / INCH * 4)
    assert quarters == 0 or abs(parse_length(plain(text)) - metres) <= INCH / 8 + 1e-6


@pytest.mark.parametrize(("units", "unit", "figure"), [("metric", 6, 1.0), ("imperial", 1, 1 / INCH)])
def test_cad_programs_are_told_the_unit(scene: Scene, tmp_path: Path, units: Units, unit: int, figure: float) -> None:
    export_scene(scene, "dxf", tmp_path / "plan.dxf", PlanStyle(units))
    doc = ezdxf.filemanagement.readfile(tmp_path / "plan.dxf")
    assert doc.header["$INSUNITS"] == unit
    space = doc.modelspace()
    (desk,) = space.query("INSERT[layer=='I-FURN']")
    assert tuple(desk.dxf.insert)[:2] == pytest.approx((2.0 * figure, 2.0 * figure))
    assert float(desk.get_attrib_text("WIDTH")) == pytest.approx(60 * INCH * figure, abs=1e-3)  # type: ignore[attr-defined]
    measured = [d.get_measurement() for d in space.query("DIMENSION")]  # type: ignore[attr-defined]
    assert max(measured) == pytest.approx(WIDE * figure)
    shown = {t.text for d in space.query("DIMENSION") for t in doc.blocks.get(d.dxf.geometry).query("MTEXT")}
    assert ("14'-0\"" if units == "imperial" else "4.27") in shown


def test_every_scale_has_its_name_and_a_paper_of_ones_own_is_kept(scene: Scene) -> None:
    assert set(SCALES["imperial"]) == set(SCALE_NAMES)
    for style in STYLES:
        if style.paper:
            assert plan_drawing(scene, style).sheet.name == style.paper
            assert elevations_drawing(scene, style).sheet.name == style.paper


@pytest.mark.parametrize("style", [PlanStyle("imperial"), PlanStyle(paper="A3")])
def test_what_is_not_drawn_has_no_units_and_no_paper(scene: Scene, tmp_path: Path, style: PlanStyle) -> None:
    with pytest.raises(InputError, match="drawings only"):
        export_scene(scene, "glb", tmp_path / "room.glb", style)
    assert not list(tmp_path.iterdir())


def test_a_folders_plan_has_the_units_and_the_paper_that_were_asked_for(scene: Scene, tmp_path: Path) -> None:
    svg, _ = write_plan(scene, tmp_path, PlanStyle("imperial", "Tabloid"))
    assert svg_text(plan_drawing(scene, PlanStyle("imperial", "Tabloid"))) in svg.read_text()
    assert svg_text(plan_drawing(scene)) not in svg.read_text()
