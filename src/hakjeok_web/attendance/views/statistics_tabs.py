"""The views of the statistics as tabs (출결 통계의 보기)."""

from datetime import date

from django.urls import reverse

from hakjeok_web.accounts.policies import Menu
from hakjeok_web.schools.models import SchoolYear


def tabs(request, year: SchoolYear | None, current: str) -> list[tuple[str, str, bool]]:
    """Word, address and whether it is shown, of each view; nothing for who may read none but the present one."""
    if year is None or not request.actor.may_read(Menu.STATISTICS):
        return []
    day = min(max(request.today, year.first_on), year.last_on)
    return [(word, address, name == current) for name, word, address in _views(year, day)]


def _views(year: SchoolYear, day: date) -> list[tuple[str, str, str]]:
    return [
        ("overview", "학교", f"{reverse('attendance:statistics')}?year={year.year}"),
        ("month", "반별 한 달", reverse("attendance:month_statistics", args=(day,))),
        ("year", "학생별 학년도", reverse("attendance:year_statistics", args=(year.year,))),
        ("periods", "기간별", reverse("attendance:periods")),
        ("perfect", "개근", f"{reverse('attendance:perfect')}?year={year.year}"),
        ("watch", "살펴볼 학생", reverse("attendance:watch")),
        ("school", "학교 출석부", reverse("attendance:school_month", args=(day,))),
    ]
