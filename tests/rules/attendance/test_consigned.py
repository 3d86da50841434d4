"""위탁학생의 출결: p.32–34."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.attendance.consigned import ConsignedFacts, Consignment, consigned
from hakjeok.attendance.spells import Record
from hakjeok.errors import BadInput
from hakjeok.vocabulary import AbsenceForm as Form
from hakjeok.vocabulary import AbsenceKind as Kind
from tests.rules.calendars import day, year_2024


def record(text: str, form: Form = Form.ABSENCE, kind: Kind = Kind.ILLNESS) -> Record:
    return Record(date=day(text), form=form, kind=kind)


def asked(**facts):
    return consigned(ConsignedFacts(**{"home_days": 90, "institution_days": 98, **facts}))


def refused_field(**facts) -> str:
    with pytest.raises(BadInput) as refused:
        asked(**facts)
    return refused.value.field


def said(result) -> str:
    return " ".join(step.text for step in result.because)


class TestBothPlaces:
    def test_school_days_of_both_are_added_and_may_differ_from_the_grade_s(self):
        result = asked()
        assert (result.total_days, result.attended_days) == (188, 188)
        assert "소속교 90일과 위탁기관 98일을 더해 188일" in said(result)
        assert "같은 학년의 수업일수와 다를 수 있습니다" in said(result)

    def test_entries_of_both_are_added(self):
        result = asked(
            home_records=(record("2024-04-01"), record("2024-04-02", Form.LATE, Kind.UNEXCUSED)),
            institution_records=(record("2024-09-02"), record("2024-09-03", kind=Kind.AUTHORIZED)),
        )
        assert (result.absence.illness, result.late.unexcused, result.authorized.absence) == (2, 1, 1)
        assert (result.absent_days, result.attended_days) == (2, 186)

    def test_without_a_kind_the_days_are_the_same(self):
        assert asked(kind=None).total_days == 188


class TestKinds:
    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (Consignment.HOSPITAL_SCHOOL, "출결확인서"),
            (Consignment.REMOTE_CLASS, "출결확인서"),
            (Consignment.HOSPITAL_SCHOOL, "출석하지 않은 날은 결석"),
            (Consignment.ALTERNATIVE_CONSIGNMENT, "지정한 위탁교육기관"),
            (Consignment.CHILD_PROTECTION, "보호기간은 위탁학생"),
            (Consignment.CHILD_PROTECTION, "봉사활동은 소재가 드러나지 않도록 원적교"),
            (Consignment.JUVENILE_FACILITY, "소년 관련 시설"),
            (Consignment.JUVENILE_FACILITY, "기재요령"),
        ],
    )
    def test_each_has_its_own_rule(self, kind, words):
        assert words in said(asked(kind=kind))
        assert words not in said(asked())

    @pytest.mark.parametrize("kind", list(Consignment))
    def test_none_changes_the_sum(self, kind):
        assert asked(kind=kind).total_days == 188


def test_lessons_by_remote_class_that_were_missed_are_absence_or_class_absence():
    """p.32 나. 3): 정보통신매체를 이용한 수업에 출석하지 않은 경우에는 … 결석 또는 결과 처리함."""
    missed = record("2024-09-02"), record("2024-09-03", Form.CLASS_ABSENCE)
    result = asked(kind=Consignment.REMOTE_CLASS, institution_records=missed)
    assert (result.absence.illness, result.class_absence.illness, result.attended_days) == (1, 1, 187)


class TestRefusals:
    @pytest.mark.parametrize(("days", "lawful"), [(0, False), (1, True), (2, True)])
    @pytest.mark.parametrize("place", ["home", "institution"])
    def test_more_absences_than_school_days_at_either_place(self, place, days, lawful):
        facts = {f"{place}_days": days, f"{place}_records": (record("2024-04-01"),)}
        if lawful:
            assert asked(**facts).absent_days == 1
        else:
            assert refused_field(**facts) == f"{place}_records"

    @pytest.mark.parametrize("place", ["home", "institution"])
    def test_two_entries_on_one_day_of_one_place(self, place):
        twice = (record("2024-04-01"), record("2024-04-02"), record("2024-04-01", Form.LATE))
        assert refused_field(**{f"{place}_records": twice}) == f"{place}_records.2.date"

    def test_entries_of_both_places_on_one_day(self):
        again = (record("2024-04-02"), record("2024-04-01", Form.LATE))
        assert refused_field(home_records=(record("2024-04-01"),), institution_records=again) == (
            "institution_records.1.date"
        )

    @pytest.mark.parametrize("key", ["home_days", "institution_days"])
    def test_negative_days(self, key):
        assert refused_field(**{key: -1}) == key


school_days = st.lists(st.sampled_from(year_2024().school_days), unique=True, max_size=30)


@given(school_days, st.integers(0, 30))
def test_it_does_not_matter_where_a_day_was_missed(days, at_home):
    records = tuple(Record(date=each, form=Form.ABSENCE, kind=Kind.OTHER) for each in days)
    result = asked(home_records=records[:at_home], institution_records=records[at_home:])
    assert (result.absence.other, result.attended_days) == (len(days), 188 - len(days))
