"""Each panel of a session as a tree of elements (`sheet.Node`). Only the open one is made.

Words of the interface come from the catalogue of texts (`panel.…`); what is said about the room comes as sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from assets.catalogue import categories
from eval.report_parts import ScoreView
from eval.wish_list import WishLine, wish_list
from idesign.knowledge import knowledge
from idesign.scene import Scene
from idesign.sentences import in_language, kind, name_in, number_in, word
from idesign.sentences.phrases import again
from ui.panels.catalogue import Choice
from ui.panels.graph import RelationLine, relation_lines
from ui.panels.inspector import LOOKS, choices, inspection
from ui.panels.layouts import LayoutCard
from ui.panels.lengths import size_shown
from ui.panels.naming import choice_name, plain_words
from ui.panels.sheet import Node, box, button, choice, entry, form, node_json, text
from ui.panels.state import TABS, Work
from ui.panels.takeaway import list_rows, list_total, offers
from ui.session import Language, Session, in_words
from ui.stand_ins import own_models
from ui.texts import step_in, texts_of

Words = Mapping[str, str]
Picture = Callable[[str], str]
"""The data address of an asset's picture, "" while there is none."""


def panels_document(session: Session, picture: Picture) -> dict[str, Any]:
    """What the panels show now, as JSON."""
    words, state = texts_of(session.language, "panel"), session.panels
    return {
        "tabs": [{"name": t, "text": words[f"tab_{t}"]} for t in TABS],
        "tab": state.tab,
        "title": words["title"],
        "room": session.dialogue is not None,
        "body": node_json(_body(session, words, picture)),
        "download": asdict(state.download) if state.download else None,
    }  # fmt: skip


def _body(session: Session, words: Words, picture: Picture) -> Node:
    if session.dialogue is None or session.scene is None:
        return box("panel", text(words["no_room"], "quiet"))
    made = {
        "thing": _thing, "choose": _choose, "wishes": _wishes, "judge": _judge, "add": _add, "relations": _relations,
        "take": _take,
    }[session.panels.tab]  # fmt: skip
    fault = text(session.panels.error, "fault") if session.panels.error else None
    return box(
        "panel",
        fault,
        *_working(session.panels.work, words, session.language),
        *made(session, session.scene, words, picture),
    )


def _working(work: Work | None, words: Words, language: str) -> tuple[Node, ...]:
    """How long work goes, with a way to stop it."""
    if work is None:
        return ()
    line = box("row", text(step_in(language, work.text) or words[f"work_{work.kind}"], tag="span"),
               button(words["stop"], test="stop-work", do="stop"))  # fmt: skip
    return (box("working", Node("progress", value=f"{work.share:.3f}", label=words[f"work_{work.kind}"]), line),)


# ---------------------------------------------------------------- the selected thing
def _thing(session: Session, scene: Scene, words: Words, picture: Picture) -> Iterable[Node]:
    if session.selected is None:
        yield text(words["select"], "quiet")
        yield from _pick(scene, session.language)
        return
    seen = inspection(scene, session.selected, session.units, session.language)
    fields = [entry(words[n], n, seen.fields[n]) for n in ("x", "y", "turn", "width", "depth", "height")]
    looks = [choice(words[n], n, seen.fields[n], _looks(n, session.language)) for n in LOOKS]
    lock = words["unlock" if seen.locked else "lock"]
    yield box("head", text(seen.name, tag="h3"), text(seen.price, "price", tag="span") if seen.price else None)
    yield box("facts", *(text(f, "quiet") for f in seen.facts))
    yield form("fields", *fields, *looks, Node("button", "primary", words["apply"], test="apply"),
               do="inspect", id=seen.id, test="inspector")  # fmt: skip
    yield box("row", button(lock, test="lock", do="lock", id=seen.id, locked=not seen.locked),
              button(words["swap"], test="swap", do="gallery", id=seen.id),
              button(words["delete"], test="delete", kind="danger", do="delete", id=seen.id))  # fmt: skip
    if session.panels.gallery_of == seen.id:
        yield _gallery(session, session.panels.gallery, words, picture, "replace")


def _looks(name: str, language: Language) -> tuple[tuple[str, str], ...]:
    """What can be chosen, and how it reads."""
    return tuple((v, again(word("styles" if name == "style" else "looks", v), language)) for v in choices(name))


def _pick(scene: Scene, language: Language) -> Iterable[Node]:
    """Every thing by name, so that it can be reached without pointing."""
    named = sorted((o.support != "floor", name_in(o, language), o.id) for o in scene.objects)
    alike, seen = Counter(name for _, name, _ in named), Counter[str]()
    buttons = []
    for _, name, id in named:
        seen[name] += 1
        label = f"{name} {seen[name]}" if alike[name] > 1 else name
        buttons.append(button(label, test=f"pick-{id}", kind="chip", do="select", id=id))
    yield box("chips", *buttons, test="panel-things")


def _gallery(session: Session, found: tuple[Choice, ...], words: Words, picture: Picture, do: str) -> Node:
    return box("gallery", *(_choice(session, c, words, picture, do) for c in found), test="gallery")


def _choice(session: Session, c: Choice, words: Words, picture: Picture, do: str) -> Node:
    seen = picture(c.asset)
    size = size_shown(c.size, session.units, session.language)
    amount = f"{number_in(c.price, ',.0f', session.language)} EUR" if c.price is not None else ""
    price = words["about"].format(amount=amount) if amount else ""
    name = choice_name(c, session.language)
    image = Node("img", picture=seen, label=name) if seen else Node("div", "no-picture")
    take = button(words[do], test=do, kind="primary", label=f"{words[do]}: {name}", do=do, asset=c.asset)
    why = text(in_words(session, c.why), "why")
    return box(
        "piece", image, text(name, "name"), text(size, "quiet"), text(price, "price") if price else None, why, take
    )


# ---------------------------------------------------------------- choose
def _choose(session: Session, scene: Scene, words: Words, picture: Picture) -> Iterable[Node]:
    state = session.panels
    yield text(words["choose_help"], "quiet")
    again = words["again" if state.cards else "others"]
    yield box("row", button(again, test="layouts", kind="primary", do="layouts", off=state.work is not None))
    if state.cards and state.cards_at != session.revision:
        yield text(words["stale"], "note")
    yield box("layouts", *(_card(session, scene, c, words) for c in state.cards))


def _card(session: Session, scene: Scene, card: LayoutCard, words: Words) -> Node:
    current = card.letter == "A"
    title = f"{card.letter}  {words['as_now']}" if current else card.letter
    scores = (
        box("scores", *(_short(s, session) for s in card.scores), tag="ul")
        if card.scores
        else text(words["scoring"], "quiet")
    )
    takes = () if current else (_take_all(card, words), *_take_one(card, session, scene, words))
    plan = Node("img", "plan", picture=card.plan, label=f"{words['plan']} {card.letter}")
    lines = box("differs", *(text(in_words(session, d), tag="li") for d in card.differs), tag="ul")
    return box("layout", text(title, tag="h3"), plan, lines, scores, *takes, test=f"card-{card.letter}")


def _take_all(card: LayoutCard, words: Words) -> Node:
    label, test = words["take_all"].format(letter=card.letter), f"take-{card.letter}"
    return button(label, test=test, kind="primary", do="take_layout", letter=card.letter)


def _take_one(card: LayoutCard, session: Session, scene: Scene, words: Words) -> tuple[Node, ...]:
    o = next((o for o in card.scene.objects if o.id == session.selected), None)
    if o is None or not any(x.id == o.id for x in scene.objects):
        return ()
    label = words["take_one"].format(thing=name_in(o, session.language), letter=card.letter)
    return (button(label, test=f"take-one-{card.letter}", do="take_thing", letter=card.letter, id=o.id),)


def _short(s: ScoreView, session: Session) -> Node:
    name, value = text(in_words(session, s.name), tag="span"), text(in_words(session, s.value), "value", tag="span")
    return box(f"score {s.state}", name, value, tag="li", label=in_words(session, s.definition))


# ---------------------------------------------------------------- wishes
MARKS = {"kept": "✓", "broken": "✕", "unread": "?"}


def _wishes(session: Session, scene: Scene, words: Words, picture: Picture) -> Iterable[Node]:
    lines = wish_list(scene)
    kept = sum(x.verdict == "kept" for x in lines)
    yield text(words["wishes_count"].format(kept=kept, all=len(lines)) if lines else words["no_wishes"], "lead")
    yield box("wishes", *(_wish(x, session, words) for x in lines), tag="ul", test="wishes")


def _wish(x: WishLine, session: Session, words: Words) -> Node:
    mark = Node("span", "mark", MARKS[x.verdict], label=words[x.verdict])
    act = {"do": "select", "id": x.ids[0]} if x.ids else {}
    said = in_words(session, x.text)
    body = Node("button", "plain", said, act=act) if act else text(said, tag="span")
    reasons = (text(plain_words(session, r), "why") for r in x.reasons)
    return box(f"wish {x.verdict}", mark, box("body", body, *reasons), tag="li")


# ---------------------------------------------------------------- judgement
def _judge(session: Session, scene: Scene, words: Words, picture: Picture) -> Iterable[Node]:
    state, judged = session.panels, session.panels.judgement
    yield text(words["judge_help"], "quiet")
    yield box("row", button(words["judge_now"], test="judge", kind="primary", do="judge", off=state.work is not None))
    if judged is None:
        return
    if state.judged_at != session.revision:
        yield text(words["stale"], "note")
    yield (
        box("defects", *(text(plain_words(session, d), "fault") for d in judged.defects))
        if judged.defects
        else text(words["no_defects"], "lead")
    )
    for group in judged.groups:
        yield box("group", text(in_words(session, group.title), tag="h3"), *(_score(s, session) for s in group.scores))
    if judged.unscored:
        named = [(in_words(session, s.name), in_words(session, s.value)) for s in judged.unscored]
        inner = [box("score none", text(name, tag="strong"), text(reason, "why")) for name, reason in named]
        yield box("more", text(words["unscored"], tag="summary"), *inner, tag="details")


def _score(s: ScoreView, session: Session) -> Node:
    name, value = in_words(session, s.name), f"{in_words(session, s.value)} {in_words(session, s.verdict)}".strip()
    head = box("row", text(name, tag="strong"), text(value, "value", tag="span"))
    bar = Node("progress", value=f"{s.share / 100:.3f}", label=name) if s.share is not None else None
    evidence = (text(plain_words(session, e), "evidence") for e in s.evidence[:5])
    return box(f"score {s.state}", head, bar, text(in_words(session, s.definition), "why"), *evidence)


# ---------------------------------------------------------------- add
def _add(session: Session, scene: Scene, words: Words, picture: Picture) -> Iterable[Node]:
    state = session.panels
    yield form("search", entry(words["search"], "words", state.query, "search"),
               Node("button", "primary", words["find"], test="find"), do="search", test="catalogue")  # fmt: skip
    own = form("search", entry(words["own_kind"], "kind", state.kind, "own-kind"),
               Node("button", "", words["own"], test="own"), do="own", test="own-model")  # fmt: skip
    if state.found:
        yield _gallery(session, state.found, words, picture, "add")
    elif not state.query:
        kinds = [in_language(kind(c, knowledge().piece(c).noun), session.language) for c in _kinds()]
        yield box("chips", *(button(k, kind="chip", do="search", values={"words": k}) for k in kinds))
    yield box("own", text(words["own_help"], "quiet"), own)


def _kinds() -> tuple[str, ...]:
    """Kinds of things that people look for, as far as they can be made."""
    usual = ("armchair", "floor_lamp", "bookshelf", "desk", "side_table", "rug", "plant_large", "wall_art", "mirror",
             "sideboard", "dining_chair", "wardrobe")  # fmt: skip
    return tuple(k for k in usual if k in categories())


# ---------------------------------------------------------------- relations
def _relations(session: Session, scene: Scene, words: Words, picture: Picture) -> Iterable[Node]:
    about = session.selected
    lines = relation_lines(scene, session.units, session.language, about)
    name = next((name_in(o, session.language) for o in scene.objects if o.id == about), "")
    yield text(words["relations_of"].format(thing=name) if about else words["relations_help"], "quiet")
    yield box("relations", *(_relation(x, session, words) for x in lines), tag="ul", test="relations")


def _relation(x: RelationLine, session: Session, words: Words) -> Node:
    state = "kept" if x.holds else "broken"
    mark = Node("span", "mark", MARKS[state], label=words[state])
    force = words["must"] if x.hard else words["wished"].format(weight=number_in(x.weight, "g", session.language))
    why = text(f"{words[f'because_{x.reason}']} · {force}", "why")
    said = box("said", text(x.name, tag="strong"), text(f" {plain_words(session, x.text, capital=False)}", tag="span"))
    row = box("row", *_relation_buttons(x, words))
    return box(f"wish {state}", mark, box("body", said, why, row), tag="li")


WEIGHTS = (("½", 0.5), ("×2", 2.0), ("×5", 5.0))
"""How much a wish may count beside its usual 1."""


def _relation_buttons(x: RelationLine, words: Words) -> Iterable[Node]:
    other = "relax" if x.hard else "insist"
    yield button(words[other], test=other, do="relation", number=x.number, action=other)
    for sign, weight in () if x.hard else WEIGHTS:
        yield button(sign, label=words["weigh"], do="relation", number=x.number, action="relax", weight=weight)
    yield button(words["let_go"], test="let-go", kind="danger", do="relation", number=x.number, action="delete")


# ---------------------------------------------------------------- take away
def _take(session: Session, scene: Scene, words: Words, picture: Picture) -> Iterable[Node]:
    state = session.panels
    busy = state.work is not None
    buttons = [
        button(words[f"file_{o.key}"], test=f"file-{o.key}", kind="file", do="file", key=o.key, off=busy)
        for o in offers()
    ]
    project = button(words["file_project"], test="file-project", kind="file", do="project")
    photo = button(words["photo"], test="photo", kind="file", do="photo", off=busy)
    yield box("files", project, *buttons, photo)
    if own_models(scene):
        yield text(words["own_stay"], "quiet")
    if state.photo:
        yield Node("img", "photo", picture=state.photo, label=words["photo"], test="photo-picture")
    yield box("head", text(words["list"], tag="h3"), text(list_total(scene, session.language), "price", tag="span"))
    heads = box("", *(text(words[h], tag="th") for h in ("what", "size", "count", "each", "sum", "total")), tag="tr")
    rows = [box("", *(text(c, tag="td") for c in (r.name, r.size, str(r.quantity), r.each, r.sum, r.total)), tag="tr")
            for r in list_rows(scene, session.language, session.units)]  # fmt: skip
    yield box("list", box("", heads, tag="thead"), box("", *rows, tag="tbody"), tag="table", test="list")
