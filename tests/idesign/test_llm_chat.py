"""A model server may be dead, slow, rude or stupid: each question ends in bounded time, with a reply or a reason."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import dataclass

import pytest
from pydantic import TypeAdapter

from idesign.errors import InputError, ModelError
from idesign.llm.chat import ChatModel, Message, Schema
from idesign.llm.loopback import Behaviour, LoopbackServer
from idesign.llm.openai_chat import OpenAIChat
from idesign.llm.scripted import ScriptedModel
from idesign.llm.structured import ask_for, extract_json, schema_of
from idesign.settings import Settings

KEY = "sk-very-secret"


@dataclass(frozen=True)
class Room:
    name: str
    width: float


ROOM = TypeAdapter(Room)
SCHEMA = schema_of(ROOM, "room")
HELLO = (Message("system", "You know rooms."), Message("user", "Which room?"))
GOOD = '{"name": "den", "width": 3.5}'


def chat(server: LoopbackServer, **more: object) -> OpenAIChat:
    given = {"timeout": 2.0, "patience": 6.0, "retries": 1} | more
    return OpenAIChat(Settings(base_url=server.url, api_key=KEY, _env_file=None, **given), "tiny")


def room(model: ChatModel, seconds: float = 8.0) -> Room:
    return ask_for(model, HELLO, ROOM, SCHEMA, lambda r: ["width: must be metres"] if r.width > 100 else [], seconds)


def test_a_good_server_is_asked_once_with_the_schema_and_the_key() -> None:
    with LoopbackServer([Behaviour(GOOD)]) as server:
        assert room(chat(server)) == Room("den", 3.5)
    (request,) = server.requests
    assert request["response_format"]["json_schema"]["schema"] == SCHEMA.json
    assert server.keys == [f"Bearer {KEY}"]


def test_the_schema_is_strict() -> None:
    assert SCHEMA.json["additionalProperties"] is False
    assert SCHEMA.json["required"] == ["name", "width"]


@pytest.mark.parametrize(("only", "tries"), [(("json_object", "text"), 2), (("text",), 3)])
def test_a_server_without_schemas_is_asked_on_the_next_rung_and_remembered(only: tuple[str, ...], tries: int) -> None:
    with LoopbackServer([Behaviour(GOOD, only=only)]) as server:
        model = chat(server)
        assert room(model) == Room("den", 3.5)
        assert len(server.requests) == tries
        assert "JSON Schema" in server.requests[-1]["messages"][-1]["content"]
        room(model)
        assert len(server.requests) == tries + 1


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{GOOD}\n```",
        f"Sure! Here it is: {GOOD} Have a nice day.",
        f"<think>{{a room}}</think>{GOOD}",
        f"{{not json}} but {GOOD}",
    ],
)
def test_json_is_found_amid_prose(text: str) -> None:
    assert extract_json(text) == json.loads(GOOD)


@pytest.mark.parametrize("text", ["", "no", "[1, 2]", "{", "{" * 5000, "[" * 100_000, '{"a": NaN}'])
def test_text_without_a_json_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no JSON object"):
        extract_json(text)


def test_a_faulty_reply_is_repaired_with_what_was_wrong() -> None:
    model = ScriptedModel("I think it is a den.", '{"name": "den", "width": 350}', GOOD)
    assert room(model) == Room("den", 3.5)
    assert "holds no JSON object" in model.asked[1][0][-1].text
    assert "must be metres" in model.asked[2][0][-1].text
    assert len(model.asked[2][0]) == len(HELLO) + 2


def test_after_two_repairs_it_ends() -> None:
    model = ScriptedModel(*["nonsense"] * 9)
    with pytest.raises(ModelError, match="3 tries"):
        room(model)
    assert len(model.asked) == 3


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(status: int) -> None:
    with LoopbackServer([Behaviour("later", status, headers=(("retry-after", "0.05"),)), Behaviour(GOOD)]) as server:
        assert room(chat(server)) == Room("den", 3.5)
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (Behaviour("boom", 500), "status 500"),
        (Behaviour(f"Incorrect API key provided: {KEY}", 401), "refuses the key"),
        (Behaviour("no such model", 404), "tiny"),
        (Behaviour(f"you sent {KEY} and I say no", 400), "refuses the request"),
        (Behaviour(raw=b"<html>gateway</html>"), "no chat completion"),
        (Behaviour(raw=b'{"choices": []}'), "no chat completion"),
        (Behaviour(raw=b'{"choices": [{"message": {"content": null}}]}'), "empty reply"),
        (Behaviour(raw=b"[" * 200_000), "no chat completion"),
        (Behaviour("x" * 10_000_000), "longer than"),
        (Behaviour(GOOD, missing=100), "broke off"),
    ],
)
def test_a_rude_server_ends_in_one_line_without_the_key(behaviour: Behaviour, words: str) -> None:
    start = time.monotonic()
    with LoopbackServer([behaviour]) as server, pytest.raises(ModelError) as e:
        room(chat(server))
    assert words in str(e.value)
    assert KEY not in str(e.value)
    assert "\n" not in str(e.value)
    assert time.monotonic() - start < 6


@pytest.mark.parametrize(
    "behaviour", [Behaviour(GOOD, delay=30), Behaviour(GOOD, drip=0.2), Behaviour("no", 400, drip=0.2)]
)
def test_a_hanging_server_is_left_in_time(behaviour: Behaviour) -> None:
    start = time.monotonic()
    with LoopbackServer([behaviour]) as server, pytest.raises(ModelError, match=r"did not answer|took too long"):
        room(chat(server, timeout=0.6, patience=2.0))
    assert time.monotonic() - start < 3


def test_a_dead_server_is_said_to_be_dead() -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    settings = Settings(base_url=f"http://127.0.0.1:{port}/v1", retries=0, _env_file=None)
    with pytest.raises(ModelError, match="cannot be reached"):
        OpenAIChat(settings, "tiny").ask(HELLO, None, 5.0)


def test_without_server_or_model_it_is_said_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    with pytest.raises(InputError, match="OPENAI_BASE_URL"):
        OpenAIChat(Settings(_env_file=None), "tiny")
    with pytest.raises(InputError, match="IDESIGN_MODEL"):
        OpenAIChat(Settings(base_url="http://127.0.0.1:1", _env_file=None), "")


def test_plain_questions_need_no_schema_and_count_tokens() -> None:
    with LoopbackServer([Behaviour("a den")]) as server:
        reply = chat(server).ask(HELLO, None, 5.0)
    assert (reply.text, reply.rung, reply.usage.prompt_tokens) == ("a den", "text", 7)
    assert "response_format" not in server.requests[0]


def test_schema_is_a_value() -> None:
    assert Schema("a", {}) == Schema("a", {})
