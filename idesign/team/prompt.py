"""Prompts: files with placeholders that are filled from code and data, and words of others marked as material."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template

RULES = "rules"
SHOWN = 6000
"""Characters of a client's words that a role is shown."""


def system_prompt(role: str, **values: str) -> str:
    """The prompt of a role with its placeholders filled. Raises `KeyError` for one that has no value."""
    return _template(role).substitute(rules=_template(RULES).template.strip(), **values).strip()


@cache
def _template(name: str) -> Template:
    return Template((files("idesign.team") / "prompts" / f"{name}.md").read_text(encoding="utf-8"))


def quoted(text: str) -> str:
    """Words of others, each line marked, so that none of them can pass for a line of ours."""
    return "\n".join(f"> {line}" for line in text[:SHOWN].splitlines() or [""])


def listed(lines: list[str] | tuple[str, ...], none: str = "none") -> str:
    """A list, or a word for an empty one."""
    return "\n".join(f"- {line}" for line in lines) or f"- {none}"
