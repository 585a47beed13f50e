"""The exact check of a scene: its document read back as a layout problem and judged by `solvers.check`."""

from __future__ import annotations

import assets as asset_library
from assets.asset import Asset
from idesign.compile import body_of
from idesign.errors import SceneError
from idesign.scene import Scene, SceneObject
from solvers import check
from solvers.layout import Violation
from solvers.problem import Body, LayoutProblem


def violations(scene: Scene) -> tuple[Violation, ...]:
    """What the scene breaks of the rules that always hold and of its own hard relations; empty when nothing."""
    problem = problem_of(scene)
    return check(problem, {o.id: o.pose for o in scene.objects})


def problem_of(scene: Scene) -> LayoutProblem:
    """The layout problem that the scene claims to solve. Raises `SceneError` for an asset that cannot be rebuilt."""
    bodies = tuple(_body(o, scene) for o in scene.objects)
    relations = tuple(r.relation for r in scene.relations)
    return LayoutProblem(scene.room.name or "scene", scene.room.plan, bodies, relations)


def asset_of(item: SceneObject) -> Asset:
    """The asset of an object, rebuilt from its reference."""
    try:
        return asset_library.rebuild(item.asset.id)
    except ValueError as e:
        raise SceneError(f"{item.id}: its asset {item.asset.id!r} cannot be rebuilt ({e})") from e


def _body(item: SceneObject, scene: Scene) -> Body:
    return body_of(item.id, item.support, item.z, asset_of(item), scene.room.plan, None)
