"""What `idesign benchmark retrieval` measures and shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from assets.embeddings_models import named_embedder
from eval.benchmarks.retrieval import FOREIGN, QUERIES, Progress, Result, measure, read_queries
from idesign.errors import InputError
from ui.benchmark import show_table

MOST = 10_000_000


def counts_of(text: str) -> tuple[int, ...]:
    """Numbers of assets separated by commas. Raises `InputError` naming the option."""
    try:
        counts = tuple(int(v) for v in text.split(",")) if text.strip() else ()
    except ValueError as e:
        raise InputError(f"--assets-count: {text!r} is not a list of numbers such as 10000,100000") from e
    if any(not 10 <= v <= MOST for v in counts):
        raise InputError(f"--assets-count: each must be 10 to {MOST}, got {text!r}")
    return counts


def benchmark_retrieval(queries: Path | None, counts: Sequence[int], progress: Progress, embedder: str) -> Result:
    """Measures accuracy on a file of queries (the built-in ones when None) and speed. Raises `InputError`, and
    `AssetError` for an embedder that is not here."""
    return measure(read_queries(queries or QUERIES), counts, progress, named_embedder(embedder))


def retrieval_json(result: Result) -> dict[str, Any]:
    """All numbers as JSON values."""
    return {
        "accuracy": [asdict(a) for a in result.accuracy],
        "speed": [asdict(s) for s in result.speed],
        "misses": [
            {"query": m.query.words, "accepted": sorted(m.query.accepted), "answer": m.answer, "split": m.query.split}
            for m in result.misses
        ],
    }


def show_retrieval(result: Result, console: Console) -> None:
    """The tables, and the queries of the tuning splits that were missed; the others stay unseen."""
    show_table(("queries", "kind", "number", "top-1", "top-5"), [
        (a.split, FOREIGN.get(a.kind, a.kind), str(a.count), f"{100 * a.top1:.1f}%", f"{100 * a.top5:.1f}%")
        for a in result.accuracy
    ], console)  # fmt: skip
    if result.speed:
        show_table(("assets", "what", "ms a query", "95 of 100", "recall@10", "s to build"), [
            (str(s.assets), s.what, _n(s.milliseconds, 3), _n(s.slow, 3), _n(s.recall, 4), _n(s.seconds, 1))
            for s in result.speed
        ], console)  # fmt: skip
    for line in dict.fromkeys(f"{s.what}: {s.missing}" for s in result.speed if s.missing):
        console.print(line, markup=False)
    for m in result.misses:
        if m.query.split.startswith("tuning"):
            accepted = " or ".join(sorted(m.query.accepted))
            console.print(f"missed: '{m.query.words}' read as {m.answer}, not {accepted}", markup=False)


def _n(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
