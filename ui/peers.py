"""The `idesign benchmark tables` command without its command line: scenes measured as other systems measure theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from eval.peers import PeerFigures, peer_figures, peer_table, published
from eval.sceneeval.scene_state import place_at
from idesign.errors import InputError
from ui.benchmark import show_table

NOTE = "Definitions: docs/benchmarks.md. Published figures are of other prompts and other models: not comparable."


@dataclass(frozen=True)
class Measured:
    """A scene's figures, or why there are none."""

    scene: Path
    figures: PeerFigures | None
    fault: str = ""


def measure_scenes(folder: Path, progress: Callable[[str, float], None]) -> tuple[Measured, ...]:
    """Every scene in the folder: sub-folders with `scene.json`, and `sceneState` files `scene_<ID>.json`. Raises
    `InputError` when there is none."""
    own = [folder] if (folder / "scene.json").is_file() else sorted(p.parent for p in folder.glob("*/scene.json"))
    scenes = [*own, *sorted(folder.glob("scene_*.json"))]
    if not scenes:
        raise InputError(f"{folder}: holds no scene (folders with scene.json, or files scene_<ID>.json)")
    return tuple(_measured(s, k / len(scenes), progress) for k, s in enumerate(scenes))


def _measured(scene: Path, share: float, progress: Callable[[str, float], None]) -> Measured:
    progress(scene.name, share)
    try:
        return Measured(scene, peer_figures(place_at(scene)))
    except InputError as e:
        return Measured(scene, None, str(e))


def show_peers(measured: Sequence[Measured], console: Console) -> None:
    """The means, the published figures, and the scenes that could not be read."""
    rows = peer_table([m.figures for m in measured if m.figures])
    body = [(r.name, str(r.scenes), f"{r.mean.value:.3f} [{r.mean.low:.3f}, {r.mean.high:.3f}]") for r in rows]
    show_table(("figure", "scenes", "mean [95 %]"), body, console)
    console.print(NOTE, markup=False)
    others = [(p.method, p.figure, f"{p.value:g}", p.data) for p in published()]
    show_table(("published", "figure", "value", "on"), others, console)
    for m in measured:
        if m.fault:
            console.print(f"left out: {m.fault}", markup=False)


def peers_json(measured: Sequence[Measured]) -> dict[str, Any]:
    """All figures as values for JSON."""
    return {
        "table": [asdict(r) for r in peer_table([m.figures for m in measured if m.figures])],
        "scenes": [
            {"scene": m.scene.name, **asdict(m.figures), "valid": m.figures.valid} for m in measured if m.figures
        ],
        "left_out": [m.fault for m in measured if m.fault],
        "published": [asdict(p) for p in published()],
    }
