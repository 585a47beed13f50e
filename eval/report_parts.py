"""What a report says, as plain rows of text for its template. Nothing here knows HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assets.errors import AssetError
from assets.materials import colour
from eval.score import Evaluation, Score
from idesign.brief import Brief, Money
from idesign.drawing.key import KeyRow, key_rows
from idesign.drawing.text import area, cut, dimension, measured
from idesign.export.tables import attribute_text, shopping_rows, shopping_totals, unpriced
from idesign.scene import RelationRecord, Scene, SceneObject
from idesign.units import Units
from idesign.viewer import without_address

GROUPS = (("fidelity", "As you asked"), ("geometry", "Built right"), ("use", "Good to live in"))
SENTENCE = 600
"""Characters of a sentence that the page shows."""
JUDGES = {
    "geometry": "code that measures the meshes",
    "boxes": "code that measures the declared boxes",
    "check": "the exact check of relations",
    "labels": "the declared labels",
}


@dataclass(frozen=True)
class Fact:
    """A name with its value."""

    name: str
    value: str


@dataclass(frozen=True)
class Block:
    """Sentences under a title. `kind` is "plain", or "open" for what needs attention."""

    title: str
    lines: tuple[str, ...]
    kind: str = "plain"


@dataclass(frozen=True)
class FurnitureRow:
    """A row of the furniture list. `ids` are parted by spaces; `swatches` are colours as "#rrggbb"; `why` says how the
    model was chosen, where there was a choice."""

    ids: str
    mark: str
    name: str
    description: str
    tag: str
    size: str
    look: str
    swatches: tuple[str, ...]
    pieces: int
    each: str
    sum: str
    why: str = ""


@dataclass(frozen=True)
class ScoreView:
    """A score in words. `state` is "good", "poor", "plain" or "none"; `share` the length of its bar in percent."""

    name: str
    value: str
    state: str
    verdict: str
    share: int | None
    definition: str
    evidence: tuple[str, ...]
    judge: str


@dataclass(frozen=True)
class ScoreGroup:
    title: str
    scores: tuple[ScoreView, ...]


@dataclass(frozen=True)
class RelationRow:
    """A relation in words."""

    a: str
    kind: str
    b: str
    args: str
    force: str


# ---------------------------------------------------------------- head
def header_facts(scene: Scene, units: Units) -> tuple[Fact, ...]:
    """The few numbers at the head of the page."""
    x0, y0, x1, y1 = scene.room.plan.bounds
    wide, deep = dimension(x1 - x0, units), measured(y1 - y0, units)
    facts = [Fact("width × depth", f"{wide} × {deep}"), Fact("floor", area(scene.room.plan.area, units))]
    facts.append(Fact("pieces", str(len(scene.objects))))
    if totals := total_lines(scene):
        facts.append(Fact("estimated price", " + ".join(totals)))
    return tuple(facts)


def said_blocks(brief: Brief) -> tuple[Block, ...]:
    """What was understood, assumed, changed and not understood; empty blocks are left out."""
    blocks = (
        Block("What was understood", brief.understood),
        Block("What was assumed", brief.assumed),
        Block("Worth knowing", brief.notes),
        Block("Not understood", brief.not_understood, "open"),
    )
    return tuple(replace(b, lines=tuple(cut(t, SENTENCE) for t in b.lines)) for b in blocks if b.lines)


# ---------------------------------------------------------------- furniture
def furniture_rows(scene: Scene, units: Units) -> tuple[FurnitureRow, ...]:
    """The rows of the plan's key with looks and prices."""
    return tuple(_furniture_row(r, units) for r in key_rows(scene))


def _furniture_row(row: KeyRow, units: Units) -> FurnitureRow:
    first, n = row.things[0], len(row.things)
    name = cut(first.name or first.category.replace("_", " "), 120)
    priced = first.price if not (first.owned or first.locked) else None
    return FurnitureRow(
        ids=" ".join(t.id for t in row.things),
        mark=row.mark,
        name=name[:1].upper() + name[1:],
        description=cut(_news(first), SENTENCE),
        tag=_tag(first),
        size=row.size_in(units),
        look=_look(first),
        swatches=_swatches(first),
        pieces=n,
        each=money(priced) if priced else "",
        sum=money(Money(priced.amount * n, priced.currency)) if priced else "",
        why=cut(without_address(_choice(first)), SENTENCE),
    )


def _choice(thing: SceneObject) -> str:
    """Why this model; "" for what was simply made to size."""
    plain = f"{thing.category.replace('_', ' ')} made to size"
    return "" if thing.asset.why == plain else thing.asset.why


def _news(thing: SceneObject) -> str:
    """The description, unless name, category and look say all of it."""
    known = set(re.findall(r"\w+", f"{thing.name} {thing.category} {_look(thing)}".lower().replace("_", " ")))
    return thing.description if set(re.findall(r"\w+", thing.description.lower())) - known else ""


def _tag(thing: SceneObject) -> str:
    if thing.owned:
        return "yours already"
    return "stands in" if thing.stand_in else "asked for" if thing.asked else ""


def _look(thing: SceneObject) -> str:
    """Colour and material in words; a material that names its colour stands alone."""
    tint, material = attribute_text(thing, "colour"), attribute_text(thing, "material")
    words = [w for w in (tint, material) if w and not w.startswith("#")]
    if len(words) == 2 and words[0].lower() in words[1].lower():
        words = words[1:]
    return ", ".join(words)


def _swatches(thing: SceneObject) -> tuple[str, ...]:
    """The colours of the thing that are known as numbers, or as names of the palette."""
    found = (_rgb(word) for word in re.split(r",\s*", attribute_text(thing, "colour")))
    return tuple("#" + "".join(f"{round(255 * c):02x}" for c in rgb) for rgb in found if rgb)[:4]


def _rgb(word: str) -> tuple[float, float, float] | None:
    try:
        return colour(word)
    except AssetError:  # "#12" and the like: a scene made by hand may say anything
        return None


def money(amount: Money) -> str:
    """ "1,240 EUR": whole units, for estimates."""
    return f"{amount.amount:,.0f} {amount.currency}"


def total_lines(scene: Scene) -> tuple[str, ...]:
    return tuple(money(t) for t in shopping_totals(shopping_rows(scene)))


def total_note(scene: Scene) -> str:
    """What the total leaves out, and how it stands to the budget."""
    n, budget, totals = unpriced(shopping_rows(scene)), scene.brief.budget, shopping_totals(shopping_rows(scene))
    notes = [f"without {n} pieces of unknown price"] if n else []
    if budget and len(totals) == 1 and totals[0].currency == budget.currency:
        over = totals[0].amount - budget.amount
        notes.append(f"{money(Money(abs(over), budget.currency))} {'over' if over > 0 else 'below'} the budget")
    return ", ".join(notes)


# ---------------------------------------------------------------- scores
def score_views(scores: Iterable[Score]) -> tuple[ScoreView, ...]:
    """Scores in words."""
    return tuple(_score(s) for s in scores)


def score_groups(evaluation: Evaluation) -> tuple[ScoreGroup, ...]:
    """The scores with a value, by subject."""
    groups = (
        ScoreGroup(title, score_views(s for s in evaluation.scores if s.group == key and s.value is not None))
        for key, title in GROUPS
    )
    return tuple(g for g in groups if g.scores)


def unscored_views(evaluation: Evaluation) -> tuple[ScoreView, ...]:
    """The scores without a value, with their reasons."""
    return score_views(s for s in evaluation.scores if s.value is None)


def _score(score: Score) -> ScoreView:
    state = {True: "good", False: "poor", None: "plain"}[score.passed] if score.value is not None else "none"
    verdict = {"good": "✓ good", "poor": "✕ not good", "plain": "", "none": ""}[state]
    share = round(100 * min(max(score.value, 0.0), 1.0)) if score.value is not None and score.unit == "share" else None
    name = score.name.replace("_", " ")
    name = name[:1].upper() + name[1:]
    value = score.reason if score.value is None else score.text
    judge = JUDGES.get(score.judge, score.judge)
    return ScoreView(name, value, state, verdict, share, score.definition, score.evidence, judge)


# ---------------------------------------------------------------- how it was made
def relation_rows(scene: Scene) -> tuple[RelationRow, ...]:
    return tuple(_relation(r) for r in scene.relations)


def _relation(record: RelationRecord) -> RelationRow:
    args = ", ".join(f"{k} {_value(v)}" for k, v in record.args.items() if v is not None)
    force = "must hold" if record.hard else f"wished (weight {record.weight:g})"
    return RelationRow(record.a, record.type.replace("_", " "), record.b or "", args, force)


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " ".join(map(_value, value))
    return str(value)


def provenance_facts(scene: Scene, evaluation: Evaluation) -> tuple[Fact, ...]:
    """Who made the scene, with what, in which time."""
    p = scene.provenance
    facts = [
        Fact("Designer", p.designer),
        Fact("Seed", str(p.seed)),
        Fact("Solver", p.solver),
        Fact("Layout", p.status),
    ]
    facts += [Fact(f"Model for {k}", v) for k, v in p.models.items()]
    facts += [Fact(f"Version of {k}", v) for k, v in {**evaluation.versions, **p.versions}.items()]
    facts += [Fact(f"Time for {k}", f"{v:.2f} s") for k, v in p.timings.items()]
    return tuple(f for f in facts if f.value)


def credit_lines(scene: Scene) -> tuple[str, ...]:
    """A line for each source of models with its licence: what comes from it, and whom to thank."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for o in scene.objects:
        ref = o.asset
        groups.setdefault((ref.source, ref.licence, ref.credit), []).append(o.name or o.category.replace("_", " "))
    return tuple(_credit(*key, names) for key, names in sorted(groups.items()))


def _credit(source: str, licence: str, credit: str, names: list[str]) -> str:
    who = f" {without_address(credit)}." if credit else ""
    return f"{', '.join(dict.fromkeys(names))}: models from {source}, licence {licence}.{who}"
