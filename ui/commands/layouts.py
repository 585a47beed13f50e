"""`idesign solve` and `check`: a layout problem to a layout, and what is wrong with one or with a scene."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import JsonFlag, SeedOption
from ui.commands.output import console, print_json

EXIT_OF_STATUS = {"solved": 0, "unsolved": 3, "infeasible": 4}


def solve(
    problem: Annotated[Path, typer.Argument(help="A layout problem (idesign.problem/1).")],
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the layout; stdout when left out.")] = None,
    solver: Annotated[str, typer.Option("--solver", help="batched, cp-sat or backtracking.")] = "batched",
    device: Annotated[str, typer.Option("--device", help="cpu or cuda.")] = "cpu",
    seed: SeedOption = 0,
    time_limit: Annotated[float, typer.Option("--time-limit", help="Seconds.")] = 20.0,
    alternatives: Annotated[int, typer.Option("--alternatives", min=0, max=64)] = 0,
) -> None:
    """A layout problem to a layout. Exits 0 solved, 3 unsolved, 4 infeasible."""
    from idesign.files import write_text
    from solvers import layout_to_json, read_problem
    from solvers import solve as run

    layout = run(
        read_problem(problem),
        solver=solver,
        seed=seed,
        device=device,
        time_limit=time_limit,
        alternatives=alternatives,
        explain=True,
    )
    text = json.dumps(layout_to_json(layout), indent=1, allow_nan=False) + "\n"
    if out is None:
        sys.stdout.write(text)
    else:
        write_text(out, text)
    console().print(f"{layout.status} after {layout.seconds:.2f} s")
    for violation in layout.violated:
        console().print(f"  {violation.text}", markup=False)
    if layout.explanation:
        console().print(layout.explanation.text, markup=False)
        for change in layout.explanation.relaxations:
            console().print(f"  would help: {change.text}", markup=False)
    raise typer.Exit(EXIT_OF_STATUS[layout.status])


def check(
    what: Annotated[Path, typer.Argument(help="A scene (folder or scene.json), or a layout with --problem.")],
    problem: Annotated[Path | None, typer.Option("--problem", help="The problem of the layout.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """The exact check: one line for each thing that is wrong; exits 1 when there is any."""
    from ui.checking import faults_of_layout, faults_of_scene

    faults = faults_of_layout(what, problem) if problem else faults_of_scene(what)
    if as_json:
        print_json(list(faults))
    for fault in faults:
        console().print(fault, markup=False)
    if not faults:
        console().print("nothing is wrong")
    raise typer.Exit(1 if faults else 0)
