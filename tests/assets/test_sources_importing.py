"""Laws of importing: a model keeps its shape, arrives in the asset's frame, and hostile files are refused by name."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from PIL import Image

from assets import AssetError
from assets.catalogue import category
from assets.importing import store
from assets.importing.bring_in import bring_in
from assets.importing.frame import Hints, find_units
from assets.importing.glb_writer import pack_glb, write_glb
from assets.importing.gltf_mesh import probe_gltf, read_gltf
from assets.importing.raw import RawMaterial, RawPart
from assets.importing.shape import find_solids, find_supports
from assets.importing.simplify import simplified
from assets.sources.archive import unpacked
from assets.sources.listing import Listing

Z_UP = np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]])


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDESIGN_CACHE", str(tmp_path / "cache"))
    store.model.cache_clear()


def boxes(*rows: tuple[tuple[float, float, float], tuple[float, float, float]]) -> trimesh.Trimesh:
    """Boxes by centre and extents, y up."""
    return trimesh.util.concatenate(
        [trimesh.creation.box(e, trimesh.transformations.translation_matrix(c)) for c, e in rows]
    )


def part(mesh: trimesh.Trimesh, picture: bytes | None = None) -> RawPart:
    uv = np.asarray(mesh.vertices[:, :2]) if picture else None
    material = RawMaterial("wood", (0.5, 0.3, 0.1, 1.0), picture=picture)
    return RawPart("p", np.asarray(mesh.vertices), np.asarray(mesh.faces), None, uv, material)


def armchair(scale: float = 1.0, shift: float = 0.0) -> trimesh.Trimesh:
    """Seat and a tall back; its front is +z, as glTF has it."""
    mesh = boxes(((0, 0.2, 0), (0.8, 0.4, 0.8)), ((0, 0.65, -0.3), (0.8, 0.5, 0.2)))
    mesh.apply_translation((shift, shift, shift))
    mesh.apply_scale(scale)
    return mesh


def save(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def listed(path: Path, kind: str = "armchair", hints: Hints | None = None) -> Listing:
    return Listing(path.stem, "test", "CC0-1.0", "me", kind, path.stem, path, path.parent, hints or Hints())


def jpeg(side: int = 8) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), (200, 30, 30)).save(out, format="JPEG")
    return out.getvalue()


# ---------------------------------------------------------------- what comes in
@pytest.mark.parametrize(("scale", "unit"), [(1.0, "metres"), (100.0, "centimetres"), (1 / 0.0254, "inches")])
def test_a_model_arrives_in_metres_centred_with_its_base_at_zero(tmp_path: Path, scale: float, unit: str) -> None:
    record = bring_in(listed(save(tmp_path / "a.glb", write_glb([part(armchair(scale, shift=0.37))]))))
    assert record.size == pytest.approx((0.8, 0.8, 0.9), rel=1e-4)
    assert f"units {unit}" in record.facts[0]
    lo, hi = store.model(record.key).bounds
    assert lo == pytest.approx((-0.4, -0.4, 0.0), abs=1e-5)
    assert hi == pytest.approx((0.4, 0.4, 0.9), abs=1e-5)


@pytest.mark.parametrize("quarter", range(4))
def test_the_tall_side_becomes_the_back_however_it_was_turned(tmp_path: Path, quarter: int) -> None:
    mesh = armchair()
    mesh.apply_transform(trimesh.transformations.rotation_matrix(quarter * np.pi / 2, (0, 1, 0)))
    record = bring_in(listed(save(tmp_path / "a.glb", write_glb([part(mesh)]))))
    vertices = np.vstack([p.mesh.vertices for p in store.model(record.key).parts])
    assert vertices[vertices[:, 2] > 0.6][:, 1].min() > 0.0
    assert 0.5 < record.front_confidence < 0.8


def test_what_the_source_says_of_the_front_wins_over_the_shape(tmp_path: Path) -> None:
    path = save(tmp_path / "a.glb", write_glb([part(armchair())]))
    record = bring_in(listed(path, hints=Hints(front="-Z")))
    vertices = np.vstack([p.mesh.vertices for p in store.model(record.key).parts])
    assert vertices[vertices[:, 2] > 0.6][:, 1].max() < 0.0
    assert record.front_confidence > 0.9


def test_importing_twice_gives_the_same_key_and_other_hints_another(tmp_path: Path) -> None:
    path = save(tmp_path / "a.glb", write_glb([part(armchair())]))
    assert bring_in(listed(path)) == bring_in(listed(path))
    assert bring_in(listed(path)).key != bring_in(listed(path, hints=Hints(front="-Z"))).key


def test_pictures_arrive_in_the_model(tmp_path: Path) -> None:
    from assets.importing.pictures import picture

    record = bring_in(listed(save(tmp_path / "a.glb", write_glb([part(armchair(), jpeg())]))))
    look = store.model(record.key).parts[0].material
    assert look.texture is not None
    assert picture(look.texture).reshape(-1, 3).mean(axis=0) == pytest.approx((200, 30, 30), abs=6)


def test_units_that_make_no_sense_are_refused_with_the_size() -> None:
    with pytest.raises(AssetError, match="no unit makes that a sofa"):
        find_units((1.0, 1.0, 500.0), category("sofa"), None)
    with pytest.raises(AssetError, match="scale its source gives"):
        find_units((2.0, 0.9, 0.8), category("sofa"), 10.0)


def test_an_obj_file_comes_in_too(tmp_path: Path) -> None:
    path = save(tmp_path / "chair.obj", armchair().export(file_type="obj").encode())
    assert bring_in(listed(path)).size == pytest.approx((0.8, 0.8, 0.9), rel=1e-4)


def test_a_fine_model_is_made_coarser_and_keeps_its_box_and_its_texture() -> None:
    ball = trimesh.creation.icosphere(subdivisions=4)
    raw = part(ball, jpeg())
    from assets.importing.raw import RawModel

    few = simplified(RawModel((raw,)), most=1200)
    assert few.triangles <= 1300
    assert np.ptp(few.bounds, axis=0) == pytest.approx((2, 2, 2), abs=0.05)
    uv = few.parts[0].uv
    assert uv is not None
    assert np.abs(uv - few.parts[0].vertices[:, :2]).max() < 0.15


def test_read_and_probe_agree_through_nodes(tmp_path: Path) -> None:
    data = write_glb([part(armchair())])
    size = struct.unpack("<I", data[12:16])[0]
    document = json.loads(data[20 : 20 + size])
    document["nodes"] = [{"children": [1], "scale": [2, 2, 2]}, {"mesh": 0, "rotation": [0, 0.7071068, 0, 0.7071068]}]
    document["scenes"] = [{"nodes": [0]}]
    path = save(tmp_path / "n.glb", pack_glb(document, data[28 + size :]))
    assert probe_gltf(path) == pytest.approx(read_gltf(path, tmp_path).bounds, abs=1e-5)
    assert np.ptp(probe_gltf(path), axis=0) == pytest.approx((1.6, 1.8, 1.6), abs=1e-5)


# ---------------------------------------------------------------- looks
def rgba(cover: float) -> bytes:
    """A green picture whose left `cover` is opaque and whose rest is a hole (half a hole: see-through throughout)."""
    pixels = np.full((16, 16, 4), (20, 160, 20, 255), dtype=np.uint8)
    pixels[:, int(16 * cover) :, 3] = 0 if cover else 128
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, format="PNG")
    return out.getvalue()


def cards(picture: bytes, **look: Any) -> bytes:
    """A pot and a leaf card that shows all of the picture."""
    pot = part(boxes(((0, 0.1, 0), (0.2, 0.2, 0.2))))
    corners = np.array([(-0.3, 0.2, 0), (0.3, 0.2, 0), (0.3, 0.8, 0), (-0.3, 0.8, 0)])
    faces, uv = np.array([(0, 1, 2), (0, 2, 3)]), np.array([(0.0, 0), (1, 0), (1, 1), (0, 1)])
    leaf = RawPart("leaf", corners, faces, None, uv, RawMaterial("leaf", (1, 1, 1, 1), picture=picture, **look))
    return write_glb([pot, leaf])


def changed(data: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    size = struct.unpack("<I", data[12:16])[0]
    document = json.loads(data[20 : 20 + size])
    change(document)
    return pack_glb(document, data[28 + size :])


@pytest.mark.parametrize("mode", ["MASK", "BLEND"])
def test_leaves_keep_their_holes(tmp_path: Path, mode: str) -> None:
    from idesign.render.pictures import cover

    data = changed(cards(rgba(0.5)), lambda d: d["materials"][1].update(alphaMode=mode))
    record = bring_in(listed(save(tmp_path / "plant.glb", data), "potted_plant"))
    look = store.model(record.key).parts[1].material
    assert look.cutout
    assert look.texture is not None
    assert set(np.unique(cover(look.texture))) == {0, 255}
    assert cover(look.texture)[:, 0].mean() == 255
    assert record.colour == "lime", "the hole has no colour"


def test_what_is_thin_throughout_is_translucent_and_not_cut(tmp_path: Path) -> None:
    data = changed(cards(rgba(0.0)), lambda d: d["materials"][1].update(alphaMode="BLEND"))
    record = bring_in(listed(save(tmp_path / "plant.glb", data), "potted_plant"))
    look = store.model(record.key).parts[1].material
    assert not look.cutout
    assert look.opacity == pytest.approx(0.5, abs=0.02)


def test_an_opaque_picture_is_opaque_whatever_its_alpha(tmp_path: Path) -> None:
    record = bring_in(listed(save(tmp_path / "plant.glb", cards(rgba(0.5))), "potted_plant"))
    assert [(p.material.cutout, p.material.opacity) for p in store.model(record.key).parts] == [(False, 1.0)] * 2


def noise(seed: int, side: int = 32) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.random.default_rng(seed).integers(0, 255, (side, side, 3), dtype=np.uint8)).save(out, "PNG")
    return out.getvalue()


def test_maps_of_roughness_and_relief_arrive_and_an_even_map_is_a_number(tmp_path: Path) -> None:
    even = io.BytesIO()
    Image.new("RGB", (8, 8), (0, 102, 204)).save(even, format="PNG")
    for surface, kept in ((noise(1), True), (even.getvalue(), False)):
        data = cards(jpeg(), surface=surface, relief=noise(2), roughness=1.0, metallic=1.0)
        record = bring_in(listed(save(tmp_path / "plant.glb", data), "potted_plant"))
        look = store.model(record.key).parts[1].material
        assert look.relief is not None
        assert (look.surface is not None) == kept
        means = (0.5, 0.5) if kept else (0.4, 0.8)
        assert (look.roughness, look.metallic) == pytest.approx(means, abs=0.03)


def test_the_factors_of_a_map_are_in_the_map(tmp_path: Path) -> None:
    from assets.importing.pictures import picture

    data = cards(jpeg(), surface=noise(1), roughness=0.5, metallic=0.0)
    look = store.model(bring_in(listed(save(tmp_path / "plant.glb", data), "potted_plant")).key).parts[1].material
    assert look.surface is not None
    assert picture(look.surface)[..., 1].mean() / 255 == pytest.approx(look.roughness, abs=0.01)
    assert look.roughness == pytest.approx(0.25, abs=0.02)
    assert look.metallic < 0.05


def lamp(*parts: tuple[str, trimesh.Trimesh]) -> bytes:
    rows = [RawPart("p", np.asarray(m.vertices), np.asarray(m.faces), None, None,
                    RawMaterial(name, (0.5, 0.4, 0.3, 1.0))) for name, m in parts]  # fmt: skip
    return write_glb(rows)


FOOT, SHADE = ((0, 0.59, 0), (0.3, 1.18, 0.3)), ((0, 1.4, 0), (0.5, 0.4, 0.5))


def test_a_lamp_gives_light_from_what_is_called_a_lamp_or_looks_like_a_shade(tmp_path: Path) -> None:
    by_name = lamp(("metal", boxes(FOOT)), ("lamp", boxes(SHADE)))
    by_shape = lamp(("texture", boxes(FOOT, SHADE)))
    dark = lamp(("metal", boxes(FOOT)))
    for data, shines in ((by_name, True), (by_shape, True), (dark, False)):
        record = bring_in(listed(save(tmp_path / "a.glb", data), "floor_lamp"))
        assert record.glows == shines
        assert any(f.startswith("light by") for f in record.facts) == shines
        lit = [p for p in store.model(record.key).parts if max(p.material.emission) > 0.4]
        assert all(p.mesh.bounds[0, 2] == pytest.approx(1.2, abs=1e-3) for p in lit)
        assert len(lit) == shines
        assert sum(len(p.mesh.faces) for p in store.model(record.key).parts) == record.triangles


# ---------------------------------------------------------------- free volume and surfaces
def table() -> np.ndarray[Any, Any]:
    legs = [((x, 0.35, z), (0.06, 0.7, 0.06)) for x in (-0.55, 0.55) for z in (-0.35, 0.35)]
    mesh = boxes(((0, 0.72, 0), (1.2, 0.04, 0.8)), *legs)
    return np.asarray(mesh.vertices @ Z_UP.T)[mesh.faces]


def test_under_a_table_is_free_and_its_boxes_hold_every_vertex() -> None:
    solids = find_solids(table(), (1.2, 0.8, 0.74))
    points = table().reshape(-1, 3)
    held = np.zeros(len(points), dtype=bool)
    for s in solids:
        held |= ((points >= np.array(s.lo) - 1e-6) & (points <= np.array(s.hi) + 1e-6)).all(axis=1)
        knees = all(lo < 0.2 and hi > -0.2 for lo, hi in zip(s.lo[:2], s.hi[:2], strict=True))
        assert not (knees and s.lo[2] < 0.65), "the space for knees is taken"
    assert held.all()


def test_the_top_of_a_table_carries_and_a_ball_does_not() -> None:
    top = find_supports(table(), (1.2, 0.8, 0.74))[0]
    assert top.height == pytest.approx(0.74, abs=1e-6)
    assert (top.x1 - top.x0, top.y1 - top.y0) == pytest.approx((1.2, 0.8), abs=0.05)
    ball = trimesh.creation.icosphere(subdivisions=3)
    assert find_supports(np.asarray(ball.vertices + np.array([0, 0, 1]))[ball.faces], (2, 2, 2)) == ()


def test_shelves_are_found_with_their_clear_height() -> None:
    boards = [((0, h, 0), (0.8, 0.02, 0.3)) for h in (0.01, 0.41, 0.81, 1.21)]
    mesh = boxes(*boards, ((-0.39, 0.61, 0), (0.02, 1.22, 0.3)), ((0.39, 0.61, 0), (0.02, 1.22, 0.3)))
    found = find_supports(np.asarray(mesh.vertices @ Z_UP.T)[mesh.faces], (0.8, 0.3, 1.22))
    clear = {round(s.height, 2): s.clear for s in found}
    assert clear[0.42] == pytest.approx(0.38, abs=0.01)
    assert clear[1.22] == 10.0


# ---------------------------------------------------------------- hostile files
def damaged(change: Callable[[dict[str, Any]], None]) -> bytes:
    """A good file whose JSON was changed."""
    return changed(write_glb([part(armchair(), jpeg())]), change)


def _huge(d: dict[str, Any]) -> None:
    d["accessors"][0]["count"] = 2**31 // 12


def _beyond(d: dict[str, Any]) -> None:
    d["accessors"][0]["count"] += 100


def _deep(d: dict[str, Any]) -> None:
    d["nodes"] = [{"children": [k + 1]} for k in range(500)] + [{"mesh": 0}]
    d["scenes"] = [{"nodes": [0]}]


def _circle(d: dict[str, Any]) -> None:
    d["nodes"] = [{"children": [1], "mesh": 0}, {"children": [0]}]


def _copies(d: dict[str, Any]) -> None:
    d["nodes"] = [{"mesh": 0}] * 20_000
    d["meshes"][0]["primitives"] *= 100
    d["scenes"] = [{"nodes": list(range(20_000))}]


HOSTILE: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "an accessor of 2 GB": (_huge, "elements; at most"),
    "an accessor beyond its view": (_beyond, "its view has"),
    "a million nodes": (lambda d: d.update(nodes=[{}] * 1_000_000), "1000000 nodes; at most"),
    "deep nodes": (_deep, "deep"),
    "nodes in a circle": (_circle, "no tree|deep"),
    "a mesh drawn two million times": (_copies, "million triangles"),
    "an extension": (
        lambda d: d.update(extensionsRequired=["KHR_draco_mesh_compression"]),
        "KHR_draco_mesh_compression",
    ),
    "a path that climbs": (lambda d: d["images"].__setitem__(0, {"uri": "../../etc/passwd"}), "outside its folder"),
    "an address": (lambda d: d["images"].__setitem__(0, {"uri": "https://example.org/x.png"}), "outside its folder"),
    "a negative offset": (lambda d: d["bufferViews"][0].update(byteOffset=-8), "no count"),
    "a sparse accessor": (lambda d: d["accessors"][0].update(sparse={"count": 1}), "sparse"),
    "no lists": (lambda d: d.update(meshes={"0": 1}), "no|not"),
    "numbers for rows": (lambda d: d.update(nodes=[1, 2]), "list of objects"),
    "an unknown type": (lambda d: d["accessors"][0].update(componentType=1), "not valid glTF"),
    "no bounds of buffers": (lambda d: d.update(buffers=[{"byteLength": 2**33}]), "MB; at most"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line_with_little_memory(case: str, tmp_path: Path) -> None:
    change, said = HOSTILE[case]
    path = save(tmp_path / "sub" / "bad.glb", damaged(lambda d: change(d)))  # type: ignore[arg-type,return-value]
    if case != "a million nodes":  # tracing a million small objects takes longer than refusing them
        tracemalloc.start()
    with pytest.raises(AssetError, match=said) as caught:
        bring_in(listed(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("bad: ")
    assert peak < 200 * 2**20


def test_vertices_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    data = write_glb([part(armchair())])
    size = struct.unpack("<I", data[12:16])[0]
    start = 28 + size
    broken = data[:start] + struct.pack("<f", float("nan")) + data[start + 4 :]
    with pytest.raises(AssetError, match="NaN"):
        bring_in(listed(save(tmp_path / "nan.glb", broken)))


@pytest.mark.parametrize("cut", [3, 19, 60, 900, -30])
def test_a_file_that_is_cut_short_is_refused(tmp_path: Path, cut: int) -> None:
    with pytest.raises(AssetError, match=r"short|JSON|GLB"):
        bring_in(listed(save(tmp_path / "cut.glb", write_glb([part(armchair())])[:cut])))


def test_a_texture_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    ihdr = struct.pack(">2I5B", 60_000, 60_000, 8, 2, 0, 0, 0)
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", ihdr) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )
    path = save(tmp_path / "bomb.glb", write_glb([part(armchair(), bomb)]))
    with pytest.raises(AssetError, match=r"60000 x 60000|absurd"):
        bring_in(listed(path))


def test_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    from dataclasses import replace

    path = save(tmp_path / "a.glb", write_glb([part(armchair())]))
    with pytest.raises(AssetError, match="checksum"):
        bring_in(replace(listed(path), sha256="0123456789abcdef"))


def test_a_stored_model_that_was_changed_is_refused(tmp_path: Path) -> None:
    record = bring_in(listed(save(tmp_path / "a.glb", write_glb([part(armchair())]))))
    stored = store.models_folder() / f"{record.key}.glb"
    stored.write_bytes(stored.read_bytes() + b"\0")
    with pytest.raises(AssetError, match="checksum"):
        store.model(record.key)


# ---------------------------------------------------------------- archives
def zipped(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def test_an_archive_is_unpacked_once(tmp_path: Path) -> None:
    path = zipped(tmp_path / "pack.zip", ("pack/a.glb", b"x" * 50), ("pack/run.sh", b"no"))
    folder = unpacked(path)
    assert [p.name for p in folder.iterdir()] == ["a.glb"]
    assert unpacked(path) == folder


@pytest.mark.parametrize(
    ("member", "said"),
    [(("../../evil.glb", b"x"), "climbs"), (("/etc/evil.glb", b"x"), "climbs"), (("a.glb", b"\0" * 2**25), "bomb")],
)
def test_a_hostile_archive_is_refused(tmp_path: Path, member: tuple[str, bytes], said: str) -> None:
    with pytest.raises(AssetError, match=said):
        unpacked(zipped(tmp_path / "pack.zip", member))
    assert not list((tmp_path / "cache").rglob("*.glb"))
