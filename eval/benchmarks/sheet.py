"""All layouts of a benchmark on one sheet, so that a person can look at all of them at once.

Every plan has its own cell: walls, doors, windows, boxes with their fronts marked and their names, then the problem,
solver, seed, status and quality. Each plan fills its cell. Metres of rooms, millimetres of paper.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.benchmarks.solver import Run
from idesign.drawing.layers import Tone
from idesign.drawing.pieces import body as outline
from idesign.drawing.pieces import front_mark
from idesign.drawing.png import write_png
from idesign.drawing.shapes import Drawing, Frame, Item, Sheet, Symbol, Text
from idesign.drawing.svg import write_svg
from idesign.drawing.text import shorten
from idesign.drawing.walls import floor, opening_symbols, walls
from solvers.problem import Body, LayoutProblem, Pose
from solvers.room import Room
from solvers.tolerances import RUG

CELL, GAP, HEAD, TITLE = 76.0, 5.0, 11.0, 12.0
"""Width and height of a plan, the gap between cells, the lines under a plan and the title of the sheet [mm]."""
LETTERS = 1.75
"""Height of the names in a plan [mm]."""
COLUMNS = 8


@dataclass(frozen=True)
class Cell:
    """One plan: a problem with the places of its bodies, and two lines below it."""

    problem: LayoutProblem
    placements: dict[str, Pose]
    head: str
    line: str
    good: bool


def cell_of(run: Run) -> Cell:
    """The plan of one run."""
    layout = run.layout
    found = "strict" if run.strict else layout.status.value
    facts = [run.solver, f"seed {run.seed}", f"{run.case.objects} objects", f"{layout.seconds:.2f} s"]
    facts += [f"quality {run.quality:.2f}"] if run.quality is not None else []
    facts += [f"{len(layout.violated)} wrong: {layout.violated[0].text}"] if layout.violated else []
    head = f"{run.case.name}: {found}"
    return Cell(run.case.problem, layout.placements, head, ", ".join(facts), run.strict)


def sheet_of(cells: Sequence[Cell], title: str, columns: int = COLUMNS) -> Drawing:
    """All cells on one sheet, row by row."""
    wide = max(1, min(columns, len(cells)))
    high = math.ceil(len(cells) / wide)
    width, height = wide * (CELL + GAP) + GAP, high * (CELL + HEAD + GAP) + GAP + TITLE
    items: list[Item] = [Text((GAP, height - GAP - 5), title, 5.0, bold=True)]
    for k, cell in enumerate(cells):
        x = GAP + (k % wide) * (CELL + GAP)
        y = height - TITLE - (k // wide + 1) * (CELL + HEAD + GAP)
        items += cell_items(cell, x, y)
    sheet = Sheet("benchmark", width, height, 1000, (0.0, 0.0), (0.0, 0.0, width, height))
    return Drawing(title, f"{len(cells)} layouts", sheet, (), tuple(items))


def write_sheet(cells: Sequence[Cell], title: str, path: Path) -> tuple[Path, Path]:
    """Writes the sheet as SVG and PNG beside each other; returns their paths."""
    drawing = sheet_of(cells, title)
    svg, png = path.with_suffix(".svg"), path.with_suffix(".png")
    write_svg(drawing, svg)
    write_png(drawing, png)
    return svg, png


# ---------------------------------------------------------------- one cell
def cell_items(cell: Cell, x: float, y: float) -> list[Item]:
    """Plan and lines of a cell whose lower left corner is at (x, y) [mm]."""
    room = cell.problem.room
    frame = _frame(room, x, y + HEAD)
    items: list[Item] = [floor(room).moved(frame), *(h.moved(frame) for h in walls(room))]
    items += [s.moved(frame) for s in opening_symbols(room)]
    placed = [b for b in cell.problem.bodies if b.id in cell.placements]
    for body in sorted(placed, key=lambda b: (b.mount != "floor", cell.placements[b.id].z + b.size[2])):
        items += body_items(body, cell.placements[body.id], frame)
    head = Text((x, y + 5.6), shorten(cell.head, 3.0, CELL), 3.0, bold=True)
    return [*items, head, Text((x, y + 2.0), shorten(cell.line, 2.3, CELL), 2.3, faint=cell.good)]


def _frame(room: Room, x: float, y: float) -> Frame:
    """The room in the middle of its square of paper."""
    x0, y0, x1, y1 = room.bounds
    scale = (CELL - 4.0) / (0.2 + max(x1 - x0, y1 - y0))
    return Frame(x + CELL / 2 - scale * (x0 + x1) / 2, y + CELL / 2 - scale * (y0 + y1) / 2, 0.0, scale)


def body_items(body: Body, pose: Pose, frame: Frame) -> list[Item]:
    """A box with its front marked, and its name if there is room for one."""
    w, d, _ = body.size
    shapes = (outline(w, d, _tone(body, pose)), front_mark(d, min(0.06, w / 4, d / 4)))
    symbol = Symbol(body.id, body.id, shapes, Frame(pose.x, pose.y, pose.yaw))
    return [symbol.moved(frame), *_name(body, pose, frame)]


def _tone(body: Body, pose: Pose) -> Tone:
    """Darker for what stands on something or hangs, so that it is seen on what is below."""
    if body.size[2] <= RUG:
        return "rug"
    if body.mount != "floor":
        return "glass"
    return "wood" if pose.z <= 0.01 else "metal"


def _name(body: Body, pose: Pose, frame: Frame) -> list[Item]:
    """The name along the longer side, never upside down."""
    w, d, _ = body.size
    long, short = max(w, d) * frame.scale - 1.0, min(w, d) * frame.scale
    height = min(LETTERS, 0.7 * short)
    text = shorten(body.id, height, long)
    if height < 0.9 or len(text) < 3:
        return []
    angle = pose.yaw + (0.0 if w >= d else math.pi / 2)
    angle = (angle + math.pi / 2 - 1e-6) % math.pi - math.pi / 2 + 1e-6
    x, y = frame((pose.x, pose.y))
    down = 0.35 * height
    at = (x + down * math.sin(angle), y - down * math.cos(angle))
    return [Text(at, text, height, anchor="middle", angle=angle)]
