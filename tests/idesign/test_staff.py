"""Who reads and designs: a real server on loopback, good or hostile, never costs the person the room; a record says the
same again without a server."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from idesign.brief import Money, RoomWish
from idesign.designers.embedded.designer import EmbeddedDesigner
from idesign.errors import InputError, ModelError, ServerError
from idesign.llm.cached import CachedChat
from idesign.llm.chat import Message, Usage
from idesign.llm.loopback import Behaviour, LoopbackServer
from idesign.llm.openai_chat import OpenAIChat
from idesign.llm.prices import cost_of
from idesign.llm.record import (
    Asked,
    RecordedChat,
    Recorder,
    ReplayedChat,
    RunRecord,
    Turn,
    load_record,
    other_questions,
    record_summary,
    save_record,
)
from idesign.llm.scripted import ScriptedModel
from idesign.scene import Scene, SceneRoom
from idesign.settings import Settings
from idesign.staff import Staff, build_staff, replay_staff

TEXT = "A hallway, 2 by 3 m."
KEY = "sk-very-secret"
HELLO = (Message("user", "Hello"),)
NOTHING = dict.fromkeys(("width", "depth", "height", "area", "windows", "doors", "wall_colour", "floor", "style"))
BRIEF = NOTHING | {"room_type": "hallway", "only": False, "budget": None, "currency": None} | {
    k: []
    for k in (
        "things", "places", "excluded", "moods", "colours", "materials", "people", "activities", "not_understood",
    )
}  # fmt: skip
STOOL = {"category": "stool", "count": 1, "width": None, "depth": None, "height": None}
REPLIES: Mapping[str, Any] = {
    "You read": BRIEF,
    "designer": {
        "idea": "A place to sit.", "style": None, "wall_colour": "sage", "leave_out": [],
        "pieces": [STOOL | {"colours": [], "materials": [], "why": ""}],
    },
    "architect": {"idea": "", "places": []},
    "engineer": {"relations": []},
    "refiner": {"small": [], "recolour": []},
    "critic": {"seen": "", "verdict": "good", "relations": [], "leave_out": [], "recolour": []},
}  # fmt: skip


def played(body: Mapping[str, Any]) -> str:
    """What a good model says, by whom the system prompt says that it is."""
    system = body["messages"][0]["content"]
    return json.dumps(next(reply for who, reply in REPLIES.items() if who in system[:60]))


@pytest.fixture
def _configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("IDESIGN_CACHE_DIR", str(tmp_path / "cache"))
    for name, value in (("TIMEOUT", "0.5"), ("PATIENCE", "1.5"), ("RETRIES", "0")):
        monkeypatch.setenv(f"IDESIGN_{name}", value)


def designed(staff: Staff) -> Any:
    """The design for the request: reading and designing, without placing."""
    return staff.designer.propose(staff.read(TEXT, RoomWish(), 0, None))


def staff_at(server: LoopbackServer, monkeypatch: pytest.MonkeyPatch, **more: str) -> Staff:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    for name, value in more.items():
        monkeypatch.setenv(name, value)
    return build_staff("tiny")


HOSTILE = {
    "busy": Behaviour("later", 429, headers=(("retry-after", "0.01"),)),
    "broken": Behaviour("boom", 500),
    "hangs": Behaviour("x", delay=30),
    "drips": Behaviour("x" * 5000, drip=0.2),
    "truncated": Behaviour('{"room_type": "hall', breaks=1),
    "cut short": Behaviour('{"room_type": "hall'),
    "wrong schema": Behaviour('{"answer": 42}'),
    "prose": Behaviour("Certainly! I would love to help you with your hallway."),
    "thinks for ever": Behaviour("<think>" + "hmm " * 500),
    "10 MB": Behaviour(raw=b'{"choices": [{"message": {"content": "' + b"x" * 10_000_000),
    "empty": Behaviour(""),
    "a web page": Behaviour(raw=b"<!doctype html><title>Bad gateway</title>"),
    "reset": Behaviour(reset=True),
    "refuses the key": Behaviour(f"wrong key {KEY}", 401),
}


@pytest.mark.usefixtures("_configured")
@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_the_server_does_a_room_comes_out_and_it_is_said(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    start = time.monotonic()
    with LoopbackServer([HOSTILE[kind]]) as server:
        staff = staff_at(server, monkeypatch)
        design = designed(staff)
    offline = designed(build_staff("offline"))
    assert (design.graph, design.room) == (offline.graph, offline.room)
    assert "could not be used" in " ".join(design.brief.notes)
    record = staff.record(Asked(TEXT))
    assert record is not None
    assert KEY not in " ".join(design.brief.notes) + repr(record)
    assert time.monotonic() - start < 25


@pytest.mark.usefixtures("_configured")
def test_a_good_server_is_heard_recorded_and_replayed_without_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heard: list[str] = []
    with LoopbackServer([Behaviour(played)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("IDESIGN_ARCHITECT_MODEL", "big")
        staff = build_staff("tiny", heard.append)
        design = designed(staff)
        asked = [r["model"] for r in server.requests]
    assert "stool" in {p.category for p in design.graph.pieces}
    assert design.surfaces.wall_colour == "sage"
    assert "big" in asked
    assert "the designer is choosing what belongs in the room" in heard
    record = staff.record(Asked(TEXT))
    assert record is not None
    save_record(record, tmp_path / "record.json")
    assert KEY not in (tmp_path / "record.json").read_text()
    monkeypatch.delenv("OPENAI_BASE_URL")
    assert load_record(tmp_path) == record
    again = replay_staff(load_record(tmp_path))
    assert designed(again) == design
    replayed = again.record(Asked(TEXT))
    assert replayed is not None
    assert other_questions(record, replayed) == ()
    changed = replace(record, turns=(replace(record.turns[0], reply="nonsense"), *record.turns[1:]))
    astray = replay_staff(changed)
    assert "could not be used" in " ".join(designed(astray).brief.notes)
    strayed = astray.record(Asked(TEXT))
    assert strayed is not None
    assert "reader" in other_questions(changed, strayed)
    signed = again.sign(Scene(design.brief, SceneRoom(design.room.polygon, 2.5), ()))
    assert (signed.provenance.designer, signed.provenance.models["architect"]) == ("team", "big")


@pytest.mark.usefixtures("_configured")
def test_the_same_questions_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with LoopbackServer([Behaviour(played)]) as server:
        first = designed(staff_at(server, monkeypatch))
        asked = len(server.requests)
        assert designed(staff_at(server, monkeypatch)) == first
        assert len(server.requests) == asked
        designed(staff_at(server, monkeypatch, IDESIGN_MODEL_CACHE="0"))
        assert len(server.requests) == 2 * asked


@pytest.mark.usefixtures("_configured")
def test_auto_works_without_a_server_and_a_named_model_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    assert isinstance(build_staff("auto").designer, EmbeddedDesigner)
    with pytest.raises(InputError, match="OPENAI_BASE_URL"):
        build_staff("tiny")


def test_a_budget_beside_the_words_wins_over_them() -> None:
    staff = build_staff("offline")
    assert staff.brief(Asked(TEXT, budget="300 GBP")).budget == Money(300.0, "GBP")
    bare = staff.brief(Asked(TEXT, budget="1,500"))
    assert (bare.budget, bare.assumed[-1]) == (Money(1500.0, "EUR"), "The budget of 1,500 is in EUR.")


# ---------------------------------------------------------------- record, cache, prices
def test_a_record_keeps_replies_errors_and_who_is_lost() -> None:
    recorder = Recorder()
    model = ScriptedModel("hello", ModelError("busy"), ServerError("dead"))
    chat = RecordedChat(model, "critic", recorder, lambda model, usage: 0.5)
    for _ in range(3):
        try:
            chat.ask(HELLO, None, 1.0)
        except ModelError:
            continue
    record = recorder.record(Asked(TEXT))
    again = ReplayedChat(record, "critic")
    assert again.ask(HELLO, None, 1.0).text == "hello"
    with pytest.raises(ModelError, match="busy"):
        again.ask(HELLO, None, 1.0)
    with pytest.raises(ServerError, match="dead"):
        again.ask(HELLO, None, 1.0)
    with pytest.raises(ModelError, match="no further reply"):
        again.ask(HELLO, None, 1.0)


def test_what_is_not_known_of_a_cost_is_unknown_and_not_zero() -> None:
    turn = Turn("critic", "m", (), None, "x", prompt_tokens=1, completion_tokens=2, cost=0.5)
    known, unknown = RunRecord(Asked(""), (turn,)), RunRecord(Asked(""), (turn, Turn("critic", "m", (), None, "x")))
    assert (known.cost, known.tokens) == (0.5, 3)
    assert (unknown.cost, unknown.tokens) == (None, None)
    assert "cost: unknown" in record_summary(unknown)


def test_prices_come_from_the_settings_then_the_table() -> None:
    usage = Usage(1_000_000, 100_000)
    openai = Settings(api_key="k", base_url="https://api.openai.com/v1", _env_file=None)
    local = Settings(base_url="http://localhost:1", _env_file=None)
    assert cost_of(openai, "gpt-4o-mini-2024-07-18", usage) == pytest.approx(0.15 + 0.06)
    assert cost_of(local, "gpt-4o-mini", usage) is None
    assert cost_of(openai, "gpt-4o-mini", Usage()) is None
    own = Settings(base_url="http://localhost:1", price_in=1.0, price_out=2.0, _env_file=None)
    assert cost_of(own, "anything", usage) == pytest.approx(1.2)


def test_only_usable_replies_are_kept(tmp_path: Path) -> None:
    def chat(*replies: str) -> CachedChat:
        return CachedChat(ScriptedModel(*replies), tmp_path, "http://server")

    first = chat("bad")
    first.judged(first.ask(HELLO, None, 1.0), "faulty")
    second = chat("good")
    second.judged(second.ask(HELLO, None, 1.0), "usable")
    assert chat().ask(HELLO, None, 1.0).text == "good"
    other = (Message("user", "Hello", (b"a picture",)),)
    with pytest.raises(ModelError):
        chat().ask(other, None, 1.0)


def test_a_broken_cache_costs_a_question_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    model = CachedChat(ScriptedModel("good"), tmp_path / "file", "s")
    reply = model.ask(HELLO, None, 1.0)
    model.judged(reply, "usable")
    assert reply.text == "good"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"schema": "idesign.record/9", "asked": {"text": ""}}'])
def test_what_is_no_record_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "record.json").write_text(text)
    with pytest.raises(InputError) as e:
        load_record(tmp_path)
    assert "\n" not in str(e.value)
    assert "record.json" in str(e.value)


def test_a_raw_question_is_answered_raw() -> None:
    with LoopbackServer([Behaviour("yes")]) as server:
        chat = OpenAIChat(Settings(base_url=server.url, _env_file=None), "tiny")
        body = {"model": "tiny", "messages": [{"role": "user", "content": "?"}], "logprobs": True}
        assert chat.post(body, 5.0).answer("tiny").text == "yes"
