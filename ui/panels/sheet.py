"""A panel as a tree of plain elements: data that one script turns into the page, texts as text, never as markup.

A node has a tag of a short list, a class, a text, children, and what a click or a filled form asks for (`act`). The
script (`page/panels.js`) knows no more than this, so no panel needs a script of its own and nothing that a person or a
model wrote can become markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TAGS = frozenset(
    {
        *("div", "p", "h3", "h4", "ul", "li", "span", "strong", "small", "details", "summary", "img", "progress"),
        *("button", "form", "label", "input", "select", "table", "thead", "tbody", "tr", "th", "td"),
    }
)


@dataclass(frozen=True)
class Node:
    """An element. `act` is sent when it is clicked, or its form submitted (then with the values of the fields under
    "values"); `name`, `value` and `options` (value, text) are those of a field; `picture` a data address; `label` what
    a screen reader says; `test` a name for tests. Raises `ValueError` for a tag that is not drawn."""

    tag: str
    kind: str = ""
    text: str = ""
    children: tuple[Node, ...] = ()
    act: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    label: str = ""
    test: str = ""
    off: bool = False

    def __post_init__(self) -> None:
        if self.tag not in TAGS or (self.picture and not self.picture.startswith("data:image/")):
            raise ValueError(f"<{self.tag}> with picture {self.picture[:20]!r} is not drawn in a panel")


def node_json(node: Node) -> dict[str, Any]:
    """The tree as JSON values, what is empty left out."""
    out: dict[str, Any] = {"tag": node.tag}
    plain = ("kind", "text", "act", "name", "value", "options", "picture", "label", "test", "off")
    out |= {k: v for k in plain if (v := getattr(node, k))}
    if node.name:
        out["value"] = node.value
    return out | ({"children": [node_json(c) for c in node.children]} if node.children else {})


# ---------------------------------------------------------------- the elements that panels are made of
def box(kind: str, *children: Node | None, tag: str = "div", test: str = "", label: str = "") -> Node:
    return Node(tag, kind, children=tuple(c for c in children if c is not None), test=test, label=label)


def text(words: str, kind: str = "", tag: str = "p") -> Node:
    return Node(tag, kind, words)


def button(words: str, test: str = "", kind: str = "", label: str = "", off: bool = False, **act: Any) -> Node:
    """A button that asks for `act` (at least `do`)."""
    return Node("button", kind, words, act=act, test=test, label=label, off=off)


def entry(words: str, name: str, value: str, test: str = "") -> Node:
    """A field with its label."""
    return box("field", text(words, tag="span"), Node("input", name=name, value=value, test=test or name), tag="label")


def choice(words: str, name: str, value: str, options: tuple[tuple[str, str], ...]) -> Node:
    """A field to choose from; a value that is not among the options is one of them."""
    known = options if any(v == value for v, _ in options) else ((value, value), *options)
    field = Node("select", name=name, value=value, options=known, test=name)
    return box("field", text(words, tag="span"), field, tag="label")


def form(kind: str, *children: Node | None, test: str = "", **act: Any) -> Node:
    return Node("form", kind, children=tuple(c for c in children if c is not None), act=act, test=test)
