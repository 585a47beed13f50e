"""What a short reply means after a question or an offer: "the left one", "both", "2", "yes", "the one by the door"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from idesign.designers.embedded.reading.tokens import tokenise
from idesign.edits.bench import Bench
from idesign.edits.clauses import clauses
from idesign.edits.frame import framed
from idesign.edits.interpreter import Question
from idesign.edits.references import ORDINALS, References
from idesign.edits.refusal import Offer
from idesign.edits.tongues import english
from idesign.scene import Scene

LONGEST = 10
"""Words that an answer has at most."""
YES = ("yes", "yes please", "ok", "okay", "do it", "please do", "sure", "go ahead", "yes do it", "of course")
ALL = ("both", "all", "all of them", "both of them", "both please", "each", "each of them", "every one", "them all")
ANY = ("either", "any", "whichever", "any of them", "either one", "any one", "you choose", "you decide",
       "i do not mind", "it does not matter", "does not matter", "surprise me")  # fmt: skip
NONE = ("neither", "none", "none of them", "no", "no thanks", "nothing", "leave it", "forget it", "never mind",
        "leave it as it is", "no leave it")  # fmt: skip
VAGUE = ("that one", "this one", "that", "this", "the one", "yes", "it", "one of them", "the other one", "the other")
"""Replies that say nothing of which."""


@dataclass(frozen=True)
class Asked:
    """What a reply is an answer to: the scene, the question (None: only offers were made) and the offers."""

    scene: Scene
    question: Question | None
    offers: tuple[Offer, ...]


def plain(text: str) -> str:
    """The words of a reply, in English and lower case, without marks."""
    return " ".join(t.word for t in english(tokenise(text[:500])) if not t.mark)


def answer(asked: Asked, text: str) -> Offer | None:
    """The offer that a reply means; None when it is no answer."""
    said = plain(text)
    if not asked.offers or not said or len(said.split()) > LONGEST:
        return None
    rules: tuple[Callable[[Asked, str, str], Offer | None], ...] = (_said, _numbered, _general, _words, _place)
    return next((found for rule in rules if (found := rule(asked, said, text)) is not None), None)


def _said(asked: Asked, said: str, text: str) -> Offer | None:
    """ "yes" to the only offer; an offer's own words; the id in it."""
    if said in YES and len(asked.offers) == 1:
        return asked.offers[0]
    raw = text.strip().lower().rstrip(".!")
    same = [o for o in asked.offers if raw == o.text.lower()] or [o for o in asked.offers if f"({raw})" in o.text]
    return same[0] if len(same) == 1 else None


def _numbered(asked: Asked, said: str, text: str) -> Offer | None:
    bare = re.sub(r"\b(the|one|number|option|please)\b", "", said).strip() or said
    places = {w: k for k, w in enumerate(ORDINALS)} | {"last": len(asked.offers) - 1}
    k = int(bare) - 1 if bare.isdigit() and len(bare) < 3 else places.get(bare, -1)
    return asked.offers[k] if 0 <= k < len(asked.offers) else None


def _general(asked: Asked, said: str, text: str) -> Offer | None:
    """All of them, whichever, or none."""
    which = asked.question is not None and asked.question.ids
    if said in NONE:
        return Offer(said)
    if which and said in ANY:
        return asked.offers[0]
    if which and said in ALL:
        return Offer(said, tuple(op for o in asked.offers for op in o.operations))
    return None


def _words(asked: Asked, said: str, text: str) -> Offer | None:
    """The only offer that has all words of the reply."""
    words = [w for w in said.split() if w not in ("please", "in", "on", "the", "one")]
    found = [o for o in asked.offers if set(words) <= set(re.findall(r"\w+", o.text.lower()))]
    return found[0] if asked.question is not None and words and len(said) > 2 and len(found) == 1 else None


def _place(asked: Asked, said: str, text: str) -> Offer | None:
    """The one of the things asked about that the reply describes by side, size, look or place."""
    q = asked.question
    if q is None or not q.ids or any(c.verb for c in clauses(said)):
        return None
    bench, here = Bench(asked.scene), [asked.scene.object(i) for i in q.ids if _there(asked.scene, i)]
    refs = References(bench)
    told = re.sub(r"\b(one|ones)\b", q.noun, said)
    told = told if q.noun in told else f"the {q.noun} {said}"
    left = refs.sided(here, said.split())
    for clause in clauses(told):
        frame = framed(clause)
        for relation in frame.relations:
            left = refs.modified(left, relation)
        looks = {*frame.colours, *frame.materials}
        looks |= {w for n in frame.subjects if hasattr(n, "look") for w in (*n.look.colours, *n.look.materials)}
        left = [o for o in left if looks <= set(map(str, o.attributes.values()))] if looks else left
    return asked.offers[q.ids.index(left[0].id)] if len(left) == 1 and len(here) > 1 else None


def _there(scene: Scene, id: str) -> bool:
    return any(o.id == id for o in scene.objects)


def vague(text: str) -> bool:
    """Whether a reply leaves open which thing is meant."""
    return plain(text) in VAGUE
