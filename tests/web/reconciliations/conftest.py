"""Class 4-2 with its teacher, one pupil and the registrar who compares."""

import pytest

from tests.web.reconciliations.tables import a_registrar


@pytest.fixture
def registrar(school_class):
    return a_registrar()
