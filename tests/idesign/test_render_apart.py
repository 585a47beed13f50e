"""A graphics driver that crashes or hangs costs no picture and no room."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from idesign.brief import Brief
from idesign.errors import RenderError
from idesign.render import apart, renderer
from idesign.render.camera import views_of
from idesign.render.renderer import probe_gl, render_views
from idesign.render.stage import build_stage
from idesign.scene import Scene, SceneRoom
from solvers.room import Room, Window

ROOM = Room(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (), (Window("window-0", 0, 1, 1.4),))
EMPTY = Scene(Brief("a test"), SceneRoom(ROOM.polygon, ROOM.height, ROOM.doors, ROOM.windows), ())

CRASHING = "import os; os.write(2, b'free(): corrupted chunks'); os.abort()"
HANGING = "import time; time.sleep(60)"
CRASHING_ONCE = """
import os
from pathlib import Path
from idesign.render import apart, preview
mark, real = Path({mark!r}), preview.preview
def crashing(stage, views):
    pictures = real(stage, views)
    yield next(pictures)
    if not mark.exists():
        mark.touch()
        os.abort()
    yield from pictures
preview.preview = crashing
apart._draw()
"""


def program(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", code))


def test_a_driver_that_crashes_costs_no_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(renderer, "probe_gl", lambda: None)
    monkeypatch.setattr(renderer, "_draft", lambda stage, views: iter([np.zeros((2, 2, 3), np.uint8)] * len(views)))
    program(monkeypatch, CRASHING)
    said: list[str] = []
    assert len(render_views(EMPTY, tmp_path, progress=lambda text, share: said.append(text))) == 5
    assert any("crashed (SIGABRT): free(): corrupted chunks" in text for text in said)
    with pytest.raises(RenderError, match="SIGABRT"):
        render_views(EMPTY, tmp_path, renderer="pyrender")


def test_a_driver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    program(monkeypatch, HANGING)
    monkeypatch.setattr(apart, "PATIENCE", 0.2)
    stage = build_stage(EMPTY)
    with pytest.raises(apart.DrawerError, match="SIGKILL"):
        next(apart.preview_apart(stage, views_of(stage, width=64, height=48)))


@pytest.mark.skipif(probe_gl() is not None, reason="no OpenGL here")
def test_another_process_draws_the_same_and_goes_on_after_a_crash(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from idesign.render.preview import preview

    program(monkeypatch, CRASHING_ONCE.format(mark=str(tmp_path / "crashed")))
    stage = build_stage(EMPTY)
    views = views_of(stage, width=80, height=60)[:2]
    drawn = list(apart.preview_apart(stage, views))
    assert (tmp_path / "crashed").exists()
    assert all((a == b).all() for a, b in zip(drawn, preview(stage, views), strict=True))
