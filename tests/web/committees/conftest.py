"""A lawful committee of 한빛초등학교 with a registrar who keeps it."""

import pytest

from tests import builders
from tests.web.committees import meetings


@pytest.fixture
def post(school_class):
    """The registrar's post, for signing in."""
    return builders.a_staff("registrar", name="정학적")


@pytest.fixture
def by(post):
    return builders.actor(post)


@pytest.fixture
def made(by):
    """The committee and its members, the chair first."""
    return meetings.a_committee(by)


@pytest.fixture
def committee(made):
    return made[0]


@pytest.fixture
def members(made):
    return made[1]


@pytest.fixture
def open_meeting(committee, members, by, pupil):
    """A meeting about 박하준 with all five there."""
    return meetings.an_open_meeting(committee, members, by, pupil=pupil)


@pytest.fixture
def item(open_meeting):
    return open_meeting.items.get()
