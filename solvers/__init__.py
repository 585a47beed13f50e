"""Numbers to numbers: place bodies in a room so that relations hold, or say why they cannot.

    layout = solve(read_problem("bedroom.json"))
    layout.status, layout.placements["bed-0"], check(problem, layout.placements)
    repair(problem, layout.placements, Moved("bed-0", Pose(1.2, 2.0))).text
    placement_map(problem, layout.placements, "bed-0").best(3)

Frames and units are those of `problem.py`; what may hold between bodies is in `relations.py`. What searches needs torch
and is imported when it is first used (no module has its name, which would hide it), so that a check costs no more than
a check.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from solvers import relations
from solvers.check import check, holds
from solvers.errors import SolverInputError
from solvers.layout import Explanation, Layout, Status, Violation
from solvers.layout_file import layout_to_json, placements_from_json, read_placements
from solvers.problem import Access, Body, Box, LayoutProblem, Pose, Surface
from solvers.problem_file import problem_from_json, problem_to_json, read_problem
from solvers.relation_file import relation_from_json, relation_to_json
from solvers.relations import Relation
from solvers.room import Door, Room, Wall, Window
from solvers.room_file import room_from_json, room_to_json

if TYPE_CHECKING:
    from solvers.changes import Added, Change, Locked, Mended, Moved, Related, Removed, Resized, Unlocked, Unrelated
    from solvers.many import solve_many
    from solvers.placement_maps import PlacementMap, placement_map
    from solvers.repairing import Repair, Session, repair
    from solvers.solving import SOLVERS, Solver, solve, solve_file

_LATE = {
    "solvers.changes": ("Added Change Locked Mended Moved Related Removed Resized Unlocked Unrelated"),
    "solvers.many": "solve_many",
    "solvers.placement_maps": "PlacementMap placement_map",
    "solvers.repairing": "Repair Session repair",
    "solvers.solving": "SOLVERS Solver solve solve_file",
}
_HOME = {name: module for module, names in _LATE.items() for name in names.split()}
__all__ = [
    "SOLVERS",
    "Access",
    "Added",
    "Body",
    "Box",
    "Change",
    "Door",
    "Explanation",
    "Layout",
    "LayoutProblem",
    "Locked",
    "Mended",
    "Moved",
    "PlacementMap",
    "Pose",
    "Related",
    "Relation",
    "Removed",
    "Repair",
    "Resized",
    "Room",
    "Session",
    "Solver",
    "SolverInputError",
    "Status",
    "Surface",
    "Unlocked",
    "Unrelated",
    "Violation",
    "Wall",
    "Window",
    "check",
    "holds",
    "layout_to_json",
    "placement_map",
    "placements_from_json",
    "problem_from_json",
    "problem_to_json",
    "read_placements",
    "read_problem",
    "relation_from_json",
    "relation_to_json",
    "relations",
    "repair",
    "room_from_json",
    "room_to_json",
    "solve",
    "solve_file",
    "solve_many",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'solvers' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
