"""Whether the room stays as it is when gravity is switched on: two seconds in MuJoCo (the extra `sim`)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from eval.score import Score
from idesign.errors import InputError
from idesign.export.mjcf import SECONDS, settle, write_mjcf
from idesign.scene import Scene

STILL = 0.005
"""What moves no further is at rest [m]."""
DEFINITION = f"free objects that move by at most {1000 * STILL:.0f} mm in {SECONDS:.0f} s under gravity (MuJoCo)"


def judge_settle(scene: Scene) -> Score:
    """The share of the free objects that stay where they are, unscored without mujoco or without free objects."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            moved = settle(write_mjcf(scene, Path(folder) / "room.xml"))
    except InputError as e:
        return unsettled(str(e))
    if not moved:
        return unsettled("nothing in the room can move")
    lost = sorted((i for i, d in moved.items() if d > STILL), key=lambda i: -moved[i])
    return _score(1 - len(lost) / len(moved), "", tuple(f"{i} moves by {moved[i]:.3f} m" for i in lost))


def unsettled(reason: str) -> Score:
    """The score without a value."""
    return _score(None, reason)


def _score(value: float | None, reason: str, evidence: tuple[str, ...] = ()) -> Score:
    return Score("at rest", value, "share", "geometry", "physics", DEFINITION, (1.0, None), reason, evidence)
