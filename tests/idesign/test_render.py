"""The room's shell, the rule for views, light, and who draws."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
import trimesh
from PIL import Image

from assets.model import Material, Model, Part
from assets.parametric import kit
from idesign.brief import Brief
from idesign.design import Surfaces
from idesign.errors import RenderError, SceneError
from idesign.render import photo, renderer
from idesign.render.camera import CLEAR, dollhouse_view, hidden_groups, open_dollhouse, top_view, views_of
from idesign.render.denoise import Guides, denoise
from idesign.render.finishes import finish_named, finishes, finishes_known
from idesign.render.lighting import light
from idesign.render.models import model_of
from idesign.render.occlusion import distance_volume
from idesign.render.patterns import PATTERNS, pattern
from idesign.render.pictures import linear, srgb
from idesign.render.renderer import probe_gl, render_views
from idesign.render.shell import room_pieces
from idesign.render.stage import Item, Stage, batches, build_stage, pose_matrix
from idesign.render.sun import LATITUDE, light_at
from idesign.render.tone import developed
from idesign.render.visibility import boxes_of
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from idesign.walls import WALL_THICKNESS
from solvers.room import Door, Room, Window

RECTANGLE = Room(
    ((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (Door("door-0", 1, 0.3, 0.9),), (Window("window-0", 0, 1, 1.4),)
)
ELL = Room(((0, 0), (5, 0), (5, 2), (2, 2), (2, 5), (0, 5)), 2.6, (Door("door-0", 0, 2.0, 0.9),))
SLANTED = Room(((0, 0), (4, 0), (5, 3), (0, 3)), 2.4, (), (Window("window-0", 1, 0.5, 1.2),))


def box_model(thing: SceneObject) -> Model:
    builder = kit.Builder()
    from assets.materials import material

    builder.add("box", kit.box(thing.size), material("oak"))
    return builder.model()


def thing(
    id: str, size: tuple[float, float, float], x: float, y: float, yaw: float = 0.0, **more: object
) -> SceneObject:
    base = SceneObject(id, "box", id, "", {}, size, x, y, 0.0, yaw, "floor", AssetRef("test", id, "MIT"))
    return replace(base, **more)  # type: ignore[arg-type]


def scene_in(room: Room, *objects: SceneObject) -> Scene:
    where = SceneRoom(room.polygon, room.height, room.doors, room.windows)
    return Scene(Brief("a test"), where, objects)


def staged(room: Room, *objects: SceneObject) -> Stage:
    return build_stage(scene_in(room, *objects), box_model)


@pytest.mark.parametrize("room", [RECTANGLE, ELL, SLANTED])
def test_walls_are_closed_and_as_large_as_the_outline_says(room: Room) -> None:
    pieces = {p.name: p for p in room_pieces(room, finishes(Surfaces()))}
    volume = 0.0
    for wall in room.walls:
        mesh = kit.welded(pieces[f"wall-{wall.index}"].model.parts[0].mesh)
        assert mesh.is_watertight
        volume += mesh.volume
    ring = shapely.Polygon(room.polygon)
    solid = (ring.buffer(WALL_THICKNESS, join_style="mitre", mitre_limit=10).area - ring.area) * room.height
    holes = sum(o.width * o.height for o in room.openings) * WALL_THICKNESS
    assert volume == pytest.approx(solid - holes, rel=1e-6)


@pytest.mark.parametrize("room", [RECTANGLE, ELL, SLANTED])
def test_walls_and_doors_stay_out_of_the_room(room: Room) -> None:
    inside = shapely.Polygon(room.polygon).buffer(-0.09)
    for piece in room_pieces(room, finishes(Surfaces())):
        if piece.name.startswith(("wall", "door")):
            v = np.vstack([p.mesh.vertices for p in piece.model.parts])
            assert not shapely.contains_xy(inside, v[:, 0], v[:, 1]).any(), piece.name


def test_openings_are_holes() -> None:
    wall = next(p for p in room_pieces(RECTANGLE, finishes(Surfaces())) if p.name == "wall-0").model.parts[0].mesh

    def blocked(x: float, z: float) -> bool:
        return bool(wall.ray.intersects_any([[x, 1.0, z]], [[0.0, -1.0, 0.0]])[0])

    assert not blocked(1.7, 1.5)
    assert blocked(1.7, 0.5)
    assert blocked(0.5, 1.5)


def test_skirting_leaves_doors_open() -> None:
    skirting = next(p for p in room_pieces(RECTANGLE, finishes(Surfaces())) if p.name == "skirting-1").model.parts[0]
    y = skirting.mesh.vertices[:, 1]
    assert not ((y > 0.35) & (y < 1.15)).any()


@pytest.mark.parametrize("where", ["floor", "wall"])
def test_every_finish_is_found_by_its_names(where: str) -> None:
    for finish in finishes_known(where).values():  # type: ignore[arg-type]
        for words in (finish.name, f"some {finish.name.upper()}", *finish.aliases):
            found = finish_named(where, words)  # type: ignore[arg-type]
            assert found == finish, words


def test_unknown_finishes_and_colours_are_named() -> None:
    with pytest.raises(SceneError, match=r"room\.surfaces\.floor: unknown finish 'lava'"):
        finishes(Surfaces(floor="lava"))
    for odd in ("bleen", "#12"):
        with pytest.raises(SceneError, match=r"room\.surfaces\.wall_colour"):
            finishes(Surfaces(wall_colour=odd))


def test_the_accent_wall_alone_is_different() -> None:
    made = finishes(Surfaces(accent_wall=2, accent_colour="sage"))
    assert made.wall(2) != made.wall(0) == made.wall(1)


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_patterns_repeat_without_a_seam(name: str) -> None:
    p = pattern(name).astype(np.int16)
    assert p.shape == (1024, 1024, 3)
    for axis in (0, 1):
        steps = np.abs(np.roll(p, -1, axis) - p).sum(axis=(1 - axis, 2), dtype=np.int64) / (3 * 1024)
        assert steps[-1] <= steps[:-1].max() + 1.0


def test_colour_spaces_invert_each_other() -> None:
    values = np.linspace(0, 1, 101)
    assert np.allclose(srgb(linear(values)), values, atol=1e-9)


def test_the_tone_curve_keeps_order_and_range() -> None:
    grey = np.linspace(0, 20, 400)[:, None].repeat(3, axis=1)
    out = developed(grey)[:, 0]
    assert (np.diff(out) >= -1e-9).all()
    assert out[0] == 0.0
    assert 0.9 < out[-1] <= 1.0


def test_batches_keep_all_triangles_and_places() -> None:
    stage = staged(RECTANGLE, thing("a", (0.6, 0.4, 0.5), 1.0, 1.0, 30.0), thing("b", (0.6, 0.4, 0.5), 3.0, 2.0))
    joined = batches(stage.items)
    assert sum(len(b.faces) for b in joined) == sum(i.model.triangles for i in stage.items)
    v = np.vstack([b.vertices for b in joined if b.furniture])
    corners = trimesh.transform_points([[0.3, 0.2, 0.5]], pose_matrix(stage.things[0]))
    assert np.linalg.norm(v - corners, axis=1).min() < 1e-9


def test_what_hangs_on_a_wall_goes_with_it() -> None:
    shelf = thing("shelf", (0.8, 0.2, 0.3), 2.0, 2.9, z=1.2, support="wall")
    book = thing("book", (0.1, 0.1, 0.2), 2.0, 2.9, z=1.5, support="shelf")
    lamp = thing("lamp", (0.3, 0.3, 0.4), 2.0, 1.5, z=2.1, support="ceiling")
    groups = {i.name: i.group for i in staged(RECTANGLE, shelf, book, lamp).items}
    assert (groups["shelf"], groups["book"], groups["lamp"]) == ("wall-2", "wall-2", "hanging")


FURNITURE = (
    thing("bed", (1.6, 2.0, 0.6), 1.2, 1.9),
    thing("wardrobe", (1.2, 0.6, 2.1), 3.6, 2.2, -90.0),
    thing("desk", (1.2, 0.6, 0.75), 2.9, 0.4, 180.0),
)


@pytest.mark.parametrize("room", [RECTANGLE, ELL, SLANTED])
def test_views_show_furniture_with_nothing_at_the_lens(room: Room) -> None:
    stage = staged(room, *FURNITURE)
    *eye, dollhouse, top = views_of(stage)
    assert [v.name for v in eye] == ["view-1", "view-2", "view-3"]
    assert (dollhouse.name, top.name) == ("dollhouse", "top")
    boxes = boxes_of(stage.things)
    for view in eye:
        assert view.pose[2, 1] == pytest.approx(1.0)
        assert hidden_groups(room, view.position) == view.hidden
        near = {t.id for t, gap in zip(boxes.things, boxes.gaps(view.position), strict=True) if gap < CLEAR}
        assert near <= view.without
        at = view.project(np.array([[t.x, t.y, t.size[2] / 2] for t in stage.things if t.id not in view.without]))
        assert (np.abs(at[:, :2]) < 1).all(axis=1).any()


def test_views_do_not_depend_on_where_the_room_lies() -> None:
    shifted = Room(tuple((x + 7, y - 3) for x, y in RECTANGLE.polygon), 2.5, RECTANGLE.doors, RECTANGLE.windows)
    moved = tuple(replace(t, x=t.x + 7, y=t.y - 3) for t in FURNITURE)
    here, there = views_of(staged(RECTANGLE, *FURNITURE)), views_of(staged(shifted, *moved))
    for a, b in zip(here, there, strict=True):
        assert np.allclose(b.position - a.position, (7, -3, 0))
        assert a.hidden == b.hidden


@pytest.mark.parametrize("room", [RECTANGLE, ELL, SLANTED])
def test_the_top_view_holds_the_whole_room_north_up(room: Room) -> None:
    view = top_view(room)
    at = view.project(np.array([[*p, z] for p in room.polygon for z in (0.0, room.height)]))
    assert (np.abs(at[:, :2]) < 1).all()
    south, north = view.project(np.array([[1.0, 0.5, 0.0], [1.0, 1.5, 0.0]]))
    assert north[1] > south[1]


@pytest.mark.parametrize(
    ("wall", "x", "y", "yaw"), [(0, 2, 0.25, 180), (1, 3.75, 1.5, 270), (2, 2, 2.75, 0), (3, 0.25, 1.5, 90)]
)
def test_the_dollhouse_does_not_look_in_over_a_wardrobe(wall: int, x: float, y: float, yaw: float) -> None:
    length = RECTANGLE.walls[wall].length - 0.2
    low = thing("bed-0", (0.9, 0.9, 0.5), 2.0 + (x - 2.0) * 0.45, 1.5 + (y - 1.5) * 0.4)
    stage = staged(RECTANGLE, low, thing("tall-0", (length, 0.5, 2.2), x, y, yaw))
    heading = math.atan2(RECTANGLE.walls[wall].n[1], RECTANGLE.walls[wall].n[0]) + math.radians(40)
    assert f"wall-{wall}" in dollhouse_view(RECTANGLE, heading).hidden
    assert f"wall-{wall}" not in open_dollhouse(stage, heading).hidden


@pytest.mark.parametrize("room", [RECTANGLE, ELL, SLANTED])
@pytest.mark.parametrize("heading", [0.4, 2.0, 4.1])
def test_the_dollhouse_holds_the_whole_room_and_opens_it_to_the_camera(room: Room, heading: float) -> None:
    view = dollhouse_view(room, heading)
    at = view.project(np.array([[*p, z] for p in room.polygon for z in (0.0, room.height)]))
    assert (np.abs(at[:, :2]) < 1).all()
    assert np.abs(at[:, :2]).max() > 0.8
    assert view.heading == pytest.approx(math.remainder(heading, math.tau))
    assert view.hidden == {"ceiling", "hanging"} | hidden_groups(room, view.position)


def test_a_thing_behind_another_is_not_seen() -> None:
    boxes = boxes_of((thing("front", (1, 0.5, 2), 0, 2), thing("behind", (0.4, 0.4, 0.4), 0, 3)))
    hit = boxes.crossed(np.array([0.0, 0.0, 0.5]), np.array([[0.0, 3.0, 0.2]]))
    assert hit[:, 0].tolist() == [True, True]


def test_light_comes_from_windows_and_the_sun_shines_in() -> None:
    lit = light(staged(RECTANGLE))
    assert len(lit.panes) == 1
    assert lit.panes[0].area == pytest.approx(1.3 * 1.1)
    assert lit.sun is not None
    assert lit.sun @ lit.panes[0].normal < 0 < lit.sun[2]
    assert light(staged(ELL)).sun is None


def test_the_sun_goes_from_east_by_south_to_west_and_is_gone_at_night() -> None:
    morning, noon, evening, night = (light_at(h) for h in (8.0, 12.0, 16.0, 23.0))
    assert morning.sun is not None
    assert noon.sun is not None
    assert evening.sun is not None
    assert noon.sun == pytest.approx([0.0, -math.sin(LATITUDE), math.cos(LATITUDE)])
    assert morning.sun * [-1, 1, 1] == pytest.approx(evening.sun)
    assert morning.sun[0] > 0.5
    assert night.sun is None
    assert night.day == 0.0 < morning.day <= noon.day == 1.0
    assert morning.tint[2] < noon.tint[2]


def test_by_night_only_the_lamps_light_the_room() -> None:
    stage = staged(RECTANGLE)
    day, night = light(replace(stage, hour=12.0)), light(replace(stage, hour=0.0))
    assert night.sun is None
    assert max(night.panes[0].radiance) < 0.01 < max(day.panes[0].radiance)
    assert np.mean(night.exposure) > np.mean(day.exposure)


def test_dark_walls_do_not_make_white_overexposed() -> None:
    def exposure(colour: str) -> float:
        room = replace(scene_in(RECTANGLE).room, surfaces=Surfaces(wall_colour=colour))
        return float(np.mean(light(build_stage(replace(scene_in(RECTANGLE), room=room), box_model)).exposure))

    assert exposure("navy") < 2.5 * exposure("white")


def test_a_photograph_of_a_dark_room_stays_dark() -> None:
    def exposure(albedo: float) -> float:
        shown = np.ones((8, 8), bool)
        surface = np.full((8, 8, 3), albedo, np.float32)
        return float(np.mean(photo._exposure(photo._Shot(surface, surface, shown, ~shown, np.zeros((0, 3))))))

    assert exposure(0.04) < 4 * exposure(0.6)


def test_a_pane_of_two_faces_colours_as_much_as_the_blending_of_the_preview() -> None:
    face = photo._glass(np.array([0.2, 0.6, 0.8]), 0.25)["specular_transmittance"]["value"]
    assert np.square(face) == pytest.approx([0.8, 0.9, 0.95])


def test_guides_see_what_stands_there_in_its_own_colour() -> None:
    from idesign.render.guides import Sight

    cube = thing("cube", (1.0, 1.0, 1.0), 2.0, 1.5)
    builder = kit.Builder()
    builder.add("cube", kit.box(cube.size), Material("red", (0.8, 0.2, 0.2)))
    seen = Sight(batches([Item("cube", builder.model(), pose_matrix(cube), "things", cube)]))
    guides = seen.guides(top_view(RECTANGLE, 64, 48), 2)
    assert guides.albedo[24, 32] == pytest.approx(linear((0.8, 0.2, 0.2)), abs=1e-5)
    assert guides.normal[24, 32] == pytest.approx([0, 0, 1], abs=1e-5)
    assert guides.place[24, 32] == pytest.approx([2.0, 1.5, 1.0], abs=0.1)
    assert not guides.shown[0, 0]


def test_distances_are_those_to_the_furniture() -> None:
    stage = staged(RECTANGLE, thing("cube", (0.6, 0.6, 0.6), 2.0, 1.5))
    volume = distance_volume(RECTANGLE, tuple(b for b in batches(stage.items) if b.furniture))
    shape = np.array(volume.values.shape[::-1])
    pitch = (volume.hi - volume.lo) / shape
    for point, gap in (((2.0, 2.2, 0.3), 0.4), ((2.0, 1.5, 1.1), 0.5), ((3.9, 0.1, 2.4), 1.0)):
        x, y, z = ((np.array(point) - volume.lo) / pitch).astype(int)
        assert volume.values[z, y, x] == pytest.approx(gap, abs=float(pitch.max()))


def test_denoising_keeps_means_and_edges_and_removes_noise() -> None:
    rng = np.random.default_rng(0)
    h, w = 48, 64
    left = np.broadcast_to((np.arange(w) < w // 2)[None, :, None], (h, w, 3))
    albedo = np.where(left, np.float32(0.8), np.float32(0.2))
    noisy = (rng.gamma(2.0, 0.5, (h, w, 3)) * albedo).astype(np.float32)
    up = np.broadcast_to(np.array([0, 0, 1], np.float32), (h, w, 3))
    guides = Guides(albedo, up, np.zeros((h, w, 3), np.float32), np.ones((h, w), bool))
    clean = denoise(noisy, guides)
    assert clean.mean() == pytest.approx(float(noisy.mean()), rel=0.1)
    assert clean[:, : w // 2 - 1].std() < 0.35 * noisy[:, : w // 2 - 1].std()
    assert clean[:, w // 2 - 2].mean() > 2 * clean[:, w // 2 + 1].mean()


def test_an_unknown_renderer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="crayon"):
        render_views(scene_in(RECTANGLE), tmp_path, renderer="crayon", source=box_model)


def test_without_a_denoiser_more_samples_give_the_same_light(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = staged(RECTANGLE, *FURNITURE)
    views = views_of(stage, width=48, height=36)[:1]
    clean = next(photo.photograph(stage, views))
    monkeypatch.setattr(photo, "can_denoise", lambda: False)
    noisy = next(photo.photograph(stage, views))
    assert noisy.mean() == pytest.approx(float(clean.mean()), rel=0.08)
    assert np.abs(noisy.astype(float) - clean).mean() < 20


def test_the_ceiling_of_a_room_without_windows_is_no_open_sky() -> None:
    """What the ceiling gives stands for light of many turns; the camera saw it as a white glow."""
    stage = staged(replace(RECTANGLE, windows=()), *FURNITURE)
    picture = next(photo.photograph(stage, views_of(stage, 1, 48, 36)[:1]))
    assert picture[0, 12:36].mean() < 235
    assert picture[0, 12:36].mean() < picture[10:20].max()


def test_without_opengl_mitsuba_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "probe_gl", lambda: "no OpenGL for this test")
    monkeypatch.setattr(renderer, "DRAFT_SIZE", (48, 36))
    said: list[str] = []
    scene = scene_in(RECTANGLE, *FURNITURE)
    paths = render_views(scene, tmp_path, source=box_model, progress=lambda text, share: said.append(text))
    assert [p.name for p in paths] == ["view-1.png", "view-2.png", "view-3.png", "dollhouse.png", "top.png"]
    assert any("no OpenGL for this test" in text for text in said)
    assert "mitsuba" in said[-1]
    for path in paths:
        assert np.asarray(Image.open(path)).std() > 8


@pytest.mark.parametrize("asset", [AssetRef("idesign", "unicorn?w=1", "MIT"), AssetRef("shop", "sofa", "MIT")])
def test_a_missing_asset_is_told_with_the_object_that_needs_it(asset: AssetRef) -> None:
    with pytest.raises(SceneError, match=r"^object sofa-0: asset "):
        model_of(replace(thing("sofa-0", (2.0, 0.9, 0.8), 2.0, 1.5), asset=asset))


def test_a_platform_that_there_is_not_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYOPENGL_PLATFORM", "nonsense")
    with pytest.raises(RenderError, match="'nonsense': use egl or osmesa"):
        render_views(scene_in(RECTANGLE), tmp_path, source=box_model, renderer="pyrender")


def test_a_missing_opengl_library_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(renderer, "GL_TRIAL", "raise ImportError('libEGL.so.1 is missing')")
    assert probe_gl() == "ImportError: libEGL.so.1 is missing"
    monkeypatch.setattr(renderer, "GL_TRIAL", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert "crashed" in str(probe_gl())
    monkeypatch.setattr(renderer, "GL_TRIAL", "pass")
    assert probe_gl() is None
    monkeypatch.setattr(renderer, "GL_TRIAL", "raise SystemExit('never run: it worked before')")
    assert probe_gl() is None


needs_gl = pytest.mark.skipif(probe_gl() is not None, reason="no OpenGL here")


@needs_gl
def test_pyrender_draws_what_the_camera_sees(tmp_path: Path) -> None:
    from idesign.render.preview import preview

    stage = staged(RECTANGLE, *FURNITURE)
    view = replace(views_of(stage, width=160, height=120)[0], name="small")
    full = next(preview(stage, (view,)))
    assert full.shape == (120, 160, 3)
    assert full.std() > 8
    empty = next(preview(stage, (replace(view, without=frozenset(t.id for t in stage.things)),)))
    changed = np.abs(full.astype(int) - empty.astype(int)).max(axis=2) > 12
    box = boxes_of(stage.things).probes.reshape(-1, 3)
    at = view.project(box)
    inside = (np.abs(at[:, :2]) < 0.95).all(axis=1)
    rows = ((1 - at[inside, 1]) / 2 * 120).astype(int)
    columns = ((at[inside, 0] + 1) / 2 * 160).astype(int)
    assert changed[rows, columns].mean() > 0.6


def test_opengl_and_the_view_project_alike() -> None:
    from idesign.render.preview import projection

    stage = staged(RECTANGLE, *FURNITURE)
    points = boxes_of(stage.things).probes.reshape(-1, 3)
    for view in views_of(stage, width=160, height=90):
        clip = np.column_stack([points, np.ones(len(points))]) @ (projection(view) @ np.linalg.inv(view.pose)).T
        ahead = clip[:, 3] > 0.1
        assert np.allclose((clip[:, :2] / clip[:, 3:])[ahead], view.project(points)[ahead, :2])


@needs_gl
def test_no_bright_line_runs_down_where_walls_meet() -> None:
    from idesign.render.preview import preview

    stage = staged(RECTANGLE)
    view = dollhouse_view(RECTANGLE, math.radians(40), 480, 360)
    bright = next(preview(stage, (view,))).astype(float).mean(axis=2)
    at = view.project(np.array([[4.0, 3.0, z] for z in np.linspace(0.3, 2.3, 41)]))
    rows, columns = ((1 - at[:, 1]) / 2 * 360).astype(int), ((at[:, 0] + 1) / 2 * 480).astype(int)
    across = np.stack([bright[rows, columns + k] for k in range(-5, 6)], axis=1)
    assert (across[:, 3:8].max(axis=1) < across[:, [0, 1, 9, 10]].max(axis=1) + 4).all()


@needs_gl
def test_leaves_are_drawn_with_their_holes() -> None:
    from assets.importing.pictures import register
    from idesign.render.preview import preview

    pixels = np.full((8, 8, 4), (0, 120, 0, 255), dtype=np.uint8)
    pixels[:, 4:, 3] = 0
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, format="PNG")
    mesh = trimesh.Trimesh([(0, 0, 0), (1, 0, 0), (1, 0, 1), (0, 0, 1)], [(0, 1, 2), (0, 2, 3)], process=False)
    uv = np.array([(0.0, 0), (1, 0), (1, 1), (0, 1)])
    look = Material("leaf", (1, 1, 1), texture=register(data.getvalue()), tile=1.0, double_sided=True)
    room = staged(RECTANGLE, *FURNITURE)
    view = replace(views_of(room, width=160, height=120)[0], name="small")
    bare = next(preview(room, (view,))).astype(int)
    covered = []
    for material in (look, replace(look, cutout=True)):
        card = Item("leaf", Model((Part("leaf", mesh, material, uv),)), np.eye(4), "things")
        card = replace(card, matrix=np.array([[1.0, 0, 0, 1.5], [0, 1, 0, 2], [0, 0, 1, 0.8], [0, 0, 0, 1]]))
        drawn = next(preview(replace(room, items=(*room.items, card)), (view,))).astype(int)
        covered.append(int((np.abs(drawn - bare).max(axis=2) > 40).sum()))
    assert covered[0] > 100
    assert 0.3 < covered[1] / covered[0] < 0.7


@needs_gl
def test_the_mends_are_still_needed() -> None:
    """Fails when pyrender runs with this numpy and PyOpenGL by itself: then delete `pyrender_mends`."""
    import inspect

    import pyrender.mesh
    import pyrender.shader_program

    assert not hasattr(np, "infty")
    assert "np.infty" in inspect.getsource(pyrender.mesh)
    import OpenGL.GL.shaders as shaders

    assert "validate" in inspect.getsource(shaders.compileProgram)
    assert "check_validate" in inspect.getsource(shaders.compileProgram)
    assert "validate=False" not in inspect.getsource(pyrender.shader_program)


def test_yaw_is_counter_clockwise() -> None:
    front = pose_matrix(thing("a", (1, 1, 1), 0, 0, 90.0)) @ np.array([0, -1, 0, 1])
    assert np.allclose(front[:3], [1, 0, 0])
    assert math.isclose(pose_matrix(thing("a", (1, 1, 1), 3, 4))[1, 3], 4)
