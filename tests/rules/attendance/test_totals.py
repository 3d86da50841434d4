"""출결 합계: p.20, 30, 45, 52, 89."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.attendance.spells import Previous, Record
from hakjeok.attendance.totals import Totals, TotalsFacts, totals
from hakjeok.errors import BadInput
from hakjeok.vocabulary import AbsenceForm as Form
from hakjeok.vocabulary import AbsenceKind as Kind
from tests.rules.calendars import day, year_2024


def record(text: str, form: Form = Form.ABSENCE, kind: Kind = Kind.ILLNESS) -> Record:
    return Record(date=day(text), form=form, kind=kind)


def former(first: str, last: str, total_days: int, *records: Record, school: str = "새솔초등학교") -> Previous:
    return Previous(school=school, from_=day(first), to=day(last), total_days=total_days, records=records)


def of(*records: Record, total_days: int = 190, previous: tuple[Previous, ...] = (), **more) -> Totals:
    return totals(TotalsFacts(total_days=total_days, records=records, previous=previous, **more))


class TestOneSchool:
    def test_each_form_is_counted_by_kind(self):
        result = of(
            record("2024-03-04"),
            record("2024-03-05", Form.LATE, Kind.UNEXCUSED),
            record("2024-03-06", Form.LATE, Kind.UNEXCUSED),
            record("2024-03-07", Form.EARLY_LEAVE, Kind.OTHER),
            record("2024-03-08", Form.CLASS_ABSENCE, Kind.ILLNESS),
        )
        assert (result.absence.illness, result.late.unexcused, result.early_leave.other) == (1, 2, 1)
        assert (result.class_absence.illness, result.late.illness) == (1, 0)

    @pytest.mark.parametrize("kind", [Kind.ILLNESS, Kind.UNEXCUSED, Kind.OTHER])
    def test_each_kind_of_absence_is_a_day_not_attended(self, kind):
        result = of(record("2024-03-04", kind=kind))
        assert (result.absent_days, result.attended_days) == (1, 189)

    def test_authorized_entries_stand_apart_and_are_attended(self):
        result = of(record("2024-03-04", kind=Kind.AUTHORIZED), record("2024-03-05", Form.LATE, Kind.AUTHORIZED))
        assert (result.authorized.absence, result.authorized.late, result.attended_days) == (1, 1, 190)

    def test_lateness_never_adds_up_to_an_absence(self):
        many = (record(f"2024-05-{number:02}", Form.LATE, Kind.UNEXCUSED) for number in range(1, 31))
        assert of(*many).absent_days == 0

    def test_nothing_recorded_is_a_year_attended(self):
        assert of().attended_days == 190

    def test_an_entry_on_a_weekend_is_warned_of(self):
        assert "토·일요일" in of(record("2024-03-09")).warnings[0]


class TestRefusals:
    def test_two_entries_on_one_day(self):
        with pytest.raises(BadInput) as refused:
            of(record("2024-03-04"), record("2024-03-05"), record("2024-03-04", Form.LATE))
        assert refused.value.field == "records.2.date"

    @pytest.mark.parametrize(("total_days", "lawful"), [(1, False), (2, True), (3, True)])
    def test_more_absences_than_school_days(self, total_days, lawful):
        two = record("2024-03-04"), record("2024-03-05")
        if lawful:
            assert of(*two, total_days=total_days).attended_days == total_days - 2
        else:
            with pytest.raises(BadInput, match="보다 많습니다"):
                of(*two, total_days=total_days)

    @pytest.mark.parametrize("text", ["2024-03-03", "2024-05-11"])
    def test_an_entry_outside_the_former_spell(self, text):
        with pytest.raises(BadInput) as refused:
            former("2024-03-04", "2024-05-10", 47, record(text))
        assert refused.value.field == "records.0.date"

    def test_a_former_spell_that_ends_before_it_begins(self):
        with pytest.raises(BadInput) as refused:
            former("2024-05-10", "2024-05-09", 1)
        assert refused.value.field == "to"


class TestAfterATransfer:
    def test_both_schools_are_added(self):
        before = former("2024-03-04", "2024-05-10", 47, record("2024-04-01", kind=Kind.OTHER))
        result = of(record("2024-06-03"), total_days=143, previous=(before,))
        assert (result.total_days, result.absent_days, result.attended_days) == (190, 2, 188)
        assert (result.absence.illness, result.absence.other) == (1, 1)

    def test_sums_over_200_are_lawful(self):
        result = of(total_days=110, previous=(former("2023-09-01", "2024-06-14", 180),))
        assert (result.total_days, result.attended_days) == (290, 290)
        assert any("200일" in step.text for step in result.because)

    def test_the_former_school_need_not_be_named(self):
        spell = Previous(from_=day("2024-03-04"), to=day("2024-05-10"), total_days=48)
        result = of(total_days=143, previous=(spell,), from_=day("2024-05-10"))
        assert (result.total_days, result.warnings[0].split("의")[0]) == (190, "전 학교")

    def test_overlapping_days_count_at_the_later_school_only(self):
        before = former("2024-03-04", "2024-05-10", 48, record("2024-05-02"), record("2024-05-08"))
        result = of(record("2024-05-08", Form.LATE), total_days=143, previous=(before,), from_=day("2024-05-07"))
        # Tuesday 7 to Friday 10 May overlap: four weekdays and the absence of the 8th.
        assert (result.total_days, result.absent_days, result.late.illness) == (143 + 48 - 4, 1, 1)
        assert "겹칩니다" in result.warnings[0]

    def test_a_spell_that_ended_the_day_before_does_not_overlap(self):
        before = former("2024-03-04", "2024-05-06", 44)
        result = of(total_days=146, previous=(before,), from_=day("2024-05-07"))
        assert (result.total_days, result.warnings) == (190, ())

    def test_without_a_first_day_the_first_entry_here_shows_it(self):
        before = former("2024-03-04", "2024-05-10", 48, record("2024-05-10"))
        result = of(record("2024-05-10"), total_days=143, previous=(before,))
        assert (result.total_days, result.absent_days) == (190, 1)

    def test_of_three_schools_each_is_cut_where_a_later_one_begins(self):
        first = former("2024-03-04", "2024-04-12", 30, school="가초")
        second = former("2024-04-11", "2024-05-10", 21, school="나초")
        assert of(total_days=140, previous=(second, first)).total_days == 140 + 21 + 30 - 2

    def test_a_spell_wholly_inside_a_later_one_vanishes(self):
        inside = former("2024-05-07", "2024-05-10", 4, record("2024-05-08"))
        result = of(total_days=143, previous=(inside,), from_=day("2024-05-06"))
        assert (result.total_days, result.absent_days) == (143, 0)


entries = st.lists(
    st.builds(
        Record,
        date=st.sampled_from(year_2024().school_days),
        form=st.sampled_from(Form),
        kind=st.sampled_from(Kind),
    ),
    unique_by=lambda each: each.date,
    max_size=40,
)


@given(entries)
def test_every_entry_stands_in_exactly_one_place_of_the_table(records):
    result = of(*records)
    tables = (result.absence, result.late, result.early_leave, result.class_absence)
    counted = sum(table.illness + table.unexcused + table.other for table in tables)
    authorized = result.authorized
    apart = authorized.absence + authorized.late + authorized.early_leave + authorized.class_absence
    assert counted + apart == len(records)
    assert result.attended_days + result.absent_days == 190


@given(entries, entries)
def test_one_more_absence_is_one_day_less(records, others):
    new = [each for each in others if each.date not in {known.date for known in records}]
    before = of(*records).attended_days
    for each in new[:1]:
        lost = each.form is Form.ABSENCE and each.kind is not Kind.AUTHORIZED
        assert of(*records, each).attended_days == before - lost
