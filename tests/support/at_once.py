"""A workshop for tests: work is done where it is asked for, without processes."""

from __future__ import annotations

from typing import Any

from idesign.errors import IdesignError
from ui.workshop import Job


class AtOnce:
    """A workshop that does its work when it is asked to; nothing waits for processes in these tests."""

    def submit(self, function: Any, *arguments: Any, seconds: float = 0.0) -> Job:
        job = Job(function, arguments)
        try:
            job._close("done", function(job._add, *arguments))
        except IdesignError as e:
            job._close("failed", error=e)
        return job

    def close(self) -> None:
        """There are no processes to end."""
