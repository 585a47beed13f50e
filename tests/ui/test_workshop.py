"""Long work in other processes: it tells how it goes, can be stopped, and its faults stay there."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from idesign.errors import IdesignError, InputError
from ui import workshop
from ui.workshop import CancelledError, Tell, Workshop


def counted(tell: Tell, most: int) -> int:
    for k in range(most):
        tell(k)
    return most


def endless(tell: Tell) -> None:
    tell(os.getpid())
    while True:
        time.sleep(0.01)


def bad(tell: Tell) -> None:
    raise InputError("a bad size")


def broken(tell: Tell) -> None:
    raise ZeroDivisionError("secret")


def dead(tell: Tell) -> None:
    os._exit(9)


@pytest.fixture(scope="module")
def shop() -> Iterator[Workshop]:
    before, workshop.WARM = workshop.WARM, ()
    found = Workshop(1)
    yield found
    found.close()
    workshop.WARM = before


def test_a_job_tells_all_in_order_and_gives_its_result(shop: Workshop) -> None:
    job = shop.submit(counted, 5)
    assert [v for v in job.watch() if v is not None] == [0, 1, 2, 3, 4]
    assert job.wait() == 5


def test_a_stopped_job_ends_its_process_and_the_next_one_runs(shop: Workshop) -> None:
    job = shop.submit(endless)
    pid = next(v for v in job.watch() if v is not None)
    job.cancel()
    with pytest.raises(CancelledError):
        job.wait()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert shop.submit(counted, 2).wait() == 2


def test_a_waiting_job_can_be_stopped(shop: Workshop) -> None:
    first, second = shop.submit(endless), shop.submit(counted, 1)
    second.cancel()
    assert second.state == "cancelled"
    first.cancel()


def test_faults_stay_in_the_job(shop: Workshop) -> None:
    with pytest.raises(InputError, match="a bad size"):
        shop.submit(bad).wait()
    with pytest.raises(IdesignError, match="ZeroDivisionError"):
        shop.submit(broken).wait()
    with pytest.raises(IdesignError):
        shop.submit(dead).wait()
    assert shop.submit(counted, 1).wait() == 1


def test_a_job_that_takes_too_long_is_ended(shop: Workshop) -> None:
    with pytest.raises(IdesignError, match="not finished after"):
        shop.submit(endless, seconds=0.3).wait()


def test_what_is_quick_does_not_wait_for_what_takes_long(shop: Workshop) -> None:
    long = shop.submit(endless)
    assert shop.submit(counted, 1, lane="quick").wait() == 1
    assert shop.submit(counted, 1, lane="talk").wait() == 1
    assert not long.over
    long.cancel()


def test_a_workshop_can_close_while_it_is_still_starting() -> None:
    for _ in range(3):
        Workshop(2).close()
