"""The front door is small and opens quickly. A new interpreter costs seconds, so one is asked about all."""

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
LOADING = f"""
import importlib, sys
def load(modules, heavy):
    for module in modules:
        importlib.import_module(module)
        print(*[f"{{module}} loads {{name}}" for name in heavy if name in sys.modules], sep="\\n", end="\\n--\\n")
load({FRONT!r}, {HEAVY!r})
load({WITHOUT_SEARCH!r}, ("torch",))
import solvers
load([f"solvers.{{module}}" for module in {list(HIDING)!r}], ())
print(*[name for name in {list(HIDING.values())!r} if not callable(getattr(solvers, name))])
print(*[name for name in solvers.__all__ if not hasattr(solvers, name)])
"""
"""What a new interpreter does and tells: what was loaded after each module, then the names that are hidden."""


@pytest.fixture(scope="module")
def told() -> list[str]:
    """What it told, a text for each module and one for the names."""
    out = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True).stdout
    return [text.strip() for text in out.split("--\n")]


def test_importing_loads_nothing_heavy(told: list[str]) -> None:
    assert told[: len(FRONT)] == [""] * len(FRONT)


def test_what_searches_nothing_loads_no_torch(told: list[str]) -> None:
    assert told[len(FRONT) : len(FRONT) + len(WITHOUT_SEARCH)] == [""] * len(WITHOUT_SEARCH)


def test_no_module_hides_a_function_of_the_front_door(told: list[str]) -> None:
    assert len(told) == len(FRONT) + len(WITHOUT_SEARCH) + len(HIDING) + 1
    assert told[-1] == ""


@pytest.mark.parametrize("package", ["idesign", "assets", "solvers", "eval"])
def test_everything_that_is_promised_exists(package: str) -> None:
    front = importlib.import_module(package)
    assert front.__all__
    assert not [n for n in front.__all__ if not hasattr(front, n)]
