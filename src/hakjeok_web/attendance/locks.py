"""What keeps a register from being written (잠긴 출석부): closed months, months held by another act, days elsewhere."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.utils import timezone

from hakjeok_web.attendance.models import RegisterAct
from hakjeok_web.attendance.month import Month, Pupil
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import korean_date, short_date
from hakjeok_web.schools.models import SchoolClass


class MonthClosed(Refused):
    """The month is closed to writing; `told` says who closed it when, without the way out. One query."""

    def __init__(self, school_class: SchoolClass, month: date) -> None:
        self.told = f"{month.month}월은 {_who_did(RegisterAct.Kind.CLOSE_MONTH, school_class, month)}마감했습니다."
        super().__init__(f"{self.told} 고치려면 마감취소를 요청해 주세요. 사유가 필요합니다.")


def hold_months(*, school_class: SchoolClass, months: Iterable[date]) -> None:
    """Keep the register of months as it is until the transaction ends, for an act that decides who is looked for.

    It leaves no trace in the register: not even the version tells that somebody was here.

    Raises:
        MonthClosed: one of the months is closed.

    """
    with connection.cursor() as cursor:
        for month in sorted(months):
            cursor.execute(
                "INSERT INTO attendance_registermonth (id, school_id, school_class_id, first_on, is_closed, version) "
                "VALUES (%s, %s, %s, %s, false, 0) ON CONFLICT (school_class_id, first_on) "
                "DO UPDATE SET version = attendance_registermonth.version RETURNING is_closed",
                (uuid.uuid4(), school_class.school_id, school_class.pk, month),
            )
            if cursor.fetchone()[0]:
                raise MonthClosed(school_class, month)


def open_sentence(school_class: SchoolClass, month: date) -> str:
    """That the month is not closed, and who has opened it again before. One query."""
    if who := _who_did(RegisterAct.Kind.REOPEN_MONTH, school_class, month):
        return f"{month.month}월은 {who}먼저 마감을 취소했습니다. 고친 뒤 다시 마감해 주세요."
    return f"{month.month}월은 마감되어 있지 않습니다."


def _who_did(kind: RegisterAct.Kind, school_class: SchoolClass, month: date) -> str:
    """`2024. 5. 3.(금)에 김담임 선생님이 `; empty where nobody did."""
    acts = RegisterAct.objects.filter(school_class=school_class, date=month, kind=kind).select_related("by")
    act = acts.first()
    return f"{korean_date(timezone.localtime(act.at).date())}에 {act.by.name} 선생님이 " if act else ""


def taught_elsewhere(month: Month, pupil: Pupil, day: date) -> str:
    """Why a day at an institution is not entered here; empty for others. Of a secret stay the sentence says nothing."""
    if month.is_consigned(pupil.id, day):
        return (
            f"{pupil.name} 학생은 {short_date(day)}에 위탁 중이라 출석부에 적지 않습니다. "
            "위탁기관의 기록은 위탁학생에서 적습니다(p.32). "
            "소속교에 나왔으면 그 달의 기록에 ‘소속교에 나온 날’로 적어 주세요(p.33)."
        )
    if month.is_withheld(pupil.id, day):
        return f"{pupil.name} 학생의 {short_date(day)} 출결은 학적 담당이 적습니다. 학적 담당에게 알려 주세요."
    return ""
