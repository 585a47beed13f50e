"""The front door is small and opens quickly. Each new interpreter costs seconds, so one is asked about many modules."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

HEAVY = ("gradio", "openai", "open3d", "pyrender", "mitsuba")
FRONT = ("idesign", "assets", "solvers", "eval", "ui.cli")
WITHOUT_SEARCH = ("solvers", "ui.checking", "ui.exporting", "eval.evaluate", "ui.batch")
HIDING = ("solving", "repairing", "placement_maps")
"""Modules that are called nearly like a function of `solvers`."""


def _fresh(code: str) -> str:
    """What a new interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_loads_nothing_heavy() -> None:
    loaded = f"[(m, h) for h in {HEAVY!r} if h in sys.modules and not seen.add(h)]"
    code = f"import importlib, sys; seen = set(); print([x for m in {FRONT!r} if importlib.import_module(m) for x in "
    assert _fresh(f"{code}{loaded}])") == "[]"


def test_what_searches_nothing_loads_no_torch() -> None:
    code = f"import importlib, sys; print([m for m in {WITHOUT_SEARCH!r} if importlib.import_module(m) "
    assert _fresh(f"{code} and 'torch' in sys.modules])") == "[]"


def test_no_module_hides_a_function_of_the_front_door() -> None:
    imports = ", ".join(f"solvers.{m}" for m in HIDING)
    code = f"import {imports}, solvers; print([n for n in solvers.__all__ if not hasattr(solvers, n)]"
    assert _fresh(
        f"{code} + [n for n in ('solve', 'repair', 'placement_map') if not callable(getattr(solvers, n))])"
    ) == ("[]")


@pytest.mark.parametrize("package", ["idesign", "assets", "solvers", "eval"])
def test_everything_that_is_promised_exists(package: str) -> None:
    front = importlib.import_module(package)
    assert front.__all__
    assert not [n for n in front.__all__ if not hasattr(front, n)]
