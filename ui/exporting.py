"""What `idesign export` and `idesign render` do: one scene, or all scenes in the sub-folders of a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from idesign.drawing.style import PLAIN, PlanStyle
from idesign.errors import IdesignError, InputError
from idesign.export.formats import FORMATS, export_scene
from idesign.scene import Scene, load_scene

Work = Callable[[Scene, Path], tuple[Path, ...]]
"""Makes files of a scene at a target (a file or a folder) and says which."""


@dataclass(frozen=True)
class Exported:
    """A file that was written, or why it was not."""

    path: Path
    fault: str = ""


def export(source: Path, to: str, out: Path, report: Callable[[Exported], None], style: PlanStyle = PLAIN) -> bool:
    """Exports the scene in `source`, or all scenes in its sub-folders into the folder `out`. One that fails does not
    stop the rest. True when all were written. Raises `InputError` for an unknown format and when there is no scene."""
    if to not in FORMATS:
        raise InputError(f"--format {to}: is unknown; use one of {', '.join(FORMATS)}")

    def work(scene: Scene, target: Path) -> tuple[Path, ...]:
        export_scene(scene, to, target, style)
        return (target,)

    return each_scene(source, out, FORMATS[to].endings[0], work, report)


def each_scene(source: Path, out: Path, ending: str, work: Work, report: Callable[[Exported], None]) -> bool:
    """Does the work for the scene in `source` at `out`, or for each scene in its sub-folders at `out`/<name><ending>;
    there one that fails is reported and does not stop the rest. True when nothing failed."""
    many = list(_scenes_in(source, ending, out))
    if not many:
        for path in work(load_scene(source), out):
            report(Exported(path))
        return True
    return all([_one(scene, target, work, report) for scene, target in many])


def _scenes_in(source: Path, ending: str, out: Path) -> Iterator[tuple[Path, Path]]:
    """The scenes in the sub-folders of a folder that is none itself, each with what it becomes."""
    if source.is_dir() and not (source / "scene.json").exists():
        for scene in sorted(source.glob("*/scene.json")):
            yield scene, out / f"{scene.parent.name}{ending}"


def _one(scene: Path, target: Path, work: Work, report: Callable[[Exported], None]) -> bool:
    try:
        for path in work(load_scene(scene), target):
            report(Exported(path))
    except (IdesignError, OSError) as e:
        said = str(e)
        report(Exported(target, said if said.startswith(str(scene)) else f"{scene}: {said}"))
        return False
    return True
