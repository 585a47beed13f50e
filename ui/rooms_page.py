"""The page of rooms in the documents, made again by one command: `python -m ui.rooms_page docs/rooms.toml`.

Each request of the file is designed and drawn: a preview and a photo from the same place, and the plan, beside the file
in `pictures/rooms`; then the page with all of them is written as the file's neighbour `rooms.md`. `--only NAME,NAME`
makes some rooms again, `--samples N` traces so many paths a pixel, with 0 no photo. What is not there is not on the
page.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from idesign.files import whole_file, write_text

SIZE = (1280, 720)
"""Width and height of the pictures [px]."""
QUALITY = 84
"""Of the JPEG files: some 100 kB each."""
SAMPLES = 32


@dataclass(frozen=True)
class Wanted:
    """A room of the page: its name in file names, the request and the seed."""

    name: str
    text: str
    seed: int


def wanted_rooms(source: Path) -> tuple[Wanted, ...]:
    """The rooms that the file lists, in its order."""
    rows = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(Wanted(name, row["text"], row["seed"]) for name, row in rows.items())


def make_room(wanted: Wanted, folder: Path, samples: int) -> None:
    """The room's preview, photo and plan, into the folder."""
    from idesign.designers.embedded.designer import EmbeddedDesigner
    from idesign.designers.embedded.reading import read_brief
    from idesign.drawing import write_plan_svg
    from idesign.pipeline import Options, design_scene
    from idesign.render.camera import views_of
    from idesign.render.preview import preview
    from idesign.render.renderer import photographs
    from idesign.render.stage import build_stage

    brief = read_brief(wanted.text, seed=wanted.seed)
    scene = design_scene(brief, EmbeddedDesigner(), Options(seed=wanted.seed), lambda text, share: None)
    write_plan_svg(scene, folder / f"{wanted.name}-plan.svg")
    stage = build_stage(scene)
    view = views_of(stage, 3, *SIZE)[0]
    _save(preview(stage, (view,)), folder / f"{wanted.name}-preview.jpg")
    if samples > 0:
        _save(photographs(stage, (view,), samples=samples), folder / f"{wanted.name}-photo.jpg")


def _save(pictures: Iterator[NDArray[np.uint8]], path: Path) -> None:
    with whole_file(path) as temporary:
        Image.fromarray(next(pictures)).save(temporary, format="JPEG", quality=QUALITY, optimize=True)


def page(rooms: Iterable[Wanted], folder: Path) -> str:
    """The page's text, with the pictures that are in the folder."""
    return HEAD + "".join(_entry(r, folder) for r in rooms)


def _entry(wanted: Wanted, folder: Path) -> str:
    there = [n for n in ("preview.jpg", "photo.jpg", "plan.svg") if (folder / f"{wanted.name}-{n}").is_file()]
    titles = [n.split(".")[0] for n in there]
    cells = [f"![{wanted.name}, {t}](pictures/rooms/{wanted.name}-{n})" for t, n in zip(titles, there, strict=True)]
    rows = (titles, ["---"] * len(there), cells)
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"\n**{wanted.text}** (seed {wanted.seed})\n\n{table}\n"


HEAD = """# Ten rooms

What `idesign design "…" --seed N --llm offline` makes of ten requests, as it comes: nothing was moved or retouched.
The preview is drawn by OpenGL in software, the photo from the same place is path-traced by Mitsuba and cleaned by Open
Image Denoise, both at 1280 × 720.

```
python -m ui.rooms_page docs/rooms.toml               # this page and its pictures again (--help: some of them)
idesign render SCENE --out DIR --photo                # photo-1.png ... at 1280 × 720, 32 samples a pixel
idesign render SCENE --out DIR --photo --time 19:00   # the sun of that hour in spring, lamps on; plan's top is north
```
"""


def main(arguments: list[str]) -> None:
    """Makes the rooms that are asked for, then the page."""
    parser = argparse.ArgumentParser(prog="python -m ui.rooms_page", description="The page of rooms and its pictures.")
    parser.add_argument("source", type=Path, help="rooms.toml: the page is written beside it")
    parser.add_argument("--only", default="", help="names of rooms, with commas; all without it")
    parser.add_argument("--samples", type=int, default=SAMPLES, help="paths a pixel of the photos; 0: no photos")
    asked = parser.parse_args(arguments)
    rooms = wanted_rooms(asked.source)
    folder = asked.source.parent / "pictures" / "rooms"
    folder.mkdir(parents=True, exist_ok=True)
    chosen = asked.only.split(",") if asked.only else [r.name for r in rooms]
    if unknown := set(chosen) - {r.name for r in rooms}:
        parser.error(f"--only: {', '.join(sorted(unknown))} is not in {asked.source}")
    for wanted in (r for r in rooms if r.name in chosen):
        make_room(wanted, folder, asked.samples)
        sys.stderr.write(f"{wanted.name}\n")
    write_text(asked.source.with_suffix(".md"), page(rooms, folder))


if __name__ == "__main__":
    main(sys.argv[1:])
