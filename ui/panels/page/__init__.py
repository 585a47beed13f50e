"""The panels' script and style, and the component that they draw."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import gradio as gr

from ui.page.components import source


def _source(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def component() -> Any:
    """The panels as a component. Event: act."""
    markup = '<section class="panels"><div class="tabs" role="tablist"></div><div class="body" role="tabpanel" tabindex="-1"></div></section>'  # noqa: E501
    return gr.HTML(
        value=None, html_template=markup, css_template=_source("panels.css"),
        js_on_load=f"{source('helpers.js')}\n{_source('panels.js')}", apply_default_css=False, elem_id="panels-view",
    )  # fmt: skip
