"""What each picture and file format costs: seconds, processor time, peak memory and size, on scenes given by path.

Every format is written (and opened again, which is part of writing) in a process of its own, so that its memory is its
own. Two times are given: of the first scene, with the loading of libraries, and the mean of the others.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from idesign.errors import IdesignError
from idesign.export.formats import FORMATS, export_scene
from idesign.scene import Scene, load_scene

Progress = Callable[[str, float], None]
PICTURES = ("views", "photo")
"""The five views of `idesign render`; a photograph of the first."""
WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


@dataclass(frozen=True)
class FileCost:
    """`first` and `later` [s] of a scene (None: there was only one), processor time [s] of a later one (of the first
    where it is the only one), peak memory [MiB] of the process and the one that draws for it, bytes of a scene.
    `fault`: why it cannot be made."""

    what: str
    first: float = 0.0
    later: float | None = None
    processor: float = 0.0
    memory: float = 0.0
    size: int = 0
    fault: str = ""


def measure_files(scenes: Sequence[Path], what: Sequence[str], progress: Progress) -> tuple[FileCost, ...]:
    """The costs of these formats and pictures on these scenes. Raises what loading a scene raises."""
    loaded = [load_scene(p) for p in scenes]
    costs = []
    for k, name in enumerate(what):
        progress(name, k / len(what))
        costs.append(_apart(partial(cost_of, name, loaded)))
    return tuple(costs)


def _apart(work: Callable[[], FileCost]) -> FileCost:
    """Does it in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work).result()


def cost_of(what: str, scenes: Sequence[Scene]) -> FileCost:
    """Makes it for each scene, here and now."""
    runs = []
    try:
        for scene in scenes:
            with tempfile.TemporaryDirectory() as folder:
                wall, cpu = time.perf_counter(), _processor()
                _make(what, scene, Path(folder))
                runs.append((time.perf_counter() - wall, _processor() - cpu))
                size = sum(p.stat().st_size for p in Path(folder).rglob("*") if p.is_file())
    except (IdesignError, ImportError) as e:
        return FileCost(what, fault=str(e))
    later = runs[1:] or runs
    peak = sum(resource.getrusage(who).ru_maxrss for who in WHO) / 1024
    wall, cpu = (sum(r[k] for r in later) / len(later) for k in (0, 1))
    return FileCost(what, runs[0][0], wall if len(runs) > 1 else None, cpu, peak, size)


def _processor() -> float:
    """Processor time [s] so far of this process and of those it waited for: pictures are drawn in one of their own."""
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, WHO))


def _make(what: str, scene: Scene, folder: Path) -> None:
    if what in FORMATS:
        export_scene(scene, what, folder / f"room{FORMATS[what].endings[0]}")
    elif what == "views":
        from idesign.render.renderer import render_views

        render_views(scene, folder)
    else:
        _photograph(scene, folder)


def _photograph(scene: Scene, folder: Path) -> None:
    from PIL import Image

    from idesign.render.camera import views_of
    from idesign.render.renderer import PHOTO_SIZE, photographs
    from idesign.render.stage import build_stage

    stage = build_stage(scene)
    for picture in photographs(stage, views_of(stage, width=PHOTO_SIZE[0], height=PHOTO_SIZE[1])[:1]):
        Image.fromarray(picture).save(folder / "photo-1.png")
