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


@pytest.mark.parametrize("package", ["idesign", "assets", "solvers", "eval"])
def test_everything_that_is_promised_exists(package: str) -> None:
    code = f"import {package} as p; assert p.__all__; [getattr(p, n) for n in p.__all__]"
    subprocess.run([sys.executable, "-c", code], check=True)
