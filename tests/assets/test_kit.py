"""Laws of the modelling kit: bodies are closed, face outwards, and have the size and base they were asked for."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.errors import AssetError
from assets.model import Material
from assets.parametric.kit import (
    Builder,
    arc,
    bend,
    box,
    curtain,
    cushion,
    cylinder,
    disc,
    drape,
    ellipsoid,
    extrude,
    fit,
    frame,
    lathe,
    leaf,
    rounded_rectangle,
    sheet,
    tube,
    welded,
)

GRAINED = Material("grained", (0.5, 0.4, 0.3), texture="wood")
length = st.floats(0.01, 3.0)

BODIES: dict[str, trimesh.Trimesh] = {
    "box": box((1, 2, 3)),
    "rounded box": box((1, 0.5, 0.3), (1, 2, 3), radius=0.02),
    "cylinder": cylinder(0.1, 1.0),
    "cylinder along x": cylinder(0.1, 1.0, along="x", bevel=0.01),
    "cone": cylinder(0.1, 1.0, radius_top=0.02),
    "cup": lathe([(0, 0), (0.1, 0), (0.12, 0.3), (0.1, 0.3), (0.08, 0.02), (0, 0.02)]),
    "ring": lathe([(0.3, 0), (0.35, 0), (0.35, 0.1), (0.3, 0.1), (0.3, 0)]),
    "ellipsoid": ellipsoid((1, 0.5, 0.2)),
    "extrusion": extrude(disc(1, 0.5), 0.1),
    "extrusion along x": extrude([(0, 0), (0.3, 0), (0.3, 0.2), (0.1, 0.5)], 1, along="x"),
    "extrusion along y": extrude(rounded_rectangle(0.3, 0.2, 0.05), 1, along="y"),
    "tube": tube(bend([(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1)], 0.1), 0.02),
    "closed tube": tube(arc((0, 0, 0), 1, 0, 2 * np.pi * 11 / 12, points=12), 0.1, closed=True),
    "cushion": cushion((0.5, 0.4, 0.15), bulge=0.6, waist=0.1),
    "curtain": curtain((0.8, 0.1, 2.4)),
    "leaf": leaf(0.3, 0.1),
    "drape": drape(np.array([[-0.5, 0], [-0.5, 0.4], [0, 0.45], [0.5, 0.4], [0.5, 0]]), 1.0),
    "sheet": sheet(np.stack(np.meshgrid(np.arange(4.0), np.arange(3.0), [0.0], indexing="ij"), axis=-1)[:, :, 0]),
}


@pytest.mark.parametrize("name", BODIES)
def test_body_is_closed_and_faces_outwards(name: str) -> None:
    body = BODIES[name]
    assert body.is_watertight
    assert body.is_winding_consistent
    assert body.volume > 0


@given(length, length, length, st.floats(0.0, 0.2))
@settings(max_examples=30)
def test_box_has_its_size_and_stands_on_its_base(w: float, d: float, h: float, radius: float) -> None:
    bounds = box((w, d, h), (1.0, -2.0, 0.5), radius).bounds
    assert np.allclose(bounds[1] - bounds[0], (w, d, h))
    assert np.allclose((bounds[0] + bounds[1])[:2] / 2, (1.0, -2.0))
    assert bounds[0][2] == pytest.approx(0.5)


@given(length, length, length, st.floats(0.0, 1.0))
@settings(max_examples=20)
def test_soft_things_have_their_size(w: float, d: float, h: float, bulge: float) -> None:
    assert np.allclose(cushion((w, d, h), bulge=bulge).extents, (w, d, h))
    assert np.allclose(curtain((w, d, h)).extents, (w, d, h))


@pytest.mark.parametrize("name", BODIES)
def test_shading_keeps_the_surface(name: str) -> None:
    builder = Builder()
    builder.add("part", BODIES[name], GRAINED)
    part = builder.model().parts[0]
    assert welded(part.mesh).is_watertight
    assert part.mesh.area == pytest.approx(BODIES[name].area)
    assert np.allclose(np.linalg.norm(part.mesh.vertex_normals, axis=1), 1.0, atol=1e-6)
    assert part.uv is not None
    assert part.uv.shape == (len(part.mesh.vertices), 2)


def test_sharp_box_has_flat_faces() -> None:
    builder = Builder()
    builder.add("part", box((1, 1, 1)), GRAINED)
    mesh = builder.model().parts[0].mesh
    assert np.allclose(mesh.vertex_normals[mesh.faces], mesh.face_normals[:, None])


def test_grain_runs_along_the_longest_axis_in_metres() -> None:
    builder = Builder()
    builder.add("board", box((0.2, 2.0, 0.02)), GRAINED)
    uv = builder.model().parts[0].uv
    assert uv is not None
    assert np.ptp(uv[:, 0]) == pytest.approx(2.0)


def test_fit_centres_scales_and_tells() -> None:
    builder = Builder()
    builder.add("block", box((1.0, 1.0, 1.0), (5, 5, 5)), GRAINED)
    model = fit(builder.model(), (1.0, 1.2, 1.0))
    assert np.allclose(model.bounds, [[-0.5, -0.6, 0.0], [0.5, 0.6, 1.0]])
    assert model.stretch == pytest.approx(1.2)


def test_frame_leaves_its_middle_open() -> None:
    body = frame((1.0, 0.03, 1.4), 0.05)
    assert body.volume < 0.03 * (2 * 1.0 + 2 * 1.4) * 0.051
    assert np.allclose(body.extents, (1.0, 0.03, 1.4))


@pytest.mark.parametrize("size", [(0.0, 1, 1), (1, -1, 1)])
def test_impossible_box_is_refused(size: tuple[float, float, float]) -> None:
    with pytest.raises(AssetError, match="above zero"):
        box(size)


def test_crossed_outline_is_refused() -> None:
    with pytest.raises(AssetError, match="simple polygon"):
        extrude([(0, 0), (1, 1), (1, 0), (0, 1)], 1.0)
