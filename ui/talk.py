"""What the command line says to a person, on stderr. Words of users and models are printed as they are, unmarked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.score import Evaluation
    from idesign.doctor import Finding
    from idesign.scene import Scene
    from ui.produce import Product

MARKS = {"ok": "[green]ok[/]", "degraded": "[yellow]degraded[/]", "missing": "[red]missing[/]"}


class Talk:
    """Prints to one console."""

    def __init__(self, console: Console) -> None:
        self.console = console

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, float], None]]:
        """A progress bar while a person watches, nothing otherwise."""
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.console, transient=True, disable=not self.console.is_terminal) as bar:
            task = bar.add_task("starting", total=1.0)
            yield lambda text, share: bar.update(task, description=text, completed=share)

    def product(self, product: Product) -> None:
        """Everything a person should know about a finished design."""
        scene = product.scene
        self.sentences("Understood", scene.brief.understood)
        self.sentences("Assumed", scene.brief.assumed)
        self.sentences("Not understood", scene.brief.not_understood)
        self.sentences("Please note", scene.brief.notes)
        self.sentences("Models", product.remarks)
        self.sentences("Missing", product.missing)
        self.placed(scene)
        self._verdict(product)
        self.sentences("Evaluation", product.evaluation.lines())
        self.sentences("Files", [str(p) for p in product.files])

    def sentences(self, title: str, lines: Iterable[str]) -> None:
        """A titled list; nothing when it is empty."""
        lines = list(lines)
        if lines:
            self.console.print(f"[bold]{title}[/]")
            for line in lines:
                self.console.print(f"  {line}", markup=False)

    def placed(self, scene: Scene) -> None:
        """The furniture, one line each, largest first."""
        self.console.print(f"[bold]Placed[/] ({len(scene.objects)} objects, {_room(scene)})")
        for o in sorted(scene.objects, key=lambda o: -o.size[0] * o.size[1] * o.size[2]):
            size = " × ".join(f"{v:.2f}" for v in o.size)
            where = "" if o.support == "floor" else f", on {o.support}"
            self.console.print(f"  {o.id:<20} {o.name} ({size} m{where})", markup=False)

    def _verdict(self, product: Product) -> None:
        wrong = [v.text for v in product.violations] or list(product.scene.provenance.breaches)
        if not wrong:
            self.console.print("[bold]Exact check[/] [green]nothing is wrong[/]")
        self.sentences("Exact check: not everything could be done", wrong)

    def evaluation(self, title: str, evaluation: Evaluation) -> None:
        """The scores of one scene."""
        self.sentences(title, evaluation.lines())

    def findings(self, findings: Iterable[Finding]) -> None:
        """What `idesign doctor` found."""
        for f in findings:
            self.console.print(f"[bold]{f.name}[/] {MARKS[f.state]}")
            self.console.print(f"  {f.detail}", markup=False)
            if f.remedy:
                self.console.print(f"  remedy: {f.remedy}", markup=False)


def _room(scene: Scene) -> str:
    x0, y0, x1, y1 = scene.room.plan.bounds
    return f"{scene.room.name or scene.room.type} {x1 - x0:.2f} × {y1 - y0:.2f} m"


def product_json(product: Product) -> dict[str, Any]:
    """The same for a program."""
    return {
        "folder": str(product.folder),
        "status": product.scene.provenance.status,
        "objects": len(product.scene.objects),
        "violated": [v.text for v in product.violations],
        "breaches": list(product.scene.provenance.breaches),
        "assumed": list(product.scene.brief.assumed),
        "not_understood": list(product.scene.brief.not_understood),
        "notes": list(product.scene.brief.notes),
        "models": list(product.remarks),
        "missing": list(product.missing),
        "choices": {o.id: o.asset.why for o in product.scene.objects},
        "files": [str(p) for p in product.files],
    }
