"""What all tests share: Hypothesis does not watch the clock, because a busy machine is no fault of the code."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("idesign", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("idesign")
