"""Leaves and lace stay what they are: holes of a picture are in the files of formats that know holes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
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
from idesign.export.obj import write_obj
from idesign.export.usd import write_usd
from idesign.scene import Scene, SceneObject, SceneRoom
from solvers.room import Door


def screen() -> Model:
    """An upright sheet whose picture has holes in its right half."""
    pixels = np.full((8, 8, 4), 255, dtype=np.uint8)
    pixels[:, 4:, 3] = 0
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, format="PNG")
    look = Material("lace", (0.9, 0.9, 0.8), texture=register(data.getvalue()), tile=1.0, cutout=True)
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
