"""Where the handbook contradicts itself: each entry is whole, and a warning stands where one is asked for."""

import pytest

from hakjeok.discrepancies import discrepancies, warning_of
from hakjeok.registry import names

EVERY = discrepancies()


@pytest.mark.parametrize("name", EVERY)
def test_each_names_two_places_a_reading_and_decisions_that_exist(name):
    each = EVERY[name]
    assert each.a != each.b
    assert each.reading.endswith("다.")
    assert set(each.decisions) <= set(names())
    assert each.decisions or not each.warning, "a warning needs a decision that shows it"


def test_topics_are_unique():
    assert len({each.topic for each in EVERY.values()}) == len(EVERY)


@pytest.mark.parametrize("name", [name for name, each in EVERY.items() if each.warning])
def test_a_warning_names_its_page(name):
    assert "p." in warning_of(name)


def test_asking_for_a_warning_that_is_not_there_is_a_mistake():
    with pytest.raises(LookupError, match="ten_days"):
        warning_of("ten_days")
