"""Which of Mitsuba's variants takes photographs here: a compiled one where it works, else the one that always does.

`llvm_ad_rgb` traces a room with a sixth less of the processor's time and a little more memory (32 against 38 s at
640 × 360, with LLVM 19), and needs LLVM, which crashes the process in some of its versions (15 and 16 there). So it is
tried once, apart: it must make the picture of a small room that `scalar_rgb` makes. What came of it is remembered in
the cache for these versions and the LLVM that is installed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assets.model import Material, Model, Part
from idesign.brief import Brief
from idesign.render.apart import DrawerError, Picture, photograph_apart
from idesign.render.camera import views_of
from idesign.render.chosen_variant import FAST, SURE, remember, remembered
from idesign.render.photo import Quality
from idesign.render.stage import Item, Stage, build_stage
from idesign.scene import Scene, SceneRoom
from solvers.room import Room, Window

SIZE, TRIAL = (96, 72), Quality(32, 4)
BLOCK, ALIKE = 12, 5.0
"""Mean difference, of 255, of the means of the trial's pictures over blocks of so many pixels: their noise differs,
their light does not."""
LOOKS = (
    Material("trial-paint", (0.8, 0.3, 0.2), roughness=0.9),
    Material("trial-lacquer", (0.2, 0.3, 0.8), roughness=0.3),
    Material("trial-metal", (0.8, 0.8, 0.8), roughness=0.2, metallic=1.0),
    Material("trial-mirror", (0.9, 0.9, 0.9), roughness=0.0, metallic=1.0),
    Material("trial-glass", (0.9, 1.0, 0.9), roughness=0.1, opacity=0.3),
    Material("trial-veil", (0.9, 0.9, 0.9), opacity=0.5),
    Material("trial-lamp", (1.0, 0.9, 0.7), emission=(1.0, 0.9, 0.7)),
)
"""One of each kind that `photo` knows."""


def photo_variants() -> tuple[str, ...]:
    """The variants to take photographs with, the first that works: see `photograph_apart`."""
    said = remembered()
    if said is None:
        fault = _trial()
        said = FAST if fault is None else f"{SURE}: {fault}"
        remember(said)
    return (FAST, SURE) if said == FAST else (SURE,)


def _trial() -> str | None:
    """Why the fast variant is not to be used; None when it made the same picture."""
    try:
        a, b = (_picture(v).astype(np.float64) for v in (FAST, SURE))
    except DrawerError as e:
        return str(e)
    off = float(np.abs(_blocks(a) - _blocks(b)).mean())
    return None if off < ALIKE else f"its pictures are {off:.0f} of 255 off"


def _blocks(picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """The picture's means over blocks."""
    height, width, _ = picture.shape
    return np.asarray(picture.reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK, 3).mean(axis=(1, 3)))


def _picture(variant: str) -> Picture:
    stage = _stage()
    return next(photograph_apart(stage, views_of(stage, width=SIZE[0], height=SIZE[1])[:1], TRIAL, None, (variant,)))


def _stage() -> Stage:
    """A small room with a window and a cube of each kind of surface."""
    from trimesh.creation import box

    plan = Room(((0, 0), (4, 0), (4, 3), (0, 3)), 2.5, (), (Window("window-0", 0, 1, 1.4),))
    shell = build_stage(Scene(Brief("a trial"), SceneRoom(plan.polygon, plan.height, plan.doors, plan.windows), ()))
    cubes = []
    for k, look in enumerate(LOOKS):
        matrix = np.eye(4)
        matrix[:3, 3] = 0.5 + 0.5 * k, 1.5, 0.6
        cubes.append(Item(look.name, Model((Part("cube", box((0.35, 0.5, 1.2)), look),)), matrix, "things"))
    return Stage(shell.room, (*shell.items, *cubes))
