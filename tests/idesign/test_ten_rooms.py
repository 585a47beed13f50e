"""Ten rooms of ten types in every format: each is designed, written, opened again and found equal (slow)."""

from __future__ import annotations

from pathlib import Path

import pytest

from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.designers.embedded.reading import read_brief
from idesign.drawing.plan import plan_drawing
from idesign.export.formats import FORMATS, export_scene
from idesign.pipeline import Options, design_scene

TYPES = ("bedroom", "living room", "kitchen", "dining room", "bathroom", "home office", "kids room", "studio",
         "hallway", "library")  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", TYPES)
def test_every_format_of_every_room_is_equal_when_opened_again(kind: str, tmp_path: Path) -> None:
    """Each writer compares its file with the scene and raises where they differ."""
    brief = read_brief(f"a {kind}", seed=3)
    scene = design_scene(brief, EmbeddedDesigner(), Options(seed=3), lambda text, share: None)
    assert len(scene.objects) > 3
    for name, form in FORMATS.items():
        for ending in form.endings:
            export_scene(scene, name, tmp_path / f"{name}{ending}")
            assert (tmp_path / f"{name}{ending}").stat().st_size > 100
    svg = (tmp_path / "svg.svg").read_text()
    assert all(o.id in svg for o in scene.objects if o.support == "floor")
    assert plan_drawing(scene) == plan_drawing(scene)
