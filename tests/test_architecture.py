"""Imports point one way, and heavy libraries stay where they belong."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

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


def imports(path: Path) -> list[tuple[str, bool]]:
    """(module, at the top of the file) of every import in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(n) for n in tree.body}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(a.name, id(node) in top) for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.append((node.module, id(node) in top))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = {m.split(".")[0] for m, _ in imports(path)} & set(ALLOWED)
    assert ours - {package} <= ALLOWED[package]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_heavy_libraries_are_imported_late_and_at_home(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    for module, top in imports(path):
        library = module.split(".")[0]
        at_home = name.startswith(HOME.get(library, ("",)))
        assert not (top and library in LATE and (library not in HOME or not at_home)), f"{library} at the top of {name}"
        assert at_home, f"{library} belongs into {HOME.get(library)}"


def test_the_judge_does_not_share_the_solvers_objective() -> None:
    for path in (ROOT / "eval").rglob("*.py"):
        names = {m for m, _ in imports(path)}
        assert not names & {"solvers.losses", "solvers.quality"}, path
