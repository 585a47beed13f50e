"""One person's work in the studio: the room, the conversation about it, what is selected, how it is shown.

A `Session` never changes: each event (words, a gesture, undo, a revert, a setting) is a function that gives the next
one. Nothing here knows a browser. Chat, drag and settings go through one `Dialogue`, so they share one history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from idesign.edits.dialogue import Dialogue, Turn, Understand
from idesign.edits.operations import Operation
from idesign.edits.refusal import Offer
from idesign.edits.revert import without
from idesign.errors import InputError
from idesign.scene import Edit, Scene
from idesign.sentences import told
from idesign.sentences.phrases import again
from idesign.units import Units
from ui.panels.state import PanelState, fresh
from ui.texts import texts

Language = Literal["en", "de"]
Kind = Literal["said", "moved", "understood", "assumed", "note", "refused", "lost", "step", "error", "help"]
MESSAGES = 200
"""Messages that are kept; the oldest go."""
WORDS = 4000
"""Characters of one message of a person."""


@dataclass(frozen=True)
class Line:
    """One sentence to the person, and of what kind it is."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Change:
    """A change that can be taken back: its place in the scene's log and what was said of it there; `shown`: the same
    in the person's language, where that is another."""

    edit: int
    text: str
    shown: str = ""


@dataclass(frozen=True)
class Message:
    """One contribution to the conversation. `touch`: a gesture in a view, told by the designer; `answers` are the
    replies offered to a question or a refusal, `shown` how they read in the person's language where that is another;
    `working`: more is to come."""

    role: Literal["person", "designer", "touch"]
    text: str = ""
    lines: tuple[Line, ...] = ()
    changes: tuple[Change, ...] = ()
    answers: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    working: bool = False
    share: float = 0.0


@dataclass(frozen=True)
class Session:
    """Everything that the studio shows. `revision` grows with every change of the scene; `draft` is a room that is
    still being furnished; `panels` is what the panels show beside the room, `previous` the key under
    which the room before this one is kept. `serial` is the store's: it grows with every step, so that a page can tell
    the later of two answers."""

    dialogue: Dialogue | None = None
    selected: str | None = None
    units: Units = "metric"
    language: Language = "en"
    messages: tuple[Message, ...] = ()
    draft: Scene | None = None
    panels: PanelState = field(default_factory=PanelState)
    revision: int = 0
    previous: str = ""
    serial: int = field(default=0, compare=False)

    @property
    def scene(self) -> Scene | None:
        """The room as it stands, while one is being furnished the empty one."""
        return self.dialogue.scene if self.dialogue else self.draft

    @property
    def can_undo(self) -> bool:
        return self.dialogue is not None and any(not e.undone for e in self.dialogue.scene.edits)

    @property
    def can_redo(self) -> bool:
        return self.dialogue is not None and any(e.undone for e in self.dialogue.scene.edits)


# ---------------------------------------------------------------- a room
def opened(session: Session, scene: Scene, understand: Understand | None = None) -> Session:
    """With another room on the table; the conversation goes on."""
    return replace(
        session, dialogue=Dialogue.about(scene, understand), draft=None, selected=None,
        panels=fresh(session.panels), revision=session.revision + 1,
    )  # fmt: skip


def drafted(session: Session, scene: Scene) -> Session:
    """With an empty room to look at while it is being furnished."""
    return replace(
        session, dialogue=None, draft=scene, selected=None, panels=fresh(session.panels),
        revision=session.revision + 1,
    )  # fmt: skip


def closed(session: Session) -> Session:
    """Back at the start: no room, no conversation; units and language stay."""
    return Session(
        units=session.units, language=session.language, panels=fresh(session.panels), revision=session.revision + 1,
        previous=session.previous,
    )  # fmt: skip


# ---------------------------------------------------------------- changes
def said(session: Session, text: str) -> Session:
    """After something that the person said about the room."""
    return answered(heard(session, text), _dialogue(session).say(text[:WORDS]))


def done(session: Session, operations: Sequence[Operation], words: str = "") -> Session:
    """After a gesture or a setting: one undo step, told in a line. Raises `InputError` for an operation that cannot be
    meant."""
    turn = _dialogue(session).do(tuple(operations), words)
    return turned(session, turn)


def undo(session: Session) -> Session:
    return turned(session, _dialogue(session).undo())


def redo(session: Session) -> Session:
    return turned(session, _dialogue(session).redo())


def reverted(session: Session, change: Change) -> Session:
    """Without one change of the log, whatever came after it stays as far as it can."""
    dialogue = _dialogue(session)
    if not revertible(dialogue.scene, change):
        raise InputError(told("fault.change_gone"))
    back = without(dialogue.scene, change.edit)
    if back.refused:
        return _told(session, Message("touch", lines=spoken(session, "refused", back.refused)))
    turn = Turn(replace(dialogue, scene=back.scene, question=None, offers=()), said=back.said)
    return turned(session, turn)


def revertible(scene: Scene, change: Change) -> bool:
    """Whether the log still holds this change as done."""
    edits = scene.edits
    return 0 <= change.edit < len(edits) and not edits[change.edit].undone and _text(edits[change.edit]) == change.text


def selected(session: Session, id: str | None) -> Session:
    """With another thing selected; an id that is not in the room selects nothing."""
    here = {o.id for o in session.scene.objects} if session.scene else set()
    return replace(session, selected=id if id in here else None)


def with_units(session: Session, units: str) -> Session:
    """Raises `InputError` for units that there are not."""
    if units not in get_args(Units):
        raise InputError(f"units: '{units[:20]}'; must be one of {', '.join(get_args(Units))}")
    return replace(session, units=units)  # type: ignore[arg-type]


def with_language(session: Session, language: str) -> Session:
    """Raises `InputError` for a language that there is not."""
    if language not in get_args(Language):
        raise InputError(f"language: '{language[:20]}'; must be one of {', '.join(get_args(Language))}")
    return replace(session, language=language)  # type: ignore[arg-type]


# ---------------------------------------------------------------- conversation
def heard(session: Session, text: str) -> Session:
    """With the person's words in the conversation."""
    return _told(session, Message("person", text.strip()[:WORDS]))


def working(session: Session, message: Message) -> Session:
    """The designer's last message as it grows: takes the place of the one that is still being worked on."""
    before, _ = _over_and_going(session)
    return replace(session, messages=(*before, message)[-MESSAGES:])


def rested(session: Session) -> Session:
    """Without the message that is still being worked on."""
    return replace(session, messages=_over_and_going(session)[0])


def _over_and_going(session: Session) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """The messages, and the one that is still being worked on, which stays the last."""
    over = tuple(m for m in session.messages if not m.working)
    return over, tuple(m for m in session.messages if m.working)


def _told(session: Session, message: Message) -> Session:
    over, going = _over_and_going(session)
    return replace(session, messages=(*over, message, *going)[-MESSAGES:])


def answered(session: Session, turn: Turn) -> Session:
    """The designer's answer to words."""
    before = _dialogue(session).scene
    question = turn.question
    offers = question.offers if question else turn.dialogue.offers
    helped = (Line("help", texts(session.language)["chat.help"]),) if turn.lost and not turn.operations else ()
    text = in_words(session, question.text) if question else ""
    changes = changes_between(before, turn.scene, session.language, session.units)
    message = Message("designer", text, (*_lines(session, turn), *helped), changes, *_answers(session, offers))
    return _told(_moved_on(session, turn), message)


def turned(session: Session, turn: Turn) -> Session:
    """After a turn of the dialogue that no words asked for. It is told in a line; gestures that follow each other share
    one message."""
    changes = changes_between(_dialogue(session).scene, turn.scene, session.language, session.units)
    lines, offers = _lines(session, turn), [o for r in turn.refused for o in r.offers]
    over, going = _over_and_going(session)
    last = over[-1] if over else None
    moved = _moved_on(session, turn)
    if last is not None and last.role == "touch" and changes and not offers and not last.answers:
        joined = replace(last, lines=(*last.lines, *lines)[-40:], changes=(*last.changes, *changes)[-40:])
        return replace(moved, messages=(*over[:-1], joined, *going))
    return _told(moved, Message("touch", "", lines, changes, *_answers(session, offers)))


def _moved_on(session: Session, turn: Turn) -> Session:
    changed = turn.scene is not _dialogue(session).scene
    after = replace(session, dialogue=turn.dialogue, revision=session.revision + changed)
    return selected(after, session.selected)


def in_words(session: Session, text: str) -> str:
    """A sentence in the person's language and units."""
    return again(text, session.language, session.units)


def fault(session: Session, error: BaseException | None) -> str:
    """What an error says, in the person's language and units."""
    said = error.args[0] if error is not None and error.args else ""
    return in_words(session, said) if isinstance(said, str) else str(error)


def spoken(session: Session, kind: Kind, sentences: Iterable[str]) -> tuple[Line, ...]:
    """Sentences as lines, in the person's language and units."""
    return tuple(Line(kind, in_words(session, t)) for t in sentences)


def _answers(session: Session, offers: Sequence[Offer]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is said when an answer is tapped, and how it reads."""
    said = tuple(str(o.text) for o in offers)
    shown = tuple(in_words(session, o.text) for o in offers)
    return said, shown if shown != said else ()


def _lines(session: Session, turn: Turn) -> tuple[Line, ...]:
    found: list[Line] = []
    for kind, sentences in _sentences(turn):
        found += spoken(session, kind, sentences)
    return tuple(found) or (spoken(session, "note", turn.lines()[:1]) if turn.question is None else ())


def _sentences(turn: Turn) -> Iterable[tuple[Kind, Iterable[str]]]:
    yield "note", turn.notes
    yield "said", turn.said
    yield "moved", turn.moved
    yield "refused", (r.text for r in turn.refused)
    yield "lost", turn.lost


def changes_between(
    before: Scene, after: Scene, language: str = "en", units: Units = "metric"
) -> tuple[Change, ...]:  # fmt: skip
    """The changes that the log of `after` has and that of `before` has not."""
    known = sum(not e.undone for e in before.edits)
    return tuple(_change(k, e, language, units) for k, e in enumerate(after.edits) if k >= known and not e.undone)


def _change(k: int, edit: Edit, language: str, units: Units) -> Change:
    text, shown = str(_text(edit)), again(_text(edit), language, units)
    return Change(k, text, shown if shown != text else "")


def _text(edit: Edit) -> str:
    return edit.said[0] if edit.said else edit.words or ", ".join(o.op for o in edit.operations)


def _dialogue(session: Session) -> Dialogue:
    if session.dialogue is None:
        raise InputError(texts(session.language)["chat.not_yet" if session.draft else "chat.no_room"])
    return session.dialogue
