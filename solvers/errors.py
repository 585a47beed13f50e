"""What the solvers raise. There is one class: the input is wrong, and the message says what and where in one line.

Failing to find a layout is not an error: it is a `Layout` whose status says so.
"""

from __future__ import annotations


class SolverInputError(ValueError):
    """A problem or layout that cannot be meant: unknown names, impossible numbers, a room that is no room."""
