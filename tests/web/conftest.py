"""The usual stage: class 4-2 of 한빛초등학교 on Friday, 3 May 2024, with its homeroom teacher and one pupil."""

import pytest

from tests import builders


@pytest.fixture
def friday(time_machine):
    """09:00 in Seoul on the day of the examples; the clock stands still."""
    time_machine.move_to("2024-05-03T09:00:00+09:00", tick=False)


@pytest.fixture
def school_class(db):
    builders.enter()
    return builders.a_class(builders.a_year())


@pytest.fixture
def homeroom(school_class):
    """The teacher's post, for signing in."""
    return builders.a_homeroom(school_class)


@pytest.fixture
def teacher(homeroom):
    """The same teacher as an actor, for calling actions."""
    return builders.actor(homeroom)


@pytest.fixture
def pupil(school_class):
    return builders.a_pupil(school_class, number=7, name="박하준")
