"""The studio's own parts of the page as Gradio components: fixed markup, drawn by their script from `value` (JSON).

Nothing that a person or a model wrote is ever part of a template; scripts set it as text. These are functions and not
classes because Gradio writes a type stub beside every class that is derived from its components.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import gradio as gr


def packaged(name: str) -> bytes:
    """A file of this folder."""
    return (files(__package__) / name).read_bytes()


def source(name: str) -> str:
    """The same as text."""
    return packaged(name).decode()


def part(elem_id: str, markup: str, functions: list[Callable[..., Any]] | None = None) -> Any:
    """A component that draws itself by the script that is called like it. Its events are those that the script
    triggers."""
    return gr.HTML(
        value=None,
        html_template=markup,
        js_on_load=f"{source('helpers.js')}\n{source(f'{elem_id}.js')}",
        apply_default_css=False,
        elem_id=elem_id,
        server_functions=functions,
    )


def bar(project: Callable[[str], str]) -> Any:
    """Above everything; `project` gives the file to save. Events: undo, redo, shuffle, fresh, units, language."""
    return part("bar", '<div class="bar"></div>', [project])


def start() -> Any:
    """The first screen. Events: furnish, example, open, resume."""
    return part("start", '<div class="start"></div>')


def chat() -> Any:
    """The conversation. Events: say, stop, revert."""
    return part(
        "chat",
        '<section class="chat"><h2 class="chat-title"></h2>'
        '<div class="messages" role="log" aria-live="polite" tabindex="0"></div><div class="composer"></div></section>',
    )
