"""A change in one of the reader's other languages, as the English tokens that `clauses` reads.

The reader of briefs translates nouns, properties and small words (`reading/translate.py`); here come the verbs, the
comparatives and the commands of a conversation (`data/tongues.toml`), and the few rules of order that English lacks: a
verb in two parts ("füge … hinzu"), a verb at the end ("kannst du das Sofa … stellen"), a pronoun that a verb ends with
("ponlo", "enlève-le"). Each token keeps its place in the text, so that a person's own words are said back.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from idesign import units
from idesign.designers.embedded.reading.tokens import Token, tokenise
from idesign.designers.embedded.reading.translate import LANGUAGES, foreign, taken_apart, translate
from idesign.edits.phrasebook import match, polite, text_of

LONGEST = 7
JOINTS = frozenset({",", "und", "dann", "aber", "et", "puis", "ensuite", "mais", "y", "luego", "después", "pero", "e",
                    "poi", "ma", "depois", "mas", "en", "dan", "maar"})  # fmt: skip
WISHES = ("i want", "we want", "i need")
Phrases = Mapping[tuple[str, ...], str]


@dataclass(frozen=True)
class Tongue:
    """What `tongues.toml` knows of a language, by the words of each phrase; `verbs`: single words that are verbs,
    without accents."""

    name: str
    phrases: Phrases
    last: Phrases
    pairs: Phrases
    complements: Phrases
    measured: Mapping[str, str]
    instead: Mapping[str, str]
    clitics: Mapping[str, str]
    verbs: Mapping[str, str]


@cache
def tongue(name: str) -> Tongue:
    """The table of one language."""
    row: dict[str, dict[str, str]] = tomllib.loads(text_of("tongues.toml"))[name]
    phrases, last, pairs, complements = (
        {tuple(t.word for t in taken_apart(tokenise(k), name)): v for k, v in row[part].items()}
        for part in ("phrases", "last", "pairs", "complements")
    )
    verbs = {_folded(k[0]): v for k, v in phrases.items() if len(k) == 1 and _is_verb(v)}
    return Tongue(name, phrases, last, pairs, complements, row["measured"], row["instead"], row["clitics"], verbs)


def english(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a sentence in English; as they are when they are English already."""
    name = language(tokens)
    if not name:
        return list(tokens)
    apart = taken_apart(tokens, name)
    return [t for part in _parts(apart, tongue(name)) for t in _translated(part, tongue(name))]


def language(tokens: Sequence[Token]) -> str:
    """The language that most of the words belong to; "" for English and in doubt."""
    said = match(tokens, polite(tokens), "verb")
    own = sum(t.word in foreign("english")["marks"] for t in tokens) + (said.length if said else 0)
    scores = {name: _score(tokens, name) for name in LANGUAGES}
    best = max(LANGUAGES, key=lambda name: scores[name])
    return best if scores[best][0] > own else ""


def _score(tokens: Sequence[Token], name: str) -> tuple[int, int]:
    """How many words only this language has, and how many it has at all."""
    table = foreign(name)
    apart = taken_apart(tokens, name)
    covered = _covered(apart, tongue(name))
    marks = {k for k, t in enumerate(apart) if t.word in table["marks"]}
    known = {k for k, t in enumerate(apart) if t.word in table["words"]}
    return len(covered | marks), len(covered | marks | known)


def _covered(tokens: Sequence[Token], tongue: Tongue) -> set[int]:
    found: set[int] = set()
    for k in range(len(tokens)):
        length, _ = _longest(tokens, k, tongue)
        found |= set(range(k, k + length))
        if _clitic(tokens[k], tongue) is not None:
            found.add(k)
    firsts = [k[:-1] for k in (*tongue.pairs, *tongue.complements)]
    words = [t.word for t in tokens]
    return found | {k for first in firsts for k in range(len(words)) if tuple(words[k : k + len(first)]) == first}


# ---------------------------------------------------------------- clause by clause
def _parts(tokens: Sequence[Token], tongue: Tongue) -> list[Sequence[Token]]:
    """Cut at the joining words that a verb follows, so that each part has its own."""
    cuts = [k for k in range(1, len(tokens)) if tokens[k].word in JOINTS and not tokens[k - 1].word.isdigit()]
    parts = [tokens[a:b] for a, b in zip([0, *cuts], [*cuts, len(tokens)], strict=True)]
    out: list[Sequence[Token]] = []
    for part in parts:
        if out and not (_has_verb(part, tongue) and _has_verb(out[-1], tongue)):
            out[-1] = [*out[-1], *part]
        else:
            out.append(part)
    return out


def _has_verb(tokens: Sequence[Token], tongue: Tongue) -> bool:
    spoken = (_longest(tokens, k, tongue)[1] for k in range(len(tokens)))
    own = any(_is_verb(e) for e in spoken if e) or any(_clitic(t, tongue) for t in tokens)
    return own or bool(_pair(tokens, tongue))


def _translated(tokens: Sequence[Token], tongue: Tongue) -> list[Token]:
    """One part, with its verb first."""
    given = _pair(tokens, tongue)
    out: list[Token] = []
    verbs: list[tuple[int, int]] = []
    waiting: list[Token] = []
    at = 0
    while at < len(tokens):
        length, text = (1, given[at]) if at in given else _own(tokens, at, tongue, bool(verbs))
        if text is None:
            waiting.append(tokens[at])
            at += 1
            continue
        out += _plain(translate(waiting, tongue.name)) if waiting else []
        waiting = []
        if _is_verb(text):
            verbs.append((len(out), len(text.split())))
        out += _spread(tokens[at : at + length], text)
        at += length
    out += _plain(translate(waiting, tongue.name)) if waiting else []
    return _verb_first(out, verbs)


def _own(tokens: Sequence[Token], at: int, tongue: Tongue, after_verb: bool) -> tuple[int, str | None]:
    """How many tokens a phrase of changes takes at `at`, and its English; (1, None) where the reader's words are
    longer or there is none."""
    token, before = tokens[at], tokens[at - 1] if at else None
    then = tokens[at + 1] if at + 1 < len(tokens) else None
    if then is not None and then.value is not None and not _article(then) and token.word in tongue.measured:
        return 1, tongue.measured[token.word]
    if after_verb and token.glued and before is not None and not before.mark and token.word in tongue.clitics:
        return 1, tongue.clitics[token.word]
    if after_verb and token.word in tongue.instead and _replaces(tokens, tongue):
        return 1, tongue.instead[token.word]
    length, text = _longest(tokens, at, tongue)
    if text is None:
        return 1, _clitic(token, tongue)
    return (length, text) if length >= _reader_length(tokens, at, tongue.name) else (1, None)


def _article(token: Token) -> bool:
    """Number words that are articles too ("un", "eine")."""
    return not token.word[0].isdigit()


def _replaces(tokens: Sequence[Token], tongue: Tongue) -> bool:
    said = [_longest(tokens, k, tongue)[1] for k in range(len(tokens))]
    return bool({"replace", "swap"} & {*said, *_pair(tokens, tongue).values()})


def _longest(tokens: Sequence[Token], at: int, tongue: Tongue) -> tuple[int, str | None]:
    """The longest phrase of the table that begins at a token; (0, None) for none."""
    words = tuple(t.word for t in tokens[at : at + LONGEST])
    for length in range(len(words), 0, -1):
        ends = at + length == len(tokens) or tokens[at + length].mark or tokens[at + length].word in JOINTS
        text = tongue.last.get(words[:length]) if ends else None
        text = tongue.phrases.get(words[:length]) if text is None else text
        if text is not None:
            return length, text
    return 0, None


def _reader_length(tokens: Sequence[Token], at: int, name: str) -> int:
    """How many tokens the reader's own phrase takes there."""
    words = foreign(name)["words"]
    lengths = range(min(LONGEST, len(tokens) - at), 0, -1)
    said = {n: " ".join(t.word for t in tokens[at : at + n]).replace("' ", "'") for n in lengths}
    return next((n for n, phrase in said.items() if phrase in words), 0)


def _pair(tokens: Sequence[Token], tongue: Tongue) -> dict[int, str]:
    """Where the two parts of a verb stand, with what each is in English."""
    return dict(_apart(tokens, tongue, tongue.pairs, last=True)) or dict(_apart(tokens, tongue, tongue.complements))


def _apart(tokens: Sequence[Token], tongue: Tongue, table: Phrases, last: bool = False) -> Iterator[tuple[int, str]]:
    """The same by one table; `last`: the second part ends the clause. Of "move closer to" the verb comes first."""
    words = [t.word for t in tokens]
    end = next((k for k in range(len(words) - 1, -1, -1) if not tokens[k].mark), -1)
    for phrase, text in table.items():
        first, second = phrase[:-1], phrase[-1]
        starts = [k for k in range(len(words)) if tuple(words[k : k + len(first)]) == first]
        seconds = [k for k in range(len(words)) if words[k] == second and (not last or k == end)]
        whole = starts and _longest(tokens, starts[0], tongue)[0] > len(first)
        if starts and seconds and seconds[-1] >= starts[0] + len(first) and not whole:
            verb, _, rest = text.partition(" ") if not last else (text, "", "")
            yield from ((k, "") for k in range(starts[0] + 1, starts[0] + len(first)))
            yield from ((starts[0], verb), (seconds[-1], rest))
            return


def _clitic(token: Token, tongue: Tongue) -> str | None:
    """ "ponlo" -> "put it", "spostarlo" -> "move it"."""
    for clitic, pronoun in sorted(tongue.clitics.items(), key=lambda c: -len(c[0])) if tongue.verbs else ():
        stem = _folded(token.word).removesuffix(clitic)
        if len(stem) < 2 or stem == _folded(token.word):
            continue
        verb = tongue.verbs.get(stem) or tongue.verbs.get(f"{stem}e")
        if verb is not None and tongue.name != "french":
            return f"{verb} {pronoun}"
    return None


# ---------------------------------------------------------------- order
def _verb_first(tokens: list[Token], verbs: Sequence[tuple[int, int]]) -> list[Token]:
    """The verb of a clause where English has it; a wish before another verb ("ich möchte … stellen") is only polite."""
    wish = next(((k, n) for k, n in verbs if " ".join(t.word for t in tokens[k : k + n]) in WISHES), None)
    if wish is not None and len(verbs) > 1:
        del tokens[wish[0] : wish[0] + wish[1]]
        verbs = [(k - wish[1] * (k > wish[0]), n) for k, n in verbs if (k, n) != wish]
    start = polite(tokens)
    if not verbs or match(tokens, start, "verb") is not None:
        return tokens
    at, length = verbs[0]
    return [*tokens[:start], *tokens[at : at + length], *tokens[start:at], *tokens[at + length :]]


# ---------------------------------------------------------------- tokens
@cache
def _is_verb(text: str) -> bool:
    hit = match(tokenise(text), 0, "verb") if text else None
    return hit is not None and hit.kind == "verb"


def _folded(word: str) -> str:
    """Without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _spread(tokens: Sequence[Token], text: str) -> list[Token]:
    """English words over the tokens that they translate."""
    first, last = tokens[0], tokens[-1]
    whole = replace(first, text=text, end=last.end, value=None, glued=False, mark=False)
    return _plain([replace(whole, word=w, value=units.number(w)) for w in text.split()])


def _plain(tokens: Sequence[Token]) -> list[Token]:
    """With the English words as the text, so that names of things are English too; no two in the same place, since
    those would be one phrase to the reader."""
    out: list[Token] = []
    for t in tokens:
        same = bool(out) and out[-1].end == t.end and not t.mark
        glued = t.glued and (t.mark or t.value is not None)
        text = t.text if t.mark else t.word
        out.append(replace(t, text=text, start=out[-1].start + 1 if same else t.start, glued=glued))
    return out
