import pytest

from tests.web.approvals import office as offices


@pytest.fixture
def office(friday, homeroom):
    return offices.an_office(homeroom)


@pytest.fixture
def drafter(office):
    return office.of("담임")


@pytest.fixture
def notice(drafter, pupil):
    """An interview notice that is ready to go: 교무부장 reviews, 교감 decides (전결)."""
    return offices.a_draft(drafter, pupil)


@pytest.fixture
def letter(drafter):
    """An official letter to two places: 교무부장, 교감, 교장."""
    return offices.a_draft(drafter, definition="1-5")
