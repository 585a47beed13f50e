"""Sentences to a person that can be said in another language: a key of the catalogue with its arguments.

A `Told` is its own English text, so that whoever only reads it need not know; `in_language` says it again. The texts
are in one file for each language with the same keys (a test holds it). A field of a text may be another sentence, a
number (with the language's decimal mark), or several sentences, which commas part; `{a!c}` begins with a capital
letter, `{a!b}` has no full stop. A length is `{a:m}`, or `{a:n}` where the unit stands at another one's end
("1.40 × 0.70 m"); `gm` and `gn` write no zeros that say nothing. A person who reads feet gets feet.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, reduce
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING, Any

from idesign.units import Units, feet_and_inches

if TYPE_CHECKING:
    from idesign.scene import SceneObject

LANGUAGES = ("en", "de")
MARKS = {"en": {}, "de": str.maketrans(",.", ".,")}
"""How a language writes the marks of an English number."""
LENGTHS = {"m": (".2f", " m"), "n": (".2f", ""), "gm": ("g", " m"), "gn": ("g", "")}
"""The formats of lengths: that of the number of metres, and what stands after it."""


class Told(str):
    """An English sentence (or a part of one) that knows its key and what it was made with."""

    key: str
    arguments: Mapping[str, Any]

    def __new__(cls, text: str, key: str, arguments: Mapping[str, Any]) -> Told:
        told = super().__new__(cls, text)
        told.key, told.arguments = key, arguments
        return told

    def __reduce__(self) -> tuple[Any, ...]:
        return Told, (str(self), self.key, self.arguments)


def told(key: str, /, **arguments: Any) -> str:
    """The sentence of that key. Raises `KeyError` for a key or a field that there is not."""
    return Told(_said(key, arguments, "en"), key, arguments)


def in_language(text: str, language: str, units: Units = "metric") -> str:
    """The sentence in a language and in someone's units; words that are no sentence of the catalogue stay as they
    are."""
    if not isinstance(text, Told) or (language == "en" and units == "metric"):
        return str(text)
    return _noun(text, language) if text.key == THING else _said(text.key, text.arguments, language, units)


def number_in(value: float, form: str, language: str) -> str:
    """A number as a language writes it: "1,240.5" is "1.240,5" in German."""
    return format(value, form).translate(MARKS[language])


def length_in(metres: float, language: str, units: Units = "metric", form: str = "m") -> str:
    """A length in a language and in someone's units: "1.40 m", "1,40 m", `4' 7"`."""
    number, unit = LENGTHS[form]
    if units == "imperial":
        return feet_and_inches(metres, " ")
    return number_in(metres + 0.0, number, language) + unit


def linked(parts: Sequence[str], link: str) -> str:
    """ "a and b": one or more parts with a link of the catalogue between each two."""
    return reduce(lambda a, b: told("list.linked", first=a, link=told(f"list.{link}"), last=b), parts)


def spaced(parts: Sequence[str]) -> str:
    """Words with a space between each two."""
    return reduce(lambda a, b: told("list.words", first=a, last=b), parts)


def word(section: str, name: str) -> str:
    """A word of the catalogue, as it is where the catalogue has none."""
    return told(f"{section}.{name}") if known(section, name) else name


def known(section: str, name: str) -> bool:
    """Whether the catalogue has the word."""
    return f"{section}.{name}" in texts("en")


# ---------------------------------------------------------------- things
THING = "thing"


def thing(o: SceneObject) -> str:
    """The name of a thing: in another language the noun of its kind, for a model of a person's own its name."""
    from idesign.scene import model_key

    return Told(
        o.name or o.category.replace("_", " "), THING, {"category": "" if model_key(o.asset.id) else o.category}
    )


def name_in(o: SceneObject, language: str) -> str:
    """The name of a thing in a language."""
    return in_language(thing(o), language)


def room_in(name: str, type: str, language: str) -> str:
    """The name of a room in a language; one that is not that of its type stays."""
    usual = word("rooms", type)
    return in_language(usual, language).capitalize() if name.lower() in (usual, "") else name


def kind(category: str, name: str) -> str:
    """The English name of a kind of furniture, as a sentence part."""
    return Told(name, THING, {"category": category})


def called(o: SceneObject) -> str:
    """ "the desk (desk-0)"."""
    return told("called", name=thing(o), id=o.id)


def named(o: SceneObject) -> str:
    """ "desk (desk-0)"."""
    return told("named", name=thing(o), id=o.id)


def measures(size: tuple[float, float, float]) -> str:
    """ "1.40 × 0.70 × 0.74 m"."""
    return told("size", w=size[0], d=size[1], h=size[2])


def _noun(text: Told, language: str) -> str:
    if language == "en":
        return str(text)
    from assets.retrieval_names import noun_in

    return noun_in(text.arguments["category"], language) or str(text)


# ---------------------------------------------------------------- texts
class _Speaker(Formatter):
    """Fills the fields of a text in a language and in someone's units."""

    def __init__(self, language: str, units: Units) -> None:
        self.language, self.units = language, units

    def said(self, value: Any) -> str:
        if isinstance(value, tuple):
            return ", ".join(map(self.said, value))
        return in_language(value, self.language, self.units)

    def convert_field(self, value: Any, conversion: Any) -> Any:
        if conversion == "b":
            return self.said(value).rstrip(".")
        text = self.said(value) if conversion == "c" else ""
        return text[:1].upper() + text[1:] if conversion == "c" else super().convert_field(value, conversion)

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec in LENGTHS:
            return length_in(value, self.language, self.units, format_spec)
        if isinstance(value, int | float):
            return number_in(value, format_spec, self.language)
        return self.said(value)


def _said(key: str, arguments: Mapping[str, Any], language: str, units: Units = "metric") -> str:
    return filled(texts(language)[key], arguments, language, units)


def filled(text: str, arguments: Mapping[str, Any], language: str, units: Units = "metric") -> str:
    """A text of a language with its fields filled. Raises `KeyError` for a field that there is not."""
    return _Speaker(language, units).vformat(text, (), arguments)


@cache
def texts(language: str) -> Mapping[str, str]:
    """All texts of a language by key. Sections of the file are part of the key: `changes.added`."""
    document = tomllib.loads((files(__package__) / f"{language}.toml").read_text(encoding="utf-8"))
    found = {k: v for k, v in document.items() if isinstance(v, str)}
    return found | {f"{s}.{k}": v for s, row in document.items() if isinstance(row, dict) for k, v in row.items()}
