"""The school's statistics: sums beside the year before, periods, 개근, pupils to look at (p.20, 24, 31, 88)."""

from datetime import date

import pytest

from hakjeok.attendance.perfect import Entry as Way
from hakjeok.attendance.perfect import Special
from hakjeok_web.attendance import actions, perfect_years, watch
from hakjeok_web.attendance.actions import Entry
from hakjeok_web.attendance.models import AttendanceEntry, RegisterDay
from hakjeok_web.attendance.overview import Wanted, overview_of
from hakjeok_web.schools.facts import calendars_of
from tests import builders
from tests.web.attendance.test_closing_checks import enter, school_days
from tests.web.students.records import an_enrolled_pupil, change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
MAY_THIRD = date(2024, 5, 3)


def an_entry(pupil, school_class, day, form="absence", kind="illness"):
    by = school_class.homerooms.first() or builders.a_homeroom(school_class).homerooms.first()
    AttendanceEntry.objects.create(
        school_id=pupil.school_id, student=pupil, school_class=school_class, date=day, form=form, kind=kind, version=1,
        entered_by=by.staff.user, entered_at=f"{day}T09:00:00+09:00",
    )  # fmt: skip


class TestOverview:
    @pytest.fixture
    def two_years(self, school_class, pupil):
        """Two absences and a late coming this year; two absences the year before, one of them later in the year."""
        girl = builders.a_pupil(school_class, number=8, name="최유나", sex="female")
        before = builders.a_year(year=2023)
        last_year = builders.a_class(before, grade=3, number=2)
        an_entry(pupil, school_class, date(2024, 4, 2))
        an_entry(girl, school_class, date(2024, 4, 2), kind="unexcused")
        an_entry(girl, school_class, date(2024, 4, 3), form="late")
        an_entry(pupil, last_year, date(2023, 4, 3))
        an_entry(pupil, last_year, date(2023, 5, 4))
        return overview_of(school_class.school_year, before, until=MAY_THIRD)

    def test_the_year_before_is_counted_up_to_the_same_day(self, two_years):
        march, april, may = two_years.months(Wanted("absence"), [date(2024, m, 1) for m in (3, 4, 5)])
        assert (march.total, april.total, may.total) == (0, 2, 0)
        assert (march.before, april.before, may.before) == (0, 1, 0)

    def test_kinds_stand_apart(self, two_years):
        (april,) = two_years.months(Wanted("absence"), [date(2024, 4, 1)])
        assert april.kinds == (1, 1, 0, 0)

    def test_a_grade_and_a_sex_are_counted_alone(self, two_years):
        boys, girls = two_years.sexes(Wanted("absence"))
        assert (boys.label, boys.total, boys.pupils, boys.a_hundred) == ("남학생", 1, 1, "100.0")
        assert (girls.label, girls.total) == ("여학생", 1)
        fourth = two_years.grades(Wanted("absence", sex="female"), [4])[0]
        assert (fourth.total, fourth.pupils) == (1, 1)

    def test_forms_are_not_added_up_to_absences(self, two_years):
        """p.30: 지각·조퇴·결과 횟수를 누가하여 결석일수에 산입하지 않도록 유의함."""
        sums = {form: line.total for form, line in two_years.forms(Wanted("absence"))}
        assert sums == {"absence": 2, "late": 1, "early_leave": 0, "class_absence": 0}

    def test_the_picture_is_told_in_words_too(self, client, two_years):
        page = builders.sign_in(client, builders.a_staff("principal")).get("/attendance-statistics/").content.decode()
        assert "3월 0일(2023학년도 0일), 4월 2일(2023학년도 1일)" in page
        assert "달마다 표로 보기" in page

    def test_a_school_without_a_year_before_compares_with_nothing(self, client, school_class, pupil):
        page = builders.sign_in(client, builders.a_staff("principal")).get("/attendance-statistics/?form=all")
        assert "지난 학년도 자료가 없어 올해만 보입니다." in page.content.decode()


class TestPeriods:
    @pytest.fixture
    def entries(self, school_class, pupil):
        an_entry(pupil, school_class, date(2024, 4, 2))
        an_entry(pupil, school_class, date(2024, 4, 3), form="late", kind="unexcused")
        third = builders.a_class(school_class.school_year, number=3)
        an_entry(builders.a_pupil(third, number=1, name="나라온"), third, date(2024, 4, 3))

    def look(self, client, query="?from=2024-04-01&to=2024-04-30", role="principal"):
        return builders.sign_in(client, builders.a_staff(role)).get(f"/attendance-statistics/periods/{query}")

    def test_it_lists_the_entries_of_the_days(self, client, entries):
        assert "3건" in self.look(client).content.decode()
        assert "1건" in self.look(client, "?from=2024-04-01&to=2024-04-02").content.decode()

    @pytest.mark.parametrize(
        ("query", "count"), [("form=late", 1), ("kind=illness", 2), ("place=4", 3), ("place=5", 0)]
    )
    def test_form_kind_and_grade_narrow_it(self, client, entries, query, count):
        assert f"{count}건" in self.look(client, f"?from=2024-04-01&to=2024-04-30&{query}").content.decode()

    def test_a_teacher_sees_his_own_class_alone(self, client, entries, school_class):
        teacher = school_class.homerooms.get().staff
        page = builders.sign_in(client, teacher).get("/attendance-statistics/periods/?from=2024-04-01").content.decode()
        assert "2건" in page
        assert "나라온" not in page

    def test_another_school_s_entries_are_not_there(self, client, entries):
        builders.enter(builders.SAESOL)
        stranger = builders.a_staff("principal", school=builders.SAESOL)
        page = builders.sign_in(client, stranger).get("/attendance-statistics/periods/?from=2024-04-01")
        assert "0건" in page.content.decode()

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [("?from=2024-04-30&to=2024-04-01", "시작하는 날보다 빠릅니다"), ("?from=4월", "날짜를 읽을 수 없습니다")],
    )
    def test_days_that_cannot_be_are_refused_at_their_field(self, client, entries, query, sentence):
        answer = self.look(client, query)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()


class TestPerfect:
    def found(self, school_class):
        return {each.name: each for each in perfect_years.perfect_years(school_class.school_year, day=MAY_THIRD)}

    def test_one_lateness_is_enough_against_it(self, school_class, pupil):
        """p.31: 해당학년 동안 1회의 결석·지각·조퇴·결과도 없는 경우 ‘개근’."""
        assert list(self.found(school_class)) == ["박하준"]
        an_entry(pupil, school_class, date(2024, 4, 2), form="late")
        assert self.found(school_class) == {}

    def test_an_authorized_absence_does_not_count_against_it(self, school_class, pupil):
        an_entry(pupil, school_class, date(2024, 4, 2), kind="authorized")
        assert list(self.found(school_class)) == ["박하준"]

    def test_for_a_transferred_pupil_both_schools_are_added(self, school_class):
        """p.31: 전입학인 경우 전출교와 전입교의 출결을 합하고."""
        by = builders.actor(builders.a_staff("registrar"))
        pupil = an_enrolled_pupil(by, school_class)
        change(pupil, "transfer_out", date(2024, 3, 15), by=by, school_name="한빛초등학교")
        assert self.found(school_class) == {}
        assert perfect_years._entry_of([("transfer_in", "2024-03-20", 4, None)], date(2024, 3, 4)) == Way.TRANSFER_IN

    @pytest.mark.parametrize(
        ("kind", "grade", "before", "way"),
        [
            ("lateral_entry", 4, None, Way.LATERAL_ENTRY),
            ("reentry", 5, 4, Way.REENTRY_HIGHER),
            ("reentry", 4, 4, Way.REENTRY_SAME_OR_LOWER),
            ("reentry", 3, 4, Way.REENTRY_SAME_OR_LOWER),
            ("enrollment", 1, None, Way.MID_YEAR_ADMISSION),
            ("promotion", 5, 4, Way.FULL_YEAR),
        ],
    )
    def test_the_ledger_tells_how_the_pupil_came_into_the_grade(self, kind, grade, before, way):
        """p.31: 중도 입학·편입학생은 … ‘개근’으로 입력하지 않음(상위학년으로 중도 재취학한 경우도 동일)."""
        assert perfect_years._entry_of([(kind, "2024-04-15", grade, before)], date(2024, 3, 4)) == way

    def test_a_pupil_of_the_hospital_school_is_left_blank(self, school_class, pupil, monkeypatch):
        """p.31: 건강장애학생은 … ‘개근’을 입력하지 않고 공란으로 둠."""
        told = [lambda students, day: {pupil.pk: Special.HEALTH_IMPAIRMENT}]
        monkeypatch.setattr(perfect_years, "specials", told)
        assert self.found(school_class) == {}

    def test_the_page_says_that_the_year_is_not_over(self, client, school_class, pupil):
        page = builders.sign_in(client, builders.a_staff("registrar")).get("/attendance-statistics/perfect/")
        assert "모든 달을 마감한 뒤에 정해집니다" in page.content.decode()


class TestWatch:
    def found(self, school_class):
        calendars = calendars_of(school_class.school_year)
        return watch.watched(school_class.school_year, calendars, day=MAY_THIRD, reader=None)

    @pytest.mark.parametrize(("days", "listed"), [(2, 0), (3, 1)])
    def test_an_absence_that_goes_on_is_listed_from_the_third_day(self, school_class, teacher, pupil, days, listed):
        last = calendars_of(school_class.school_year).of(4).between(date(2024, 4, 1), MAY_THIRD)[-days:]
        for day in last:
            enter(school_class, pupil, teacher, day)
        assert len(self.found(school_class)) == listed

    def test_it_can_be_asked_for_some_classes(self, school_class, teacher, pupil):
        for day in calendars_of(school_class.school_year).of(4).between(date(2024, 4, 30), MAY_THIRD):
            enter(school_class, pupil, teacher, day)
        third = builders.a_class(school_class.school_year, number=3)
        year, calendars = school_class.school_year, calendars_of(school_class.school_year)
        of_classes = [
            watch.watched(year, calendars, day=MAY_THIRD, reader=None, classes=[each.pk])
            for each in (school_class, third)
        ]
        assert [len(each) for each in of_classes] == [1, 0]

    def test_its_third_of_the_year_is_foretold(self, school_class, teacher, pupil):
        for day in calendars_of(school_class.school_year).of(4).between(date(2024, 4, 30), MAY_THIRD):
            enter(school_class, pupil, teacher, day)
        (each,) = self.found(school_class)
        assert each.forecast.projected
        assert each.reasons == ["연속 4일째 결석"]

    def test_who_came_back_is_not_listed_for_his_absence(self, school_class, teacher, pupil):
        enter(school_class, pupil, teacher, *school_days(date(2024, 4, 1), 3))
        actions.save_cells(
            school_class=school_class, month=date(2024, 4, 1), entries=[], by=teacher, take=date(2024, 4, 4)
        )
        assert self.found(school_class) == []

    @pytest.mark.parametrize(("times", "listed"), [(4, 0), (5, 1)])
    def test_frequent_lateness_is_listed(self, school_class, teacher, pupil, times, listed):
        entries = [Entry(pupil.pk, day, "late", "unexcused") for day in school_days(date(2024, 4, 1), times)]
        actions.save_cells(school_class=school_class, month=date(2024, 4, 1), entries=entries, by=teacher)
        assert len(self.found(school_class)) == listed

    def test_a_third_of_what_may_be_missed_is_listed(self, school_class, teacher, pupil):
        days = calendars_of(school_class.school_year).of(4).school_days
        may_miss = watch._may_miss(len(days), school_class.school_year.year)
        assert may_miss == len(days) // 3
        for day in days[: -(-may_miss // 3)]:
            an_entry(pupil, school_class, day, kind="illness")
        RegisterDay.objects.create(
            school_id=pupil.school_id, school_class=school_class, date=MAY_THIRD, taken_at="2024-05-03T09:00:00+09:00",
            taken_by=teacher.user,
        )  # fmt: skip
        (each,) = self.found(school_class)
        assert each.reasons == [f"결석할 수 있는 {may_miss}일 가운데 {each.absent}일"]

    def test_the_page_says_whose_thresholds_they_are(self, client, school_class, pupil):
        page = builders.sign_in(client, builders.a_staff("registrar")).get("/attendance-statistics/watch/")
        assert "이 기준은 학교 관행이고 도움자료에는 없습니다" in page.content.decode()
