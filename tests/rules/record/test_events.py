import pytest

from hakjeok.errors import BadInput
from hakjeok.record.events import Event
from hakjeok.vocabulary import Change
from tests.rules.calendars import day

WHOLE = {"school": "한빛초등학교", "grade": 3}


@pytest.mark.parametrize("change", [each for each in Change if each is not Change.GENERAL_EXAM])
@pytest.mark.parametrize("key", ["school", "grade"])
def test_every_change_names_its_school_and_grade(change, key):
    with pytest.raises(BadInput) as refused:
        Event(change=change, date=day("2024-03-04"), **{**WHOLE, key: None})
    assert refused.value.field == key
    assert change.korean in refused.value.message


def test_a_school_of_spaces_is_none():
    with pytest.raises(BadInput):
        Event(change=Change.ADMISSION, date=day("2024-03-04"), school="  ", grade=1)


def test_the_general_exam_needs_neither():
    assert Event(change=Change.GENERAL_EXAM, date=day("2024-04-06")).grade is None


@pytest.mark.parametrize(("grade", "lawful"), [(0, False), (1, True), (6, True), (7, False)])
def test_grades_are_one_to_six(grade, lawful):
    facts = {"change": Change.ADMISSION, "date": day("2024-03-04"), "school": "한빛초등학교", "grade": grade}
    if lawful:
        assert Event(**facts).grade == grade
    else:
        with pytest.raises(BadInput):
            Event(**facts)
