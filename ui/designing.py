"""A room being furnished, or arranged anew, for a session: what is told on the way becomes the designer's growing
message.

The work goes on when the browser goes away; whoever comes back under the same key sees how far it is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from idesign.brief import Brief
from idesign.edits.dialogue import Dialogue
from idesign.edits.layouts import taken
from idesign.edits.model import understanding
from idesign.errors import IdesignError, InputError
from idesign.scene import Scene
from idesign.sentences import told
from ui.furnishing import Sketch, Step, Wanted, arrange, furnish
from ui.replies import replied, reply_of
from ui.session import (
    Line,
    Message,
    Session,
    changes_between,
    drafted,
    fault,
    heard,
    in_words,
    opened,
    rested,
    selected,
    spoken,
    working,
)
from ui.sessions import SessionStore
from ui.texts import step_in, texts
from ui.workshop import CancelledError, Job, Workshop, aside

MOST_STEPS = 12
"""Steps of the work that a message shows."""


@dataclass
class _Run:
    """One job for one session; `news` is notified when the session changed, `over` set when nothing more comes."""

    job: Job
    finish: Callable[[Session, Job], Session]
    news: threading.Condition = field(default_factory=threading.Condition)
    over: threading.Event = field(default_factory=threading.Event)


class Designing:
    """Starts, shows and stops the furnishing of rooms."""

    def __init__(self, store: SessionStore, workshop: Workshop) -> None:
        self._store, self._workshop = store, workshop
        self._runs: dict[str, _Run] = {}

    def start(self, key: str, wanted: Wanted) -> Iterator[Session]:
        """Begins, and gives the session each time there is something new. A run that was going on is stopped. Raises
        `InputError` when too many people wait."""
        self.stop(key)
        job = self._workshop.submit(furnish, wanted)
        self._store.update(key, lambda s: working(heard(s, wanted.shown or wanted.text), _first(s)))
        return self._run(key, _Run(job, partial(finished, llm=wanted.llm)))

    def rearrange(self, key: str) -> Iterator[Session]:
        """The same for another layout of the room that there is: what is locked stays. Raises `InputError` when there
        is no room."""
        dialogue = self._store.get(key).dialogue
        if dialogue is None:
            raise InputError(told("fault.no_room"))
        self.stop(key)
        job = self._workshop.submit(arrange, dialogue.scene)
        self._store.update(key, lambda s: working(s, _first(s)))
        return self._run(key, _Run(job, partial(rearranged, before=dialogue.scene)))

    def say(self, key: str, text: str, shown: str = "") -> Iterator[Session]:
        """One turn of the conversation, beside everything else: hands may go on meanwhile, and it can be stopped.
        `shown`: how the words stand in the conversation, when not as `text`. Raises `InputError` when there is no
        room."""
        before = self._store.get(key)
        if before.dialogue is None:
            raise InputError(told("fault.no_room"))
        self.stop(key)
        thinking = Message("designer", texts(before.language)["chat.thinking"], working=True)
        self._store.update(key, lambda s: working(heard(s, shown or text), thinking))
        return self._run(key, _Run(self._reply(before, text), partial(thought, before=before.dialogue)))

    def _reply(self, before: Session, text: str) -> Job:
        """In a process of its own; where a language model reads the words, what takes long is waiting for it."""
        if before.dialogue is not None and before.dialogue.understand is not None:
            return aside(reply_of, before, text)
        asked = replace(before, panels=replace(before.panels, photo="", judgement=None))
        return self._workshop.submit(reply_of, asked, text, lane="talk")

    def _run(self, key: str, run: _Run) -> Iterator[Session]:
        self._runs[key] = run
        threading.Thread(target=self._keep, args=(key, run), daemon=True).start()
        yield self._store.get(key)
        yield from self._watched(key, run)

    def watch(self, key: str, value: object = None) -> Iterator[Session]:
        """The session each time it grows, until the work is over; nothing when there is none."""
        run = self._runs.get(key)
        if run is not None:
            yield from self._watched(key, run)

    def _watched(self, key: str, run: _Run) -> Iterator[Session]:
        while True:
            with run.news:
                over = run.over.is_set()
                if not over:
                    run.news.wait(2.0)
            yield self._store.get(key)
            if over:
                return

    def stop(self, key: str) -> None:
        """Ends the work for a session, if there is any."""
        run = self._runs.get(key)
        if run is not None:
            run.job.cancel()
            run.over.wait(10.0)

    def busy(self, key: str) -> bool:
        run = self._runs.get(key)
        return run is not None and not run.over.is_set()

    # ------------------------------------------------------------ inside
    def _keep(self, key: str, run: _Run) -> None:
        """Writes what the job tells into the session until the end; ends the job when nobody has the session."""
        try:
            for news in run.job.watch():
                if news is not None:
                    self._store.update(key, lambda s, news=news: grown(s, news))  # type: ignore[misc]
                    _notify(run)
            self._store.update(key, lambda s: run.finish(s, run.job))
        except IdesignError:
            run.job.cancel()
        finally:
            self._runs.pop(key, None)
            run.over.set()
            _notify(run)


def _notify(run: _Run) -> None:
    with run.news:
        run.news.notify_all()


def _first(session: Session) -> Message:
    return Message("designer", texts(session.language)["chat.waiting"], working=True)


# ---------------------------------------------------------------- what is told
def grown(session: Session, news: object) -> Session:
    """The session after something that the work told."""
    message = session.messages[-1] if session.messages and session.messages[-1].working else _first(session)
    if isinstance(news, Step):
        doing = step_in(session.language, news.text)
        return working(session, replace(message, text=doing, share=max(message.share, news.share)))
    if isinstance(news, Brief):
        return working(session, _with(message, spoken(session, "understood", news.understood)))
    if isinstance(news, Sketch):
        key = "chat.pieces" if news.pieces else "chat.finishing"
        pieces = ", ".join(in_words(session, p) for p in news.pieces)
        line = Line("step", texts(session.language)[key].format(pieces=pieces))
        return working(drafted(session, news.scene), _with(message, [line] if line not in message.lines else []))
    return session


def _with(message: Message, lines: Sequence[Line]) -> Message:
    return replace(message, lines=(*message.lines, *lines)[-MOST_STEPS:])


def finished(session: Session, job: Job, llm: str) -> Session:
    """The session when the work is over: the furnished room, or why there is none."""
    if job.state == "done":
        return working(opened(session, job.result, understanding(llm)), summary(session, job.result))
    return _failed(replace(session, draft=None), job)


def thought(session: Session, job: Job, before: Dialogue) -> Session:
    """The session when the designer has thought about words that were said in the room of `before`."""
    return replied(rested(session), job.result, before) if job.state == "done" else _failed(session, job)


def rearranged(session: Session, job: Job, before: Scene) -> Session:
    """The session when another layout was looked for in the room `before`: one change, if there is one."""
    if job.state != "done":
        return _failed(session, job)
    known = texts(session.language)
    if job.result is None or session.dialogue is None or session.dialogue.scene is not before:
        key = "chat.no_other" if job.result is None else "chat.changed_meanwhile"
        return working(session, Message("designer", lines=(Line("refused", known[key]),)))
    scene = taken(before, job.result, known["chat.rearranged"])
    moved = replace(session, dialogue=replace(session.dialogue, scene=scene), revision=session.revision + 1)
    changes = changes_between(before, scene, session.language, session.units)
    return working(selected(moved, session.selected), Message("touch", "", (), changes))


def _failed(session: Session, job: Job) -> Session:
    known = texts(session.language)
    stopped = isinstance(job.error, CancelledError)
    text = known["chat.stopped"] if stopped else known["chat.failed"].format(reason=fault(session, job.error))
    return working(session, Message("designer", lines=(Line("error", text),)))


def summary(session: Session, scene: Scene) -> Message:
    """What a person should know of a room that was just furnished."""
    known, brief = texts(session.language), scene.brief
    x0, y0, x1, y1 = scene.room.plan.bounds
    text = known["chat.ready"].format(
        count=len(scene.objects), size=in_words(session, told("assumed.size", width=x1 - x0, depth=y1 - y0))
    )
    breaches = (f for f in scene.provenance.breaches if f not in brief.notes)
    lines = spoken(session, "assumed", brief.assumed) + spoken(session, "note", (*brief.notes, *breaches))
    lines += spoken(session, "lost", brief.not_understood)
    return Message("designer", text, lines, answers=suggestions(session))


def suggestions(session: Session) -> tuple[str, ...]:
    """What a person could say first about a new room."""
    known = texts(session.language)
    return tuple(known[f"chat.suggest_{k}"] for k in (1, 2, 3))
