"""Leaves and lace stay what they are: holes of a picture are in the files of formats that know holes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image
from pxr import Usd, UsdShade

from assets.asset import AssetQuery
from assets.importing.pictures import register
from assets.model import Material, Model, Part
from idesign.brief import Brief
from idesign.export.cut_out import THIN, cut_out
from idesign.export.mjcf import write_mjcf
from idesign.export.obj import write_obj
from idesign.export.urdf import write_urdf
from idesign.export.usd import write_usd
from idesign.scene import Scene, SceneObject, SceneRoom
from solvers.room import Door


def registered(pixels: np.ndarray) -> str:  # type: ignore[type-arg]
    """The name of a picture [H, W, 4]."""
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, format="PNG")
    return register(data.getvalue())


def screen() -> Model:
    """An upright sheet whose picture has holes in its right half."""
    pixels = np.full((8, 8, 4), 255, dtype=np.uint8)
    pixels[:, 4:, 3] = 0
    look = Material("lace", (0.9, 0.9, 0.8), texture=registered(pixels), tile=1.0, cutout=True)
    corners = [(-0.4, 0, 0), (0.4, 0, 0), (0.4, 0, 1.0), (-0.4, 0, 1.0)]
    mesh = trimesh.Trimesh(corners, [(0, 1, 2), (0, 2, 3)], process=False)
    return Model((Part("lace", mesh, look, np.array([(0.0, 0), (1, 0), (1, 1), (0, 1)])),))


@pytest.fixture
def scene(thing: Callable[..., SceneObject]) -> Scene:
    room = SceneRoom(((0, 0), (3, 0), (3, 3), (0, 3)), 2.5, (Door("door-0", 1, 0.3, 0.9),))
    return Scene(Brief("a screen"), room, (thing("screen-0", AssetQuery("room_divider"), (1.5, 1.5, 0.0)),))


def assert_half(alpha: np.ndarray) -> None:  # type: ignore[type-arg]
    assert (alpha[:, 0] == 255).all()
    assert (alpha[:, -1] == 0).all()


def test_obj_names_a_mask_for_its_holes(scene: Scene, tmp_path: Path) -> None:
    write_obj(scene, tmp_path / "room.obj", lambda thing: screen())
    rows = (tmp_path / "room.mtl").read_text().split("newmtl lace\n")[1].split("newmtl")[0].splitlines()
    (mask,) = (row.split()[1] for row in rows if row.startswith("map_d "))
    picture = Image.open(tmp_path / mask)
    assert_half(np.asarray(picture.getchannel("L")))
    assert_half(np.asarray(picture.getchannel("A")))


@pytest.mark.parametrize("ending", [".usda", ".usdz"])
def test_usd_cuts_the_holes_out(scene: Scene, tmp_path: Path, ending: str) -> None:
    path = write_usd(scene, tmp_path / f"room{ending}", lambda thing: screen())
    stage = Usd.Stage.Open(str(path))
    prims = Usd.PrimRange.Stage(stage, Usd.PrimAllPrimsPredicate)
    surfaces = [UsdShade.Shader(p) for p in prims if p.GetName() == "Surface"]
    cut = [s for s in surfaces if s.GetInput("opacityThreshold")]
    assert {s.GetInput("opacityThreshold").Get() for s in cut} == {0.5}
    source, output, _ = cut[0].GetInput("opacity").GetConnectedSource()
    assert output == "a"
    named = UsdShade.Shader(source.GetPrim()).GetInput("file").Get().path
    if ending == ".usdz":
        picture = Image.open(
            io.BytesIO(zipfile.ZipFile(path).read(named.split("[")[-1].rstrip("]").removeprefix("./")))
        )
    else:
        picture = Image.open(tmp_path / named)
    assert_half(np.asarray(picture.convert("RGBA"))[..., 3])


def test_what_is_transparent_is_cut_away_and_the_rest_stays() -> None:
    (part,) = screen().parts
    cut = cut_out(part)
    assert cut.mesh.area == pytest.approx(2 * part.mesh.area / 2, rel=0.03)  # two sides of half the sheet
    assert cut.mesh.bounds[0] == pytest.approx(part.mesh.bounds[0], abs=THIN + 1e-6)
    assert cut.mesh.bounds[1][0] == pytest.approx(0.0, abs=0.02)  # the left half stays
    assert cut.mesh.bounds[1][2] == pytest.approx(1.0, abs=1e-6)
    assert len(cut.mesh.faces) < 4000
    assert np.abs(np.dot(cut.mesh.face_normals, part.mesh.face_normals[0])).min() > 0.999
    assert np.ptp(cut.mesh.bounds[:, 1]) == pytest.approx(THIN)
    assert cut.uv is not None
    assert np.allclose(cut.uv[:, 0], (cut.mesh.vertices[:, 0] + 0.4) / 0.8, atol=1e-5)


def test_the_upper_half_of_a_picture_is_the_upper_half_of_its_sheet() -> None:
    (part,) = screen().parts
    pixels = np.zeros((8, 8, 4), dtype=np.uint8)
    pixels[:2] = 255
    top = replace(part, material=replace(part.material, texture=registered(pixels)))
    assert cut_out(top).mesh.bounds[0][2] == pytest.approx(0.75, abs=0.03)


def test_what_has_no_holes_or_nothing_else_stays_as_it_is() -> None:
    (part,) = screen().parts
    whole = replace(part, material=replace(part.material, cutout=False))
    assert cut_out(whole) is whole
    empty = registered(np.zeros((8, 8, 4), dtype=np.uint8))
    nothing = replace(part, material=replace(part.material, texture=empty))
    assert cut_out(nothing) is nothing


@pytest.mark.parametrize("write", [write_mjcf, write_urdf])
def test_physics_formats_draw_the_holes(scene: Scene, tmp_path: Path, write: Callable[..., Path]) -> None:
    write(scene, tmp_path / "room.xml", lambda thing: screen())
    sheets = [trimesh.load(f, force="mesh") for f in (tmp_path / "room_assets").glob("*.obj")]
    assert min(abs(m.area - 0.8) for m in sheets) < 0.02
