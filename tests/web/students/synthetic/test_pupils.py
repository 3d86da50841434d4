import re
from collections import Counter

import pytest

from hakjeok_web.students.roster import Sex
from hakjeok_web.students.synthetic import synthetic_pupils


@pytest.fixture(scope="module")
def school():
    return synthetic_pupils(7, 1_000, 2024)


def test_the_same_seed_invents_the_same_school_and_another_seed_another():
    assert synthetic_pupils(3, 60, 2024) == synthetic_pupils(3, 60, 2024)
    assert synthetic_pupils(3, 60, 2024) != synthetic_pupils(4, 60, 2024)


def test_a_thousand_pupils_fill_about_forty_classes_evenly(school):
    sizes = Counter((pupil.grade, pupil.class_number) for pupil in school)
    assert len(sizes) == 42
    assert set(sizes.values()) <= {23, 24}


def test_nobody_shares_a_seat_and_numbers_follow_the_names(school):
    assert len({(pupil.grade, pupil.class_number, pupil.number) for pupil in school}) == 1_000
    first_class = [pupil for pupil in school if (pupil.grade, pupil.class_number) == (1, 1)]
    assert [pupil.name for pupil in first_class] == sorted(pupil.name for pupil in first_class)


def test_entrants_of_2024_were_born_in_2017_but_for_a_few_who_came_late(school):
    years = Counter(pupil.born_on.year for pupil in school if pupil.grade == 1)
    assert set(years) <= {2016, 2017}
    assert years[2017] > 160


def test_names_are_of_two_to_ten_syllables(school):
    lengths = {len(pupil.name.replace(" ", "")) for pupil in school}
    assert {2, 3, 4, 10} <= lengths
    assert max(lengths) == 10


def test_a_fifth_of_all_pupils_are_named_kim(school):
    assert 150 < sum(pupil.name.startswith("김") for pupil in school) < 280


def test_nothing_in_it_can_belong_to_anybody(school):
    assert all(re.fullmatch(r"010-0000-\d{4}", pupil.guardian_phone) for pupil in school)
    assert all(pupil.postal_code.startswith("00") for pupil in school)
    assert all(pupil.address.startswith("가람도 새솔시 ") for pupil in school)
    assert len({pupil.guardian_phone for pupil in school}) == 1_000


def test_no_invented_resident_number_has_its_check_digit(school):
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    for pupil in school:
        digits = [int(digit) for digit in pupil.invalid_resident_number]
        right = (11 - sum(d * w for d, w in zip(digits[:12], weights, strict=True)) % 11) % 10
        assert digits[12] != right
        assert digits[6] == (3 if pupil.sex is Sex.MALE else 4)


def test_entry_and_transfer_days_are_weekdays_in_order(school):
    transferred = [pupil for pupil in school if pupil.transferred_in_on]
    assert 50 < len(transferred) < 130
    assert all(pupil.entered_on < pupil.transferred_in_on for pupil in transferred)
    days = [pupil.entered_on for pupil in school] + [pupil.transferred_in_on for pupil in transferred]
    assert all(day.weekday() < 5 for day in days)


def test_a_school_larger_than_its_telephone_numbers_is_refused():
    with pytest.raises(ValueError, match="10000"):
        synthetic_pupils(1, 10_000, 2024)
