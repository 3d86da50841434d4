"""개근: p.31, 35."""

import pytest

from hakjeok.attendance.perfect import Entry, PerfectFacts, Special, perfect
from hakjeok.errors import BadInput


def asked(**facts):
    return perfect(PerfectFacts(**facts))


def said(result) -> list[str]:
    return [step.text for step in result.because]


WHOLE = [Entry.FULL_YEAR, Entry.TRANSFER_IN, Entry.REENTRY_SAME_OR_LOWER]
PART = [Entry.REENTRY_HIGHER, Entry.LATERAL_ENTRY, Entry.MID_YEAR_ADMISSION]


@pytest.mark.parametrize("entry", WHOLE)
def test_a_whole_grade_year_without_one_entry_is_perfect(entry):
    assert (asked(entry=entry).perfect, asked(entry=entry).remark) == (True, "개근")


@pytest.mark.parametrize("entry", PART)
def test_those_who_missed_a_part_of_the_year_are_never_perfect(entry):
    result = asked(entry=entry)
    assert (result.perfect, result.remark) == (False, "")
    assert "전 과정을 거치지 않아" in said(result)[-1]


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("absences", "결석 1일이"),
        ("lates", "지각 1회가"),
        ("early_leaves", "조퇴 1회가"),
        ("class_absences", "결과 1회가"),
    ],
)
@pytest.mark.parametrize("entry", [*WHOLE, *PART])
def test_one_entry_of_any_form_is_enough_not_to_be(key, told, entry):
    result = asked(entry=entry, **{key: 1})
    assert (result.perfect, result.remark) == (False, "")
    assert f"{told} 있으므로 개근이 아닙니다." in said(result)


@pytest.mark.parametrize("special", list(Special))
def test_itinerant_and_health_impaired_pupils_stay_blank(special):
    result = asked(special=special)
    assert (result.perfect, result.remark) == (False, "")
    assert "공란" in said(result)[-1]


def test_both_schools_of_a_transfer_are_added():
    assert said(asked(entry=Entry.TRANSFER_IN))[0] == "전출교와 전입교의 출결을 더합니다."


def test_both_parts_of_a_reentry_are_added_and_the_same_grade_is_our_reading():
    steps = asked(entry=Entry.REENTRY_SAME_OR_LOWER).because
    assert [step.source.reading for step in steps] == [False, True, False]
    assert steps[0].text == "재취학하기 전과 뒤의 출결을 더합니다."


def test_nothing_but_the_year_itself_is_said_of_a_full_year():
    assert said(asked()) == ["해당 학년에 결석·지각·조퇴·결과가 한 번도 없습니다."]


@pytest.mark.parametrize("key", ["absences", "lates", "early_leaves", "class_absences"])
def test_negative_numbers_are_refused(key):
    with pytest.raises(BadInput) as refused:
        asked(**{key: -1})
    assert refused.value.field == key
