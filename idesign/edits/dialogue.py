"""A conversation about a furnished room: words or operations in, the changed room and what to say about it out.

A `Dialogue` never changes; each turn holds the next one. It serves the command line, the terminal conversation and the
studio alike, and writes nothing: whoever has the scene saves it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from idesign.designers.embedded.reading.phrases import Thing
from idesign.edits import again
from idesign.edits.answers import Asked, answer, vague
from idesign.edits.apply import Outcome, apply, moved_in_all
from idesign.edits.bench import Bench
from idesign.edits.clauses import Clause, clauses
from idesign.edits.frame import Frame, framed
from idesign.edits.interpreter import Interpreter, Lost, Meaning, Question, Unsure
from idesign.edits.log import recorded, redone, undone
from idesign.edits.meaning import meaning, which
from idesign.edits.operations import Add, Operation
from idesign.edits.questions import ANSWERS
from idesign.edits.references import References
from idesign.edits.refusal import Offer, Refusal
from idesign.edits.revert import last_change, without
from idesign.errors import InputError
from idesign.scene import Answer, Edit, OpenQuestion, Scene
from idesign.sentences import told, word


@dataclass(frozen=True)
class Understood:
    """What another reader than the embedded one made of the words; no meanings, and a note, when it failed."""

    meanings: tuple[Meaning, ...] = ()
    note: str = ""


Understand = Callable[[Scene, str, Sequence[str]], Understood]
"""Another reading of the words (a language model's): the scene, the words, the focus."""
OTHER_WAY = -2.0
"""How `again` says that a change is meant the other way."""
COMMANDS = ("undo", "redo", "restart")
READ_BUILT_IN = "the built-in interpreter read this"
NOTHING = "nothing was changed"


@dataclass(frozen=True)
class Turn:
    """What became of one turn. `operations` were carried out, `said` tells it and `moved` names what else had to move;
    `refused` could not be done, each with its reason and what could be done instead; `question` has to be answered
    first; `lost` are words that meant no change here; `notes`: how the words were read, where that did not go as
    it should."""

    dialogue: Dialogue
    operations: tuple[Operation, ...] = ()
    said: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    question: Question | None = None
    lost: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def scene(self) -> Scene:
        return self.dialogue.scene

    @property
    def kept(self) -> bool:
        """Whether all that was asked was done."""
        return not (self.refused or self.question or self.lost)

    def lines(self) -> list[str]:
        """Everything that a person should be told, in order."""
        asked = [self.question.text, *(f"- {o.text}" for o in self.question.offers)] if self.question else []
        refusals = [f"Not done: {r.text}" for r in self.refused]
        lines = [*self.notes, *self.said, *self.moved, *refusals, *(f"Not understood: {t}" for t in self.lost), *asked]
        return lines or [NOTHING[:1].upper() + NOTHING[1:] + "."]


@dataclass(frozen=True)
class Dialogue:
    """A scene that is talked about; `focus` is what was spoken of last, `question` what was asked last, `offers` what
    was offered last."""

    scene: Scene
    focus: tuple[str, ...] = ()
    question: Question | None = None
    offers: tuple[Offer, ...] = ()
    understand: Understand | None = field(default=None, compare=False)
    last: Clause | None = field(default=None, compare=False)
    """What was said last, for whom says "no, on the desk"."""

    @classmethod
    def about(cls, scene: Scene, understand: Understand | None = None) -> Dialogue:
        """A conversation that goes on where the log of the scene ends, with what was asked last still open."""
        done = [e for e in scene.edits if not e.undone]
        focus = _focus(scene, done[-1].operations) if done else ()
        if (asked := scene.asked) is None:
            return cls(scene, focus, understand=understand)
        offers = tuple(Offer(a.text, a.operations) for a in asked.answers)
        question = Question(asked.text, offers, asked.noun, asked.ids) if asked.text else None
        return cls(replace(scene, asked=None), focus, question, offers, understand)

    @property
    def kept(self) -> Scene:
        """The scene to be written down: with what is still open."""
        if not self.offers:
            return self.scene
        q, answers = self.question, tuple(Answer(o.text, o.operations) for o in self.offers)
        return replace(
            self.scene, asked=OpenQuestion(q.text, answers, q.noun, q.ids) if q else OpenQuestion("", answers)
        )

    # ------------------------------------------------------------ a turn
    def say(self, text: str) -> Turn:
        """What a person says: a change, a question's answer, "undo"."""
        found = answer(Asked(self.scene, self.question, self.offers), text)
        if found is not None:
            left = Turn(replace(self, question=None, offers=()), said=(told("talk.stays"),))
            return self.do(found.operations, found.text) if found.operations else left
        if self.question is not None and vague(text):
            return Turn(self, question=self.question, notes=(told("talk.say_which"),))
        if self.understand is None or _is_plain(text):
            return self._read(text)
        read = self.understand(self.scene, text, self.focus)
        try:
            turn, note = self._carried(text, read.meanings) if read.meanings else self._read(text), read.note
        except InputError as e:  # what the other reader wrote down cannot be meant
            turn, note = self._read(text), f"What the language model wrote cannot be done ({e}); {READ_BUILT_IN}."
        return replace(turn, notes=(note,) if note else ())

    def _read(self, text: str) -> Turn:
        """Clause by clause, each in the room that the one before left."""
        turn = Turn(self)
        read = clauses(text)
        for clause in read:
            if turn.question is not None:
                break
            said = again.in_place_of(clause, turn.dialogue.last) or clause
            turn = _after(turn, turn.dialogue._said(said, clause))
            turn = replace(turn, dialogue=replace(turn.dialogue, last=said))
        return (
            turn
            if read
            else Turn(self, lost=(told("talk.words", words=text) if text.strip() else told("talk.no_words"),))
        )

    def _said(self, said: Clause, clause: Clause) -> Turn:
        """One clause; what it stands for in place of the clause before takes that one back first."""
        done = next((e for e in reversed(self.scene.edits) if not e.undone), None)
        before = Turn(self)
        if said is not clause and self.last is not None and done is not None and done.words == self.last.words:
            before = self.undo()
        return _after(before, before.dialogue._clause(said))

    def _clause(self, clause: Clause) -> Turn:
        if clause.verb in COMMANDS:
            return self._command(clause.verb, again.times(clause))
        if (more := self._once_more(clause)) is not None:
            return more
        frame = framed(clause)
        changed = any(not e.undone for e in self.scene.edits)
        if changed and clause.instead and (_only_how(frame) or self._wants_back(frame)):
            before = self.undo()
            return _after(before, before.dialogue._clause(replace(clause, instead=False)))
        it = Interpreter(Bench(self.scene), self.focus)
        found = self._too(it, frame) if again.says_too(clause, frame) else None
        found = found or meaning(it, frame)
        return self._back(found.back) if found.back else self._carried(clause.words, [found])

    def _too(self, it: Interpreter, frame: Frame) -> Meaning | None:
        """The change before, on what is named now ("the rug too")."""
        last = next((e for e in reversed(self.scene.edits) if not e.undone), None)
        before = last.operations if last else ()
        try:
            operations = again.repeated(it, frame, before)
        except Unsure as e:
            asked = which(it, e, lambda decided: again.repeated(decided, frame, before))
            return Meaning(question=asked) if any(o.operations for o in asked.offers) else None
        except Lost:
            return None
        return Meaning(operations) if operations else None

    def _once_more(self, clause: Clause) -> Turn | None:
        """The move or turn before by a part of itself ("a bit more"), or instead of it the other way."""
        by, last = again.by_how_much(clause), next((e for e in reversed(self.scene.edits) if not e.undone), None)
        parts = [again.scaled(o, by + 1 if by == OTHER_WAY else by) for o in last.operations] if last and by else []
        operations = [o for o in parts if o is not None]
        if not operations:
            return None
        before = self.undo() if by == OTHER_WAY else Turn(self)
        return _after(before, before.dialogue.do(operations, clause.words))

    def _wants_back(self, frame: Frame) -> bool:
        """ "No, keep the sofa" when the sofa has just gone."""
        here = References(Bench(self.scene))
        things = [n for n in frame.subjects if isinstance(n, Thing) and n.det in ("the", "my")]
        return frame.verb == "lock" and bool(things) and not any(here.find(n).ids for n in things)

    def _command(self, verb: str, count: int) -> Turn:
        command = {"undo": Dialogue.undo, "redo": Dialogue.redo, "restart": Dialogue.restart}[verb]
        turn = command(self)
        for _ in range(count - 1 if not turn.lost and verb != "restart" else 0):
            more = command(turn.dialogue)
            if more.lost:
                break
            turn = _after(turn, more)
        return turn

    def _back(self, id: str) -> Turn:
        """The last change of one thing taken back, whatever came after it."""
        k = last_change(self.scene, id)
        if k is None:
            return Turn(self, lost=(told("talk.not_changed_yet", id=id),))
        if all(e.undone for e in self.scene.edits[k + 1 :]):
            return self.undo()
        found = without(self.scene, k)
        refused = tuple(Refusal(text) for text in found.refused)
        return Turn(replace(self, scene=found.scene, focus=(id,), question=None, offers=()), said=found.said,
                    refused=refused)  # fmt: skip

    def _carried(self, words: str, meanings: Sequence[Meaning]) -> Turn:
        turn = Turn(self)
        for m in meanings:
            here = turn.dialogue
            if m.question is not None:
                asked = replace(here, question=m.question, focus=m.focus or here.focus, offers=m.question.offers)
                turn = _after(turn, Turn(asked, question=m.question))
            elif m.said:
                turn = _after(turn, Turn(here._told(m), said=m.said))
            elif m.lost:
                turn = _after(turn, Turn(replace(here, question=None, offers=()), lost=(m.lost,)))
            else:
                turn = _after(turn, here.do(m.operations, words, m.focus, m.most))
        return turn

    def _told(self, m: Meaning) -> Dialogue:
        """After an answer to a person's own question: what they were asked and offered before stays open."""
        open_still = self if not m.offers else replace(self, question=None, offers=m.offers)
        return replace(open_still, focus=m.focus or self.focus)

    # ------------------------------------------------------------ operations
    def do(
        self, operations: Sequence[Operation], words: str = "", focus: Sequence[str] = (), most: int | None = None
    ) -> Turn:
        """Carries operations out, in order; what cannot be done is refused and the rest is done. Raises `InputError`
        for an operation that cannot be meant."""
        scene, done, said, refused = self.scene, list[Operation](), list[str](), list[Refusal]()
        outcomes, left = list[Outcome](), list[str]()
        for operation in operations:
            optional = isinstance(operation, Add) and operation.optional
            if optional and most is not None and sum(isinstance(o, Add) for o in done) >= most:
                continue
            outcome = apply(scene, operation)
            if outcome.refusal is not None and optional:
                left.append(outcome.refusal.text)
            elif outcome.refusal is not None:
                refused.append(outcome.refusal)
            else:
                scene = outcome.scene
                done.append(operation)
                said += outcome.said
                outcomes.append(outcome)
        if left and not done and not refused:
            refused.append(Refusal(left[0]))
        offers = tuple(o for r in refused for o in r.offers)
        moved = moved_in_all(self.scene, scene, list(zip(done, outcomes, strict=True))) if done else ()
        if done:
            scene = recorded(self.scene, scene, words, done, [*said, *moved])
        spoken = _spoken(self.scene, scene, tuple(focus) or _focus(scene, done), self.focus)
        return Turn(replace(self, scene=scene, focus=spoken, question=None, offers=offers), tuple(done), tuple(said),
                    moved, tuple(refused))  # fmt: skip

    def undo(self) -> Turn:
        """Takes the last change back."""
        found = undone(self.scene)
        if found is None:
            return Turn(self, lost=(told("talk.nothing_to_undo"),))
        return self._history(found, "talk.undone")

    def redo(self) -> Turn:
        """Does the change again that was taken back last."""
        found = redone(self.scene)
        if found is None:
            return Turn(self, lost=(told("talk.nothing_to_redo"),))
        return self._history(found, "talk.redone")

    def restart(self) -> Turn:
        """Takes all changes back: the room as it was designed."""
        scene, count = self.scene, 0
        while (found := undone(scene)) is not None:
            scene, count = found[0], count + 1
        if not count:
            return Turn(self, lost=(told("talk.nothing_to_undo"),))
        back = replace(self, scene=scene, focus=(), question=None, offers=())
        return Turn(back, said=(told("talk.as_designed_many" if count > 1 else "talk.as_designed", count=count),))

    def _history(self, found: tuple[Scene, Edit], key: str) -> Turn:
        scene, edit = found
        what = (
            told("talk.words", words=edit.words)
            if edit.words
            else told("list.plain", parts=tuple(word("operations", o.op) for o in edit.operations))
        )
        back = replace(self, scene=scene, focus=_focus(scene, edit.operations), question=None, offers=())
        return Turn(back, said=(told(key, what=what),))


def _only_how(frame: Frame) -> bool:
    """ "No, 10 cm wider", "no, to the left": of the same thing, in place of what was done."""
    how = frame.sizes or frame.measures or frame.ways
    return bool(how) and not any(isinstance(n, Thing) for n in frame.subjects)


def _after(before: Turn, turn: Turn) -> Turn:
    """Two turns as one; what the first offered may still be chosen when the second offers nothing."""
    dialogue = turn.dialogue if turn.dialogue.offers else replace(turn.dialogue, offers=_offers(before))
    return Turn(dialogue, before.operations + turn.operations, before.said + turn.said, before.moved + turn.moved,
                before.refused + turn.refused, turn.question, before.lost + turn.lost)  # fmt: skip


def _offers(turn: Turn) -> tuple[Offer, ...]:
    return tuple(o for r in turn.refused for o in r.offers)


def _focus(scene: Scene, operations: Sequence[Operation]) -> tuple[str, ...]:
    """The things that operations were about: those that are in the scene, or those that went if none is."""
    names = [n for o in operations for n in (getattr(o, "id", None), getattr(o, "a", None), getattr(o, "b", None),
                                             *getattr(o, "ids", ()))]  # fmt: skip
    here = {o.id for o in scene.objects}
    found = tuple(dict.fromkeys(n for n in names if n is not None))
    return tuple(n for n in found if n in here) or found


def _spoken(before: Scene, after: Scene, focus: Sequence[str], last: Sequence[str]) -> tuple[str, ...]:
    """What "it" means next: what is new, else what was spoken of, else what was before."""
    old, here = {o.id for o in before.objects}, [o.id for o in after.objects]
    new = tuple(i for i in here if i not in old)
    return new or tuple(i for i in focus if i in here) or tuple(focus) or tuple(last)


def _is_plain(text: str) -> bool:
    """Whether the words are a command or a question about the room, which need no other reader."""
    read = clauses(text)
    return len(read) == 1 and read[0].verb in (*COMMANDS, *ANSWERS)
