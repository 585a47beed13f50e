"""Which piece of furniture the words name: every name of the catalogue in five languages, found inside a phrase.

A name may be the whole phrase ("Bücherregal"), part of it ("big oak dining table"), two parts joined by a preposition
("curtain for the shower"), one slip of the finger away ("cofee table") or the end of a German compound
("Kinderzimmerteppich"). What is found says how it was found; nothing here guesses by mere likeness.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from assets.catalogue import alias_table, categories, cut_plurals, normal
from assets.errors import AssetError
from assets.materials import read_toml
from assets.retrieval_kinds import family_nouns, narrowed
from assets.retrieval_spelling import Spelling
from assets.retrieval_words import LANGUAGES, key_of, languages, likely_language, spellings

LONGEST = 6
WHOLE, HEAD, JOINED, INSIDE, SPELLED, COMPOUND = 1.0, 0.92, 0.9, 0.8, 0.85, 0.75
"""How sure a name found in that way is; a ranking, not a probability."""
_GROUPS = frozenset(("set", "pair", "nest", "group", "row", "couple", "trio", "collection", "suite", "cluster"))
_ARTICLES = frozenset(("the", "a", "an", "my", "our", "your", "his", "her", "their", "some"))


@dataclass(frozen=True)
class Named:
    """A category that the words name: how sure that is in (0, 1], and the words that say so."""

    category: str
    score: float
    because: str


@dataclass(frozen=True)
class _Found:
    """A name among the tokens: where it starts, how many tokens, in which language."""

    category: str
    name: str
    start: int
    length: int
    language: str
    in_head: bool


@cache
def names() -> Mapping[str, Mapping[str, str]]:
    """Key -> language -> category, of every name and its plurals. Raises `AssetError` for a name that two categories of
    one language claim, and for a category that a language does not name."""
    table = {key: {"en": category} for key, category in english_names().items()}
    rows = read_toml("aliases.toml")
    for language in LANGUAGES[1:]:
        for key, category in _claims(rows, language).items():
            table.setdefault(key, {}).setdefault(language, category)
    return MappingProxyType(table)


@cache
def english_names() -> Mapping[str, str]:
    """Key -> category, of every English name and its plurals: for who reads English, in a fifth of the time."""
    table = {key_of(alias): category for alias, category in alias_table().items()}
    return MappingProxyType(table | _claims(read_toml("aliases.toml"), LANGUAGES[0]) | table)


def _claims(rows: Mapping[str, Mapping[str, list[str]]], language: str) -> dict[str, str]:
    claims: dict[str, str] = {}
    plurals: dict[str, str] = {}
    for category in categories():
        aliases = rows.get(category, {}).get(language, [])
        if not aliases and language != "en":
            raise AssetError(f"aliases.toml: {category} has no name in '{language}'")
        for alias in aliases:
            if claims.setdefault(key_of(alias), category) != category:
                raise AssetError(f"aliases.toml: '{alias}' ({language}) means {claims[key_of(alias)]} and {category}")
            plurals |= {key: category for key in spellings(alias, language) if key not in plurals}
    return plurals | claims


def noun_in(category: str, language: str) -> str:
    """What a kind of furniture is called in a language ("de", "fr", "es", "it"); "" for a kind without a name there."""
    return _first_names(language).get(category, "")


@cache
def _first_names(language: str) -> Mapping[str, str]:
    rows = read_toml("aliases.toml").items()
    return MappingProxyType({category: row[language][0] for category, row in rows if row.get(language)})


@cache
def singular_names() -> frozenset[str]:
    """The keys of `names` that are written down, without the plurals made by rule."""
    written = {key_of(alias) for alias in alias_table()}
    for row in read_toml("aliases.toml").values():
        written |= {key_of(alias) for aliases in row.values() for alias in aliases}
    return frozenset(written)


def named(words: str) -> tuple[Named, ...]:
    """The categories that the words name, the likeliest first; none when they name nothing that is known."""
    return _named(key_of(words))


@lru_cache(maxsize=8192)
def _named(key: str) -> tuple[Named, ...]:
    best: dict[str, Named] = {}
    for found in (*_whole(key), *_in_phrase(key), *_misspelled(key), *_compound(key)):
        if found.category not in best or best[found.category].score < found.score:
            best[found.category] = found
    return tuple(sorted(best.values(), key=lambda n: -n.score))


def _meaning(name: str, hint: str | None) -> tuple[str, str] | None:
    """(category, language) of a name: in the hinted language if it has one there, else in the first that has it."""
    known = names().get(name)
    if known is None:
        return None
    language = hint if hint is not None and hint in known else next(code for code in LANGUAGES if code in known)
    return known[language], language


def _whole(key: str) -> Iterator[Named]:
    hint = likely_language(key)
    first = _meaning(key, hint)
    if first:
        yield Named(first[0], WHOLE, f"'{key}' is a name of it")
        for other in names()[key].values():
            yield Named(other, INSIDE - 0.01, f"'{key}' is a name of it in another language")


def _in_phrase(key: str, sure: float = HEAD) -> Iterator[Named]:
    """Names inside the words: what the phrase is about first, then what is only mentioned."""
    every = key.split()
    tokens = _without_group(every)
    found = _specific_first(sorted(_windows(tokens, likely_language(key)), key=_preference))
    joined = _joined(tokens) if not found or found[0].length == 1 else None
    if joined and (not found or joined.category != found[0].category):
        yield joined
    narrow = narrowed(_noun(tokens, found), every)
    if narrow and not (joined and narrow.words == 1):  # one word told no more than what was joined
        yield Named(narrow.category, sure + 0.01, f"'{key}' with {narrow.because}")
    for place, f in enumerate(found):
        top = (sure if f.in_head else INSIDE) - 0.02 * min(place, 10)
        yield Named(f.category, min(top, JOINED - 0.01) if joined else top, f"'{f.name}'")


def _without_group(tokens: list[str]) -> list[str]:
    """A "set of three tables" is about tables: the words after the "of"."""
    at = next((k for k, t in enumerate(tokens[:-2]) if t in _GROUPS and tokens[k + 1] == "of"), None)
    return tokens if at is None else tokens[at + 2 :]


def _noun(tokens: list[str], found: list[_Found]) -> str:
    """What the phrase is about: the name in its head, else the longest noun of a family that begins there."""
    if found and found[0].in_head:
        return found[0].name
    spans = ((length, k) for length in range(min(3, len(tokens)), 0, -1) for k in range(_head_end(tokens, "en")))
    return next((n for length, k in spans if (n := " ".join(tokens[k : k + length])) in family_nouns()), "")


def _preference(f: _Found) -> tuple[bool, int, int]:
    """In the head of the phrase before outside it, longer before shorter, then where its language puts the noun."""
    return (not f.in_head, -f.length, f.start if languages()[f.language].head_first else -f.start)


def _specific_first(found: list[_Found]) -> list[_Found]:
    """An "anglepoise lamp" is a desk lamp though "lamp" alone is a floor lamp: the noun gives way to a word beside it
    that means a kind of it, as other names of that kind end in the same noun."""
    if len(found) < 2 or found[0].length > 1:
        return found
    noun = found[0]
    for other in found[1:]:
        beside = other.in_head and other.start + other.length == noun.start
        if beside and noun.name in _nouns().get(other.category, ()):
            return [other, *(f for f in found if f is not other)]
    return found


@cache
def _nouns() -> Mapping[str, frozenset[str]]:
    """The last words of the English names of a category that have several words."""
    table: dict[str, set[str]] = {}
    for key in singular_names():
        category = names()[key].get("en")
        if category and " " in key:
            table.setdefault(category, set()).add(key.split()[-1])
    return MappingProxyType({category: frozenset(nouns) for category, nouns in table.items()})


def _windows(tokens: list[str], hint: str | None) -> Iterator[_Found]:
    """Every name among the tokens that is not part of a longer one found."""
    covered: list[tuple[int, int]] = []
    for length in range(min(LONGEST, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            meaning = _meaning(" ".join(tokens[start : start + length]), hint)
            if meaning and not any(a <= start and start + length <= b for a, b in covered):
                covered.append((start, start + length))
                name = " ".join(tokens[start : start + length])
                yield _Found(meaning[0], name, start, length, meaning[1], start < _head_end(tokens, hint or meaning[1]))


def _head_end(tokens: list[str], language: str) -> int:
    """Where the first preposition stands, or the end."""
    joins = languages()[language].joins
    return next((k for k, t in enumerate(tokens) if k > 0 and t in joins), len(tokens))


def _joined(tokens: list[str]) -> Named | None:
    """A "curtain for the shower" is a shower curtain: the words after a preposition put before the noun."""
    end = _head_end(tokens, "en")
    if not 0 < end < len(tokens) - 1:
        return None
    purpose = [t for t in tokens[end + 1 :] if t not in _ARTICLES]
    for length in range(min(3, len(purpose)), 0, -1):
        for start in range(len(purpose) - length + 1):
            for noun in (tokens[max(0, end - 2) : end], tokens[end - 1 : end]):
                name = " ".join([*purpose[start : start + length], *noun])
                if "en" in names().get(name, {}):
                    return Named(names()[name]["en"], JOINED, f"'{' '.join(tokens)}' is a '{name}'")
    return None


def _misspelled(key: str) -> Iterator[Named]:
    """Names once unknown words are spelled as a known one. A single corrected word counts only where the words named
    nothing without it."""
    tokens = key.split()
    unknown = [k for k, t in enumerate(tokens) if t not in vocabulary()]
    plain = list(_windows(tokens, None))
    for at in unknown:
        for word in map(normal, spelling().corrections(tokens[at])):
            spelled = [*tokens[:at], word, *tokens[at + 1 :]]
            yield from _respelled(spelled, at, tokens[at], plain)
    if len(unknown) > 1:
        first = [next(iter(spelling().corrections(t)), t) if k in unknown else t for k, t in enumerate(tokens)]
        yield from (Named(n.category, n.score - 0.03, f"read as {n.because}") for n in _in_phrase(" ".join(first)))


def _respelled(tokens: list[str], at: int, typed: str, plain: list[_Found]) -> Iterator[Named]:
    rivals = max((f.length for f in plain if f.in_head), default=0)
    for f in sorted(_windows(tokens, None), key=_preference):
        if not f.start <= at < f.start + f.length or f.length <= rivals:
            continue
        sure = 0.93 if rivals else SPELLED + 0.02 * f.length
        whole = "" if f.name == tokens[at] else f", '{f.name}'"
        yield Named(f.category, sure, f"'{typed}' read as '{tokens[at]}'{whole}")


@cache
def vocabulary() -> Mapping[str, int]:
    """Every word that occurs in a name, with the number of names it occurs in; English counts double. Words of colour,
    material and style count too, so that they are not taken for misspelled furniture."""
    counts: dict[str, int] = {}
    for key, meanings in names().items():
        for token in key.split():
            counts[token] = counts.get(token, 0) + (2 if "en" in meanings else 1)
    for token in _describing():
        counts.setdefault(token, 1)
    return MappingProxyType(counts)


@cache
def spelling() -> Spelling:
    """Corrections towards words that are written down in a name, or describe furniture."""
    written = {token for key in singular_names() for token in key.split()} | set(_describing())
    irregular = {cut: vocabulary()[key_of(cut)] for cut in cut_plurals() if key_of(cut) in written}
    return Spelling({word: vocabulary()[word] for word in written} | irregular)


def _describing() -> Iterator[str]:
    for file in ("materials.toml", "colours.toml", "styles.toml"):
        for name, row in read_toml(file).items():
            aliases = row.get("aliases", []) if isinstance(row, dict) else []
            more = list(row) if name == "aliases" else [*aliases]
            yield from (t for text in (name, *more) for t in key_of(text).split())
    for language in languages().values():
        yield from language.joins | language.signs


def _compound(key: str) -> Iterator[Named]:
    """German writes nouns together, the last one says what it is: the longest known ending of an unknown word."""
    for token in key.split():
        if token in vocabulary() or len(token) < 8:
            continue
        ends = (token[k:] for k in range(3, len(token) - 3))
        found = next((e for e in ends if "de" in names().get(e, {})), None)
        if found:
            yield Named(names()[found]["de"], COMPOUND, f"'{token}' ends in '{found}'")
