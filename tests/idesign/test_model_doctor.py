"""The doctor meets a model: what it can do is found out by asking it, and what it cannot is said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from idesign.doctor import Finding
from idesign.llm.loopback import Behaviour, LoopbackServer
from idesign.model_doctor import examine_model
from idesign.settings import Settings

SWATCH = json.dumps({"swatch_code": "A7", "drawer_count": 3})


def able(body: Mapping[str, Any]) -> str:
    """What a good model says."""
    if isinstance(body["messages"][0]["content"], list):
        return "Red."
    return SWATCH if "swatch" in json.dumps(body) else "A chair and a lamp."


def found(behaviour: Behaviour, **more: Any) -> dict[str, Finding]:
    with LoopbackServer([behaviour]) as server:
        settings = Settings(base_url=server.url, api_key="sk-secret", timeout=2.0, _env_file=None, **more)
        findings = examine_model(settings, "tiny")
    assert "sk-secret" not in repr(findings)
    return {f.name: f for f in findings}


def test_a_model_that_can_everything_is_well() -> None:
    findings = found(Behaviour(able), price_in=1.0, price_out=2.0)
    assert {f.state for f in findings.values()} == {"ok"}
    assert set(findings) == {
        "tiny", "schemas", "JSON mode", "tools", "streaming", "pictures", "log-probabilities", "price",
    }  # fmt: skip
    assert "tokens a second" in findings["tiny"].detail
    assert "0.028 USD" in findings["price"].detail


@pytest.mark.parametrize(
    ("behaviour", "name", "words"),
    [
        (Behaviour(able, only=("text",)), "schemas", "refused"),
        (Behaviour(able, only=("text",)), "tools", "refused"),
        (Behaviour("I would rather chat."), "schemas", "not held to"),
        (Behaviour("I would rather chat."), "pictures", "does not see"),
        (Behaviour(able, images=False), "pictures", "critic is skipped"),
        (Behaviour(able, streams=False), "streaming", "refused"),
        (Behaviour(able, logprobs=False), "log-probabilities", "left out"),
        (Behaviour(able), "price", "unknown"),
    ],
)
def test_what_it_cannot_is_said_with_what_is_done_instead(behaviour: Behaviour, name: str, words: str) -> None:
    finding = found(behaviour)[name]
    assert finding.state == "degraded"
    assert words in finding.detail


@pytest.mark.parametrize(
    "behaviour", [Behaviour("boom", 500), Behaviour("x", delay=30), Behaviour("", 404), Behaviour("")]
)
def test_a_model_that_gives_no_answer_is_missing_and_asked_no_further(behaviour: Behaviour) -> None:
    (finding,) = found(behaviour, retries=0).values()
    assert finding.state == "missing"
    assert finding.remedy
