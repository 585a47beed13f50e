"""The front door is small and opens quickly."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("gradio", "openai", "open3d", "pyrender", "mitsuba")


@pytest.mark.parametrize("package", ["idesign", "assets", "solvers", "eval", "ui.cli"])
def test_importing_loads_nothing_heavy(package: str) -> None:
    code = f"import sys, {package}; print([m for m in {HEAVY!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize("module", ["solvers", "ui.checking", "ui.exporting", "eval.evaluate", "ui.batch"])
def test_what_searches_nothing_loads_no_torch(module: str) -> None:
    code = f"import sys, {module}; print('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


@pytest.mark.parametrize("module", ["solving", "repairing", "placement_maps"])
def test_a_module_hides_no_function_of_the_front_door(module: str) -> None:
    code = f"import solvers.{module}, solvers; print(*[n for n in solvers.__all__ if not hasattr(solvers, n)], end='')"
    code += "; print(*[n for n in ('solve', 'repair', 'placement_map') if not callable(getattr(solvers, n))])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "\n"


@pytest.mark.parametrize("package", ["idesign", "assets", "solvers", "eval"])
def test_everything_that_is_promised_exists(package: str) -> None:
    code = f"import {package} as p; assert p.__all__; [getattr(p, n) for n in p.__all__]"
    subprocess.run([sys.executable, "-c", code], check=True)
