"""What all tests share: Hypothesis has no deadline, because a busy machine is no fault of the code."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("idesign")
settings.load_profile("idesign")
