"""A request that came as a letter: its greeting and its signature say nothing of the room."""

from __future__ import annotations

from functools import cache

from idesign.designers.embedded.reading.lexicon import data

LONGEST_GREETING = 60
LONGEST_CLOSING = 40
"""Characters of a line that only greets, or only takes leave."""


def body(text: str) -> str:
    """The text with blanks in place of a line that only greets at the beginning, and of the signature at the end, down
    to a postscript; every other character keeps its place."""
    lines = text.split("\n")
    closing = next((k for k, line in enumerate(lines) if k and _closes(line)), len(lines))
    postscripts = (k for k in range(closing, len(lines)) if _bare(lines[k]).startswith(_words("postscript")))
    after = next(postscripts, len(lines))
    gone = set(range(closing, after)) | {k for k, line in enumerate(lines[:-1]) if k < 2 and _greets(line)}
    return "\n".join(" " * len(line) if k in gone else line for k, line in enumerate(lines))


def _greets(line: str) -> bool:
    begins = _bare(line).startswith(_words("greeting"))
    return begins and len(line) <= LONGEST_GREETING and line.rstrip().endswith((",", "!", ":"))


def _closes(line: str) -> bool:
    return len(line) <= LONGEST_CLOSING and _bare(line).rstrip(",.! ") in _words("closing")


def _bare(line: str) -> str:
    return line.strip().lower()


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(data("words.toml")["letter"][kind])
