"""The views of the statistics as tabs (출결 통계의 보기)."""

from datetime import date

from django.urls import reverse

from hakjeok_web.accounts.policies import Menu
from hakjeok_web.schools.models import SchoolYear

OF_PUPILS = ("periods", "perfect", "watch")  # lists of pupils, which a homeroom teacher has of his class


def tabs(request, year: SchoolYear | None, current: str) -> list[tuple[str, str, bool]]:
    """Word, address and whether it is shown, of each view that the person may read."""
    if year is None:
        return []
    day = min(max(request.today, year.first_on), year.last_on)
    reads_sums = request.actor.may_read(Menu.STATISTICS)
    views = (view for view in _views(year, day) if reads_sums or view[0] in OF_PUPILS)
    return [(word, address, name == current) for name, word, address in views]


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
