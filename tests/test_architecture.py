"""Imports point one way, and heavy libraries stay where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = {
    "solvers": set(),
    "assets": set(),
    "idesign": {"solvers", "assets"},
    "eval": {"idesign", "assets", "solvers"},
    "ui": {"idesign", "assets", "solvers", "eval"},
}
HOME = {
    "gradio": ("ui/app.py", "ui/wiring.py", "ui/serving.py", "ui/page/", "ui/views/", "ui/panels/"),
    "openai": ("idesign/llm/openai_chat.py",),
    "typer": ("ui/cli.py", "ui/commands/"),
    "mcp": ("ui/mcp_server.py",),
    "mcp_types": ("ui/mcp_server.py",),
}
LATE = {"pyrender", "mitsuba", "open3d", "openai", "gradio", "reportlab", "mcp", "mcp_types"}
FILES = sorted(p for package in ALLOWED for p in (ROOT / package).rglob("*.py"))


# Every import has a line of its own (ruff holds that), and what looks like one in a text is read as one: for the law
# that is the safe side. Parsing all files takes fifty times as long.
LINE = re.compile(r"^( *)(?:from ([\w.]+) import\b|import ([\w.]+))", re.MULTILINE)


@cache
def imports(path: Path) -> tuple[tuple[str, bool], ...]:
    """(module, at the top of the file) of every import in a file."""
    found = LINE.findall(path.read_text(encoding="utf-8"))
    return tuple((whole or part, not indent) for indent, part, whole in found if not part.startswith("."))


def libraries() -> Iterator[tuple[str, str, bool]]:
    """(file, library, at its top) of every import of the product."""
    for path in FILES:
        for module, top in imports(path):
            yield str(path.relative_to(ROOT)), module.split(".")[0], top


def test_imports_point_one_way() -> None:
    ours = [(file, library) for file, library, _ in libraries() if library in ALLOWED]
    assert len(ours) > 500
    assert not [
        f"{file} imports {library}" for file, library in ours if library not in {*ALLOWED[own(file)], own(file)}
    ]


def own(file: str) -> str:
    """The package of a file."""
    return file.partition("/")[0]


def test_heavy_libraries_are_imported_late_and_at_home() -> None:
    faults = []
    for file, library, top in libraries():
        at_home = file.startswith(HOME.get(library, ("",)))
        if not at_home:
            faults.append(f"{library} in {file} belongs into {HOME[library]}")
        if top and library in LATE and library not in HOME:
            faults.append(f"{library} at the top of {file}")
    assert not faults


def test_the_judge_does_not_share_the_solvers_objective() -> None:
    for path in (ROOT / "eval").rglob("*.py"):
        names = {m for m, _ in imports(path)}
        assert not names & {"solvers.losses", "solvers.quality"}, path
