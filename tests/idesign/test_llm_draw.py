"""A short reply with its log-probabilities: asked in the form that the server takes, read with distrust."""

from __future__ import annotations

import pytest

from idesign.errors import ModelError, ServerError
from idesign.llm.chat import Message
from idesign.llm.loopback import Behaviour, LoopbackServer
from idesign.llm.openai_chat import OpenAIChat
from idesign.settings import Settings

HELLO = (Message("user", "Which?"),)
TOKENS = [{"token": "1", "logprob": -0.2, "top_logprobs": [{"token": "1", "logprob": -0.2}, {"token": "2"}]}]


def chat(server: LoopbackServer) -> OpenAIChat:
    return OpenAIChat(Settings(base_url=server.url, _env_file=None, timeout=2.0, patience=6.0, retries=1), "tiny")


def test_tokens_come_with_the_alternatives_that_have_a_probability() -> None:
    with LoopbackServer([Behaviour("1", tokens=lambda body: TOKENS)]) as server:
        draw = chat(server).draw(HELLO, 5)
    (token,) = draw.tokens
    assert (token.said, token.among) == ("1", (("1", -0.2),))
    assert server.requests[0]["top_logprobs"] == 20


def test_a_server_that_refuses_a_form_is_asked_in_the_next_one_and_this_is_remembered() -> None:
    with LoopbackServer([Behaviour("top_logprobs", 400), Behaviour("no logprobs", 400), Behaviour("2")]) as server:
        model = chat(server)
        assert model.draw(HELLO, 5).reply.text == "2"
        assert model.draw(HELLO, 5).tokens == ()
    assert ["logprobs" in r for r in server.requests] == [True, True, False, False]
    assert "max_tokens" in server.requests[-1]


@pytest.mark.parametrize("thought", ["", "<think>Room 1 has"])
def test_a_model_that_spends_its_length_on_thought_is_given_more(thought: str) -> None:
    spent = f'{{"choices": [{{"finish_reason": "length", "message": {{"content": "{thought}"}}}}]}}'.encode()
    with LoopbackServer([Behaviour(raw=spent)] * 3 + [Behaviour("2")]) as server:
        assert chat(server).draw(HELLO, 5).reply.text == "2"
    assert "max_tokens" not in server.requests[-1]


def test_one_who_declines_is_not_asked_again() -> None:
    no = b'{"choices": [{"finish_reason": "stop", "message": {"content": "", "refusal": "I will not."}}]}'
    with LoopbackServer([Behaviour(raw=no)]) as server, pytest.raises(ModelError, match="refuses") as error:
        chat(server).draw(HELLO, 5)
    assert not isinstance(error.value, ServerError)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "content",
    ['"x"', "[]", "[3]", '[{"token": 3}]', '[{"token": "1", "top_logprobs": [{"token": "1", "logprob": 5}]}]'],
)
def test_log_probabilities_that_are_none_are_left_out(content: str) -> None:
    raw = f'{{"choices": [{{"message": {{"content": "1"}}, "logprobs": {{"content": {content}}}}}]}}'
    with LoopbackServer([Behaviour(raw=raw.encode())]) as server:
        draw = chat(server).draw(HELLO, 5)
    assert draw.reply.text == "1"
    assert all(t.among == () for t in draw.tokens)
