"""What `idesign benchmark files` measures and shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from eval.benchmarks.files import PICTURES, FileCost, Progress, measure_files
from idesign.errors import InputError
from idesign.export.formats import FORMATS
from ui.benchmark import show_table


def benchmark_files(sources: Sequence[Path], only: str, photo: bool, progress: Progress) -> tuple[FileCost, ...]:
    """The costs on scenes, or on folders of them. Raises `InputError` for a name that is none."""
    known = [*FORMATS, "views", *(["photo"] if photo else [])]
    wanted = [w.strip() for w in only.split(",")] if only else known
    if odd := [w for w in wanted if w not in (*FORMATS, *PICTURES)]:
        raise InputError(f"--only {odd[0]}: is unknown; use {', '.join((*FORMATS, *PICTURES))}")
    return measure_files([s for source in sources for s in _scenes(source)], wanted, progress)


def _scenes(source: Path) -> list[Path]:
    if source.is_dir() and not (source / "scene.json").exists():
        return sorted(p.parent for p in source.glob("*/scene.json")) or [source]
    return [source]


def show_file_costs(costs: Sequence[FileCost], console: Console) -> None:
    """The table; what cannot be made here is said below it."""
    show_table(("what", "s, first", "s, each later", "s of processor", "MiB at most", "kB"), [
        (c.what, f"{c.first:.1f}", "–" if c.later is None else f"{c.later:.1f}", f"{c.processor:.1f}",
         f"{c.memory:.0f}", f"{c.size / 1000:.0f}")
        for c in costs if not c.fault
    ], console)  # fmt: skip
    for c in costs:
        if c.fault:
            console.print(f"{c.what}: {c.fault}", markup=False)
