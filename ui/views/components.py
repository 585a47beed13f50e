"""The studio's plan and 3D view as Gradio components: two pictures of one document, in step with each other.

Events (`component.operate(handler)` and so on): `operate` {base, operations}: one gesture as operations of
`idesign.edits`, to be one undo step; `select` {id}; `command` {name}: undo, redo. Set a `ViewDocument`, or None while
there is no room, as the value. Pages need `ui.views.models.mount_models`.

Data is only ever in `props.value`, never in a template: Gradio evaluates templates as code.
"""

from __future__ import annotations

from itertools import count
from typing import Any

import gradio as gr

from ui.views.conflicts import BOARDS, dragged_from_json
from ui.views.document import ViewDocument
from ui.views.models import script_path
from ui.views.problems import problems_of
from ui.views.words import view_texts

_ANSWERS = count(1)
_ON_LOAD = """
const events = {
  operate: (data) => trigger("operate", data),
  select: (data) => trigger("select", data),
  command: (data) => trigger("command", data),
};
window.idesignViews.%s(element, { props, watch, server, events });
"""


def check(request: object) -> dict[str, Any]:
    """What would be wrong if a thing stood where it is dragged: {board, id, x, y, yaw_deg, language} to {problems}."""
    asked = dragged_from_json(request)
    board = BOARDS.get(asked[0]) if asked else None
    if asked is None or board is None or asked[1].id not in board.poses:
        return {"problems": []}
    language = request.get("language") if isinstance(request, dict) else None
    told = problems_of(board.scene, board.found(asked[1]), view_texts("de" if language == "de" else "en"))
    return {"problems": [{"text": p.text, "ids": p.ids, "severity": p.severity} for p in told]}


class _View(gr.HTML):
    """What both views share: a document as value, numbered, so that each answer of the server reaches the browser."""

    opens = ""

    def __init__(self, value: ViewDocument | None = None, **known: Any) -> None:
        super().__init__(
            value,
            html_template="<div></div>",
            js_on_load=_ON_LOAD % self.opens,
            head=f'<script src="{script_path()}"></script>',
            server_functions=[check],
            apply_default_css=False,
            **known,
        )

    def postprocess(self, value: ViewDocument | None) -> Any:
        """The document as data. Gradio sends nothing when a value is the same as before, but a gesture that changed
        nothing has to be taken back on the screen too."""
        return None if value is None else {**value.json(), "answer": next(_ANSWERS)}


class PlanView(_View):
    """The floor plan, on which things are dragged."""

    opens = "plan"


class SpaceView(_View):
    """The room in 3D, in which things are dragged and through which one walks."""

    opens = "space"
