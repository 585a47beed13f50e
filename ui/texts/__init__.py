"""The words of the interface, one file for each language, the same keys in each (a test holds it)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def texts(language: str) -> Mapping[str, str]:
    """All texts in a language ("en", "de"), by key. Sections of the file are part of the key: `start.go`."""
    document = tomllib.loads((files(__package__) / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{key}": text for section, entries in document.items() for key, text in entries.items()}


def step_in(language: str, step: str) -> str:
    """What the program says it is doing, for a person; as it is where it has no words in that language."""
    return texts(language).get(f"steps.{step.replace(' ', '_')}", step)


def texts_of(language: str, section: str) -> Mapping[str, str]:
    """The texts of one section, by key without the section."""
    head = f"{section}."
    return {key.removeprefix(head): text for key, text in texts(language).items() if key.startswith(head)}
