"""The wish list: each thing that the brief asks for with its verdict, as a person ticks off a list.

The same labels and the same exact check as the shares of `eval.fidelity`, told wish by wish; a reason is what the
designer said of it, where it said something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.asked import AskedRelations
from eval.fidelity import miscounted
from eval.labels import Assignment, assign, claims, declares, size_fits
from idesign.brief import Wish, WishRelation
from idesign.designers.embedded.reading.wording import relation_words, thing_words, wish_sentence
from idesign.export.tables import shopping_rows, shopping_totals
from idesign.scene import Scene, SceneObject
from idesign.sentences import kind, told

Verdict = Literal["kept", "broken", "unread"]


@dataclass(frozen=True)
class WishLine:
    """A wish in words with its verdict. `reasons` say what is wrong or was relaxed; `ids` are the objects that answer
    it. "unread": words of the request that nothing was made of."""

    text: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


def wish_list(scene: Scene) -> tuple[WishLine, ...]:
    """Things, then places, then what was ruled out and the budget, then what was not understood; in the order of the
    request."""
    wanted = assign(scene)
    brief = scene.brief
    lines = [*(_thing(scene, w, wanted.get(w.ref, ())) for w in brief.wishes), *_places(scene, wanted)]
    lines += [*_ruled_out(scene, wanted), *_budget(scene)]
    return (*lines, *(WishLine(t, "unread") for t in brief.not_understood))


def _line(text: str, wrong: Iterable[str], ids: Sequence[str] = ()) -> WishLine:
    reasons = tuple(dict.fromkeys(w for w in wrong if w))
    return WishLine(told("list.capital", text=text), "broken" if reasons else "kept", reasons, tuple(ids))


# ---------------------------------------------------------------- things
def _thing(scene: Scene, wish: Wish, objects: Sequence[SceneObject]) -> WishLine:
    wrong = [*_count(scene, wish, objects), *_looks(wish, objects), *_size(wish, objects)]
    return _line(wish_sentence(wish, (), {}), wrong, [o.id for o in objects])


def _count(scene: Scene, wish: Wish, objects: Sequence[SceneObject]) -> Iterator[str]:
    text = miscounted(scene, wish, len(objects))
    if text and not (wish.optional and not objects):
        said = [t for t in _said(scene) if _speaks_of(t, wish)]
        yield from said or [f"There is only {text}." if len(objects) < wish.count else f"There are {text}."]


def _said(scene: Scene) -> tuple[str, ...]:
    """What the person was told of what could not be done."""
    return tuple(dict.fromkeys((*scene.brief.notes, *scene.provenance.breaches)))


def _speaks_of(text: str, wish: Wish) -> bool:
    """Whether a sentence names the kind of the wish by an id ("sofa-0")."""
    return f"({wish.category}-" in text or f" {wish.category}-" in text


def _looks(wish: Wish, objects: Sequence[SceneObject]) -> Iterator[str]:
    for claim in claims(wish):
        plain = [o for o in objects if not declares(o, claim)]
        if plain:
            yield f"{', '.join(f'The {o.name} ({o.id})' for o in plain)}: not {claim.word}."


def _size(wish: Wish, objects: Sequence[SceneObject]) -> Iterator[str]:
    if any(v is not None for v in wish.size):
        for o in (o for o in objects if not size_fits(wish, o)):
            yield f"The {o.name} ({o.id}) measures {' × '.join(f'{v:.2f}' for v in o.size)} m."


# ---------------------------------------------------------------- places
def _places(scene: Scene, wanted: Assignment) -> Iterator[WishLine]:
    judge = AskedRelations(scene, wanted)
    wishes = {w.ref: w for w in scene.brief.wishes}
    names = {ref: thing_words(w) for ref, w in wishes.items()}
    for x in scene.brief.relations:
        if x.wish not in wishes:
            continue
        alone = wishes[x.wish].count == 1
        text = told("wish.stands", thing=names[x.wish], place=relation_words(x, names, alone))
        ids = [o.id for o in wanted.get(x.wish, ())]
        yield _line(text, () if judge.holds(x) else _why_not(scene, x, wishes, ids), ids)


def _why_not(scene: Scene, x: WishRelation, wishes: dict[str, Wish], ids: Sequence[str]) -> Iterator[str]:
    told = [t for t in _said(scene) if _speaks_of(t, wishes[x.wish]) or any(f"({i})" in t for i in ids)]
    if not ids:
        yield "It is not in the room."
    yield from told
    if ids and not told:
        yield "It does not stand so."


# ---------------------------------------------------------------- the whole
def _ruled_out(scene: Scene, wanted: Assignment) -> Iterator[WishLine]:
    for category in scene.brief.excluded:
        there = [o.id for o in scene.objects if o.category == category]
        wrong = [f"There is one: {', '.join(there)}."] if there else []
        yield _line(told("wish.none", thing=kind(category, category.replace("_", " "))), wrong, there)
    if scene.brief.only:
        ours = {o.id for objects in wanted.values() for o in objects}
        more = [o.id for o in scene.objects if o.id not in ours]
        yield _line(told("wish.only"), [f"There is more: {', '.join(more)}."] if more else [], more)


def _budget(scene: Scene) -> Iterator[WishLine]:
    budget = scene.brief.budget
    if budget is None:
        return
    text = told("wish.budget", amount=round(budget.amount), currency=budget.currency)
    totals = shopping_totals(shopping_rows(scene))
    if any(t.currency != budget.currency for t in totals):
        yield WishLine(text, "unread", (f"The prices are in {', '.join(t.currency for t in totals)}.",))
        return
    over = sum(t.amount for t in totals) - budget.amount
    yield _line(text, [f"What is to be bought costs about {over:,.0f} {budget.currency} more."] if over > 0.5 else [])
