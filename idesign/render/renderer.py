"""Which renderer draws, and the pictures as files.

pyrender draws where there is OpenGL, mitsuba elsewhere and for photographs. Either may take a process down, so they
draw in one of their own (`apart`); whether there is OpenGL is tried in another, and success remembered in the cache.
`IDESIGN_RENDERER` stands in for "auto".
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from idesign.errors import PhotoError, RenderError
from idesign.files import whole_file, write_text
from idesign.render.apart import DrawerError, photograph_apart, preview_apart
from idesign.render.camera import View, views_of
from idesign.render.gl_trial import GL_TRIAL
from idesign.render.models import ModelSource, model_of
from idesign.render.stage import Stage, build_stage
from idesign.scene import Scene

if TYPE_CHECKING:
    from idesign.render.aov import Caster
    from idesign.render.film import Film

Picture = NDArray[np.uint8]
Progress = Callable[[str, float], None]
RendererName = Literal["auto", "pyrender", "mitsuba"]
Labels = Literal["ids", "names"]
NAMES: tuple[RendererName, ...] = ("auto", "pyrender", "mitsuba")

PREVIEW_SIZE, DRAFT_SIZE, PHOTO_SIZE = (1024, 768), (640, 480), (1280, 720)
"""Width and height [px]: pyrender's pictures, mitsuba's in their place, photographs."""
TRIAL_LIMIT = 30.0
"""Seconds that the trial of OpenGL may take."""
REMEDY = "apt-get install -y libegl1 libgl1 libgl1-mesa-dri (OpenGL), or pip install --force-reinstall mitsuba"


class Renderer(Protocol):
    """Draws pictures [H, W, 3] of views, in order."""

    def __call__(self, stage: Stage, views: tuple[View, ...]) -> Iterator[Picture]: ...


def render_views(
    scene: Scene,
    folder: Path,
    *,
    renderer: str = "auto",
    photo: bool = False,
    labels: Labels | None = None,
    aov: bool = False,
    hour: float | None = None,
    films: tuple[Film, ...] = (),
    progress: Progress | None = None,
    source: ModelSource = model_of,
) -> tuple[Path, ...]:
    """Three views at eye level (view-1.png …), one into the open room (dollhouse.png) and one from above (top.png) in
    `folder`; with `labels` each view again with the ids or names of the objects (view-1.ids.png …), with `aov` depth,
    masks and cameras (`idesign.render.aov`), with `photo` also photographs of the eye-level views (photo-1.png …), with
    `hour` by the light of that time of day (`idesign.render.sun`), with `films` also moving pictures (turntable.mp4,
    walk.mp4; .gif without ffmpeg). `progress` hears what is done, with the renderer's name. Raises `RenderError` with
    the remedy when nothing can draw here, `PhotoError` when all but photographs could be drawn, `SceneError` when a
    model cannot be made."""
    tell = progress or (lambda text, share: None)
    stage = replace(build_stage(scene, source), hour=hour)
    paths = _drawn(stage, folder, _chosen(renderer), partial(_scaled, tell, 0.0, 0.2 if photo or films else 1.0))
    paths += _explained(stage, paths, labels, aov)
    paths += tuple(_filmed(stage, folder, f, renderer, tell) for f in films)
    if photo:
        paths += _photographed(stage, folder, partial(_scaled, tell, 0.2, 1.0))
    return paths


def _explained(stage: Stage, pictures: tuple[Path, ...], labels: Labels | None, aov: bool) -> tuple[Path, ...]:
    """What is asked for beside the pictures: the same with labels, and depth and masks at their size."""
    if labels is None and not aov:
        return ()
    from idesign.render.aov import Caster, write_aovs

    width, height = Image.open(pictures[0]).size
    views, caster = views_of(stage, width=width, height=height), Caster(stage)
    paths = write_aovs(caster, views, pictures[0].parent) if aov else ()
    if labels is not None:
        paths += tuple(_labelled(caster, v, p, labels) for v, p in zip(views, pictures, strict=True))
    return paths


def _labelled(caster: Caster, view: View, picture: Path, labels: Labels) -> Path:
    from idesign.render.annotate import annotated

    things = caster.stage.things
    names = {k + 1: o.id if labels == "ids" else o.name or o.category for k, o in enumerate(things)}
    shown = annotated(np.asarray(Image.open(picture).convert("RGB")), caster.see(view), names)
    return _write(picture.with_suffix(f".{labels}.png"), shown)


def _scaled(tell: Progress, start: float, end: float, text: str, share: float) -> None:
    tell(text, start + (end - start) * share)


def _chosen(name: str) -> RendererName:
    """The renderer to use. Raises `RenderError` for a name that is none."""
    name = os.environ.get("IDESIGN_RENDERER", "auto") if name == "auto" else name
    for known in NAMES:
        if name == known:
            return known
    raise RenderError(f"unknown renderer {name!r}: use one of {', '.join(NAMES)}")


def _drawn(stage: Stage, folder: Path, name: RendererName, tell: Progress) -> tuple[Path, ...]:
    reason = None
    if name != "mitsuba":
        reason = probe_gl()
        if reason is None:
            try:
                return _save(preview_apart, stage, folder, PREVIEW_SIZE, "drawing with pyrender", tell)
            except DrawerError as e:
                reason = f"pyrender failed: {_first_line(e)}"
        if name == "pyrender":
            raise RenderError(f"{reason}; {REMEDY}")
        tell(f"no OpenGL here ({reason}): drawing with mitsuba, which is slower", 0.0)
    try:
        return _save(_draft, stage, folder, DRAFT_SIZE, "drawing with mitsuba", tell)
    except DrawerError as e:
        raise RenderError(f"no renderer works here: {reason or ''} mitsuba: {_first_line(e)}; {REMEDY}") from e


def _first_line(error: BaseException) -> str:
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0]


def _draft(stage: Stage, views: tuple[View, ...]) -> Iterator[Picture]:
    from idesign.render.photo import DRAFT

    return photograph_apart(stage, views, DRAFT)


def _save(
    draw: Renderer, stage: Stage, folder: Path, size: tuple[int, int], text: str, tell: Progress
) -> tuple[Path, ...]:
    views = views_of(stage, width=size[0], height=size[1])
    paths = []
    tell(text, 0.0)
    for k, (view, picture) in enumerate(zip(views, draw(stage, views), strict=True)):
        paths.append(_write(folder / f"{view.name}.png", picture))
        tell(text, (k + 1) / len(views))
    return tuple(paths)


def _write(path: Path, picture: Picture) -> Path:
    with whole_file(path) as temporary:
        Image.fromarray(picture).save(temporary, compress_level=2)
    return path


def _filmed(stage: Stage, folder: Path, film: Film, renderer: str, tell: Progress) -> Path:
    """The moving picture, by OpenGL where it works, as MP4 where there is ffmpeg."""
    from idesign.render.film import film_views, write_film
    from idesign.render.video import REMEDY, encoder

    quick, ffmpeg = _chosen(renderer) != "mitsuba" and probe_gl() is None, encoder()
    text = f"filming the {film}" if ffmpeg else f"filming the {film} as GIF (for MP4: {REMEDY})"
    path = folder / f"{film}.{'mp4' if ffmpeg else 'gif'}"
    draw = preview_apart if quick else _draft
    try:
        return write_film(stage, path, draw, lambda share: tell(text, share), film_views(stage, film), ffmpeg)
    except DrawerError as e:
        raise RenderError(f"{path.name}: {_first_line(e)}") from e


def _photographed(stage: Stage, folder: Path, tell: Progress) -> tuple[Path, ...]:
    """The photographs, as far as they come to."""
    views = tuple(v for v in views_of(stage, width=PHOTO_SIZE[0], height=PHOTO_SIZE[1]) if v.name.startswith("view"))
    try:
        pictures = photographs(stage, views, lambda share: tell("photographing with mitsuba", share))
        named = zip(views, pictures, strict=True)
        return tuple(_write(folder / f"{v.name.replace('view', 'photo')}.png", p) for v, p in named)
    except DrawerError as e:
        raise PhotoError(f"photographs (mitsuba): {_first_line(e)}") from e


def photographs(
    stage: Stage, views: tuple[View, ...], progress: Callable[[float], None] | None = None, samples: int | None = None
) -> Iterator[Picture]:
    """Photographs of the views in order, traced apart by the best variant, with so many samples a pixel. `progress`
    hears the finished share. Raises `DrawerError`."""
    from idesign.render.photo import PHOTO
    from idesign.render.variants import photo_variants

    quality = PHOTO if samples is None else replace(PHOTO, samples=samples)
    return photograph_apart(stage, views, quality, progress, photo_variants())


def probe_gl() -> str | None:
    """None when pyrender can draw here, else the reason in words. Tries OpenGL in a process of its own, unless
    that worked before with the same versions."""
    mark = _mark()
    if mark is not None and mark.is_file():
        return None
    reason = _trial()
    if reason is None and mark is not None:
        _remember(mark)
    return reason


def _mark() -> Path | None:
    """The file whose presence says that OpenGL worked with these versions; None without pyrender."""
    from idesign.settings import default_cache

    try:
        versions = f"pyrender-{version('pyrender')}-opengl-{version('PyOpenGL')}"
    except PackageNotFoundError:
        return None
    platform = os.environ.get("PYOPENGL_PLATFORM", "egl")
    return default_cache() / f"gl-works-{versions}-{platform}-python-{sys.version_info[0]}.{sys.version_info[1]}"


def _remember(mark: Path) -> None:
    """Notes the success; a cache that cannot be written only means that the trial is made again."""
    try:
        write_text(mark, "OpenGL drew its trial picture\n")
    except OSError:
        return


def _trial() -> str | None:
    command = [sys.executable, "-c", GL_TRIAL]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TRIAL_LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return f"OpenGL does not answer within {TRIAL_LIMIT:.0f} s"
    if done.returncode == 0:
        return None
    if done.returncode < 0:
        return f"the OpenGL driver crashed (signal {-done.returncode})"
    lines = done.stderr.strip().splitlines()
    return lines[-1] if lines else f"the trial ended with status {done.returncode}"
