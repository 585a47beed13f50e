"""Which maker a model is of, by its name: a judge tends to favour what its own family made."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files


@cache
def _families() -> Mapping[str, tuple[str, ...]]:
    read = tomllib.loads((files("eval.judge") / "data" / "families.toml").read_text(encoding="utf-8"))
    return {name: tuple(starts) for name, starts in read.items()}


def family_of(model: str) -> str:
    """The maker, such as "openai"; "" when the name does not tell."""
    words = re.split(r"[^a-z0-9]+", model.lower())
    for name, starts in _families().items():
        if any(re.match(rf"{start}(?![a-z])", word) for word in words for start in starts):
            return name
    return ""


def kin_of(judge: str, makers: Iterable[str]) -> tuple[str, ...]:
    """The makers of a scene that are the judge itself or of its family."""
    own = family_of(judge)
    return tuple(sorted({m for m in makers if m == judge or (own and family_of(m) == own)}))
