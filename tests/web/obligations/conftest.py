import pytest


@pytest.fixture(autouse=True)
def _friday(friday):
    """Every obligation is computed on the day of the examples."""
