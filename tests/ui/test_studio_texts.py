"""The interface says the same things in every language."""

from __future__ import annotations

import re
import string

from ui.texts import texts


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_has_the_same_keys_and_blanks() -> None:
    english, german = texts("en"), texts("de")
    assert set(english) == set(german)
    for key, text in english.items():
        assert all((text.strip(), german[key].strip())), key
        assert names(text) == names(german[key]), key


def test_no_text_is_markup() -> None:
    for language in ("en", "de"):
        for key, text in texts(language).items():
            assert not re.search(r"<[a-z/]", text), key
