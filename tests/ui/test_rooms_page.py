"""The page of rooms in the documents is what its command writes, and its pictures are there and small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.rooms_page import main, page, wanted_rooms

DOCS = Path(__file__).parents[2] / "docs"
MOST_BYTES = 200_000


def test_the_page_is_up_to_date_and_complete() -> None:
    text = (DOCS / "rooms.md").read_text(encoding="utf-8")
    assert text == page(wanted_rooms(DOCS / "rooms.toml"), DOCS / "pictures" / "rooms"), (
        "write it again: python -m ui.rooms_page docs/rooms.toml"
    )
    shown = {DOCS / name for name in re.findall(r"\]\((pictures/[^)]+)\)", text)}
    assert shown == set((DOCS / "pictures" / "rooms").iterdir())
    assert sum(p.name.endswith("-preview.jpg") for p in shown) == 10
    assert all(p.stat().st_size <= MOST_BYTES for p in shown)


def test_an_unknown_room_is_refused_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rooms.toml").write_text('[attic]\ntext = "an attic"\nseed = 1\n')
    with pytest.raises(SystemExit) as stopped:
        main([str(tmp_path / "rooms.toml"), "--only", "cellar"])
    assert stopped.value.code == 2
    assert "cellar" in capsys.readouterr().err
