"""From file and folder names to a category and a name that a person reads."""

from __future__ import annotations

import re
from pathlib import PurePath

from assets.catalogue import lookup, normal

SURE = 0.7


def words_of(stem: str) -> str:
    """ "ArmChair_01" -> "arm chair": camel case, underscores and numbers apart, without the numbers."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", stem)
    text = re.sub(r"[\W_\d]+", " ", text).strip().lower()
    return text or stem.lower()


def category_of(path: PurePath, tags: tuple[str, ...] = ()) -> str | None:
    """The category that the file's name means, else a tag, else its folder; None when none is sure enough. "arm chair"
    is an armchair before it is a kind of chair."""
    own, above = words_of(path.stem), words_of(path.parent.name)
    texts = [t for t in (own, own.replace(" ", ""), *tags, above) if normal(t)]
    exact = [name for text in texts[:2] for name, score in [lookup(text)] if score == 1.0]
    sure = [name for text in texts for name, score in [lookup(text)] if score >= SURE]
    return next(iter([*exact, *sure]), None)
