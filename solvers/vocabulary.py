"""The vocabulary as a page for people: `python -m solvers.vocabulary > docs/relations.md`. A test holds them equal."""

from __future__ import annotations

import math
import sys
from dataclasses import fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from solvers.relation_file import argument_names
from solvers.relations import CONTRACT_KINDS, KINDS, LANDMARK_KINDS, UNARY, sentence

HEAD = """# Relations

What a layout problem may ask for, by the names in its `constraints`: `{"type", "a", "b", "args", "hard", "weight"}`.
This page is written by `python -m solvers.vocabulary` from `solvers/relations.py`; do not edit it.

- `a` is the object that the sentence is about, `b` another object. Where **landmarks** are allowed, `b` (and `c`) may
  also be a door, window, radiator, socket or column of the room, by its id.
- Lengths are metres, measured between footprints unless the sentence says otherwise; names ending in `_deg` degrees.
- Left and right are those of a person who stands in front of `b` and looks at it. Walls and vertices are named by
  their number; an empty list means any.
- `hard` (true unless given) relations must hold; soft ones count with their `weight` (1 unless given).
- The exact meaning is `solvers/relation_check.py`, with the tolerances in `solvers/tolerances.py`.
"""
ALWAYS = """
## What holds without being asked

Everything is inside the room, below its ceiling and clear of its columns; no two things share space (a rug lies under
furniture; parts of objects that have `parts` leave room between them); doors keep 0.8 m of floor clear, radiators
0.2 m, or 0.3 m from what is taller than they are; what is fixed stays; everything stands on the floor, on its support
or hangs from its `mount`. An object with `"yaw": "free"` may be turned by any angle, others are tried at quarter turns
from the walls.

## What a room may have

`polygon` (counter-clockwise), `height`, `doors`, `windows`, and beyond those of the contract:

| list | fields |
|---|---|
| `columns` | `id`, `x`, `y`, `width`, `depth`, `yaw_deg` (0): from floor to ceiling |
| `radiators` | `id`, `wall`, `offset`, `width`, `height` (0.6), `depth` (0.1) |
| `sockets` | `id`, `wall`, `offset`, `width` (0.08), `height` of the middle (0.3) |
| `zones` | `id`, `polygon`: named parts of the floor |
"""


def page() -> str:
    """The whole page, Markdown."""
    rows = [_rows("The contract's relations", list(CONTRACT_KINDS)), _rows("The product's own", _own())]
    return "\n".join([HEAD, *rows]) + ALWAYS


def _own() -> list[str]:
    return [k for k in KINDS if k not in CONTRACT_KINDS]


def _rows(title: str, kinds: list[str]) -> str:
    lines = [f"## {title}\n", "| type | says | `b` | args |", "|---|---|---|---|"]
    return "\n".join([*lines, *(f"| `{k}` | {sentence(k)} | {_partner(k)} | {_args(k)} |" for k in kinds)]) + "\n"


def _partner(kind: str) -> str:
    if kind in UNARY:
        return "–"
    if kind in ("at_window", "not_blocking"):
        return "landmark"
    return "object or landmark" if kind in LANDMARK_KINDS else "object"


def _args(kind: str) -> str:
    cls = KINDS[kind]
    hints, defaults = get_type_hints(cls), {f.name: f.default for f in fields(cls)}
    return "<br>".join(f"`{key}`: {_value(hints[n], defaults[n], key)}" for key, n in argument_names(kind).items())


def _value(hint: Any, default: Any, key: str) -> str:
    """What an argument takes, with its default."""
    if get_origin(hint) is Literal:
        return ", ".join(f"**{v}**" if v == default else str(v) for v in get_args(hint))
    if get_origin(hint) is tuple:
        return "ids" if get_args(hint)[0] is str else "numbers"
    if hint is str:
        return "id"
    number = math.degrees(default) if key.endswith("_deg") else default
    return "no limit" if math.isinf(number) else f"{number:g}"


if __name__ == "__main__":
    sys.stdout.write(page())
