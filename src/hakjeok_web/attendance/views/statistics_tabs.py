"""The views of the statistics as tabs (출결 통계의 보기)."""

from datetime import date

from django.urls import reverse

from hakjeok_web.accounts.policies import Menu
from hakjeok_web.schools.models import SchoolYear

# The rights of which one opens a view; the others are sums of the school.
OF_PUPILS = {
    "periods": (Menu.ABSENTEES,),
    "perfect": (Menu.ABSENTEES, Menu.STATISTICS),
    "watch": (Menu.ABSENTEES, Menu.STATISTICS),
}


def tabs(request, year: SchoolYear | None, current: str) -> list[tuple[str, str, bool]]:
    """Word, address and whether it is shown, of each view that the person may read."""
    if year is None:
        return []
    day = min(max(request.today, year.first_on), year.last_on)
    views = (view for view in _views(year, day) if any(map(request.actor.may_read, _opened_by(view[0]))))
    return [(word, address, name == current) for name, word, address in views]


def _opened_by(name: str) -> tuple[Menu, ...]:
    return OF_PUPILS.get(name, (Menu.STATISTICS,))


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
