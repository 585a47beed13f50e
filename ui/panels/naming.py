"""What things are called before a person: no ids, in their language."""

from __future__ import annotations

import re
from collections import Counter

from assets.retrieval_names import noun_in
from idesign.scene import Scene, model_key
from idesign.sentences import in_language, name_in, told
from ui.panels.catalogue import Choice
from ui.session import Session, in_words

ID = re.compile(r"\b[a-z][a-z_]*-\d+\b")
BESIDE = re.compile(rf" \(({ID.pattern})\)")
"""An id beside its name: "nightstand (nightstand-1)"."""


def plain_words(session: Session, text: str, capital: bool = True) -> str:
    """A sentence in the person's language and units, with names instead of ids: "nightstand 2"; its first letter a
    `capital`."""
    said = in_words(session, text)
    if session.scene is None:
        return said
    names = names_of(session.scene, session.language)
    said = BESIDE.sub(lambda m: _number(names[m[1]]) if m[1] in names else m[0], said)
    said = ID.sub(lambda m: names.get(m[0], m[0]), said)
    return said[:1].upper() + said[1:] if capital else said


def _number(name: str) -> str:
    """What tells a thing from others of its name: " 2"; nothing where it is the only one."""
    last = name.rpartition(" ")[2]
    return f" {last}" if last.isdigit() else ""


def names_of(scene: Scene, language: str) -> dict[str, str]:
    """What each thing, door and window of the room is called, with a number where several are called so."""
    called = [(o.id, name_in(o, language)) for o in scene.objects]
    for x in scene.room.plan.openings:
        called.append((x.id, in_language(told(f"kinds.{x.id.rpartition('-')[0]}"), language)))
    alike, seen = Counter(name for _, name in called), Counter[str]()
    names = {}
    for id, name in called:
        seen[name] += 1
        names[id] = f"{name} {seen[name]}" if alike[name] > 1 else name
    return names


def choice_name(choice: Choice, language: str) -> str:
    """The name of what is offered: in another language the noun of its kind, for a model of somebody's its own."""
    noun = noun_in(choice.category, language) if language != "en" and not model_key(choice.asset) else ""
    return noun or choice.name
