"""How long one waits for a room: `python docs/studio_starts.py ADDRESS [COUNT]`, with a studio running there
(`idesign app --llm offline`) and Chromium on the path.

From Enter to the first movement on the screen, to the room's walls, to its furniture, to the finished room [s]; each
start is a new person, the last line holds the medians.
"""

from __future__ import annotations

import shutil
import sys
import time
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

REQUESTS = (
    "A calm bedroom for two, 4.2 × 3.6 m, with an oak wardrobe and a desk at the window",
    "A living room of 5 by 4 m with a blue sofa, two armchairs and a bookshelf",
    "A home office of 3 by 3.4 m with a desk facing the window",
    "A dining room for six with a sideboard",
    "A small bathroom with a shower",
)
MOMENTS = {
    "moves": "() => document.querySelector('.message.working .progress')",
    "walls": "() => document.querySelector('[data-testid=plan-view]')?.dataset.revision > 0",
    "furniture": "() => document.querySelectorAll('.thing').length > 3",
    "finished": "() => document.querySelector('[data-testid=answer]')",
}
PATIENCE = 120_000


def main(address: str, count: int = 5) -> None:
    """Prints a row for each start, then the medians."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        rows = [_start(browser, address, REQUESTS[k % len(REQUESTS)]) for k in range(count)]
        browser.close()
    print("median   " + _line([median(column) for column in zip(*rows, strict=True)]))  # noqa: T201


def _start(browser: Any, address: str, words: str) -> list[float]:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.fill("[data-testid=words]", words)
    begun = time.monotonic()
    page.press("[data-testid=words]", "Enter")
    row = []
    for moment in MOMENTS.values():
        page.wait_for_function(moment)
        row.append(time.monotonic() - begun)
    print("         " + _line(row) + "   " + words, flush=True)  # noqa: T201
    page.context.close()
    return row


def _line(row: list[float]) -> str:
    return "  ".join(f"{name} {seconds:5.1f}" for name, seconds in zip(MOMENTS, row, strict=True))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5)
