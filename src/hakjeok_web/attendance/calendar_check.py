"""Whether a day of the calendar may change, as far as the register stands on it (학사일정과 출결)."""

from collections.abc import Iterable

from hakjeok_web.attendance.models import AttendanceEntry, RegisterDay, RegisterMonth
from hakjeok_web.config.refusals import Reason
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.schools.actions import DaysChanged


def register_stands_on(changed: DaysChanged) -> Iterable[Reason]:
    """Why days may not become days off: the grade's register was kept on them. Two queries."""
    classes = {"school_class__school_year": changed.school_year, "school_class__grade": changed.grade}
    entries = AttendanceEntry.objects.filter(date__in=changed.become_off, **classes).exclude(form="present")
    taken = RegisterDay.objects.filter(date__in=changed.become_off, taken_at__isnull=False, **classes)
    days = sorted({*entries.values_list("date", flat=True), *taken.values_list("date", flat=True)})
    if days:
        listed = ", ".join(short_date(day) for day in days[:5]) + (" 등" if len(days) > 5 else "")
        yield Reason(
            f"{changed.grade}학년은 {listed}에 출석부를 적었습니다. "
            "그날 출결을 지우고 확인을 취소한 뒤에 쉬는 날로 바꿔 주세요."
        )


def closed_months_stand(changed: DaysChanged) -> Iterable[Reason]:
    """Why days may not become school days: their month is closed. One query."""
    months = {day.replace(day=1) for day in changed.become_school | changed.become_off}
    closed = RegisterMonth.objects.filter(
        is_closed=True,
        first_on__in=months,
        school_class__school_year=changed.school_year,
        school_class__grade=changed.grade,
    )
    for first_on in sorted(set(closed.values_list("first_on", flat=True))):
        yield Reason(f"{changed.grade}학년의 {first_on.month}월 출석부를 마감했습니다. 마감취소를 한 뒤에 바꿔 주세요.")
