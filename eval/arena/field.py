"""Systems, prompts and their rooms, from folders: a folder is a system, a scene folder in it a prompt by its name.

Every system is compared on every prompt that all of them answered, with the same request; what is left out is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.batch_evaluate import scene_places
from eval.judge.exhibit import Sheets, exhibit_of
from eval.judge.pairwise import Entrant
from idesign.errors import InputError
from idesign.scene import load_scene

ALONE = "room"
"""The prompt of a system that is a single scene."""


@dataclass(frozen=True)
class Field:
    """`entrants` has one room for each system and prompt."""

    systems: tuple[str, ...]
    prompts: tuple[str, ...]
    entrants: Mapping[tuple[str, str], Entrant]
    left_out: tuple[str, ...] = ()

    def of(self, prompt: str) -> tuple[Entrant, ...]:
        return tuple(self.entrants[s, prompt] for s in self.systems)


def field_of(folders: Sequence[Path], sheets: Sheets, facts: bool = False) -> Field:
    """The field of two or more systems. Raises `InputError` for fewer, for two of one name, and when no prompt is
    shared."""
    names = _names(folders)
    places = {name: _places(folder) for name, folder in zip(names, folders, strict=True)}
    prompts, left_out = _shared(places)
    if not prompts:
        raise InputError("no scene has the same name and request in all folders: there is nothing to compare"
                         + (f" ({left_out[0]})" if left_out else ""))  # fmt: skip
    entrants = {(s, p): _entrant(s, p, places[s][p], sheets, facts) for p in prompts for s in names}
    return Field(names, prompts, entrants, left_out)


def _names(folders: Sequence[Path]) -> tuple[str, ...]:
    if len(folders) < 2:
        raise InputError("an arena needs two folders at least, one for each system")
    short = [f.resolve().name for f in folders]
    names = (
        short if len(set(short)) == len(short) else [f"{f.resolve().parent.name}/{f.resolve().name}" for f in folders]
    )
    if len(set(names)) < len(names):
        raise InputError(f"two systems are called {max(names, key=names.count)!r}: rename one folder")
    return tuple(names)


def _places(folder: Path) -> Mapping[str, Path]:
    found = scene_places(folder)
    return {ALONE: folder} if found == [folder] else {p.name: p for p in found}


def _shared(places: Mapping[str, Mapping[str, Path]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The prompts that all systems answered alike, and why the others are left out."""
    kept, left_out = [], []
    for prompt in sorted({p for found in places.values() for p in found}):
        missing = [s for s, found in places.items() if prompt not in found]
        if missing:
            left_out.append(f"{prompt}: {', '.join(missing)} has no such scene")
        elif fault := _differs([found[prompt] for found in places.values()]):
            left_out.append(f"{prompt}: {fault}")
        else:
            kept.append(prompt)
    return tuple(kept), tuple(left_out)


def _differs(paths: Sequence[Path]) -> str:
    """Why rooms do not answer the same request; "" when they do."""
    try:
        texts = {" ".join(load_scene(p).brief.text.split()) for p in paths}
    except InputError as e:
        return str(e)
    return "" if len(texts) == 1 else "the requests differ"


def _entrant(system: str, prompt: str, path: Path, sheets: Sheets, facts: bool) -> Entrant:
    return Entrant(system, prompt, replace(exhibit_of(path, sheets, facts), name=f"{system}/{prompt}"))
