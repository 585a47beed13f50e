"""How the studio's parts meet: handlers from (session, value) to session, and what is shown drawn from the session.

A part registers what it shows (`show`) and what its components do (`on`, `stream`); `connect` then ties every trigger
to all that is shown, so that chat, views and panels are always in step. Only what depends on something that changed is
sent. No handler is a public API.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from idesign.edits.dialogue import Understand
from idesign.edits.model import understanding
from idesign.errors import IdesignError
from ui.session import Session, fault
from ui.sessions import SessionStore
from ui.texts import texts
from ui.workshop import Workshop

Handler = Callable[[Session, Any], Session]
"""The session after an event. The value is the event's data (a mapping) when no inputs are given, else the input's
value, or a tuple of the inputs' values."""
Stream = Callable[[str, Any], Iterator[Session]]
"""For long work: the session's key and the value in; sessions to show as they come. Takes and gives back the session
through `Wiring.store` itself, briefly each time."""
Render = Callable[[Session], Any]
Of = Callable[[Session], Any]
PRIVATE: Mapping[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "trigger_mode": "multiple",
    "queue": True,
}


def everything(session: Session) -> Any:
    """What most of what is shown depends on."""
    return session.revision, session.selected, session.units, session.language


@dataclass(frozen=True)
class _Shown:
    component: Any
    render: Callable[[Session, str], Any]
    of: Of


@dataclass(frozen=True)
class _Tied:
    trigger: Callable[..., Any]
    handler: Handler | None
    stream: Stream | None
    inputs: tuple[Any, ...]
    js: str | None


class Wiring:
    """What a part of the studio gets: the store of sessions, the workshop for long work, and how to tie things. Made
    inside `gr.Blocks`.

    Acts are worked out one at a time: when twenty threads took turns at the interpreter by the millisecond, people who
    drag waited twice as long for their answers (`idesign benchmark studio`). No handler waits for anything.
    """

    def __init__(self, store: SessionStore, workshop: Workshop, llm: str = "offline") -> None:
        self.store, self.workshop, self.llm = store, workshop, llm
        self.key = gr.State("")
        self._shown: list[_Shown] = []
        self._tied: list[_Tied] = []
        self._turn = threading.RLock()

    @property
    def understand(self) -> Understand | None:
        """How words about a room are read: None for the embedded reader."""
        return understanding(self.llm)

    # ------------------------------------------------------------ what a part calls
    def show(self, component: Any, render: Render, of: Of = everything) -> Any:
        """Keeps a component in step: `render` gives its value (or a `gr.update`), anew when `of` gives another value.
        Returns the component."""
        self._shown.append(_Shown(component, lambda session, key: render(session), of))
        return component

    def show_with_key(self, component: Any, render: Callable[[Session, str], Any], of: Of = everything) -> Any:
        """The same for what also needs the session's key."""
        self._shown.append(_Shown(component, render, of))
        return component

    def words(self, component: Any, **keys: str) -> Any:
        """Keeps texts of a component in the session's language, by keys of `ui/texts`: `words(button,
        value="bar.undo")`."""

        def render(session: Session) -> Any:
            known = texts(session.language)
            updated: dict[str, Any] = {attribute: known[key] for attribute, key in keys.items()}
            return gr.update(**updated)

        return self.show(component, render, lambda session: session.language)

    def on(
        self, trigger: Callable[..., Any], handler: Handler, inputs: Sequence[Any] = (), js: str | None = None
    ) -> None:
        """After `trigger` (such as `button.click`) the session is what `handler` makes of it. An `InputError` of the
        handler is told to the person and changes nothing."""
        self._tied.append(_Tied(trigger, handler, None, tuple(inputs), js))

    def stream(self, trigger: Callable[..., Any], handler: Stream, inputs: Sequence[Any] = ()) -> None:
        """The same for long work that shows how it goes."""
        self._tied.append(_Tied(trigger, None, handler, tuple(inputs), None))

    # ------------------------------------------------------------ tying
    def connect(
        self, load: Callable[..., Any], memory: Any, begin: Callable[[Any], str], follow: Stream, js: str
    ) -> None:
        """Ties everything; called once, after all parts have registered. When the page loads, `begin` gives the key for
        what the browser remembers (`js` reads it into `memory`), and `follow` shows work that goes on."""
        outputs = [s.component for s in self._shown]

        def arrive(remembered: Any) -> Iterator[list[Any]]:
            key = begin(remembered)
            last = self.store.get(key)
            yield [key, *self.updates(key, None, last)]
            for session in follow(key, None):
                yield [key, *self.updates(key, last, session)]
                last = session

        load(arrive, [memory], [self.key, *outputs], js=js, **PRIVATE)
        for tied in self._tied:
            run = self._runner(tied) if tied.handler else self._streamer(tied)
            tied.trigger(run, [self.key, *tied.inputs], outputs, js=tied.js, **PRIVATE)

    def updates(self, key: str, before: Session | None, after: Session) -> list[Any]:
        """What to send to everything shown when the session became `after`; all of it when `before` is None."""
        with self._turn:
            return [
                gr.skip()
                if before is not None and s.of(before) == s.of(after)
                else _stamped(s.render(after, key), after)
                for s in self._shown
            ]

    def _runner(self, tied: _Tied) -> Callable[..., Any]:
        handler = tied.handler
        assert handler is not None

        def run(key: str, *values: Any) -> Any:
            seen: list[Session] = []

            def step(session: Session) -> Session:
                seen.append(session)
                return handler(session, _value(values))

            with self._turn:
                try:
                    after = self.store.update(key, step)
                except IdesignError as e:
                    return self._refused(key, e)
                return self.updates(key, seen[0], after)

        return _with_event(run, bool(tied.inputs))

    def _streamer(self, tied: _Tied) -> Callable[..., Any]:
        stream = tied.stream
        assert stream is not None

        def run(key: str, *values: Any) -> Any:
            try:
                last = self.store.get(key)
                for session in stream(key, _value(values)):
                    yield self.updates(key, last, session)
                    last = session
            except IdesignError as e:
                yield self._refused(key, e)

        return _with_event_stream(run, bool(tied.inputs))

    def _refused(self, key: str, error: IdesignError) -> list[Any]:
        """Nothing changed, but a view may show what was not accepted: all is drawn as it is."""
        if key not in self.store:
            gr.Warning(str(error))
            return [gr.skip() for _ in self._shown]
        session = self.store.update(key, lambda s: s)
        gr.Warning(fault(session, error), title=texts(session.language)["chat.note"])
        return self.updates(key, None, session)


def _stamped(value: Any, session: Session) -> Any:
    """A document with the step that it shows: answers to two acts may arrive in the other order, and Gradio sends
    nothing when a value is the same as before."""
    return {**value, "serial": session.serial} if isinstance(value, dict) and "__type__" not in value else value


def _value(values: tuple[Any, ...]) -> Any:
    return values[0] if len(values) == 1 else values


def _with_event(run: Callable[..., Any], has_inputs: bool) -> Callable[..., Any]:
    """Gradio passes the event's data to what asks for it by type."""

    def with_data(key: str, event: gr.EventData) -> Any:
        return run(key, event._data)

    return run if has_inputs else with_data


def _with_event_stream(run: Callable[..., Any], has_inputs: bool) -> Callable[..., Any]:
    def with_data(key: str, event: gr.EventData) -> Any:
        yield from run(key, event._data)

    def with_inputs(key: str, *values: Any) -> Any:
        yield from run(key, *values)

    return with_inputs if has_inputs else with_data
