"""The report: one page that holds everything about a room and loads nothing.

It shows pictures, what was understood and assumed, a 3D view, the plan, the furniture with prices, the check, and where
all of it comes from. Everything that a person or a model wrote is escaped by the template engine; only the drawing, the
viewer and its data, which are made here, go in as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from eval.report_parts import (
    Block,
    Fact,
    FurnitureRow,
    RelationRow,
    ScoreGroup,
    ScoreView,
    credit_lines,
    furniture_rows,
    header_facts,
    provenance_facts,
    relation_rows,
    said_blocks,
    score_groups,
    total_lines,
    total_note,
    unscored_views,
)
from eval.report_pictures import Picture, pictures
from eval.score import Evaluation, load_evaluation
from idesign.drawing import page_plan, svg_text
from idesign.drawing.plan import room_title
from idesign.drawing.text import cut
from idesign.files import write_text
from idesign.scene import Scene
from idesign.units import Units
from idesign.viewer import viewer_json, viewer_licence, viewer_script

if TYPE_CHECKING:
    from jinja2 import Environment

REQUEST_LENGTH = 1200
"""Characters of the request that the page quotes."""


@dataclass(frozen=True)
class ViewerPart:
    """What the 3D view needs."""

    script: Markup
    data: Markup
    licence: str


@dataclass(frozen=True)
class Page:
    """All that the template shows, in the order of the page."""

    title: str
    request: str
    request_short: str
    facts: tuple[Fact, ...]
    breaches: tuple[str, ...]
    pictures: tuple[Picture, ...]
    said: tuple[Block, ...]
    viewer: ViewerPart | None
    plan: Markup
    units: Units
    furniture: tuple[FurnitureRow, ...]
    totals: tuple[str, ...]
    total_note: str
    defects: tuple[str, ...]
    scores: tuple[ScoreGroup, ...]
    unscored: tuple[ScoreView, ...]
    relations: tuple[RelationRow, ...]
    provenance: tuple[Fact, ...]
    credits: tuple[str, ...]


def write_report(folder: Path, scene: Scene, evaluation: Evaluation | None = None, units: Units = "metric") -> Path:
    """Writes `report.html` into the folder of a scene, with the pictures in its `views` and its `scene.glb` where they
    exist, its lengths in `units`. Without `evaluation`, the folder's `evaluation.json` is read (`InputError` when it
    cannot be)."""
    found = evaluation or load_evaluation(folder / "evaluation.json")
    path = folder / "report.html"
    write_text(path, report_html(folder, scene, found, units))
    return path


def report_html(folder: Path, scene: Scene, evaluation: Evaluation, units: Units = "metric") -> str:
    """The page as text, its lengths in these units."""
    return _environment().get_template("report.html").render(page=_page(folder, scene, evaluation, units))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _page(folder: Path, scene: Scene, evaluation: Evaluation, units: Units) -> Page:
    glb = folder / "scene.glb"
    return Page(
        title=room_title(scene),
        request=cut(scene.brief.text, REQUEST_LENGTH),
        request_short=cut(scene.brief.text, 80),
        facts=header_facts(scene, units),
        breaches=scene.provenance.breaches,
        pictures=pictures(folder / "views", room_title(scene), scene),
        said=said_blocks(scene.brief),
        viewer=_viewer(scene, glb.read_bytes()) if glb.is_file() else None,
        plan=Markup(svg_text(page_plan(scene, units), plan_only=True)),
        units=units,
        furniture=furniture_rows(scene, units),
        totals=total_lines(scene),
        total_note=total_note(scene),
        defects=evaluation.defects,
        scores=score_groups(evaluation),
        unscored=unscored_views(evaluation),
        relations=relation_rows(scene),
        provenance=provenance_facts(scene, evaluation),
        credits=credit_lines(scene),
    )


def _viewer(scene: Scene, glb: bytes) -> ViewerPart:
    return ViewerPart(Markup(viewer_script()), Markup(viewer_json(scene, glb)), viewer_licence())
