"""Laws of sentences that can be said again in another language: the same keys, fields that are filled, and English text
for whoever only reads it."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path
from string import Formatter

import pytest

from assets.catalogue import categories
from idesign.sentences import LANGUAGES, Told, in_language, kind, linked, told, word
from idesign.sentences import texts as sentences

ROOT = Path(__file__).resolve().parents[2] / "idesign"


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def calls() -> list[tuple[str, str, set[str]]]:
    """Every `told("key", field=…)` of the program whose key is written out: where, the key, the fields."""
    found = []
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "told":
                given = {k.arg or "" for k in node.keywords}
                found += [(f"{path.name}:{node.lineno}", key, given) for key in keys(node.args[0])]
    return found


def keys(node: ast.AST) -> list[str]:
    """The keys that an expression may be, as far as they are written out."""
    if isinstance(node, ast.IfExp):
        return [*keys(node.body), *keys(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_every_language_has_the_same_keys_and_no_field_that_english_has_not() -> None:
    english = sentences("en")
    for language in LANGUAGES:
        assert set(sentences(language)) == set(english)
        for key, text in sentences(language).items():
            assert text.strip(), key
            assert blanks(text) <= blanks(english[key]), key


def test_every_sentence_of_the_program_gets_the_fields_of_its_text() -> None:
    found = calls()
    assert len(found) > 100
    for where, key, given in found:
        assert blanks(sentences("en")[key]) <= given or "" in given, (where, key)


def test_a_sentence_is_its_english_text_and_can_be_said_again() -> None:
    size = told("size", w=1.4, d=2.0, h=0.55)
    text = told("changes.replaced", old=kind("bed_double", "bed"), new=kind("sofa", "sofa"), size=size)
    assert text == "Replaced bed by sofa, 1.40 × 2.00 × 0.55 m."
    assert in_language(text, "de") == "Bett ersetzt durch Sofa, 1,40 × 2,00 × 0,55 m."
    again = pickle.loads(pickle.dumps(text))
    assert isinstance(again, Told)
    assert in_language(again, "de") == in_language(text, "de")
    assert type(in_language(text, "en")) is str


def test_words_that_are_no_sentence_stay_as_they_are() -> None:
    assert in_language("<img onerror=x> ${y} {z}", "de") == "<img onerror=x> ${y} {z}"
    quoted = told("lost.no_change", words="{words} {0} ${x}")
    assert quoted == "'{words} {0} ${x}' names no change that I know"
    assert word("looks", "dusty rose") == "dusty rose"


def test_parts_are_linked_as_people_say_them() -> None:
    assert linked(["a", "b", "c"], "or") == "a or b or c"
    assert in_language(linked(["a", "b"], "and"), "de") == "a und b"
    assert told("changes.removed_with", things=("a", "b")).endswith(": a, b.")
    assert told("refused.locked", things=told("called", name="desk", id="desk-0")).startswith("The desk")


def test_a_field_that_is_missing_is_a_fault() -> None:
    with pytest.raises(KeyError):
        told("changes.added", thing="x")


def test_every_kind_of_furniture_has_a_german_name() -> None:
    english = {c: kind(c, c) for c in categories()}
    same = [c for c, name in english.items() if in_language(name, "de") == c]
    assert not same
