"""A model server may be dead, slow, rude or stupid: each question ends in bounded time, with a reply or a reason."""

from __future__ import annotations

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from pydantic import TypeAdapter

from idesign.errors import InputError, ModelError, ServerError
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


@pytest.mark.parametrize(("only", "tries"), [(("json_object", "text"), 2), (("tools",), 3), (("text",), 4)])
def test_a_server_without_schemas_is_asked_on_the_next_rung_and_remembered(only: tuple[str, ...], tries: int) -> None:
    with LoopbackServer([Behaviour(GOOD, only=only)]) as server:
        model = chat(server)
        assert room(model) == Room("den", 3.5)
        assert len(server.requests) == tries
        assert "JSON Schema" in server.requests[-1]["messages"][-1]["content"] or "tools" in server.requests[-1]
        room(model)
        assert len(server.requests) == tries + 1


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{GOOD}\n```",
        f"Sure! Here it is: {GOOD} Have a nice day.",
        f"<think>{{a room}}</think>{GOOD}",
        f"{{not json}} but {GOOD}",
        f"An example is {{}}. Mine: {GOOD}",
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
        (Behaviour(GOOD, breaks=1), "broke off"),
        (Behaviour(GOOD, reset=True), "cannot be reached"),
        (Behaviour(raw=b'data: {"error": {"message": "no"}}\n\n'), "amid its reply"),
        (Behaviour(raw=b"data: " + b"x" * 10_000_000), "longer than"),
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


def test_a_reply_is_heard_while_it_comes() -> None:
    heard: list[str] = []
    with LoopbackServer([Behaviour("x" * 200, drip=0.0005)]) as server:
        reply = chat(server).ask(HELLO, None, 20.0, heard.append)
    assert reply.text == "x" * 200
    assert reply.usage.completion_tokens == 5
    assert heard == sorted(heard)
    assert any(0 < len(h) < 200 for h in heard)


def test_a_server_that_cannot_stream_is_asked_without_and_remembered() -> None:
    with LoopbackServer([Behaviour(GOOD, streams=False)]) as server:
        model = chat(server)
        assert room(model) == Room("den", 3.5)
        room(model)
    assert [bool(r.get("stream")) for r in server.requests] == [True, False, False]


def test_a_server_that_ignores_schemas_is_given_them_in_words_next_time() -> None:
    with LoopbackServer([Behaviour("It is a den."), Behaviour(GOOD)]) as server:
        assert room(chat(server)) == Room("den", 3.5)
    assert [r["response_format"]["type"] for r in server.requests] == ["json_schema", "json_object"]


def test_pictures_are_sent_as_data_and_may_be_refused() -> None:
    look = (Message("user", "What is it?", (b"\x89PNG...",)),)
    with LoopbackServer([Behaviour("a den")]) as server:
        assert chat(server).ask(look, None, 5.0).text == "a den"
    part = server.requests[0]["messages"][0]["content"][1]
    assert part["image_url"]["url"].startswith("data:image/png;base64,")
    with LoopbackServer([Behaviour(GOOD, images=False)]) as server:
        model = chat(server)
        with pytest.raises(ModelError, match="image input"):
            model.ask(look, SCHEMA, 5.0)
        room(model)
    assert server.requests[-1]["response_format"]["type"] == "json_schema"


def test_what_is_raised_while_hearing_ends_the_question() -> None:
    class StopError(Exception):
        pass

    def stop(text: str) -> None:
        raise StopError

    start = time.monotonic()
    with LoopbackServer([Behaviour(GOOD, delay=30)]) as server, pytest.raises(StopError):
        chat(server, timeout=20.0, patience=20.0).ask(HELLO, None, 20.0, stop)
    assert time.monotonic() - start < 3


def test_only_so_many_requests_run_at_a_time() -> None:
    with LoopbackServer([Behaviour(GOOD, delay=0.1)]) as server, ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: room(chat(server, concurrency=2)), range(6)))
    assert server.most <= 2


@pytest.mark.parametrize("behaviour", [Behaviour("boom", 500), Behaviour("no", 401), Behaviour(GOOD, delay=30)])
def test_of_a_server_that_is_lost_it_is_said_so(behaviour: Behaviour) -> None:
    with LoopbackServer([behaviour]) as server, pytest.raises(ServerError):
        chat(server, timeout=0.4, retries=0).ask(HELLO, None, 5.0)


def test_what_is_wrong_to_the_end_may_be_mended() -> None:
    bad = '{"name": "den", "width": 350}'
    model = ScriptedModel(bad, bad, bad)
    mended = ask_for(
        model, HELLO, ROOM, SCHEMA, lambda r: ["width"] if r.width > 100 else [], 8.0, mend=lambda r: Room(r.name, 3.5)
    )
    assert mended == Room("den", 3.5)


def test_plain_questions_need_no_schema_and_count_tokens() -> None:
    with LoopbackServer([Behaviour("a den")]) as server:
        reply = chat(server).ask(HELLO, None, 5.0)
    assert (reply.text, reply.rung, reply.usage.prompt_tokens) == ("a den", "text", 7)
    assert "response_format" not in server.requests[0]


def test_schema_is_a_value() -> None:
    assert Schema("a", {}) == Schema("a", {})
