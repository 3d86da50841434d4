"""The people who act on consigned pupils, beside the usual stage."""

import pytest

from tests import builders


@pytest.fixture
def registrar_staff(school_class):
    return builders.a_staff("registrar", name="정학적")


@pytest.fixture
def registrar(registrar_staff):
    return builders.actor(registrar_staff)
