"""What Gradio does wrong and the studio cannot do without, mended in one place.

A handler that yields sends the browser differences of what it sent before (`gradio.utils.diff`). Where lists within
lists become shorter, Gradio 6.31 counts what it deletes twice, and the page shows something else than was sent, or
stops listening ("Cannot read properties of undefined"). Values are sent whole instead.
"""

from __future__ import annotations

from typing import Any

Edit = list[Any]
"""[what to do, path, value], as Gradio's client reads it."""


def whole(old: Any, new: Any) -> list[Edit]:
    """The difference of two values: none, or the new value in the place of the old."""
    return [] if old == new else [["replace", [], new]]


def mend_streams() -> None:
    """From now on values are sent whole."""
    from gradio import utils

    utils.diff = whole
