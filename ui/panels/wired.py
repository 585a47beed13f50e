"""The panels on the page: one component, one event (`act`), and what each act does to the session.

Acts that take long run in the workshop and show how far they are; one at a time for each session, to be stopped at any
moment. What an act carries came from a browser: every field is checked here before anything is done with it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from assets.importing import store as models
from idesign.build import words_compared
from idesign.edits.operations import Lock, Remove
from idesign.errors import IdesignError, InputError
from idesign.scene import Scene
from idesign.sentences import told
from ui.panels import catalogue, graph, inspector, layouts, own_models
from ui.panels.downloads import Downloads
from ui.panels.judgement import Judgement, judged
from ui.panels.layouts import LayoutCard, compared
from ui.panels.lengths import shown
from ui.panels.page import component
from ui.panels.photo import SECONDS as PHOTO_SECONDS
from ui.panels.photo import photographed
from ui.panels.pictures import PictureShelf, drawn
from ui.panels.state import TABS, Kind, PanelState, Work, offered
from ui.panels.takeaway import Taken, made, project_file
from ui.panels.trees import panels_document
from ui.project import project_json
from ui.session import Session, done, fault, selected, turned
from ui.sessions import SessionStore
from ui.texts import texts_of
from ui.wiring import Wiring
from ui.workshop import CancelledError, Job, Workshop

Data = Mapping[str, Any]
QUICK: dict[str, Callable[[Session, Data], Session]] = {}
"""What is done at once, by the name of the act."""


def panels(app: Wiring, downloads: Downloads) -> None:
    """Adds the panels to the page."""
    desk = Desk(app.store, app.workshop, downloads)
    page = component()
    upload = gr.UploadButton(
        "own model", file_types=list(own_models.ENDINGS), elem_id="own-upload", file_count="single"
    )
    app.show(page, lambda s: panels_document(s, desk.pictures.get),
             lambda s: (s.revision, s.selected, s.units, s.language, s.panels))  # fmt: skip
    app.stream(page.act, desk.act)
    app.stream(upload.upload, desk.upload, [upload])


# ---------------------------------------------------------------- acts that are done at once
def _quick(name: str) -> Callable[[Callable[[Session, Data], Session]], Callable[[Session, Data], Session]]:
    def add(function: Callable[[Session, Data], Session]) -> Callable[[Session, Data], Session]:
        QUICK[name] = function
        return function

    return add


def _with(session: Session, **changes: Any) -> Session:
    return replace(session, panels=replace(session.panels, error="", **changes))


@_quick("tab")
def _tab(session: Session, data: Data) -> Session:
    if data.get("tab") not in TABS:
        raise InputError("there is no such panel")
    return _with(session, tab=data["tab"])


@_quick("select")
def _select(session: Session, data: Data) -> Session:
    return _with(selected(session, _text(data, "id")), tab="thing")


@_quick("inspect")
def _inspect(session: Session, data: Data) -> Session:
    values = data.get("values")
    if session.scene is None or not isinstance(values, Mapping):
        raise InputError(told("fault.nothing"))
    operations = inspector.operations_of(session.scene, _text(data, "id"), values, session.units)
    return _with(done(session, operations) if operations else session)


@_quick("lock")
def _lock(session: Session, data: Data) -> Session:
    return _with(done(session, (Lock(_text(data, "id"), data.get("locked") is True),)))


@_quick("delete")
def _delete(session: Session, data: Data) -> Session:
    return _with(done(session, (Remove(_text(data, "id")),)))


@_quick("add")
def _add(session: Session, data: Data) -> Session:
    return _with(done(session, catalogue.added(catalogue.chosen(_text(data, "asset")))))


@_quick("replace")
def _replace(session: Session, data: Data) -> Session:
    if session.selected is None:
        raise InputError(told("fault.select"))
    before = {o.id for o in session.scene.objects} if session.scene else set()
    after = done(session, catalogue.swapped(session.selected, catalogue.chosen(_text(data, "asset"))))
    new = [o.id for o in after.scene.objects if o.id not in before] if after.scene else []
    return _with(selected(after, new[0]) if new else after, gallery=(), gallery_of="")


@_quick("take_layout")
def _take_layout(session: Session, data: Data) -> Session:
    if session.dialogue is None or session.panels.cards_at != session.revision:
        raise InputError(texts_of(session.language, "panel")["stale"])
    after = turned(session, layouts.take(session.dialogue, session.panels.cards, _text(data, "letter")))
    return _with(after, cards=(), cards_at=-1)


@_quick("take_thing")
def _take_thing(session: Session, data: Data) -> Session:
    if session.dialogue is None:
        raise InputError(told("fault.no_room"))
    turn = layouts.take_thing(session.dialogue, session.panels.cards, _text(data, "letter"), (_text(data, "id"),))
    return _with(turned(session, turn))


@_quick("relation")
def _relation(session: Session, data: Data) -> Session:
    number, weight = data.get("number"), data.get("weight", 1.0)
    if session.scene is None or not isinstance(number, int) or not isinstance(weight, int | float):
        raise InputError(told("fault.no_relation"))
    return _with(done(session, graph.relation_operations(session.scene, number, _text(data, "action"), float(weight))))


@_quick("large")
def _large(session: Session, data: Data) -> Session:
    """A file that the browser did not even send."""
    size = data.get("size")
    raise InputError(own_models.too_large(size if isinstance(size, int) else 0))


@_quick("kind")
def _kind(session: Session, data: Data) -> Session:
    return _with(session, kind=_text(data, "kind")[:60])


def _text(data: Data, name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str):
        raise InputError(f"{name} is missing")
    return value[:600]


# ---------------------------------------------------------------- acts that take long
class Desk:
    """The panels' long work, one piece for each session, and the pictures that all galleries share."""

    def __init__(self, sessions: SessionStore, workshop: Workshop, downloads: Downloads) -> None:
        self.sessions, self.workshop, self.downloads = sessions, workshop, downloads
        self.pictures = PictureShelf()
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._slow: dict[str, Callable[[str, Data], Iterator[Session]]] = {
            "layouts": self._layouts, "judge": self._judge, "photo": self._photo, "file": self._file,
            "project": self._project, "gallery": self._gallery, "search": self._search, "stop": self._stop,
        }  # fmt: skip

    def act(self, key: str, data: Any) -> Iterator[Session]:
        """One act. What cannot be done is said in the panel, and nothing changes."""
        name = data.get("do") if isinstance(data, Mapping) else None
        try:
            yield from self._done(key, name if isinstance(name, str) else "", data)
        except IdesignError as e:
            yield self._set(key, error=fault(self.sessions.get(key), e), work=None)

    def _done(self, key: str, name: str, data: Data) -> Iterator[Session]:
        if name in QUICK:
            yield self.sessions.update(key, lambda s: QUICK[name](s, data))
        elif name in self._slow:
            yield from self._slow[name](key, data)
        else:
            raise InputError("that cannot be done here")

    def upload(self, key: str, path: Any) -> Iterator[Session]:
        """A person's own model comes into the catalogue."""
        if not isinstance(path, str):
            return
        yield self._set(key, error="", work=Work("own"))
        try:
            record = own_models.bring_own(Path(path), Path(path).name, self.sessions.get(key).panels.kind)
        except IdesignError as e:
            yield self._set(key, error=fault(self.sessions.get(key), e), work=None)
            return
        yield self.sessions.update(key, lambda s: _with_own(s, record))
        yield from self._draw(key, [c.asset for c in self.sessions.get(key).panels.found])

    # ------------------------------------------------------------ pieces of work
    def _layouts(self, key: str, data: Data) -> Iterator[Session]:
        session = self.sessions.get(key)
        at = session.revision

        def shown_(cards: tuple[LayoutCard, ...]) -> Callable[[PanelState], PanelState]:
            return lambda p: replace(p, cards=cards, cards_at=at)

        def finished(cards: tuple[LayoutCard, ...]) -> Callable[[PanelState], PanelState]:
            none = texts_of(session.language, "panel")["no_others"] if len(cards) < 2 else ""
            return lambda p: replace(p, cards=cards, cards_at=at, again=p.again + 1, error=none)

        job = self.workshop.submit(compared, _room(session), session.panels.again)
        yield from self._follow(key, "layouts", job, shown_, finished)

    def _judge(self, key: str, data: Data) -> Iterator[Session]:
        session = self.sessions.get(key)
        at = session.revision

        def finished(found: Judgement) -> Callable[[PanelState], PanelState]:
            return lambda p: replace(p, judgement=found, judged_at=at)

        yield from self._follow(key, "judge", self.workshop.submit(judged, _room(session)), _told, finished)

    def _photo(self, key: str, data: Data) -> Iterator[Session]:
        def finished(taken: Taken) -> Callable[[PanelState], PanelState]:
            file = self.downloads.put(taken)
            return lambda p: offered(p, (file, taken.name))

        job = self.workshop.submit(photographed, _room(self.sessions.get(key)), seconds=PHOTO_SECONDS)
        yield from self._follow(key, "photo", job, _told, finished)

    def _file(self, key: str, data: Data) -> Iterator[Session]:
        def finished(taken: Taken) -> Callable[[PanelState], PanelState]:
            file = self.downloads.put(taken)
            return lambda p: offered(p, (file, taken.name))

        session = self.sessions.get(key)
        job = self.workshop.submit(made, _room(session), _text(data, "key"), session.units)
        yield from self._follow(key, "file", job, _told, finished)

    def _project(self, key: str, data: Data) -> Iterator[Session]:
        session = self.sessions.get(key)
        _room(session)
        taken = project_file(project_json(session))
        file = self.downloads.put(taken)
        yield self.sessions.update(key, lambda s: replace(s, panels=offered(s.panels, (file, taken.name))))

    def _gallery(self, key: str, data: Data) -> Iterator[Session]:
        id, session = _text(data, "id"), self.sessions.get(key)
        found = catalogue.gallery(_room(session), id, _own(session))
        yield self._set(key, gallery=found, gallery_of=id, error="")
        yield from self._draw(key, [c.asset for c in found])

    def _search(self, key: str, data: Data) -> Iterator[Session]:
        values = data.get("values")
        words = values.get("words") if isinstance(values, Mapping) else None
        if not isinstance(words, str):
            raise InputError(told("fault.no_search"))
        with words_compared() as remarks:
            found = catalogue.found(words, _own(self.sessions.get(key)))
        yield self._set(key, query=words[: catalogue.WORDS], found=found, error=" ".join(remarks))
        yield from self._draw(key, [c.asset for c in found])

    def _draw(self, key: str, ids: list[str]) -> Iterator[Session]:
        """Pictures that are missing, a few at a time so that the page is not redrawn for each."""
        missing = self.pictures.missing(ids)
        if not missing:
            return
        job = self.workshop.submit(drawn, missing, lane="quick")
        for k, news in enumerate(n for n in job.watch() if n is not None):
            self.pictures.put(*news)
            if k % 4 == 3:
                yield self._pictured(key)
        yield self._pictured(key)

    def _pictured(self, key: str) -> Session:
        return self.sessions.update(key, lambda s: replace(s, panels=replace(s.panels, pictures=s.panels.pictures + 1)))

    def _stop(self, key: str, data: Data) -> Iterator[Session]:
        job = self._jobs.pop(key, None)
        if job is not None:
            job.cancel()
        yield self._set(key, work=None)

    # ------------------------------------------------------------ how a piece of work is followed
    def _follow(
        self, key: str, kind: Kind, job: Job, told: Callable[[Any], Callable[[PanelState], PanelState]],
        finished: Callable[[Any], Callable[[PanelState], PanelState]],
    ) -> Iterator[Session]:  # fmt: skip
        """Shows a job until it is over; ends it when nobody watches any longer. Raises the job's error."""
        with self._lock:
            before = self._jobs.pop(key, None)
            self._jobs[key] = job
        if before is not None:
            before.cancel()
        try:
            yield self._set(key, work=Work(kind), error="")
            for news in job.watch():
                if news is not None:
                    yield self._update(key, told(news))
            yield self._update(key, _ended(finished(job.wait())))
        except CancelledError:
            yield self._set(key, error=texts_of(self.sessions.get(key).language, "panel")["stopped"])
        finally:
            job.cancel()
            if self._jobs.get(key) is job:
                self._jobs.pop(key, None)
                self._set(key, work=None)

    def _update(self, key: str, change: Callable[[PanelState], PanelState]) -> Session:
        return self.sessions.update(key, lambda s: replace(s, panels=change(s.panels)))

    def _set(self, key: str, **changes: Any) -> Session:
        return self._update(key, lambda p: replace(p, **changes))


def _told(news: Any) -> Callable[[PanelState], PanelState]:
    """How far the work is: (what is being done, share)."""
    text, share = news
    return lambda p: replace(p, work=replace(p.work, text=text, share=share) if p.work else None)


def _ended(change: Callable[[PanelState], PanelState]) -> Callable[[PanelState], PanelState]:
    return lambda p: replace(change(p), work=None)


def _room(session: Session) -> Scene:
    if session.dialogue is None:
        raise InputError(told("fault.no_room"))
    return session.dialogue.scene


def _own(session: Session) -> list[models.Record]:
    return [models.record(k) for k in session.panels.own if models.has(k)]


def _with_own(session: Session, record: models.Record) -> Session:
    """With a model of the person's own in the catalogue, shown first."""
    keys = tuple(dict.fromkeys((*session.panels.own, record.key)))
    size = " × ".join(shown(v, session.units) for v in record.size)
    text = texts_of(session.language, "panel")["own_added"].format(name=record.name, size=size)
    state = replace(session.panels, own=keys, work=None, kind="", query=record.name, error=text)
    found = catalogue.found(record.name, _own(replace(session, panels=state)))
    mine = tuple(c for c in found if f"model={record.key}" in c.asset)
    return replace(session, panels=replace(state, found=mine, error=""))
