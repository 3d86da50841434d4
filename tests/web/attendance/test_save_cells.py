"""Entering cells of the register: what is written, refused, and told to the second of two people."""

from datetime import date

import pytest

from hakjeok_web.attendance import actions, queries
from hakjeok_web.attendance.actions import Entry
from hakjeok_web.attendance.models import AttendanceEntry, EntryChange
from hakjeok_web.attendance.views.answers import conflict_sentence
from hakjeok_web.config.refusals import Refused
from tests import builders

pytestmark = pytest.mark.django_db
MAY = date(2024, 5, 1)
FRIDAY = builders.TODAY


def save(school_class, teacher, *entries, **more):
    return actions.save_cells(school_class=school_class, month=MAY, entries=entries, by=teacher, **more)


def ill(pupil, day=FRIDAY, seen=0):
    return Entry(pupil.pk, day, "absence", "illness", reason="감기", seen=seen)


def unexcused(pupil, day=FRIDAY, seen=0):
    return Entry(pupil.pk, day, "absence", "unexcused", seen=seen)


def test_an_absence_is_written_with_who_and_what_it_was_before(school_class, teacher, pupil):
    save(school_class, teacher, ill(pupil))
    first = AttendanceEntry.objects.get()
    save(school_class, teacher, unexcused(pupil, seen=first.version))
    assert [(c.was_kind, c.kind, c.changed_by.name) for c in queries.history_of_cell(pupil.pk, FRIDAY)] == [
        ("illness", "unexcused", "김담임"),
        ("", "illness", "김담임"),
    ]


def test_the_second_of_two_people_is_shown_both_values(school_class, teacher, pupil):
    save(school_class, teacher, ill(pupil))
    saved = save(school_class, teacher, unexcused(pupil, seen=0))
    assert [(c.mine.kind, c.theirs.kind) for c in saved.conflicts] == [("unexcused", "illness")]
    assert AttendanceEntry.objects.get().kind == "illness"


def test_a_cell_cleared_by_somebody_else_is_a_clash_too(school_class, teacher, pupil):
    version = save(school_class, teacher, ill(pupil)).month.version
    save(school_class, teacher, Entry(pupil.pk, FRIDAY, seen=version))
    saved = save(school_class, teacher, unexcused(pupil, seen=version))
    assert len(saved.conflicts) == 1
    assert not AttendanceEntry.objects.exists()


def test_two_people_who_wrote_the_same_do_not_clash(school_class, teacher, pupil):
    save(school_class, teacher, ill(pupil))
    saved = save(school_class, teacher, ill(pupil, seen=0))
    assert (saved.conflicts, saved.written) == ([], [])


def test_other_cells_of_a_clashing_act_are_saved(school_class, teacher, pupil):
    other = builders.a_pupil(school_class, number=11, name="이도윤")
    save(school_class, teacher, ill(pupil))
    saved = save(school_class, teacher, unexcused(pupil), ill(other))
    assert [entry.student for entry in saved.written] == [other.pk]


def test_an_entry_on_a_day_off_names_the_day_and_the_remedy(school_class, teacher, pupil):
    saved = save(school_class, teacher, ill(pupil, day=date(2024, 5, 6)))
    assert saved.refused[0].reason.text == (
        "2024. 5. 6.(월)은 대체공휴일이라 출결을 적을 수 없습니다. 수업을 했다면 학사일정에서 수업일로 바꿔 주세요."
    )


def test_after_leaving_the_class_nothing_can_be_entered(school_class, teacher):
    left = builders.a_pupil(school_class, number=3, name="김서연", to_on=date(2024, 5, 2))
    saved = save(school_class, teacher, ill(left, day=date(2024, 5, 2)), ill(left, day=FRIDAY))
    assert [entry.day for entry in saved.written] == [date(2024, 5, 2)]
    assert "2024. 5. 2.(목)까지 4학년 2반 학생이었습니다" in saved.refused[0].reason.text


def test_another_class_s_teacher_is_refused(school_class, pupil):
    other_class = builders.a_class(school_class.school_year, number=3)
    other = builders.actor(builders.a_homeroom(other_class, name="오담임"))
    with pytest.raises(Refused, match="그 반 담임교사가 적습니다"):
        save(school_class, other, ill(pupil))


def test_taking_the_day_marks_the_rest_present_and_keeps_what_is_entered(school_class, teacher, pupil):
    builders.a_pupil(school_class, number=11, name="이도윤")
    month = save(school_class, teacher, ill(pupil), take=FRIDAY).month
    assert month.day(FRIDAY).is_taken
    assert (month.count_on(FRIDAY).present, month.count_on(FRIDAY).absent) == (1, 1)


def test_an_untaken_day_counts_for_nobody(school_class, teacher, pupil):
    builders.a_pupil(school_class, number=11, name="이도윤")
    month = save(school_class, teacher, ill(pupil)).month
    assert not month.day(FRIDAY).is_taken
    assert month.count_on(FRIDAY).untaken == 1


def test_the_day_is_taken_when_the_last_pupil_is_marked(school_class, teacher, pupil):
    other = builders.a_pupil(school_class, number=11, name="이도윤")
    assert save(school_class, teacher, ill(pupil)).taken == []
    assert save(school_class, teacher, Entry(other.pk, FRIDAY, "present")).taken == [FRIDAY]


def test_tomorrow_cannot_be_taken(school_class, teacher, pupil):
    with pytest.raises(Refused, match="아직 오지 않은 날"):
        save(school_class, teacher, take=date(2024, 5, 7))


def test_a_day_can_be_made_untaken_again_and_the_entries_stay(school_class, teacher, pupil):
    save(school_class, teacher, ill(pupil), take=FRIDAY)
    month = actions.untake_day(school_class=school_class, day=FRIDAY, by=teacher)
    assert not month.day(FRIDAY).is_taken
    assert AttendanceEntry.objects.count() == 1


def test_saving_a_class_s_day_takes_five_statements(school_class, teacher, django_assert_max_num_queries):
    pupils = [builders.a_pupil(school_class, number=n, name=f"학생{n}") for n in range(1, 26)]
    save(school_class, teacher)  # the calendar is in memory from here on
    with django_assert_max_num_queries(5):  # the last tells who still owes a report
        save(school_class, teacher, *[ill(pupil) for pupil in pupils], take=FRIDAY)
    assert EntryChange.objects.count() == 25


def test_who_writes_a_cell_that_was_cleared_meanwhile_is_told_so(school_class, teacher, pupil):
    day = builders.TODAY

    def save(seen, **value):
        entry = Entry(pupil.pk, day, seen=seen, **value)
        return actions.save_cells(school_class=school_class, month=day.replace(day=1), entries=[entry], by=teacher)

    seen = save(0, form="absence", kind="illness").month.version
    save(seen)
    clash = save(seen, form="early_leave", kind="other").conflicts[0]
    assert conflict_sentence(clash) == ("그 사이에 다른 사람이 이 칸을 지웠습니다. 내가 적은 것은 ‘기타조퇴’입니다.")


@pytest.mark.parametrize(("form", "word"), [("absence", "‘질병결석’으로"), ("early_leave", "‘질병조퇴’로")])
def test_a_clash_is_told_with_the_particle_of_its_word(school_class, teacher, pupil, form, word):
    day = builders.TODAY
    for kind in ("illness", "other"):
        entry = Entry(pupil.pk, day, form, kind)
        saved = actions.save_cells(school_class=school_class, month=day.replace(day=1), entries=[entry], by=teacher)
    assert word in conflict_sentence(saved.conflicts[0])


def test_a_day_after_the_last_one_is_refused_in_plain_korean(school_class, teacher, pupil):
    entry = Entry(pupil.pk, date(2025, 1, 13), "absence", "illness")
    saved = actions.save_cells(school_class=school_class, month=date(2025, 1, 1), entries=[entry], by=teacher)
    assert "마지막 수업일 뒤라 출결을" in saved.refused[0].reason.text
