"""What files cost is measured on what is really written; what cannot be made has a reason instead of numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.benchmarks.files import cost_of
from idesign.brief import Brief
from idesign.errors import InputError
from idesign.scene import AssetRef, Scene, SceneObject, SceneRoom
from ui.file_costs import benchmark_files

ROOM = SceneRoom(((0, 0), (3, 0), (3, 2), (0, 2)), 2.4)
EMPTY = Scene(Brief("a room"), ROOM, ())


def test_a_format_has_times_memory_and_size() -> None:
    cost = cost_of("svg", [EMPTY, EMPTY])
    assert not cost.fault
    assert cost.later is not None
    assert cost.processor > 0
    assert cost.memory > 20
    assert cost.size > 1000
    assert cost_of("csv", [EMPTY]).later is None


def test_what_cannot_be_made_has_a_reason() -> None:
    odd = SceneObject("a", "chair", "", "", {}, (1, 1, 1), 1, 1, 0, 0, "floor", AssetRef("elsewhere", "x", "MIT"))
    cost = cost_of("glb", [Scene(Brief("a room"), ROOM, (odd,))])
    assert "elsewhere" in cost.fault
    assert cost.size == 0


def test_an_unknown_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--only gold"):
        benchmark_files([tmp_path], "gold", False, lambda text, share: None)
