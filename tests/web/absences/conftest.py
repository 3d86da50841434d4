"""The stage of requests: an office that signs, and a day that moves."""

import pytest

from tests import builders
from tests.web.absences.desk import day
from tests.web.approvals.conftest import office  # noqa: F401


@pytest.fixture
def at(time_machine):
    """A function that moves the day, and gives the teacher of that day."""

    def move(staff, when):
        time_machine.move_to(f"2024-{when}T10:00:00+09:00", tick=False)
        return builders.actor(staff, today=day(when))

    return move
