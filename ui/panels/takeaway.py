"""Files to take away: which there are, and how each is made in a worker, so that no click waits for them."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from eval.evaluate import evaluate_scene
from eval.report import write_report
from idesign.brief import Money
from idesign.drawing.style import PLAIN, PlanStyle
from idesign.errors import IdesignError, InputError
from idesign.export.formats import DRAWINGS, export_scene
from idesign.export.gltf import write_glb
from idesign.export.tables import shopping_rows, shopping_totals
from idesign.render.renderer import render_views
from idesign.scene import MODELS, Scene, keep_models, save_scene
from idesign.sentences import in_language, kind, number_in
from idesign.units import Units
from ui.panels.lengths import size_shown
from ui.workshop import Tell


@dataclass(frozen=True)
class Taken:
    """A file for the person: its name, media type and bytes."""

    name: str
    media: str
    data: bytes


@dataclass(frozen=True)
class Offer:
    """A file that can be had: `key` names it, `file` is how it is called, `needs` a module without which it cannot be
    made ("": none)."""

    key: str
    file: str
    media: str
    needs: str = ""


OFFERS: tuple[Offer, ...] = (
    Offer("pdf", "plan.pdf", "application/pdf"),
    Offer("svg", "plan.svg", "image/svg+xml"),
    Offer("dxf", "plan.dxf", "image/vnd.dxf"),
    Offer("elevations", "elevations.pdf", "application/pdf"),
    Offer("csv", "shopping_list.csv", "text/csv"),
    Offer(
        "xlsx", "shopping_list.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "openpyxl"
    ),
    Offer("glb", "room.glb", "model/gltf-binary"),
    Offer("usdz", "room.usdz", "model/vnd.usdz+zip", "pxr"),
    Offer("report", "report.html", "text/html"),
    Offer("everything", "room.zip", "application/zip"),
)


def offers() -> tuple[Offer, ...]:
    """The files that can be made here."""
    return tuple(o for o in OFFERS if not o.needs or find_spec(o.needs) is not None)


def made(tell: Tell, scene: Scene, key: str, units: Units = "metric") -> Taken:
    """The file of that key, drawings in these units. Tells (what is done, share). Raises `InputError` for one that
    there is not, `ExportError` when what was written is not the scene."""
    offer = next((o for o in offers() if o.key == key), None)
    if offer is None:
        raise InputError(f"there is no file '{key[:20]}' to take")
    with tempfile.TemporaryDirectory(prefix="idesign-take-") as folder:
        path = Path(folder) / offer.file
        _WRITERS.get(key, _export(key))(tell, scene, path, units)
        return Taken(offer.file, offer.media, path.read_bytes())


Writer = Callable[[Tell, Scene, Path, Units], None]


def _export(key: str) -> Writer:
    return lambda tell, scene, path, units: _put(scene, key, path, units)


def _put(scene: Scene, key: str, path: Path, units: Units) -> None:
    export_scene(scene, key, path, PlanStyle(units) if key in DRAWINGS else PLAIN)


def _report(tell: Tell, scene: Scene, path: Path, units: Units) -> None:
    """The page with pictures, 3D view, plan, list and evaluation in one file."""
    _fill(tell, scene, path.parent, units)


def _fill(tell: Tell, scene: Scene, folder: Path, units: Units) -> None:
    save_scene(scene, folder / "scene.json")
    tell(("building the 3D model", 0.1))
    write_glb(scene, folder / "scene.glb")
    tell(("evaluating", 0.2))
    evaluation = evaluate_scene(scene)
    _pictures(tell, scene, folder / "views")
    write_report(folder, scene, evaluation, units)


def _pictures(tell: Tell, scene: Scene, folder: Path) -> None:
    """Pictures where they can be drawn; the report says that it has none otherwise."""
    try:
        render_views(scene, folder, progress=lambda text, share: tell((text, 0.4 + 0.5 * share)))
    except IdesignError as e:
        shutil.rmtree(folder, ignore_errors=True)
        tell((str(e), 0.9))


def _everything(tell: Tell, scene: Scene, path: Path, units: Units) -> None:
    """All files in one archive; the scene in it opens elsewhere, with the models that it uses."""
    folder = path.parent / "room"
    folder.mkdir()
    _fill(tell, scene, folder, units)
    keep_models(scene, folder / MODELS)
    for offer in offers():
        if offer.key not in ("report", "everything", "glb"):
            _put(scene, offer.key, folder / offer.file, units)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            archive.write(file, f"room/{file.relative_to(folder)}")


_WRITERS: dict[str, Writer] = {"report": _report, "everything": _everything}


# ---------------------------------------------------------------- the list with its running total
@dataclass(frozen=True)
class ListRow:
    """A row of the shopping list: what, how many, the price of one and of all, and the total so far, as texts ("" when
    the price is not known)."""

    name: str
    size: str
    quantity: int
    each: str
    sum: str
    total: str


def list_rows(scene: Scene, language: str = "en", units: Units = "metric") -> tuple[ListRow, ...]:
    """The shopping list with a running total in the currency of its first price."""
    rows, out, total = shopping_rows(scene), list[ListRow](), 0.0
    currency = next((r.price.currency for r in rows if r.price), "")
    for r in rows:
        counted = r.sum is not None and r.sum.currency == currency
        total += r.sum.amount if r.sum is not None and counted else 0.0
        each, whole = (amount_in(m, language) if m else "" for m in (r.price, r.sum))
        so_far = amount_in(Money(total, currency), language) if counted else ""
        name = in_language(kind(r.category, r.name), language)
        out.append(ListRow(name, size_shown(r.size, units, language), r.quantity, each, whole, so_far))
    return tuple(out)


def list_total(scene: Scene, language: str = "en") -> str:
    """What all costs, in each currency."""
    return " + ".join(amount_in(t, language) for t in shopping_totals(shopping_rows(scene)))


def amount_in(money: Money, language: str) -> str:
    """ "1,240 EUR", "1.240 EUR"."""
    return f"{number_in(money.amount, ',.0f', language)} {money.currency}"


# ---------------------------------------------------------------- the project
def project_file(text: str) -> Taken:
    """The project's text as a file that "Open" takes. Models of one's own stay on the server that knows them; they
    travel with `everything`."""
    return Taken("room.idesign.json", "application/json", text.encode())
