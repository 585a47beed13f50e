"""Laws of the judge: it sees what it is sent, its words become numbers or reasons, and nothing is asked twice."""

from __future__ import annotations

import io
import json
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from seeing_judge import SeeingJudge, brightness, serving, share_of_colour, share_of_object

from eval.judge.criteria import WORDINGS, chosen, criteria, prompt, rubric
from eval.judge.docket import Limits
from eval.judge.exhibit import Exhibit, sheet_of
from eval.judge.family import family_of, kin_of
from eval.judge.ledger import Ledger, pixels_of
from eval.judge.pairwise import Entrant, both_orders, calls, duels
from eval.judge.pointwise import Inquiry, Mark, Question, marks, messages_of, questions
from eval.judge.reading import UnreadableError, entropy_of, mean_of, number_of, shares_of
from eval.judge.witness import Witness
from idesign.brief import Brief, Wish, WishRelation
from idesign.errors import InputError
from idesign.llm.chat import Token
from idesign.llm.loopback import Behaviour

LAYOUT = criteria()["layout"]
RED = (220, 30, 30)


def picture(ground: int, red: float = 0.0) -> bytes:
    """A grey picture of which a part is red."""
    image = Image.new("RGB", (320, 240), (ground,) * 3)
    if red:
        ImageDraw.Draw(image).rectangle((0, 0, round(320 * red) - 1, 239), fill=RED)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def exhibit(
    name: str = "room", ground: int = 120, red: float = 0.0, text: str = "a room", caption: str = ""
) -> Exhibit:
    return Exhibit(name, Brief(text), picture(ground, red), caption=caption)


def ask(judge: SeeingJudge, *shown: Exhibit, **kwargs: object) -> list[Mark]:
    with serving(judge.behaviour(**kwargs)) as (_, model):
        asked = [Question(e, LAYOUT, "pictures") for e in shown]
        return list(marks(asked, Witness("judge", model, Ledger()), Limits(), False))


def compare(judge: SeeingJudge, a: Exhibit, b: Exhibit) -> float:
    with serving(judge.behaviour()) as (_, model):
        matches = list(both_orders(Entrant("a", "p", a), Entrant("b", "p", b), LAYOUT))
        (duel,) = duels(calls(matches, Witness("judge", model, Ledger()), Limits()))
    return duel.win


# ---------------------------------------------------------------- it sees
def test_the_judge_marks_what_it_sees() -> None:
    judge = SeeingJudge(brightness)
    found = ask(judge, exhibit("dark", 40), exhibit("grey", 120), exhibit("light", 220))
    values = [m.value or 0.0 for m in found]
    assert values == sorted(values)
    for m, e in zip(found, (exhibit("dark", 40), exhibit("grey", 120), exhibit("light", 220)), strict=True):
        assert m.value == pytest.approx(judge.mark(e.sheet), abs=0.01)
        assert m.how == "log-probabilities"


def test_swapped_pictures_swap_the_answer_and_another_colour_changes_it() -> None:
    judge = SeeingJudge(share_of_colour(RED))
    little, much = exhibit("little", red=0.1), exhibit("much", red=0.7)
    assert compare(judge, much, little) > 0.9
    assert compare(judge, little, much) == pytest.approx(1 - compare(judge, much, little))
    assert compare(judge, much, much) == pytest.approx(0.5)


def test_a_dropped_or_resized_picture_changes_the_answer() -> None:
    judge = SeeingJudge(share_of_colour(RED))
    whole = Exhibit("room", Brief("a room"), sheet_of([picture(120, 0.5)] * 4))
    dropped = Exhibit("room", Brief("a room"), sheet_of([picture(120, 0.5)] * 3))
    small = Image.open(io.BytesIO(whole.sheet)).resize((64, 48))
    padded = Image.new("RGB", (640, 480), (120,) * 3)
    padded.paste(small, (0, 0))
    out = io.BytesIO()
    padded.save(out, "PNG")
    values = [m.value for m in ask(judge, whole, dropped, Exhibit("room", Brief("a room"), out.getvalue()))]
    assert values == sorted(values, key=lambda v: -(v or 0.0))
    assert len({round(v or 0.0) for v in values}) == 3


def test_pixels_of_an_object_count_only_in_the_picture_that_the_mask_is_of() -> None:
    shown, other = exhibit(red=0.4), exhibit(red=0.4, ground=121)
    mask = np.zeros((240, 320), dtype=int)
    mask[:, :160] = 3
    judge = SeeingJudge(share_of_object(3, {pixels_of(shown.sheet): mask}))
    seen, unseen = ask(judge, shown, other)
    assert seen.value == pytest.approx(50, abs=1)
    assert (unseen.value or 99) < 10


# ---------------------------------------------------------------- numbers
def token(**among: float) -> Token:
    pairs = tuple((text.strip("_"), math.log(p)) for text, p in among.items())
    return Token(pairs[0][0], pairs)


def test_the_mark_is_the_expectation_over_the_tokens_and_not_the_likeliest() -> None:
    shares = shares_of([token(_80=0.6, _40=0.4)], 1, 100)
    assert shares is not None
    assert mean_of(shares.of) == pytest.approx(64)
    assert shares.lost == pytest.approx(0)
    assert entropy_of(shares.of.values()) == pytest.approx(0.971, abs=1e-3)


def test_what_falls_on_words_or_forbidden_numbers_is_lost() -> None:
    shares = shares_of([Token("80", (("80", math.log(0.5)), (" 80", math.log(0.2)), ("300", math.log(0.2))))], 1, 100)
    assert shares is not None
    assert dict(shares.of) == {80: pytest.approx(0.7)}
    assert shares.lost == pytest.approx(0.3)


@pytest.mark.parametrize("space", [" ", "\u2581", "\u0120"])
def test_a_space_before_a_number_is_none_of_it_however_it_is_shown(space: str) -> None:
    shares = shares_of([Token(f"{space}80", ((f"{space}80", math.log(0.9)), ("80", math.log(0.1))))], 1, 100)
    assert shares is not None
    assert dict(shares.of) == {80: pytest.approx(1.0)}


def test_digit_by_digit_only_numbers_that_begin_as_the_reply_are_known() -> None:
    shares = shares_of([token(_8=0.9, _7=0.1), token(_5=0.6, _0=0.3, end=0.1), Token("end", (("end", 0.0),))], 1, 100)
    assert shares is not None
    assert dict(shares.of) == {85: pytest.approx(0.54), 80: pytest.approx(0.27), 8: pytest.approx(0.09)}
    assert shares.lost == pytest.approx(0.1)


def test_a_hundred_is_read_digit_by_digit() -> None:
    shares = shares_of([token(_1=1.0), token(_0=1.0), token(_0=0.75, end=0.25)], 1, 100)
    assert shares is not None
    assert dict(shares.of) == {100: pytest.approx(0.75), 10: pytest.approx(0.25)}


@pytest.mark.parametrize("tokens", [[], [Token("I", (("I", 0.0),))], [Token("80", ())], [Token("²", (("²", 0.0),))]])
def test_tokens_without_a_number_give_no_shares(tokens: list[Token]) -> None:
    found = shares_of(tokens, 1, 100)
    assert found is None or not found.of


@pytest.mark.parametrize(
    "text",
    ["77", " 77\n", "77.", '{"score": 77}', '{"score": 77', "77/100", "Ich gebe 77 von 100 Punkten.", "**77**",
     "<think>maybe 30, or 60</think>77", "77 out of 100", "Note : 77", "得分：77"],
)  # fmt: skip
def test_one_number_is_read_out_of_what_is_around_it(text: str) -> None:
    assert number_of(text, 1, 100) == 77


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<think>room 1 has",
        "I cannot judge pictures of homes.",
        "between 60 and 80",
        "0",
        "101",
        "-7",
        "7.5",
        "siebzig",
        "7,5",
    ],
)
def test_what_is_no_one_number_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableError):
        number_of(text, 1, 100)


def test_a_number_that_was_broken_off_is_unreadable() -> None:
    with pytest.raises(UnreadableError, match="broken off"):
        number_of("I would say 8", 1, 100, cut=True)
    assert number_of("80, because", 1, 100, cut=True) == 80


# ---------------------------------------------------------------- bad servers
def test_without_log_probabilities_the_mean_of_several_replies_is_taken() -> None:
    judge = SeeingJudge(brightness)
    (found,) = ask(judge, exhibit(ground=150), logprobs=False)
    assert found.how == "samples"
    assert found.value == pytest.approx(judge.mark(exhibit(ground=150).sheet), abs=5)
    assert found.spread is not None


def test_a_tokenizer_of_digits_is_no_hindrance() -> None:
    judge = SeeingJudge(brightness, digits=True, sure=1.0)
    (near,) = ask(judge, exhibit(ground=140))
    assert near.how == "log-probabilities"
    assert near.value == pytest.approx(judge.mark(exhibit(ground=140).sheet), abs=0.6)


def test_too_much_probability_on_words_means_asking_several_times() -> None:
    (found,) = ask(SeeingJudge(brightness, stray=0.3, sure=0.4), exhibit())
    assert (found.how, found.lost) == ("samples", pytest.approx(0.3, abs=0.01))


@pytest.mark.parametrize(
    "words", ["Sure! I would give it {}.", '{"mark": {}', "Punkte: {}", '```json\n{"score": {}}\n```']
)
def test_prose_fences_and_other_languages_around_the_number_do_not_hinder(words: str) -> None:
    judge = SeeingJudge(brightness)
    with serving(judge.saying(words)) as (_, model):
        (found,) = marks([Question(exhibit(), LAYOUT, "pictures")], Witness("judge", model, Ledger()), Limits(), False)
    assert found.value == pytest.approx(judge.mark(exhibit().sheet), abs=5)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (Behaviour("I'm sorry, I can't help with that."), "no number"),
        (Behaviour("between 20 and 90"), "several numbers"),
        (Behaviour('{"score"'), "no number"),
        (Behaviour("", 401), "refuses the key"),
        (Behaviour("overloaded", 500), "status 500"),
        (Behaviour("slow down", 429, headers=(("retry-after", "0"),)), "status 429"),
        (Behaviour("50", delay=5), "did not answer"),
        (Behaviour(raw=b'{"choices": [{"message": {"cont'), "no chat completion"),
        (Behaviour("no pictures here", 400), "refuses the request"),
        (Behaviour(raw=b'{"choices": [{"message": {"content": "", "refusal": "no"}}]}'), "refuses"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_judge_without_an_answer_is_unscored_with_the_reason(bad: Behaviour, why: str) -> None:
    with serving(bad, retries=0, timeout=0.3) as (_, model):
        (found,) = marks([Question(exhibit(), LAYOUT, "pictures")], Witness("judge", model, Ledger()), Limits(), False)
    assert found.value is None
    assert why in found.reason


def test_one_who_is_busy_once_is_asked_again() -> None:
    judge = SeeingJudge(brightness)
    with serving(Behaviour("busy", 429, headers=(("retry-after", "0"),)), judge.behaviour()) as (_, model):
        (found,) = marks([Question(exhibit(), LAYOUT, "pictures")], Witness("judge", model, Ledger()), Limits(), False)
    assert found.value == pytest.approx(judge.mark(exhibit().sheet), abs=0.01)


def test_paraphrased_repetitions_ask_the_same_in_other_words() -> None:
    inquiry = Inquiry((LAYOUT,), repeats=4, paraphrase=True)
    asked = tuple(questions([exhibit()], inquiry))
    assert [q.wording for q in asked] == [0, 1, 2, 0]
    said = [messages_of(q)[0].text for q in asked]
    assert len(set(said)) == WORDINGS == 3
    assert {q.wording for q in questions([exhibit()], replace(inquiry, paraphrase=False))} == {0}
    for name, answers in (("pointwise", {"1", "100"}), ("pairwise", {"1", "2", "3"})):
        for words in (prompt(name, k) for k in range(WORDINGS)):
            assert set(re.findall(r"\d+", words)) == answers  # no example of a grade
    judge = SeeingJudge(brightness)
    with serving(judge.behaviour()) as (_, model):
        found = marks(asked, Witness("judge", model, Ledger()), Limits(), False)
    assert {m.value for m in found} == {found[0].value}


def test_a_lost_server_is_not_asked_for_all_the_rest() -> None:
    shown = exhibit()
    asked = [Question(shown, LAYOUT, "pictures", again=k) for k in range(60)]
    with serving(Behaviour("", 500), retries=0) as (server, model):
        found = marks(asked, Witness("judge", model, Ledger()), Limits(), False)
    assert len(found) == 60
    assert all(m.value is None and "500" in m.reason for m in found)
    assert len(server.requests) == 1


# ---------------------------------------------------------------- record, replay, resume, budget
def test_a_replay_without_a_server_gives_the_same_marks(tmp_path: Path) -> None:
    judge = SeeingJudge(brightness)
    asked = [Question(exhibit(f"room-{k}", ground=60 + 40 * k), LAYOUT, "pictures") for k in range(4)]
    with serving(judge.behaviour()) as (_, model):
        first = marks(asked, Witness("judge", model, Ledger(tmp_path / "r.jsonl")), Limits(), True)
    replayed = Witness("judge", None, Ledger(tmp_path / "r.jsonl"))
    assert marks(asked, replayed, Limits(), True) == first
    assert first[0].why == "It is bright, in the picture from above."
    (unknown,) = marks([Question(exhibit(ground=7), LAYOUT, "pictures")], replayed, Limits(), False)
    assert (unknown.value, replayed.calls) == (None, 0)
    assert "record" in unknown.reason


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(tmp_path: Path) -> None:
    judge = SeeingJudge(brightness)
    asked = [Question(exhibit(f"room-{k}", ground=60 + 9 * k), LAYOUT, "pictures") for k in range(10)]
    with serving(judge.behaviour()) as (_, model):
        whole = marks(asked, Witness("judge", model, Ledger()), Limits(), False)
        marks(asked, Witness("judge", model, Ledger(tmp_path / "r.jsonl")), Limits(calls=6), False)
        with (tmp_path / "r.jsonl").open("ab") as file:
            file.write(b'{"key": "broken o')
        ledger = Ledger(tmp_path / "r.jsonl")
        again = Witness("judge", model, ledger)
        assert marks(asked, again, Limits(), False) == whole
    assert (again.calls, ledger.broken) == (4, 1)
    assert len(Ledger(tmp_path / "r.jsonl").entries) == 10


def test_errors_of_the_server_are_asked_anew_when_there_is_one(tmp_path: Path) -> None:
    judge = SeeingJudge(brightness)
    asked = [Question(exhibit(), LAYOUT, "pictures")]
    with serving(Behaviour("", 500), retries=0) as (_, model):
        (lost,) = marks(asked, Witness("judge", model, Ledger(tmp_path / "r.jsonl")), Limits(), False)
    replayed = marks(asked, Witness("judge", None, Ledger(tmp_path / "r.jsonl")), Limits(), False)
    assert replayed == (lost,)
    with serving(judge.behaviour()) as (_, model):
        (found,) = marks(asked, Witness("judge", model, Ledger(tmp_path / "r.jsonl")), Limits(), False)
    assert found.value is not None


@pytest.mark.parametrize(("budget", "logprobs", "scored"), [(7, True, 3), (12, False, 2), (3, False, 0)])
def test_the_budget_is_never_passed_and_what_it_leaves_out_is_unscored(
    budget: int, logprobs: bool, scored: int
) -> None:
    """A judge of whom it is not known whether it gives log-probabilities may need five calls for its first question."""
    asked = [Question(exhibit(f"room-{k}", ground=60 + 9 * k), LAYOUT, "pictures") for k in range(12)]
    with serving(SeeingJudge(brightness).behaviour(logprobs=logprobs)) as (server, model):
        found = marks(asked, Witness("judge", model, Ledger()), Limits(calls=budget), False)
    assert len(server.requests) <= budget
    assert sum(m.value is not None for m in found) >= scored
    left = [m for m in found if m.value is None]
    assert left
    assert all("budget" in m.reason for m in left)


def test_no_more_requests_run_at_a_time_than_allowed() -> None:
    asked = [Question(exhibit(f"room-{k}", ground=60 + 9 * k), LAYOUT, "pictures") for k in range(8)]
    with serving(SeeingJudge(brightness).behaviour(delay=0.02)) as (server, model):
        marks(asked, Witness("judge", model, Ledger()), Limits(at_once=2), False)
    assert server.most <= 2


def test_a_file_that_is_no_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("hello\n")
    with pytest.raises(InputError, match="no record"):
        Ledger(tmp_path / "r.jsonl")


# ---------------------------------------------------------------- what is asked
def brief() -> Brief:
    wishes = (
        Wish("w1", "armchair", "a green reading chair", colours=("green",)),
        Wish("w2", "bookcase", "two bookcases", count=2),
    )
    return Brief(
        "a green reading chair by the window, two bookcases, calm, no television", "living_room", wishes=wishes,
        relations=(WishRelation("near", "w1", "window", words="by the window"),), excluded=("tv",), moods=("calm",),
        people=("two adults",),
    )  # fmt: skip


def test_every_wish_dislike_and_mood_is_a_line_of_the_rubric() -> None:
    kinds = [line.kind for line in rubric(brief())]
    assert kinds == ["must-have", "look", "must-have", "place", "dislike", "mood", "life"]
    assert [line.kind for line in rubric(Brief("something nice"))] == ["request"]


def test_with_the_facts_a_judge_is_not_asked_what_code_decides() -> None:
    shown = Exhibit("room", brief(), sheet_of([picture(120)] * 4), ("The room is 4 m by 3 m.",))
    asked = list(questions([shown], Inquiry(chosen("preference,layout"), ("pictures", "facts"))))
    with_facts = [q for q in asked if q.condition == "facts"]
    assert {q.line.kind for q in with_facts if q.line} == {"look", "mood", "life"}
    assert len(asked) == 7 + 1 + 3 + 1
    assert all("4 m by 3 m" in messages_of(q)[1].text for q in with_facts)
    assert not any("4 m by 3 m" in messages_of(q)[1].text for q in asked if q.condition == "pictures")


def test_no_prompt_shows_a_grade_or_names_a_system() -> None:
    texts = [prompt("pointwise"), *(c.question + c.pair_question for c in criteria().values())]
    numbers = {w.strip("().,") for t in texts for w in t.split() if w.strip("().,").isdecimal()}
    assert numbers <= {"1", "100"}
    (there, back) = both_orders(Entrant("ours", "p", exhibit("x")), Entrant("theirs", "p", exhibit("y")), LAYOUT)
    from eval.judge.pairwise import messages_of as pair_messages

    said = " ".join(m.text for match in (there, back) for m in pair_messages(match))
    assert "ours" not in said.split()
    assert "theirs" not in said.split()


def test_every_criterion_has_its_source_and_unknown_ones_are_refused() -> None:
    assert len(criteria()) == 6
    assert all(c.source and c.title and c.question for c in criteria().values())
    with pytest.raises(InputError, match="beauty"):
        chosen("layout,beauty")


@pytest.mark.parametrize(
    ("model", "family"),
    [("gpt-4.1-mini", "openai"), ("o3", "openai"), ("Qwen/Qwen2.5-VL-7B-Instruct", "alibaba"), ("tiny", ""),
     ("claude-sonnet-4", "anthropic"), ("meta-llama/Llama-4", "meta"), ("OpenGVLab/InternVL3", "shanghai-ai-lab")],
)  # fmt: skip
def test_a_name_tells_the_maker(model: str, family: str) -> None:
    assert family_of(model) == family


def test_a_judge_of_the_makers_own_family_is_known() -> None:
    assert kin_of("gpt-4.1", ["gpt-4o", "qwen2"]) == ("gpt-4o",)
    assert kin_of("tiny", ["tiny", "small"]) == ("tiny",)
    assert kin_of("tiny", ["small"]) == ()


def test_the_request_goes_out_as_the_protocol_says() -> None:
    with serving(SeeingJudge(brightness).behaviour()) as (server, model):
        marks([Question(exhibit(), LAYOUT, "pictures")], Witness("judge", model, Ledger()), Limits(), False)
    (request,) = server.requests
    assert (request["logprobs"], request["top_logprobs"], request["temperature"]) == (True, 20, 1)
    assert json.dumps(request).count("data:image/") == 1
