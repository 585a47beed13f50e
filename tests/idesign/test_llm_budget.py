"""A budget is never exceeded, however many ask at once, and what was not charged is given back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from idesign.errors import BudgetError, InputError, ModelError
from idesign.llm.budget import FRAME_TOKENS, LIMIT, REPLY_TOKENS, Account, Budget, meter_of, parse_budget
from idesign.llm.chat import Message
from idesign.llm.loopback import Behaviour, LoopbackServer
from idesign.llm.openai_chat import OpenAIChat
from idesign.settings import Settings

HELLO = (Message("user", "Which room?"),)
GOOD = Behaviour("a den", delay=0.02)


def settings(server: LoopbackServer, **more: object) -> Settings:
    given = {"timeout": 60.0, "patience": 60.0, "retries": 0, "concurrency": 16} | more
    return Settings(base_url=server.url, api_key="sk-x", _env_file=None, **given)


def account(folder: Path, amount: float, unit: str = "tokens") -> Account:
    return Account(folder / "spent.json", Budget(amount, unit))  # type: ignore[arg-type]


def chat(server: LoopbackServer, paid: Account, **more: object) -> OpenAIChat:
    given = settings(server, **more)
    return OpenAIChat(given, "tiny", meter_of(paid, given, "tiny"))


@pytest.mark.parametrize(
    ("text", "budget"),
    [("200000 tokens", Budget(200_000, "tokens")), ("1,500 Tokens", Budget(1500, "tokens")),
     ("5 USD", Budget(5, "USD")), ("$2.50", Budget(2.5, "USD")), ("0.5$", Budget(0.5, "USD"))],
)  # fmt: skip
def test_a_budget_is_tokens_or_dollars(text: str, budget: Budget) -> None:
    assert parse_budget(text) == budget


@pytest.mark.parametrize("text", ["", "5", "0 USD", "-3 tokens", "5 EUR", "many tokens", "nan USD"])
def test_what_is_no_budget_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InputError, match="write it like"):
        parse_budget(text)


def test_many_who_ask_at_once_never_spend_more_and_all_that_is_left_is_spent(tmp_path: Path) -> None:
    paid = account(tmp_path, 40_000)
    with LoopbackServer([GOOD]) as server:

        def ask(k: int) -> int:
            try:
                usage = chat(server, paid).ask(HELLO, None, 60.0).usage
                return (usage.prompt_tokens or 0) + (usage.completion_tokens or 0)
            except BudgetError:
                return 0

        with ThreadPoolExecutor(12) as pool:
            spent = list(pool.map(ask, range(40)))
        assert server.most <= 40_000 // (REPLY_TOKENS + FRAME_TOKENS)
        assert all(r[LIMIT] == REPLY_TOKENS for r in server.requests)
    assert sum(spent) == paid.spent <= 40_000
    assert 0 < len([s for s in spent if s]) == len(server.requests)


def test_the_next_run_goes_on_from_what_was_spent(tmp_path: Path) -> None:
    with LoopbackServer([GOOD]) as server:
        chat(server, account(tmp_path, 9_000)).ask(HELLO, None, 60.0)
        spent = account(tmp_path, 9_000).spent
        assert 0 < spent < 100
        with pytest.raises(BudgetError, match="used up"):
            chat(server, account(tmp_path, spent + 100)).ask(HELLO, None, 60.0)
    assert len(server.requests) == 1


@pytest.mark.parametrize("refusal", [Behaviour("later", 429), Behaviour("what?", 400), Behaviour("boom", 500)])
def test_a_request_that_the_server_refuses_costs_nothing(refusal: Behaviour, tmp_path: Path) -> None:
    paid = account(tmp_path, 30_000)
    with LoopbackServer([refusal]) as server, pytest.raises(ModelError):
        chat(server, paid).ask(HELLO, None, 60.0)
    assert paid.spent == 0


def test_a_request_whose_fate_is_not_known_stays_counted_at_its_most(tmp_path: Path) -> None:
    paid = account(tmp_path, 30_000)
    with LoopbackServer([Behaviour("x", delay=30)]) as server, pytest.raises(ModelError):
        chat(server, paid, timeout=0.3).ask(HELLO, None, 1.0)
    assert REPLY_TOKENS < paid.spent < REPLY_TOKENS + 1000


def test_money_needs_a_price_and_counts_by_it(tmp_path: Path) -> None:
    with LoopbackServer([GOOD]) as server:
        with pytest.raises(InputError, match="price"):
            chat(server, account(tmp_path, 1, "USD"))
        paid = account(tmp_path, 1, "USD")
        usage = chat(server, paid, price_in=2.0, price_out=8.0).ask(HELLO, None, 60.0).usage
    assert paid.spent == pytest.approx(((usage.prompt_tokens or 0) * 2 + (usage.completion_tokens or 0) * 8) / 1e6)
