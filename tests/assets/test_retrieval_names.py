"""Words to categories: in five languages, inside phrases, with slips of the finger, honest where nothing is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets import AssetError, AssetQuery, find, search
from assets.catalogue import categories
from assets.embeddings import LexicalEmbedder, kept_vectors
from assets.materials import read_toml
from assets.retrieval import STAND_IN, best_categories
from assets.retrieval_names import names
from assets.retrieval_spelling import Spelling, distance
from assets.retrieval_words import LANGUAGES, key_of, likely_language

ALIASES = read_toml("aliases.toml")
WORDS = st.text(alphabet="abcdefghij klmnop", min_size=1, max_size=30)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_means_its_category_in_its_language(language: str) -> None:
    for category in categories():
        for alias in ALIASES[category].get(language, []):
            assert names()[key_of(alias)][language] == category, alias


@pytest.mark.parametrize("language", ["de", "fr", "es", "it"])
def test_every_category_has_a_name_in_every_language(language: str) -> None:
    assert [c for c in categories() if not ALIASES[c].get(language)] == []
    assert set(ALIASES) == set(categories())


@pytest.mark.parametrize(
    ("words", "name"),
    [("BÜCHERREGALE", "bookshelf"), ("Buecherregal", "bookshelf"), ("bucherregal", "bookshelf"),
     ("canapés d’angle", "sectional_sofa"), ("rideaux", "curtains"), ("sillones", "armchair"), ("letti", "bed_double"),
     ("Stühle", "dining_chair"), ("chaise blanche et noire", "dining_chair"), ("pink chaise", "chaise_longue"),
     ("Kinderzimmerteppich", "rug"), ("lampe de bureau", "desk_lamp"), ("lamp on the desk", "desk_lamp"),
     ("curtain for the shower", "shower_curtain"), ("cofee tabel", "coffee_table"),
     ("a big oak dinning table", "dining_table"),
     ("bookcase with a lamp", "bookshelf"), ("painting of a lamp", "wall_art"), ("children's chairs", "kids_chair")],
)  # fmt: skip
def test_words_mean(words: str, name: str) -> None:
    assert best_categories(words)[0].category == name


@pytest.mark.parametrize(
    "words", ["flux capacitor", "xyzzy", "hovercraft", "warp drive", "zeppelin", "???!", "\u4e2d\u6587"]
)
def test_what_nobody_knows_is_a_stand_in_and_never_a_crash(words: str) -> None:
    match = find(AssetQuery(words)) if key_of(words) else None
    assert match is None or (match.asset.stand_in and match.score < STAND_IN and "stands in" in match.why)
    if match is None:
        with pytest.raises(AssetError):
            search(words)
    else:
        assert all(m.asset.stand_in for m in search(words))


@given(WORDS)
@settings(max_examples=60)
def test_answers_are_ranked_distinct_and_the_same_again(words: str) -> None:
    if not key_of(words):
        return
    answers = best_categories(words, 5)
    assert [a.score for a in answers] == sorted((a.score for a in answers), reverse=True)
    assert len({a.category for a in answers}) == len(answers) == 5
    assert all(a.because for a in answers)
    assert answers == best_categories(words, 5)


@given(st.sampled_from(sorted(categories())), st.sampled_from(["oak", "big", "my new", "two white", "modern"]))
@settings(max_examples=60)
def test_adjectives_do_not_change_the_thing(category: str, adjective: str) -> None:
    words = category.replace("_", " ")
    assert category in {a.category for a in best_categories(f"{adjective} {words}", 2)}


def test_names_come_first_then_the_plan_then_likeness() -> None:
    assert best_categories("sofa", planned="armchair")[0].category == "sofa"
    assert best_categories("corner sofa in grey", planned="armchair")[0].category == "sectional_sofa"
    assert best_categories("the one with a lamp", planned="armchair")[0].category == "armchair"
    assert best_categories("something to sit on", planned="armchair")[0].category == "armchair"
    assert best_categories("bookshelfish", planned="")[0].category == "bookshelf"


@pytest.mark.parametrize(("a", "b", "steps"), [("table", "tabel", 1), ("sofa", "sofaa", 1), ("chair", "chiar", 1),
                                               ("lamp", "lamp", 0), ("bed", "rug", 3), ("", "rug", 3)])  # fmt: skip
def test_distance_counts_slips(a: str, b: str, steps: int) -> None:
    assert distance(a, b) == distance(b, a) == steps


def test_spelling_mends_one_slip_and_leaves_short_words_alone() -> None:
    spelling = Spelling({"table": 5, "cable": 1, "rug": 9, "wardrobe": 2})
    assert spelling.corrections("tabel") == ("table",)
    assert spelling.corrections("tug") == ()
    assert spelling.corrections("wardorbe") == ("wardrobe",)
    assert spelling.corrections("hammock") == ()


def test_languages_are_told_by_their_small_words() -> None:
    assert likely_language(key_of("una mesa con dos sillas")) == "es"
    assert likely_language(key_of("ein Tisch mit zwei Stühlen")) == "de"
    assert likely_language(key_of("sofa")) is None


def test_vectors_have_length_one_and_are_kept(tmp_path: Path) -> None:
    lexical, texts = LexicalEmbedder(), ["oak table", "Tisch", ""]
    made = kept_vectors(lexical, texts, tmp_path)
    assert made.shape == (3, lexical.size)
    assert ((made**2).sum(1).round(5) == [1, 1, 0]).all()
    (file,) = tmp_path.iterdir()
    assert (kept_vectors(lexical, texts, tmp_path) == made).all()
    file.write_bytes(b"broken")
    assert (kept_vectors(lexical, texts, tmp_path) == made).all()
    kept_vectors(lexical, ["other"], tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_likeness_prefers_what_is_spelled_alike() -> None:
    a, b, c = LexicalEmbedder().embed(["dining table", "dinning tabel", "ceiling fan"])
    assert a @ b > a @ c


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("couch that stands by the window", "sofa"),  # what is not listed tells nothing
        ("pull out couch", "sofa_bed"),
        ("tall table with stools", "bar_table"),
        ("a set of three tables that nest", "nesting_tables"),
        ("nest of tables", "nesting_tables"),
        ("overhead cupboards in the kitchen", "kitchen_wall_cabinet"),
        ("vase of tulips", "flowers"),
        ("vase", "vase"),
        ("lamp", "floor_lamp"),
        ("lamp hanging over the table", "pendant_lamp"),
        ("floor lamp by the desk", "floor_lamp"),  # a name that says it all stays what it is
        ("bar stool by the kitchen island", "bar_stool"),
        ("pair of armchairs", "armchair"),
        ("shleves", "bookshelf"),
    ],
)
def test_a_plain_noun_means_what_is_said_of_it(words: str, category: str) -> None:
    assert best_categories(words, 1)[0].category == category


def test_more_telling_words_win_and_say_so() -> None:
    best = best_categories("tall cupboard for the bathroom", 1)[0]
    assert best.category == "bathroom_tall_cabinet"
    assert "'bathroom' and 'tall'" in best.because
