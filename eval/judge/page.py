"""The page of a judgement, an arena or a trial: plain parts for one template that loads nothing from outside.

Everything that a person or a model wrote is escaped by the template engine.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from eval.judge.exhibit import Exhibit
from idesign.drawing.text import cut
from idesign.files import write_text
from idesign.viewer import without_address

if TYPE_CHECKING:
    from jinja2 import Environment

WIDTH, QUALITY = 640, 78
"""Width [px] and JPEG quality of a sheet on the page: about 60 kB each."""
MOST_PICTURES = 120


@dataclass(frozen=True)
class Cell:
    """A cell of a table: `words` are set to the left, `poor` is marked; a `note` stands below in small letters."""

    text: str
    words: bool = False
    poor: bool = False
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A title with the definition of its numbers, a plot, a table and notes."""

    title: str
    definition: str
    plot: Markup | None = None
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture as a `data:` address, with lines under it, and words for who cannot see it."""

    name: str
    url: str
    width: int
    height: int
    lines: tuple[str, ...] = ()
    alt: str = "the room from above and at eye level"


@dataclass(frozen=True)
class Group:
    """Pictures side by side for one request."""

    title: str
    request: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Page:
    title: str
    lead: str
    remarks: tuple[str, ...]
    sections: tuple[Section, ...]
    groups: tuple[Group, ...] = ()
    pictures_note: str = ""


def write_page(page: Page, path: Path) -> Path:
    """Writes the page whole."""
    write_text(path, _environment().get_template("judgement.html").render(page=page))
    return path


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(__file__).parents[1] / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def number(value: float | None, digits: int = 1) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def share(value: float | None, of: int) -> str:
    """ "12 % of 40"; a dash when nothing was counted."""
    return "–" if value is None else f"{100 * value:.0f} % of {of}"


def span(low: float | None, high: float | None, digits: int = 1) -> str:
    return "not known" if low is None or high is None else f"{low:.{digits}f} to {high:.{digits}f}"


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(t) for t in texts)


def picture(exhibit: Exhibit, name: str, lines: Iterable[str] = ()) -> Picture:
    """The sheet of an exhibit, smaller."""
    from PIL import Image

    with Image.open(io.BytesIO(exhibit.sheet)) as image:
        small = image.convert("RGB")
    small.thumbnail((WIDTH, WIDTH), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=QUALITY, optimize=True)
    url = "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()
    return Picture(name, url, small.width, small.height, tuple(words(t) for t in lines))


def words(text: str, most: int = 400) -> str:
    """A person's or a model's words, cut and without addresses."""
    return without_address(cut(text, most))


def pictures_note(shown: int, total: int) -> str:
    """What a judge saw, and how many are left out of the page."""
    left = f" The first {shown} of {total} are here." if shown < total else ""
    return f"What the judges saw: the room from above and at eye level, the same for all.{left}"


def grouped(groups: Sequence[Group]) -> tuple[Group, ...]:
    """As many groups as the page holds."""
    kept, count = list[Group](), 0
    for g in groups:
        count += len(g.pictures)
        if kept and count > MOST_PICTURES:
            break
        kept.append(g)
    return tuple(kept)
