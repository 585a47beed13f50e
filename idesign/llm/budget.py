"""A budget of tokens or money that many processes share and never exceed.

Before a request its most is put aside: a token for every byte that is sent (no tokeniser makes more) and the limit of
length that the request carries. When the reply has come the rest is given back. A request whose fate is not known
(time-out, broken connection, killed process) stays counted at its most, because the server may have charged for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock

from idesign.errors import BudgetError, InputError
from idesign.files import write_text
from idesign.llm.prices import MILLION, price_of
from idesign.settings import Settings

REPLY_TOKENS = 8192
"""The limit of length of a reply under a budget: several times the longest that the team's roles give."""
FRAME_TOKENS = 16
"""Tokens that a chat template adds around a message, at most."""
LIMIT = "max_completion_tokens"
"""How a request says it (OpenAI's name since 2024; a server that does not know it gives no promise)."""
_TEXT = re.compile(r"\s*(\d[\d,_]*(?:\.\d+)?)\s*(tokens?|usd|\$)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Budget:
    """So many tokens, or US dollars."""

    amount: float
    unit: Literal["tokens", "USD"]

    def __str__(self) -> str:
        return f"{self.amount:,.0f} tokens" if self.unit == "tokens" else f"{self.amount:,.2f} USD"


def parse_budget(text: str) -> Budget:
    """`200000 tokens` or `5 USD`. Raises `InputError`."""
    found = _TEXT.fullmatch(text.replace("$", "", 1) + "$" if text.strip().startswith("$") else text)
    amount = float(re.sub("[,_]", "", found[1])) if found else 0.0
    if found is None or not amount > 0:
        raise InputError(f'--budget: is {text!r}; write it like "200000 tokens" or "5 USD"')
    return Budget(amount, "tokens" if found[2].lower().startswith("token") else "USD")


@dataclass(frozen=True)
class Account:
    """What is spent of a budget, in a file that all processes of a run share."""

    path: Path
    budget: Budget

    @property
    def spent(self) -> float:
        """What is spent or put aside, in the budget's unit. Raises `InputError` for a damaged file."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
            return float(found.get(self.budget.unit, 0.0))
        except (ValueError, AttributeError, TypeError) as e:
            raise InputError(f"{self.path.name}: what is spent of the budget cannot be read ({e})") from e

    def hold(self, most: float) -> None:
        """Puts so much aside. Raises `BudgetError` when there is not so much left."""
        with FileLock(f"{self.path}.lock"):
            spent = self.spent
            if spent + most > self.budget.amount:
                raise BudgetError(f"the budget of {self.budget} is used up ({Budget(spent, self.budget.unit)} spent)")
            self._write(spent + most)

    def settle(self, held: float, real: float) -> None:
        """Takes what was really spent and gives back the rest."""
        with FileLock(f"{self.path}.lock"):
            self._write(self.spent - held + real)

    def _write(self, spent: float) -> None:
        write_text(self.path, json.dumps({self.budget.unit: round(spent, 9)}) + "\n")


@dataclass(frozen=True)
class Meter:
    """Counts the requests to one model against an account; `cost` is of tokens in and out, in the account's unit."""

    account: Account
    cost: Callable[[float, float], float]

    def limited(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The request with a limit of length."""
        return {LIMIT: REPLY_TOKENS, **body}

    def hold(self, body: Mapping[str, Any]) -> float:
        """Puts aside the most that a limited request can cost, and says how much that is. Raises `BudgetError`."""
        sent = len(json.dumps(body, ensure_ascii=False).encode()) + FRAME_TOKENS * len(body["messages"])
        most = self.cost(sent, body[LIMIT])
        self.account.hold(most)
        return most

    def settle(self, held: float, tokens_in: int | None, tokens_out: int | None) -> None:
        """Takes what the server counted; where it did not count, all that was put aside."""
        if tokens_in is not None and tokens_out is not None:
            self.account.settle(held, self.cost(tokens_in, tokens_out))


def meter_of(account: Account, settings: Settings, model: str) -> Meter:
    """The meter of a model. Raises `InputError` when the budget is money and nobody knows the model's price."""
    if account.budget.unit == "tokens":
        return Meter(account, lambda tokens_in, tokens_out: tokens_in + tokens_out)
    price = price_of(settings, model)
    if price is None:
        raise InputError(
            f"--budget: the price of {model} is not known; set IDESIGN_PRICE_IN and IDESIGN_PRICE_OUT "
            "(US dollars for a million tokens), or give the budget in tokens"
        )
    to, of = price
    return Meter(account, lambda tokens_in, tokens_out: (tokens_in * to + tokens_out * of) / MILLION)
