"""From a brief to a scene: design, find assets, place, write down.

Understanding the words comes before (a reader makes the `Brief`); pictures, files and evaluation come after. Nothing
here draws, prints or grades.
"""

from __future__ import annotations

import math
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

import assets as asset_library
from assets.asset import Asset, AssetQuery
from idesign.brief import Brief, Money
from idesign.budget import currency_of, exchanged, within_budget
from idesign.compile import relations_as_placed
from idesign.design import Design, Designer, Reviewer
from idesign.exact import violations
from idesign.place import Find, Placement, Solve, furnish
from idesign.scene import AssetRef, Provenance, RelationRecord, Scene, SceneObject, SceneRoom
from idesign.scene_graph import Attributes, Piece
from idesign.ways import furnished_to_live_in
from solvers import relation_to_json, solve
from solvers.layout import Layout, Status
from solvers.problem import LayoutProblem

COVERS = ("navy", "brick", "forest", "ochre", "slate", "plum", "teal", "cream")
"""The cloth covers of the furniture library's books."""
SEEN: Mapping[str, str | tuple[str, ...]] = {
    **dict.fromkeys(("plant_large", "potted_plant", "plant_small", "hanging_plant"), "green"),
    **dict.fromkeys(("books", "book_stack"), COVERS),
}
"""The colour of what has another on its largest part than its material's: leaves over a pot, covers round the paper."""
Progress = Callable[[str, float], None]
"""Called with what is being done and the share that is done, in [0, 1]."""


class LayoutSolver(Protocol):
    """What `solvers.solve` is for a design."""

    def __call__(
        self, problem: LayoutProblem, *, seed: int, device: str, time_limit: float, effort: float, patience: float
    ) -> Layout: ...


@dataclass(frozen=True)
class Options:
    """How to design. `candidates` designs are made with different seeds and the best is kept; `time_limit` [s] bounds
    each call of the solver, which is `solve` or something that takes the same and answers in its way."""

    seed: int = 0
    candidates: int = 1
    device: str = "cpu"
    time_limit: float = 20.0
    solve: LayoutSolver = solve


Finder = Callable[[AssetQuery, tuple[bool, bool, bool]], Asset]
"""Gives the asset for a query; the flags say which axes of its size a person stated."""


def made_to_size(query: AssetQuery, stated: tuple[bool, bool, bool]) -> Asset:
    """The finder that builds everything."""
    return asset_library.find(query).asset


def design_scene(
    brief: Brief,
    designer: Designer,
    options: Options,
    progress: Progress,
    finder: Finder = made_to_size,
    seen: Callable[[Design], None] = lambda design: None,
    stands: Callable[[Scene], None] = lambda scene: None,
) -> Scene:
    """A furnished room for the brief; each design is shown to `seen` before it is placed, and to `stands` when its
    furniture stands and what finishes the room is still to come. The same brief, options and finder give the same
    scene, timings apart."""
    found = []
    for k in range(max(1, options.candidates)):
        progress(
            f"designing the room ({k + 1} of {options.candidates})" if options.candidates > 1 else "designing", 0.1
        )
        clock = _Clock()
        seeded = replace(brief, seed=options.seed + 1000 * k)
        design = within_budget(designer.propose(seeded), finder_for(seeded, finder))
        clock.lap("design")
        seen(design)
        found.append(_placed(design, options, progress, finder, clock, stands))
    best = max(found, key=lambda c: c.rank)
    return _reviewed(best, designer, options, progress, finder) if isinstance(designer, Reviewer) else best.scene


@dataclass(frozen=True)
class _Candidate:
    """A design that was placed. What ranks it: fewest breaches, then the solver's own objective."""

    design: Design
    scene: Scene
    quality: float

    @property
    def rank(self) -> tuple[int, float]:
        return -len(self.scene.provenance.breaches), self.quality


def _placed(
    design: Design, options: Options, progress: Progress, finder: Finder, clock: _Clock,
    stands: Callable[[Scene], None] = lambda scene: None,
) -> _Candidate:  # fmt: skip
    progress("placing the furniture", 0.2)
    find, solve = finder_for(design.brief, finder), _solver(design.brief.seed, options)

    def furnished(tried: Design) -> Placement:
        def shown(placement: Placement) -> None:
            stands(write_down(tried, placement, options, {}))

        return furnish(tried, find, solve, lambda text: progress(text, 0.4), shown)

    design, placement = furnished_to_live_in(design, furnished)
    clock.lap("place")
    quality = placement.layout.quality if placement.layout else None
    return _Candidate(design, verified(write_down(design, placement, options, clock.laps)), quality or 0.0)


def _reviewed(best: _Candidate, designer: Reviewer, options: Options, progress: Progress, finder: Finder) -> Scene:
    """The scene after the reviewer's changes; a round that breaks more than the room before it is not kept."""
    for _ in range(designer.rounds):
        progress("looking at the room", 0.45)
        clock = _Clock(best.scene.provenance.timings)
        changed = designer.review(best.design, best.scene)
        clock.lap("review")
        if changed is None:
            break
        tried = _placed(changed, options, progress, finder, clock)
        if tried.rank[0] < best.rank[0]:
            break
        best = tried
    notes = (*best.scene.brief.notes, *designer.remarks())
    return replace(best.scene, brief=replace(best.scene.brief, notes=notes))


class _Clock:
    """Seconds by step, on top of those before."""

    def __init__(self, before: Mapping[str, float] | None = None) -> None:
        self.laps: dict[str, float] = dict(before or {})
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round(self.laps.get(name, 0.0) + now - self._last, 3)
        self._last = now


def finder_for(brief: Brief, finder: Finder) -> Find:
    """The finder, told which sizes of the query are the person's own words."""

    def find(query: AssetQuery) -> Asset:
        said = [w.size for w in brief.wishes if w.category == query.category]
        w, d, h = (any(s[k] is not None and s[k] == query.size[k] for s in said) for k in range(3))
        return finder(query, (w, d, h))

    return find


def _solver(seed: int, options: Options) -> Solve:
    def run(problem: LayoutProblem, repair: int, effort: float, patience: float) -> Layout:
        return options.solve(
            problem, seed=seed + repair, device=options.device, time_limit=options.time_limit, effort=effort,
            patience=patience,
        )  # fmt: skip

    return run


# ---------------------------------------------------------------- writing down
def write_down(design: Design, placement: Placement, options: Options, timings: Mapping[str, float]) -> Scene:
    """The scene document of a placement."""
    brief = replace(design.brief, notes=design.brief.notes + placement.notes + _warnings(placement))
    room = design.room
    pieces = [p for p in placement.graph.pieces if p.id in placement.poses]
    objects = tuple(_object(p, placement, design) for p in pieces)
    where = SceneRoom(
        room.polygon, room.height, room.doors, room.windows, design.room_name, brief.room_type, design.surfaces,
        room.columns, room.radiators, room.sockets, room.zones,
    )  # fmt: skip
    relations = relations_as_placed(room, placement.graph, placement.assets, placement.poses)
    records = tuple(RelationRecord(**relation_to_json(r)) for r in relations)
    return Scene(brief, where, objects, records, _provenance(brief, placement, options, timings))


def verified(scene: Scene) -> Scene:
    """The scene, called solved only when the exact check finds nothing in what was written down: small things and
    what stands about come after the search."""
    found = violations(scene) if scene.provenance.status == "solved" else ()
    if not found:
        return scene
    breaches = tuple(f"This does not hold: {v.text}." for v in found)
    return replace(scene, provenance=replace(scene.provenance, status="unsolved", breaches=breaches))


def _object(piece: Piece, placement: Placement, design: Design) -> SceneObject:
    asset, pose = placement.assets[piece.id], placement.poses[piece.id]
    return SceneObject(
        id=piece.id,
        category=asset.category,
        name=piece.name,
        description=piece.description or asset.name,
        attributes=_attributes(piece.attributes, asset),
        size=(round(asset.size[0], 4), round(asset.size[1], 4), round(asset.size[2], 4)),
        x=round(pose.x, 4),
        y=round(pose.y, 4),
        z=round(pose.z, 4),
        yaw_deg=_degrees(pose.yaw),
        support=piece.support,
        asset=AssetRef(asset.source, asset.id, asset.licence, asset.credit, asset.why),
        price=_price(asset, design.brief),
        locked=piece.locked,
        owned=piece.owned,
        stand_in=piece.stand_in or asset.stand_in,
        asked=piece.asked,
    )


def _warnings(placement: Placement) -> tuple[str, ...]:
    """What a person should know of the sizes they asked for, said once for things that are alike."""
    said = {p.id: placement.assets[p.id].warning for p in placement.graph.pieces if p.id in placement.poses}
    return tuple(dict.fromkeys(f"{w[:1].upper()}{w[1:]}." for w in said.values() if w))


def _degrees(yaw: float) -> float:
    """In (-180, 180], never -0."""
    turned = round(math.degrees(yaw), 4) % 360.0
    return turned - 360.0 if turned > 180.0 else turned + 0.0


def _attributes(attributes: Attributes, asset: Asset) -> Attributes:
    """What was wished, and else what one sees: a plant is green whatever its pot, books have covers of all colours."""
    colour: str | tuple[str, ...] = "clear" if asset.material == "glass" else asset.colour
    colour = SEEN.get(asset.category, colour)
    known = {"colour": colour, "material": asset.material, "style": asset.style}
    return {k: v for k, v in known.items() if v} | dict(attributes)


def _price(asset: Asset, brief: Brief) -> Money | None:
    amount = asset_library.price(asset)
    return exchanged(amount, currency_of(brief)) if amount is not None else None


def _provenance(brief: Brief, placement: Placement, options: Options, timings: Mapping[str, float]) -> Provenance:
    layout = placement.layout
    status = (
        "solved" if layout is not None and layout.status is Status.SOLVED and not placement.breaches else "unsolved"
    )
    return Provenance(
        versions=_versions(),
        seed=options.seed,
        solver=layout.solver if layout else "",
        status=status,
        breaches=placement.breaches,
        timings=dict(timings),
    )


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in ("idesign", "torch", "trimesh"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
