"""The front door is small and opens quickly. Each new interpreter costs seconds, so one is asked about many modules."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

HEAVY = ("gradio", "openai", "open3d", "pyrender", "mitsuba")
FRONT = ("idesign", "assets", "solvers", "eval", "ui.cli")
WITHOUT_SEARCH = ("solvers", "ui.checking", "ui.exporting", "eval.evaluate", "ui.batch")
HIDING = {"solving": "solve", "repairing": "repair", "placement_maps": "placement_map"}
"""Modules that are called nearly like a function of `solvers`."""


def _fresh(code: str) -> list[str]:
    """The lines that a new interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()


def _loaded(modules: tuple[str, ...], heavy: tuple[str, ...]) -> list[str]:
    """Which of the heavy ones a new interpreter has after each of the modules."""
    return _fresh(f"""
import importlib, sys
for module in {modules!r}:
    importlib.import_module(module)
    for name in {heavy!r}:
        if name in sys.modules:
            print(module, "loads", name)
""")


def test_importing_loads_nothing_heavy() -> None:
    assert _loaded(FRONT, HEAVY) == []


def test_what_searches_nothing_loads_no_torch() -> None:
    assert _loaded(WITHOUT_SEARCH, ("torch",)) == []


def test_no_module_hides_a_function_of_the_front_door() -> None:
    hidden = _fresh(f"""
import importlib, solvers
for module in {list(HIDING)!r}:
    importlib.import_module(f"solvers.{{module}}")
for name in {list(HIDING.values())!r}:
    if not callable(getattr(solvers, name)):
        print(name)
print(*[name for name in solvers.__all__ if not hasattr(solvers, name)])
""")
    assert hidden == [""]


@pytest.mark.parametrize("package", ["idesign", "assets", "solvers", "eval"])
def test_everything_that_is_promised_exists(package: str) -> None:
    front = importlib.import_module(package)
    assert front.__all__
    assert not [n for n in front.__all__ if not hasattr(front, n)]
