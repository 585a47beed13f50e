"""What was chosen is what comes, from words, from a gallery and from a file of one's own; bad files stay outside."""

from __future__ import annotations

from pathlib import Path

import pytest
import trimesh

from idesign.errors import InputError
from idesign.exact import violations
from idesign.scene import Scene, load_scene
from ui.panels import own_models
from ui.panels.catalogue import added, chosen, found, gallery, swapped
from ui.panels.own_models import bring_own
from ui.session import Session, done, opened

ROOM = Path(__file__).resolve().parents[2] / "data" / "edits" / "bedroom.json"


@pytest.fixture(scope="module")
def bedroom() -> Scene:
    return load_scene(ROOM)


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IDESIGN_CACHE", str(tmp_path / "cache"))
    return tmp_path


def test_what_was_found_is_what_comes(bedroom: Scene) -> None:
    choice = next(c for c in found("floor lamp") if c.category == "floor_lamp")
    scene = done(opened(Session(), bedroom), added(chosen(choice.asset))).scene
    assert scene is not None
    assert choice.asset in {o.asset.id for o in scene.objects}
    assert not violations(scene)


def test_a_gallery_offers_other_models_that_can_be_had(bedroom: Scene) -> None:
    offered = gallery(bedroom, "desk-0")
    assert len({c.asset for c in offered}) == len(offered) > 3
    assert bedroom.object("desk-0").asset.id not in {c.asset for c in offered}
    choice = next(c for c in offered if c.category == "desk")
    scene = done(opened(Session(), bedroom), swapped("desk-0", choice)).scene
    assert scene is not None
    assert [o.asset.id for o in scene.objects if o.category == "desk"] == [choice.asset]


@pytest.mark.parametrize("asset", ["", "../../etc/passwd", "sofa?model=zzz", "sofa?w=a&d=1&h=1", "x" * 5000])
def test_what_cannot_be_had_is_refused_in_a_line(asset: str) -> None:
    with pytest.raises(InputError, match=r"^[^\n]{1,300}$"):
        chosen(asset)


def test_an_own_model_comes_into_the_room(bedroom: Scene, own_cache: Path) -> None:
    box = trimesh.creation.box((0.8, 0.85, 0.8))
    box.export(own_cache / "my armchair.glb")
    record = bring_own(own_cache / "my armchair.glb", "../my armchair.glb")
    assert record.category == "armchair"
    assert max(abs(a - b) for a, b in zip(sorted(record.size), (0.8, 0.8, 0.85), strict=True)) < 0.02
    mine = found("my armchair", (record,))[0]
    scene = done(opened(Session(), bedroom), added(mine)).scene
    assert scene is not None
    assert any(record.key in o.asset.id for o in scene.objects)
    assert not violations(scene)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [("chair.exe", b"MZ", "glb"),
     ("chair.glb", b"glTF nonsense", "cannot be used"), ("qwrtz.glb", b"", "say what it is")],
)  # fmt: skip
def test_a_bad_file_is_refused_in_a_line(own_cache: Path, name: str, data: bytes, says: str) -> None:
    (own_cache / "upload").write_bytes(data)
    with pytest.raises(InputError, match=says):
        bring_own(own_cache / "upload", name)


def test_a_file_that_is_too_large_or_too_slow_is_refused(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own_cache / "chair.glb").write_bytes(b"x" * 100)
    monkeypatch.setattr(own_models, "SECONDS", 0.01)
    with pytest.raises(InputError, match="too long"):
        bring_own(own_cache / "chair.glb", "chair.glb")
    monkeypatch.setattr(own_models, "MOST_BYTES", 50)
    with pytest.raises(InputError, match="at most"):
        bring_own(own_cache / "chair.glb", "chair.glb")
