"""Makes the pictures of the studio in `docs/pictures`: `python docs/studio_pictures.py ADDRESS`, with a studio running
there (`idesign app --llm offline`) and Chromium on the path."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).parent / "pictures"
SETTLED = 4000
"""Milliseconds until the 3D view has drawn its shadows."""
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True,
    "color_scheme": "dark",
}  # fmt: skip


def main(address: str) -> None:
    """The first screen, a furnished room with words about it, and the room in 3D on a phone in the dark theme."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        desk = browser.new_page(viewport={"width": 1440, "height": 900})
        desk.goto(address)
        desk.wait_for_selector("[data-testid=words]")
        _shot(desk, "studio-start", 1440)
        _example(desk)
        desk.fill("[data-testid=say]", "make the rug green")
        desk.press("[data-testid=say]", "Enter")
        desk.wait_for_selector("[data-testid=revert]")
        _shot(desk, "studio-room", 1440)
        phone = browser.new_context(**PHONE).new_page()
        phone.goto(address)
        _example(phone)
        phone.locator(".faces button").nth(1).click()
        _shot(phone, "studio-phone", 520)
        browser.close()


def _example(page: Any) -> None:
    page.click("[data-testid=example-bedroom]")
    page.wait_for_selector("[data-testid=answer]", state="attached")


def _shot(page: Any, name: str, width: int) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(SETTLED)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.thumbnail((width, 4 * width), Image.Resampling.LANCZOS)
    picture.save(PICTURES / f"{name}.jpg", quality=86, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
