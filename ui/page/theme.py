"""Colours and type for what Gradio draws, in step with `studio.css`."""

from __future__ import annotations

import gradio as gr


def theme() -> gr.themes.Base:
    """Warm paper, dark ink, one green; no font is loaded from anywhere."""
    sans = [
        "Inter",
        "ui-sans-serif",
        "system-ui",
        "-apple-system",
        "Segoe UI",
        "Roboto",
        "Helvetica Neue",
        "sans-serif",
    ]
    return gr.themes.Base(
        primary_hue="emerald", neutral_hue="stone", radius_size="md", spacing_size="sm", text_size="sm", font=sans,
        font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
    )  # fmt: skip
