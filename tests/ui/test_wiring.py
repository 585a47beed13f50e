"""How answers reach the page: each carries the step that it shows, and what was refused is answered too."""

from __future__ import annotations

from typing import Any

import gradio as gr

from idesign.errors import InputError
from ui.session import Session
from ui.sessions import SessionStore
from ui.wiring import Wiring
from ui.workshop import Workshop


def _wiring() -> tuple[Wiring, str]:
    with gr.Blocks():
        app = Wiring(SessionStore(), Workshop())
        app.show(gr.HTML(), lambda s: {"of": s.revision})
    return app, app.store.create(Session())


def test_a_later_step_has_a_greater_number() -> None:
    app, key = _wiring()
    steps = [app.store.update(key, lambda s: s) for _ in range(2)]
    first, second = (app.updates(key, None, s)[0] for s in steps)
    assert first["of"] == second["of"]
    assert first["serial"] < second["serial"]


def test_what_is_refused_is_answered_anew() -> None:
    """Gradio sends nothing when a value is the same as before; the view still shows what was not accepted."""
    app, key = _wiring()
    shown = app.updates(key, None, app.store.get(key))[0]
    again: Any = app._refused(key, InputError("no"))[0]
    assert {**again, "serial": 0} == {**shown, "serial": 0}
    assert again != shown
