"""What words about a room come to: found for the room as it was when they were said, done in the room as it is then."""

from __future__ import annotations

from dataclasses import dataclass, replace

from idesign.build import words_compared
from idesign.edits.dialogue import Dialogue, Turn
from idesign.errors import InputError
from idesign.sentences import told
from ui.panels.layouts import taken_in_words
from ui.session import Session, answered, turned
from ui.workshop import Tell


@dataclass(frozen=True)
class Reply:
    """What words about a room came to. `chosen`: they took one of the layouts that there are to choose from;
    `changed`: the room is another one (where a reply comes from another process, its scene is a copy)."""

    text: str
    turn: Turn
    chosen: bool = False
    changed: bool = True


def reply_of(tell: Tell, session: Session, text: str) -> Reply:
    """What the words mean for the room as it is; the session stays. What is amiss with comparing words is noted once in
    a conversation. Raises `InputError` when there is no room."""
    if session.dialogue is None:
        raise InputError(told("fault.no_room"))
    panels = session.panels
    chosen = taken_in_words(session.dialogue, panels.cards, text, panels.cards_at == session.revision)
    if chosen is not None:
        return Reply(text, chosen, True, chosen.scene is not session.dialogue.scene)
    with words_compared() as remarks:
        turn = session.dialogue.say(text)
    said = {line.text for message in session.messages for line in message.lines}
    notes = (*(r for r in remarks if r not in said), *turn.notes)
    return Reply(text, replace(turn, notes=notes), False, turn.scene is not session.dialogue.scene)


def replied(session: Session, reply: Reply, before: Dialogue | None) -> Session:
    """After a reply that was found for the room of `before`: where a hand changed it meanwhile, what the words meant is
    done in the room as it is now."""
    turn, dialogue = reply.turn, session.dialogue
    if dialogue is not None and dialogue is before and not reply.changed:
        turn = replace(turn, dialogue=replace(turn.dialogue, scene=before.scene))
    elif dialogue is not None and dialogue is not before:
        again = dialogue.do(turn.operations, reply.text) if turn.operations else Turn(dialogue)
        turn = replace(again, question=turn.question, lost=turn.lost, notes=turn.notes)
    return turned(session, turn) if reply.chosen else answered(session, turn)
