"""What `idesign export` does: one scene to one file, or a folder of scenes to a folder of files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from idesign.errors import IdesignError, InputError
from idesign.export.formats import FORMATS, export_scene
from idesign.scene import load_scene


@dataclass(frozen=True)
class Exported:
    """A file that was written, or why it was not."""

    path: Path
    fault: str = ""


def export(source: Path, to: str, out: Path, report: Callable[[Exported], None], clearances: bool = False) -> bool:
    """Exports the scene in `source`, or all scenes in its sub-folders into the folder `out`. One that fails does not
    stop the rest. True when all were written. Raises `InputError` for an unknown format and when there is no scene."""
    if to not in FORMATS:
        raise InputError(f"--format {to}: is unknown; use one of {', '.join(FORMATS)}")
    many = dict(_scenes_in(source, FORMATS[to].endings[0], out))
    if not many:
        export_scene(load_scene(source), to, out, clearances)
        report(Exported(out))
        return True
    done = [_one(scene, to, target, clearances) for scene, target in many.items()]
    for each in done:
        report(each)
    return not any(e.fault for e in done)


def _scenes_in(source: Path, ending: str, out: Path) -> Iterator[tuple[Path, Path]]:
    """The scenes in the sub-folders of a folder that is none itself, each with the file it becomes."""
    if source.is_dir() and not (source / "scene.json").exists():
        for scene in sorted(source.glob("*/scene.json")):
            yield scene, out / f"{scene.parent.name}{ending}"


def _one(scene: Path, to: str, target: Path, clearances: bool) -> Exported:
    try:
        export_scene(load_scene(scene), to, target, clearances)
    except (IdesignError, OSError) as e:
        return Exported(target, f"{scene}: {e}")
    return Exported(target)
