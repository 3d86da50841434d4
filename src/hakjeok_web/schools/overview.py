"""학교 설정: which settings there are, who may open them and what is still unset."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import Resolver404, resolve

from hakjeok.dates import school_year_of
from hakjeok_web.accounts.policies import Menu
from hakjeok_web.schools import facts, queries, year_view
from hakjeok_web.schools.figures import FIGURES
from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.schools.rulings import left_from, rulings_by_year


@dataclass(frozen=True)
class Setting:
    """One line of the overview. `unset` is the sentence about what is missing, `state` what stands."""

    title: str
    url: str
    state: str = ""
    unset: str = ""

    @property
    def badge(self) -> dict[str, str]:
        if self.unset:
            return {"text": "정할 것", "tone": "warn", "icon": "warning"}
        return {"text": "정함", "tone": "ok", "icon": "done"}


# Pages without anything that could be unset, in the order of the navigation.
_PLAIN = (
    (Menu.STAFF, "교직원", "/settings/staff/", "교직원과 역할"),
    (Menu.RIGHTS, "권한", "/settings/rights/", "메뉴별 읽기·쓰기 권한과 그 기록"),
    (Menu.ACCESS_LOG, "조회 기록", "/access-log/", "누가 어떤 학생을 왜 보았는지"),
)


def settings_for(request) -> Sequence[Setting]:
    """The settings that this person may open, unset ones first. At most six queries."""
    actor = request.actor
    if not actor.may_write(Menu.CALENDAR) and not any(actor.may_read(menu) for menu, *_ in _PLAIN):
        return []
    listed = queries.years_of(request)
    year = next((each for each in listed if each.year == school_year_of(request.today)), None)
    found = [_years(request, year)] if actor.may_read(Menu.CALENDAR) else []
    if year and actor.may_read(Menu.CALENDAR):
        found.append(_calendar(year))
    if year and actor.may_read(Menu.CLASSES):
        found.append(_classes(year, request))
    if year and actor.may_write(Menu.SCHOOL_RULES):
        found.append(_rules(year, listed, request))
    found += [Setting(title, url, state) for menu, title, url, state in _PLAIN if actor.may_read(menu) and _exists(url)]
    return sorted(found, key=lambda each: not each.unset)


def _years(request, year: SchoolYear | None) -> Setting:
    if year is None:
        this = school_year_of(request.today)
        return Setting("학년도", "/settings/years/", unset=f"{this}학년도를 아직 열지 않았습니다.")
    return Setting("학년도", "/settings/years/", f"학년도 {len(queries.years_of(request))}개를 열었습니다.")


def _calendar(year: SchoolYear) -> Setting:
    url = f"/settings/calendar/{year.year}/"
    counts = year_view.grade_counts(year, facts.calendars_of(year), ())
    short = [each.grade for each in counts if each.shortage]
    if short:
        return Setting("학사일정", url, unset=f"{year_view.grades_text(short)}의 수업일수가 모자랍니다.")
    if year.council_reviewed_on is None:
        return Setting("학사일정", url, unset="학교운영위원회 심의일을 적지 않았습니다.")
    days = sorted({each.days for each in counts})
    return Setting("학사일정", url, f"수업일수 {'·'.join(f'{each}일' for each in days)}")


def _classes(year: SchoolYear, request) -> Setting:
    url = f"/settings/classes/{year.year}/"
    lines = queries.class_lines(year, on=request.today)
    if not lines:
        return Setting("학급·담임", url, unset="반이 없습니다. 반을 먼저 만들어 주세요.")
    without = [line.school_class.short_name for line in lines if line.homeroom is None]
    if without:
        more = f" 밖에 {len(without) - 3}개 반" if len(without) > 3 else ""
        return Setting("학급·담임", url, unset=f"담임이 없는 반: {', '.join(without[:3])}{more}")
    return Setting("학급·담임", url, f"{len(lines)}개 반의 담임을 모두 정했습니다.")


def _rules(year: SchoolYear, listed: Sequence[SchoolYear], request) -> Setting:
    title, url = "학교 규정값", "/settings/rules/"
    known = rulings_by_year(each for each in listed if year.year - each.year in (0, 1))
    rulings, before = known[year.year], known.get(year.year - 1)
    if left := left_from(before, rulings, FIGURES):
        return Setting(title, url, unset=f"지난 학년도에 정한 값 {len(left)}개를 올해는 정하지 않았습니다.")
    differing = sum(rulings.on(each, request.today).differs for each in FIGURES)
    return Setting(title, url, f"기준과 다른 값 {differing}개" if differing else "모두 지침서의 기준을 씁니다.")


def _exists(url: str) -> bool:
    try:
        return bool(resolve(url))
    except Resolver404:
        return False
