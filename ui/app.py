"""The studio's page: wiring only. Parts draw themselves, handlers are elsewhere; `build_app` ties them together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import gradio as gr
from gradio.events import api

from ui import events
from ui.api import Api
from ui.designing import Designing
from ui.examples import examples
from ui.page import components as parts
from ui.page.documents import bar_document, chat_document, start_document
from ui.panels.downloads import Downloads
from ui.panels.wired import panels
from ui.project import project_json
from ui.session import Session, with_language
from ui.sessions import SessionStore
from ui.views.components import plan_view, shown, space_view
from ui.views.document import view_document
from ui.wanted import wanted_of
from ui.wiring import Wiring
from ui.workshop import Workshop

MEMORY = """() => { const read = (s, k) => { try { return s.getItem(k); } catch (e) { return null; } };
  return [JSON.stringify({ key: read(sessionStorage, 'idesign.key'), language: navigator.language })]; }"""
"""What the browser remembers when the page loads."""


def build_app(store: SessionStore, workshop: Workshop, downloads: Downloads, llm: str = "offline") -> gr.Blocks:
    """The page over a store of sessions, workers for long work and files to take away."""
    page = gr.Blocks(title="idesign", fill_width=True, fill_height=True, analytics_enabled=False)
    with page:
        app = Wiring(store, workshop, llm)
        designing = Designing(store, workshop)
        memory = gr.Textbox(visible=False)
        bar = parts.bar(_project(store))
        start = parts.start()
        with gr.Row(elem_id="studio"):
            chat = parts.chat()
            with gr.Column(elem_id="work"):
                with gr.Row(elem_id="stage"):
                    _views(app)
                with gr.Column(elem_id="panels"):
                    panels(app, downloads)
        _tie_bar(app, bar, designing)
        _tie_start(app, start, designing)
        _tie_chat(app, chat, designing)
        app.connect(page.load, memory, partial(arrived, store), designing.watch, MEMORY)
        for function in Api(workshop, downloads, llm).functions():
            api(function, api_name=function.__name__, concurrency_limit=2, concurrency_id="api")
    page.queue(default_concurrency_limit=32)
    return page


def _views(app: Wiring) -> None:
    """Plan and 3D side by side."""
    for view in (plan_view(), space_view()):
        app.show(view, view_value, seen_by_views)
        app.on(view.operate, events.on_operate)
        app.on(view.select, events.on_select)
        app.on(view.command, events.on_command)


def view_value(session: Session) -> dict[str, Any]:
    """What both views draw."""
    scene, language = session.scene, session.language
    if scene is None:
        return shown(None, language)
    return shown(view_document(scene, session.selected, session.units, language, session.revision), language)


def seen_by_views(session: Session) -> Any:
    """A gesture that changed nothing is answered too: the view still shows what the hand did."""
    touches = [m for m in session.messages if m.role == "touch"]
    return session.revision, session.selected, session.units, session.language, len(touches), touches[-1:]


def _project(store: SessionStore) -> Any:
    """What "Save" calls."""

    def project(key: str) -> str:
        return project_json(store.get(str(key)))

    return project


def _tie_bar(app: Wiring, bar: Any, designing: Designing) -> None:
    def fresh(key: str, data: Any) -> Iterator[Session]:
        designing.stop(key)
        session = app.store.get(key)
        kept = app.store.create(session) if session.dialogue is not None else session.previous
        yield app.store.update(key, lambda s: replace(events.on_fresh(s, data), previous=kept))

    app.show_with_key(bar, bar_document, lambda s: (s.revision, s.units, s.language, s.messages))
    app.on(bar.undo, events.on_undo)
    app.on(bar.redo, events.on_redo)
    app.on(bar.units, events.on_units)
    app.on(bar.language, events.on_language)
    app.stream(bar.fresh, fresh)
    app.stream(bar.shuffle, lambda key, data: designing.rearrange(key))


def _tie_start(app: Wiring, start: Any, designing: Designing) -> None:
    def furnish(key: str, data: Any) -> Iterator[Session]:
        return designing.start(key, wanted_of(data, app.llm))

    app.show(start, lambda s: start_document(s, examples()), lambda s: (s.language, s.units, s.previous))
    app.stream(start.furnish, furnish)
    app.on(start.example, lambda s, data: events.on_example(s, data, app.understand))
    app.on(start.resume, lambda s, data: events.on_resume(s, data, app.store.peek, app.understand))
    app.on(start.open, lambda s, data: events.on_open(s, data, app.understand))


def _tie_chat(app: Wiring, chat: Any, designing: Designing) -> None:
    def say(key: str, data: Any) -> Iterator[Session]:
        if app.store.get(key).dialogue is None:
            yield from designing.start(key, wanted_of(data, app.llm))
        else:
            yield from designing.say(key, *events.words_of(data))

    def stop(key: str, data: Any) -> Iterator[Session]:
        designing.stop(key)
        yield app.store.get(key)

    app.show(chat, chat_document, lambda s: (s.messages, s.language, s.revision))
    app.stream(chat.say, say)
    app.stream(chat.stop, stop)
    app.on(chat.revert, events.on_revert)


def arrived(store: SessionStore, remembered: Any) -> str:
    """The key of the session that a browser comes back to, or of a new one."""
    try:
        known = json.loads(remembered) if isinstance(remembered, str) else {}
    except json.JSONDecodeError:
        known = {}
    key = known.get("key") if isinstance(known, dict) else None
    found = store.restore(key) if isinstance(key, str) else None
    if found is not None:
        return found
    german = str(known.get("language", "")).lower().startswith("de") if isinstance(known, dict) else False
    return store.create(with_language(Session(), "de" if german else "en"))
