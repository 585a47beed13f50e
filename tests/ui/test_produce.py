"""A folder appears whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from idesign.brief import Brief
from idesign.errors import InputError, PhotoError, RenderError
from idesign.scene import Scene, SceneRoom
from ui import produce
from ui.produce import Request, staging, write_folder


def test_the_folder_appears_when_it_is_finished(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    with staging(out) as folder:
        (folder / "views").mkdir()
        (folder / "views" / "top.png").write_text("x")
        assert not out.exists()
    assert (out / "views" / "top.png").read_text() == "x"
    assert [p.name for p in out.parent.iterdir()] == ["b"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupt_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    out = tmp_path / "a" / "b"

    def work() -> None:
        with staging(out) as folder:
            (folder / "scene.json").write_text("half")
            raise error

    with pytest.raises(error):
        work()
    assert not list(tmp_path.iterdir())


def test_an_interrupt_leaves_an_older_result_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "scene.json").write_text("old")

    def work() -> None:
        with staging(out) as folder:
            (folder / "scene.json").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert (out / "scene.json").read_text() == "old"


def test_a_new_result_replaces_an_older_one_and_leaves_strangers_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "views").mkdir(parents=True)
    (out / "views" / "view-9.png").write_text("stale")
    (out / "mine.txt").write_text("mine")
    with staging(out) as folder:
        (folder / "views").mkdir()
        (folder / "views" / "view-1.png").write_text("new")
    assert [p.name for p in (out / "views").iterdir()] == ["view-1.png"]
    assert (out / "mine.txt").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be written"), staging(Path("/proc/nothing/here")):
        pass


@pytest.mark.parametrize("error", [PhotoError, RenderError])
def test_photographs_that_fail_leave_the_rest_and_are_told(
    error: type[RenderError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(scene: Scene, folder: Path, **asked: object) -> None:
        folder.mkdir()
        for name in ("view-1", "view-2", "view-3", "dollhouse", "top"):
            Image.new("RGB", (8, 8)).save(folder / f"{name}.png")
        raise error("the renderer died (SIGKILL)")

    monkeypatch.setattr(produce, "render_views", failing)
    scene = Scene(Brief("a test"), SceneRoom(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (), ()), ())
    asked = Request("a test", photo=True)
    if error is RenderError:
        with pytest.raises(RenderError, match="SIGKILL"):
            write_folder(scene, tmp_path, asked, lambda text, share: None)
        return
    *_, missing = write_folder(scene, tmp_path, asked, lambda text, share: None)
    assert missing == ("the renderer died (SIGKILL)",)
    assert {"scene.json", "scene.glb", "plan.svg", "report.html", "views"} <= {p.name for p in tmp_path.iterdir()}
