"""Layout problems as designs ask them: the furniture of generated rooms, before anything of it has a place."""

from __future__ import annotations

from idesign import EmbeddedDesigner, Options, design_scene, read_brief
from idesign.batch.generate import distribution, generated
from idesign.batch.jobs import Job
from solvers.layout import Layout
from solvers.problem import LayoutProblem


class _AskedError(Exception):
    """Ends a design once it asks for its furniture to be placed."""

    def __init__(self, problem: LayoutProblem) -> None:
        super().__init__(problem.name)
        self.problem = problem


def designed_problems(count: int, seed: int = 0) -> list[LayoutProblem]:
    """What the built-in designer asks of a solver for each of `count` rooms of `idesign batch --generate`."""
    jobs = (line for line in generated(distribution(count, seed, "", "", "")) if isinstance(line, Job))
    return [_problem(job) for job in jobs]


def _problem(job: Job) -> LayoutProblem:
    options = Options(seed=job.seed or 0, solve=_asked)
    try:
        design_scene(read_brief(job.text), EmbeddedDesigner(), options, lambda what, share: None)
    except _AskedError as e:
        return e.problem
    raise AssertionError("every room has furniture to place")


def _asked(
    problem: LayoutProblem, *, seed: int, device: str, time_limit: float, effort: float, patience: float
) -> Layout:
    raise _AskedError(problem)
