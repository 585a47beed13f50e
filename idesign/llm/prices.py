"""What a reply costs, in US dollars; what is not known is None, never zero."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from idesign.llm.chat import Usage
from idesign.settings import Settings

MILLION = 1_000_000


def cost_of(settings: Settings, model: str, usage: Usage) -> float | None:
    """The cost of a reply; None when the server counted no tokens or the model's price is unknown."""
    price = price_of(settings, model)
    if price is None or usage.prompt_tokens is None or usage.completion_tokens is None:
        return None
    return (usage.prompt_tokens * price[0] + usage.completion_tokens * price[1]) / MILLION


def price_of(settings: Settings, model: str) -> tuple[float, float] | None:
    """US dollars for a million tokens in and out: what the settings say, else the table's entry for the model (or for
    the name without the date at its end)."""
    if settings.price_in is not None and settings.price_out is not None:
        return settings.price_in, settings.price_out
    table = _table().get(urlsplit(settings.server).hostname or "", {})
    return table.get(model) or table.get(re.sub(r"-\d{4}-\d{2}-\d{2}$", "", model))


@cache
def _table() -> dict[str, dict[str, tuple[float, float]]]:
    read = tomllib.loads((files("idesign.llm") / "data" / "prices.toml").read_text(encoding="utf-8"))
    return {server: {m: (float(p[0]), float(p[1])) for m, p in rows.items()} for server, rows in read.items()}
