"""`hakjeok check` finds every kind of broken row and passes a healthy school.

Each test breaks a copy of a healthy school in a database of its own, as somebody with the owner's rights could.
"""

import io
import os
import uuid
from datetime import date

import psycopg
import pytest
import time_machine as clock_machine
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from hakjeok_web.accounts import access_log
from hakjeok_web.accounts.access_log import Shown
from hakjeok_web.accounts.models import IdempotencyKey
from hakjeok_web.attendance import actions as register
from hakjeok_web.attendance.month import month_of
from tests import builders
from tests.conftest import _maintenance, _use
from tests.web.obligations.absences import TEN_DAYS, mark, recompute, school_days, take
from tests.web.students import records

HEALTHY = f"hakjeok_healthy_{os.getpid()}"
BROKEN = f"hakjeok_broken_{os.getpid()}"
FRIDAY = "2024-05-03T09:00:00+09:00"


@pytest.fixture(scope="module")
def healthy(postgres, clone_database, django_db_setup, django_db_blocker):
    """A database with a small school in which everything is as it must be."""
    clone_database(HEALTHY)
    before = dict(connections["default"].settings_dict)
    with django_db_blocker.unblock(), clock_machine.travel(FRIDAY, tick=False):
        _use(postgres, "app", HEALTHY)
        with transaction.atomic():
            _make_school()
        _back_to(before)
    return HEALTHY


@pytest.fixture
def owner(postgres, healthy, django_db_blocker, time_machine):
    """A connection of the owner to a copy of the healthy database, which the application now uses."""
    time_machine.move_to(FRIDAY, tick=False)
    before = dict(connections["default"].settings_dict)
    with _maintenance(postgres) as admin:
        # Without FORCE: it may not end an autovacuum worker, the plain command waits for it.
        admin.execute(f'DROP DATABASE IF EXISTS "{BROKEN}"')
        admin.execute(f'CREATE DATABASE "{BROKEN}" TEMPLATE "{healthy}"')
    with django_db_blocker.unblock(), psycopg.connect(**postgres.dsn("owner", BROKEN), autocommit=True) as connection:
        _use(postgres, "app", BROKEN)
        connection.execute(f"SET app.schools = '{builders.HANBIT}'")
        yield connection
        _back_to(before)
    with _maintenance(postgres) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{BROKEN}"')


def _back_to(settings):
    connections.close_all()
    connections["default"].settings_dict.update(settings)


def _make_school():
    builders.enter()
    clerk = records.a_registrar()
    school_class = builders.a_class(builders.a_year())
    teacher = builders.actor(builders.a_homeroom(school_class))
    pupil = records.an_enrolled_pupil(clerk, school_class, number=7, name="박하준")
    other = records.an_enrolled_pupil(clerk, school_class, number=11, name="이도윤", birth=date(2014, 5, 6))
    take(school_class, teacher, *school_days(school_class)[:-3])
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    mark(school_class, teacher, other, date(2024, 4, 3), form="late", kind="illness")
    register.close_month(school_class=school_class, month=month_of(date(2024, 3, 4)), by=teacher)
    for number in (1, 2, 3):
        access_log.append(Shown("students:list", f"명부 {number}", {pupil.pk, other.pk}), by=clerk, place="127.0.0.1")
    recompute()


def checked(*arguments):
    """What the command prints, and how it ends."""
    said, status = io.StringIO(), 0
    try:
        call_command("check_site", *arguments, stdout=said)
    except SystemExit as ended:
        status = ended.code
    return status, said.getvalue()


def assert_found(*words):
    status, said = checked()
    assert status == 1
    for word in (*words, "한빛초등학교 · ", "→"):
        assert word in said
    return said


def test_a_healthy_site_passes(owner):
    status, said = checked()
    assert (status, said.splitlines()[-1]) == (0, "학교 2곳을 살펴봤습니다. 어긋난 것이 없습니다.")


def test_one_school_can_be_asked_for_by_its_code(owner):
    status, said = checked("--school", "G000002")
    assert status == 0
    assert "한빛초등학교" not in said
    assert "(알림) 새솔초등학교 · 할 일: 오늘 상태로 아직 계산하지 않았습니다" in said
    with pytest.raises(CommandError, match="학교 코드 X1인 학교가 없습니다"):
        checked("--school", "X1")


def test_an_edited_access_entry_is_found(owner):
    owner.execute("UPDATE accounts_accessentry SET purpose = '점검' WHERE seq = 2")
    assert_found("조회 기록 2번: 앞 기록과 이어지지 않습니다")


def test_a_removed_last_access_entry_is_found(owner):
    owner.execute("DELETE FROM accounts_accessentry WHERE seq = 3")
    assert_found("조회 기록 3번")


def test_a_last_access_entry_written_anew_with_its_digest_is_found(owner):
    columns = ("seq", "at", "user_id", "place", "function", "purpose", "pupils")
    names = {name.removesuffix("_id"): f"e.{name}" for name in columns}
    owner.execute("UPDATE accounts_accessentry SET purpose = '점검' WHERE seq = 3")
    owner.execute(
        f"UPDATE accounts_accessentry e SET digest = sha256(p.digest || {access_log._PAYLOAD.format(**names)}) "
        "FROM accounts_accessentry p WHERE e.seq = 3 AND p.seq = 2 AND p.school_id = e.school_id"
    )
    assert_found("조회 기록 3번")


def test_a_missing_chain_is_found(owner):
    owner.execute("DELETE FROM accounts_accesschain")
    assert_found("사슬의 처음이 없습니다")


@pytest.mark.parametrize("change", ["standing = 'deferred'", "is_open = false", "grade = 5", "last_seq = 4"])
def test_a_projection_that_is_not_the_fold_is_found(owner, change):
    owner.execute(f"UPDATE students_student SET {change} WHERE name = '박하준'")
    assert_found("학적변동으로 계산하면 ‘재학, 열림, 4학년, 1줄’입니다")


def test_an_unlawful_ledger_is_found(owner):
    owner.execute("UPDATE students_recordchange SET kind = 'reentry' WHERE seq = 1")
    assert_found("학적반영취소나 정정으로")


def test_a_ledger_with_a_gap_is_found(owner):
    owner.execute("UPDATE students_recordchange SET seq = 2")
    assert_found("순번이 빠져 있습니다")


def test_an_entry_on_a_day_off_is_found(owner):
    owner.execute("UPDATE attendance_attendanceentry SET date = '2024-04-10' WHERE form = 'late'")
    assert_found("2024. 4. 10.(수): 수업이 없는 날(국회의원선거일)에 출결 1건이 있습니다")


def test_an_entry_of_a_pupil_who_was_not_in_the_class_is_found(owner):
    owner.execute("UPDATE students_classplacement SET from_on = '2024-04-22' WHERE number = 11")
    assert_found("2024. 4. 3.(수): 그 반 학생이 아닌 날에 출결이 있습니다")


def test_an_entry_without_its_line_of_history_is_found(owner):
    owner.execute("UPDATE attendance_attendanceentry SET kind = 'authorized' WHERE form = 'late'")
    assert_found("출결이 마지막 입력 이력과 다릅니다")


def test_a_closed_day_that_nobody_took_is_found(owner):
    owner.execute("UPDATE attendance_registerday SET taken_at = NULL, is_closed = true WHERE date = '2024-04-02'")
    said = assert_found("4-2 출석부 2024. 4. 2.(화): 확인하지 않은 날이 마감되어 있습니다")
    assert "출석 확인 상태가 확인 기록과 다릅니다" in said


def test_a_day_taken_without_school_is_found(owner):
    owner.execute("UPDATE attendance_registerday SET date = '2024-05-05' WHERE date = '2024-04-02'")
    assert_found("2024. 5. 5.(일): 수업이 없는 날을 확인했거나 마감했습니다")


def test_a_closed_month_with_an_open_day_is_found(owner):
    owner.execute("DELETE FROM attendance_registerday WHERE date = '2024-03-05'")
    assert_found("4-2 2024년 3월: 마감한 달에 확인하지 않은 날이 있습니다")


def test_a_month_closed_behind_the_record_is_found(owner):
    owner.execute("UPDATE attendance_registermonth SET is_closed = true WHERE first_on = '2024-04-01'")
    assert_found("4-2 2024년 4월: 마감 상태가 마감 기록과 다릅니다")


def test_a_month_that_went_back_is_found(owner):
    owner.execute("UPDATE attendance_registermonth SET version = 0 WHERE first_on = '2024-04-01'")
    assert_found("입력 이력이 달의 판보다 새것입니다")


def test_two_places_of_one_pupil_are_found(owner):
    owner.execute("ALTER TABLE students_classplacement DROP CONSTRAINT one_class_a_pupil")
    _copy_place(owner, number=12)
    assert_found("같은 날에 반이 두 개입니다")


def test_two_pupils_with_one_number_are_found(owner):
    owner.execute("ALTER TABLE students_classplacement DROP CONSTRAINT one_pupil_a_number")
    owner.execute("UPDATE students_classplacement SET number = 7")
    assert_found("4-2 7번: 같은 날에 두 학생이 같은 번호를 씁니다")


def _copy_place(owner, *, number):
    owner.execute(
        "INSERT INTO students_classplacement (id, school_id, student_id, school_class_id, number, from_on) "
        "SELECT %s, school_id, student_id, school_class_id, %s, from_on FROM students_classplacement WHERE number = 7",
        (uuid.uuid4(), number),
    )


def test_a_place_of_a_pupil_who_is_gone_is_found(owner):
    owner.execute("UPDATE students_student SET is_open = false, standing = 'transferred_out' WHERE name = '박하준'")
    assert_found("학교를 떠났는데 반이 남아 있습니다")


def test_a_missing_document_number_is_found(owner):
    owner.execute("UPDATE documents_numberseries SET last = 5")
    assert_found("2024년 문서번호: 마지막으로 준 번호는 5번인데 문서는 2건, 가장 큰 번호는 2번입니다")


def test_numbers_without_their_series_are_found(owner):
    owner.execute("DELETE FROM documents_numberseries")
    assert_found("마지막으로 준 번호는 0번인데")


def test_an_obligation_too_many_and_one_too_few_are_found(owner):
    owner.execute("DELETE FROM obligations_obligation WHERE title = '가정방문'")
    owner.execute("UPDATE obligations_obligation SET title = '3월 마감' WHERE title = '4월 출결 마감'")
    assert_found("계산하면 있어야 하는데 없습니다", "계산하면 없어야 하는데 있습니다")


def test_the_remedy_for_obligations_cures_them(owner):
    owner.execute("DELETE FROM obligations_obligation WHERE title = '가정방문'")
    call_command("recompute_obligations", stdout=io.StringIO())
    assert checked()[0] == 0


def test_old_idempotency_keys_are_told_but_are_no_error(owner):
    with transaction.atomic():
        builders.enter()
        user = builders.a_user()
        IdempotencyKey.objects.create(school_id=builders.HANBIT, user=user, key=uuid.uuid4(), body_hash=b"1", answer={})
    owner.execute("UPDATE accounts_idempotencykey SET at = '2024-05-01T08:59:00+09:00'")
    status, said = checked()
    assert status == 0
    assert "(알림) 한빛초등학교 · 중복 방지 번호: 48시간이 지난 것이 1개 있습니다" in said
