"""The views' texts by language: the section `views` of the interface's catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from ui.texts import texts_of


def view_texts(language: str) -> Mapping[str, str]:
    """The texts by key."""
    return texts_of(language, "views")
