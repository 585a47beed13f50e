"""The studio's plan and 3D view as Gradio components: two pictures of one document, in step with each other.

Events (`component.operate` and so on): `operate` {operations}: one gesture as operations of `idesign.edits`, to be one
undo step; `select` {id}; `command` {name}: undo, redo. The value is what `shown` makes of a document. A page
needs `ui.views.models.mount_models`.

Data is only ever in `props.value`, never in a template: Gradio evaluates templates as code. These are functions and not
classes because Gradio writes a type stub beside every class that is derived from its components.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from idesign.units import Units
from ui.session import Language
from ui.views.conflicts import BOARDS, dragged_from_json
from ui.views.document import ViewDocument
from ui.views.models import script_path
from ui.views.problems import problems_of
from ui.views.words import view_texts

_ON_LOAD = """
const events = {
  operate: (data) => trigger("operate", data),
  select: (data) => trigger("select", data),
  command: (data) => trigger("command", data),
};
window.idesignViews.%s(element, { props, watch, server, events });
"""


def plan_view() -> Any:
    """The floor plan, on which things are dragged."""
    return _view("plan")


def space_view() -> Any:
    """The room in 3D, in which things are dragged and through which one walks."""
    return _view("space")


def _view(name: str) -> Any:
    return gr.HTML(
        value=None,
        html_template="<div></div>",
        js_on_load=_ON_LOAD % name,
        head=f'<script src="{script_path()}"></script>',
        server_functions=[check],
        apply_default_css=False,
        elem_id=name,
    )


def shown(document: ViewDocument | None, language: str = "en") -> dict[str, Any]:
    """The value of a view; without a document, that there is no room yet."""
    if document is None:
        return {"empty": view_texts(language)["empty"]}
    return document.json


def check(request: object) -> dict[str, Any]:
    """What would be wrong if a thing stood where it is dragged: {board, id, x, y, yaw_deg, language, units} to
    {problems}."""
    asked = dragged_from_json(request)
    board = BOARDS.get(asked[0]) if asked else None
    if asked is None or board is None or asked[1].id not in board.poses:
        return {"problems": []}
    said = request if isinstance(request, dict) else {}
    language: Language = "de" if said.get("language") == "de" else "en"
    units: Units = "imperial" if said.get("units") == "imperial" else "metric"
    told = problems_of(board.scene, board.found(asked[1]), units, language)
    return {"problems": [{"text": p.text, "ids": p.ids, "severity": p.severity} for p in told]}
