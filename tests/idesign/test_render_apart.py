"""A renderer that crashes, hangs or is killed costs no room, and no picture that something else can draw."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from idesign.brief import Brief
from idesign.errors import PhotoError, RenderError
from idesign.render import apart, renderer, variants
from idesign.render.camera import views_of
from idesign.render.chosen_variant import FAST, SURE
from idesign.render.photo import DRAFT
from idesign.render.renderer import probe_gl, render_views
from idesign.render.stage import build_stage
from idesign.scene import Scene, SceneRoom
from solvers.room import Room, Window

ROOM = Room(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (), (Window("window-0", 0, 1, 1.4),))
EMPTY = Scene(Brief("a test"), SceneRoom(ROOM.polygon, ROOM.height, ROOM.doors, ROOM.windows), ())

JOB = """
import os, pickle, signal, sys
from pathlib import Path
import numpy as np
class Anything:
    def __new__(cls, *a, **k):
        return object.__new__(cls)
    def __init__(self, *a, **k):
        pass
    def __setstate__(self, state):
        self.__dict__.update(state if isinstance(state, dict) else {})
class Reader(pickle.Unpickler):
    def find_class(self, module, name):
        return Anything
def say(said):
    sys.stdout.buffer.write(pickle.dumps(said))
    sys.stdout.flush()
job = Reader(sys.stdin.buffer).load()
"""
"""Reads a job without the seconds that its classes take to load."""
DYING_AFTER_ONE = (
    JOB
    + """
for said in (0.1, np.full((4, 4, 3), len(job.views), np.uint8), 0.5):
    say(said)
if job.variant != "sure":
    os.kill(os.getpid(), signal.SIGKILL)
for view in job.views[1:]:
    say(np.zeros((4, 4, 3), np.uint8))
"""
)
CRASHING_ONCE = (
    JOB
    + """
for view in job.views:
    if view.name == "view-2" and not Path(mark).exists():
        Path(mark).touch()
        os.abort()
    say(np.frombuffer(view.name.encode(), np.uint8))
"""
)
CRASHING = "import os; os.write(2, b'free(): corrupted chunks'); os.abort()"
HANGING = "import time; time.sleep(60)"
WORKING = """
import time
from idesign.render import apart
apart.Job.pictures = lambda job, tell: iter(lambda: time.sleep(60), None)
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
    assert any("the renderer died (SIGABRT): free(): corrupted chunks" in text for text in said)
    with pytest.raises(RenderError, match="SIGABRT"):
        render_views(EMPTY, tmp_path, renderer="pyrender")


def test_a_driver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    program(monkeypatch, HANGING)
    monkeypatch.setitem(apart.PATIENCE, "preview", 0.2)
    stage = build_stage(EMPTY)
    with pytest.raises(apart.DrawerError, match="SIGKILL"):
        next(apart.preview_apart(stage, views_of(stage, width=64, height=48)))


def test_a_renderer_that_is_killed_costs_its_photographs_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    drawn = iter([np.zeros((2, 2, 3), np.uint8)] * 5)
    monkeypatch.setattr(renderer, "_drawn", lambda stage, folder, *_: (renderer._write(folder / "a.png", next(drawn)),))
    monkeypatch.setattr(variants, "photo_variants", lambda: ("fast",))
    program(monkeypatch, DYING_AFTER_ONE)
    shares: list[float] = []
    with pytest.raises(PhotoError, match=r"^photographs \(mitsuba\): the renderer died \(SIGKILL\)$"):
        render_views(EMPTY, tmp_path, photo=True, progress=lambda text, share: shares.append(share))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.png", "photo-1.png"]
    assert shares == sorted(shares)
    assert shares


def test_where_a_fast_variant_dies_the_sure_one_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    program(monkeypatch, DYING_AFTER_ONE)
    stage, shares = build_stage(EMPTY), list[float]()
    views = views_of(stage, width=8, height=8)[:3]
    made = list(apart.photograph_apart(stage, views, DRAFT, shares.append, ("fast", "sure")))
    assert [int(p[0, 0, 0]) for p in made] == [3, 2, 0], "the first of three by one, the first of two and the last"
    assert shares == pytest.approx([0.1, 0.5, 0.4, 2 / 3]), "what is lost is to do again"


@pytest.mark.parametrize("works", [True, False])
def test_a_variant_is_tried_once(works: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    tried: list[str] = []

    def picture(variant: str) -> apart.Picture:
        tried.append(variant)
        if variant == FAST and not works:
            raise apart.DrawerError("the renderer died (SIGABRT): LLVM ERROR")
        return np.full((24, 24, 3), 90 + len(tried), np.uint8)

    monkeypatch.setattr(variants, "_picture", picture)
    chosen = (FAST, SURE) if works else (SURE,)
    assert variants.photo_variants() == variants.photo_variants() == chosen
    assert tried.count(FAST) == 1


def test_a_variant_whose_pictures_differ_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    look = {FAST: 40, SURE: 60}
    monkeypatch.setattr(variants, "_picture", lambda variant: np.full((24, 24, 3), look[variant], np.uint8))
    assert variants.photo_variants() == (SURE,)


def test_who_draws_ends_with_who_asked() -> None:
    stage = build_stage(EMPTY)
    job = apart.Job(stage, (), {})
    child = subprocess.Popen((sys.executable, "-c", WORKING), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert child.stdin is not None
    pickle.dump(job, child.stdin)
    child.stdin.close()
    assert child.wait(timeout=60) == 1


def test_another_process_goes_on_after_a_crash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(monkeypatch, f"mark = {str(tmp_path / 'crashed')!r}\n{CRASHING_ONCE}")
    stage = build_stage(EMPTY)
    views = views_of(stage, width=80, height=60)
    drawn = [picture.tobytes().decode() for picture in apart.preview_apart(stage, views)]
    assert (tmp_path / "crashed").exists()
    assert drawn == [v.name for v in views]


@pytest.mark.slow
@pytest.mark.skipif(probe_gl() is not None, reason="no OpenGL here")
def test_another_process_draws_the_same() -> None:
    from idesign.render.preview import preview

    stage = build_stage(EMPTY)
    views = views_of(stage, width=80, height=60)[:2]
    assert all((a == b).all() for a, b in zip(apart.preview_apart(stage, views), preview(stage, views), strict=True))
