import pytest

from tests import builders


@pytest.fixture(autouse=True)
def _friday(time_machine):
    time_machine.move_to("2024-05-03T09:00:00+09:00", tick=False)


@pytest.fixture
def school_class():
    builders.enter()
    return builders.a_class(builders.a_year())


@pytest.fixture
def homeroom(school_class):
    return builders.a_homeroom(school_class)


@pytest.fixture
def teacher(homeroom):
    return builders.actor(homeroom)


@pytest.fixture
def pupil(school_class):
    return builders.a_pupil(school_class, number=7, name="박하준")
