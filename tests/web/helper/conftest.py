"""Every test of the helper begins with nobody having asked yet."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _nobody_has_asked():
    caches["askers"].clear()
    yield
    caches["askers"].clear()
