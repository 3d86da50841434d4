"""All tests of accounts happen on Friday, 3 May 2024, at ten in Seoul, unless they move the clock themselves."""

from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

TEN_O_CLOCK = datetime(2024, 5, 3, 10, 0, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.fixture(autouse=True)
def clock():
    cache.clear()  # counters of tries
    with time_machine.travel(TEN_O_CLOCK, tick=False) as traveller:
        yield traveller


@pytest.fixture
def asks_at_most():
    """`with asks_at_most(8):` counts statements, without the savepoints that the test's own transaction adds."""

    @contextmanager
    def counting(most):
        with CaptureQueriesContext(connection) as seen:
            yield
        asked = [each["sql"] for each in seen.captured_queries if "SAVEPOINT" not in each["sql"]]
        assert len(asked) <= most, "\n".join(asked)

    return counting
