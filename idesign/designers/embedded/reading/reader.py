"""English text to a `Brief`: tokens, items, chunks, clauses, and what follows from them, one stage a file.

    tokens -> items (phrases of the lexicon, quantities) -> chunks (noun phrases) -> clauses (wishes and where they
    stand, in a draft) -> resolve (which lamp is meant, chairs for eight, contradictions) -> Brief

The first 20,000 characters are read. What carries meaning and was not used is listed in `not_understood`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Literal, cast

from idesign.brief import Brief, RoomWish
from idesign.designers.embedded.reading import clauses, letters, resolve, rooms, wording
from idesign.designers.embedded.reading.chunks import chunk
from idesign.designers.embedded.reading.draft import Draft, DraftRoom
from idesign.designers.embedded.reading.household import read_people
from idesign.designers.embedded.reading.items import Item, itemise
from idesign.designers.embedded.reading.lexicon import data, lexicon
from idesign.designers.embedded.reading.slips import slip
from idesign.designers.embedded.reading.space import refuse_impossible
from idesign.designers.embedded.reading.tokens import Token, sentences, tokenise
from idesign.designers.embedded.reading.translate import LANGUAGES, language, translate, unread
from idesign.errors import BriefError

LIMIT = 20_000
"""Characters that are read."""
MOST_UNREAD = 40
OF_CHILDREN = ("childrens_room", "nursery", "playroom", "classroom", "bedroom")
"""Rooms whose users are the children that were counted; elsewhere there are grown-ups too."""
REPEATED = 5
"""Tokens of a sentence that nobody says twice to have two of what it names."""
_BESIDE_THINGS = frozenset({"filler", "det", "be", "with", "rel", "join", "pronoun", "vague", "bound", "side", "part"})


def read_brief(text: str, *, room: RoomWish | None = None, seed: int = 0, style: str | None = None) -> Brief:
    """What a request in words asks for. `room` (from the command line) wins over what the text says of the room, and
    so does `style`. Raises `BriefError` for a text without words, `RoomError` for a size that no room has."""
    if not any(c.isalpha() or c in _pictures() for c in text):
        raise BriefError("the request has no words: say what the room is and what should be in it")
    draft = Draft(text)
    tokens = _in_words(tokenise(letters.body(text[:LIMIT])))
    if len(text) > LIMIT:
        draft.notes.append(f"only the first {LIMIT:,} of {len(text):,} characters were read")
    refuse_impossible(tokens)
    for index, sentence in enumerate(_in_english(draft, _once(draft, sentences(tokens)))):
        _sentence(draft, text, sentence, index)
    return _brief(draft, tokens, room, seed, style)


@cache
def _pictures() -> dict[str, str]:
    return dict(data("emoji.toml")["picture"])


def _in_words(tokens: list[Token]) -> list[Token]:
    """With the nouns of pictures ("🛋 📺"), each an item of a list, where no thing is named in words."""
    if any(e.kind == "thing" for t in tokens for e in lexicon().entries([t.word])):
        return tokens
    return [word for t in tokens for word in _pictured(t)]


def _pictured(token: Token) -> list[Token]:
    noun = _pictures().get(token.text[:1], "")
    if not noun:
        return [token]
    comma = replace(token, text=",", word=",", mark=True)
    return [*(replace(token, word=w, mark=False) for w in noun.split()), comma]


def _once(draft: Draft, found: list[list[Token]]) -> list[list[Token]]:
    """Each sentence once: the same long sentence again says nothing new."""
    kept: dict[tuple[str, ...], list[Token]] = {}
    for k, sentence in enumerate(found):
        words = tuple(t.word for t in sentence)
        kept.setdefault(words if len(words) >= REPEATED else (*words, str(k)), sentence)
    if len(kept) < len(found):
        draft.notes.append(f"{len(found) - len(kept)} sentences that were there before were read once")
    return list(kept.values())


def _in_english(draft: Draft, found: list[list[Token]]) -> list[list[Token]]:
    """The sentences in English. One in another language is translated word for word; short ones follow the whole."""
    every = [t for sentence in found for t in sentence]
    if other := unread(every):
        draft.unread = other
        draft.notes.append(f"this is in {other}, which I cannot read: say it in English or {_readable()}")
        rooms: dict[str, str] = data("foreign/unread.toml")["rooms"]
        return [[replace(t, word=rooms.get(t.word, t.word)) for t in sentence] for sentence in found]
    whole = language(every)
    languages = [language(sentence, whole) for sentence in found]
    if any(languages):
        names = " and ".join(sorted({name.capitalize() for name in languages if name}))
        draft.notes.append(f"read {names} word for word: what was not understood is listed")
    return [translate(s, name) if name else s for s, name in zip(found, languages, strict=True)]


def _readable() -> str:
    names = [name.capitalize() for name in LANGUAGES]
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _sentence(draft: Draft, text: str, sentence: Sequence[Token], index: int) -> None:
    items = itemise(_mended(draft, sentence), lexicon())
    if _to_a_machine(sentence):
        draft.not_understood += wording.unread(text, sentence, [(0, len(sentence) - 1)])
        return
    used = read_people(draft, items)
    used |= clauses.read(draft, chunk(items), index)
    draft.not_understood += wording.unread(text, sentence, _unread_runs(items, used))


def _to_a_machine(sentence: Sequence[Token]) -> bool:
    """ "Ignore all previous instructions and …": said to a program, and nothing of the room."""
    words = {t.word for t in sentence}
    rows: dict[str, list[str]] = data("words.toml")["machine"]
    return bool(words & set(rows["do"]) and words & set(rows["what"]))


def _mended(draft: Draft, sentence: Sequence[Token]) -> list[Token]:
    """The tokens with slips of the finger in names of furniture mended ("wardobe"), each of which is noted."""
    return [_mend(draft, token) for token in sentence]


def _mend(draft: Draft, token: Token) -> Token:
    word = slip(token.word)
    if not word:
        return token
    note = f"'{token.text}' was read as '{word}'"
    draft.notes += [note] if note not in draft.notes else []
    return replace(token, word=word)


def _unread_runs(items: Sequence[Item], used: set[int]) -> list[tuple[int, int]]:
    """(first, last) token of each run of items that carry meaning and were not used."""
    runs: list[tuple[int, int]] = []
    for item in items:
        if not _carries_meaning(item) or item.first in used:
            continue
        if runs and item.first == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], item.last)
        else:
            runs.append((item.first, item.last))
    return runs


def _carries_meaning(item: Item) -> bool:
    if item.mark or not any(c.isalnum() for c in item.word):
        return False
    return not item.has(*_BESIDE_THINGS) and (item.value is None or item.measure is not None)


def _brief(draft: Draft, tokens: Sequence[Token], room: RoomWish | None, seed: int, style: str | None) -> Brief:
    room_types, assumed = rooms.room_types(draft)
    if room_types[0] in OF_CHILDREN:
        draft.occupants = draft.occupants or draft.children
    resolve.finish(
        draft, room_types[0], imperial=any(t.word in ("ft", "feet", "foot", "inch", "inches", "'") for t in tokens)
    )
    wishes, asked = resolve.wishes(draft), _room(draft.room, room)
    assumed += [f"'{draft.room.in_feet}' has no unit: I took it for feet"] if draft.room.in_feet else []
    relations = resolve.relations(draft)
    size = [draft.room.size_word] if draft.room.size_word else []
    return Brief(
        draft.text, room_types[0], tuple(room_types[1:]), asked, wishes, relations, tuple(draft.excluded), draft.only,
        style or (draft.styles[0] if draft.styles else None), tuple(dict.fromkeys([*draft.moods, *size])),
        tuple(draft.colours), tuple(draft.materials), tuple(draft.people), draft.occupants, tuple(draft.activities),
        draft.budget, seed, wording.understood(draft, room_types, asked, wishes, relations), tuple(assumed),
        _not_understood(draft), tuple(draft.notes),
    )  # fmt: skip


def _not_understood(draft: Draft) -> tuple[str, ...]:
    lines = list(dict.fromkeys(draft.not_understood))
    rest = len(lines) - MOST_UNREAD
    return (*lines[:MOST_UNREAD], *([f"and {rest} more passages"] if rest > 0 else []))


def _room(draft: DraftRoom, given: RoomWish | None) -> RoomWish:
    """What was said of the room, with what was given on the command line over it."""
    said = RoomWish(
        draft.width, draft.depth, draft.height, draft.area, cast(Literal["rectangle", "L"], draft.shape),
        draft.windows, draft.doors, tuple(draft.window_walls), tuple(draft.door_walls),
        draft.surfaces.get("wall_colour"), draft.surfaces.get("wall"), draft.surfaces.get("floor"),
        draft.surfaces.get("floor_colour"),
    )  # fmt: skip
    if given is None:
        return said
    default = RoomWish()
    said_by_hand = {f.name: v for f in fields(RoomWish) if (v := getattr(given, f.name)) != getattr(default, f.name)}
    if {"width", "depth", "area", "plan"} & set(said_by_hand):
        said = replace(said, width=None, depth=None, area=None)
    return replace(said, **said_by_hand)
