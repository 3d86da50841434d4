"""What every page shows around its content (화면 틀): school, role, navigation, minutes left of the sign-in.

Worked out only when a template asks for it, so fragments pay nothing. It asks the database nothing itself; the
number of open obligations comes from `todo_counter`, which the app of obligations sets when it starts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve

from hakjeok.dates import school_year_of
from hakjeok.korean import because_of
from hakjeok_web.accounts.middleware import DEMO_KEY, has_strong_sign_in, policy_of
from hakjeok_web.accounts.policies import Actor, Audience, Menu, RoutePolicy
from hakjeok_web.config import clock

todo_counter: Callable[[Actor], int] | None = None


@dataclass(frozen=True)
class Page:
    """A page of the navigation. `{year}` in the address is the school year of today."""

    title: str
    url: str
    any_of: Sequence[Menu] = ()  # shown only to people who may read one of these, whoever else may open it
    of_school: Menu | None = None  # shown only to people whose reading right of this menu reaches the whole school


@dataclass(frozen=True)
class Area:
    """An area of the navigation, in the order of the handbook."""

    title: str
    icon: str
    pages: Sequence[Page]


AREAS = (
    Area("할 일", "todo", (Page("할 일", "/"),)),
    Area(
        "학생",
        "pupils",
        (
            Page("학생 명부", "/students/"),
            Page("학적변동 대장", "/changes/", of_school=Menu.PUPIL_RECORDS),
            Page("자료 올리기", "/imports/"),
        ),
    ),
    Area(
        "출결",
        "attendance",
        (
            Page("출석부", "/registers/"),
            Page("오늘의 결석", "/absentees/"),
            Page("결석신고", "/absence-reports/"),
            Page("교외체험학습", "/field-trips/"),
            Page("미인정결석 관리", "/absence-cases/"),
            Page("등교중지", "/entry-bans/"),
            Page("학생선수 허용일수", "/athletes/"),
            Page("경조사", "/absences/family-events/"),
            Page("학기 진단서", "/absences/diagnoses/"),
            Page("위탁학생", "/consignments/"),
            Page("출결 마감", "/register-closings/"),
            Page("출결 특기사항", "/attendance-remarks/"),
            Page("출결 통계", "/attendance-statistics/"),
            Page("출결 대조", "/attendance-reconciliations/"),
        ),
    ),
    Area(
        "결재·서식",
        "document",
        (
            Page("결재함", "/approvals/"),
            Page("기안", "/documents/new/"),
            Page("서식", "/forms/"),
            Page("발송·접수", "/dispatches/"),
            Page("문서대장", "/document-register/"),
            Page("위원회", "/committees/"),
            Page("결재가 바꾸는 것", "/approval-effects/"),
        ),
    ),
    Area("판정 도우미", "helper", (Page("판정 도우미", "/helper/"),)),
    Area(
        "설정",
        "settings",
        (
            Page("학교 설정", "/settings/", (Menu.CLASSES, Menu.STAFF, Menu.RIGHTS, Menu.ACCESS_LOG)),
            Page("학사일정", "/settings/calendar/{year}/"),
            Page("학급·담임", "/settings/classes/{year}/"),
            Page("학교 규정값", "/settings/rules/"),
            Page("교직원", "/settings/staff/"),
            Page("권한", "/settings/rights/"),
            Page("전결 규정", "/settings/delegation/"),
            Page("학교 서식 문구", "/form-overrides/"),
            Page("조회 기록", "/access-log/"),
            Page("진행 중인 작업", "/jobs/"),
        ),
    ),
)
BOTTOM = (
    ("할 일", "/", "todo"),
    ("출석", "/registers/", "attendance"),
    ("결재", "/approvals/", "document"),
    ("결석", "/absentees/", "late"),
    ("학생 찾기", "/students/search/", "search"),
    ("교직원", "/settings/staff/", "settings"),
    ("조회 기록", "/access-log/", "log"),
)
MOST_AT_THE_BOTTOM = 4
_OPTIONAL_ADDRESSES = {"search": "/students/search/", "help": "/help/"}


def shell(request) -> dict[str, Any]:
    """The context processor: one object whose parts are worked out when they are shown."""
    return {"shell": Shell(request)}


class Shell:
    """The frame around one page. Every part is worked out when it is first shown."""

    def __init__(self, request) -> None:
        self._request = request
        self._actor: Actor | None = getattr(request, "actor", None)
        self._user = getattr(request, "user", None)

    def __getitem__(self, name: str) -> Any:
        """Templates ask for an item before the attribute; answering saves an exception for each of a page's hundred."""
        return getattr(self, name)

    @cached_property
    def is_signed_in(self) -> bool:
        return bool(self._user and self._user.is_authenticated)

    @property
    def school_name(self) -> str:
        return self._actor.school_name if self._actor else ""

    @property
    def role(self) -> str:
        return self._actor.role_title if self._actor else ""

    @property
    def person_name(self) -> str:
        return self._user.name if self.is_signed_in else ""

    @cached_property
    def year(self) -> int:
        return school_year_of(self._actor.today if self._actor else clock.today())

    @property
    def school_year(self) -> str:
        return f"{self.year}학년도" if self._actor else ""

    @property
    def year_label(self) -> str:
        if not self._actor or not self._actor.semester:
            return self.school_year
        return f"{self.school_year} {self._actor.semester}학기"

    @property
    def years(self) -> list[dict[str, Any]]:
        """The years to switch between, on pages that go by year (`schools.queries.years_of` has read them)."""
        shown = getattr(self._request, "year_shown", None)
        if not self._may_open("/settings/years/"):
            return []
        return [
            {"label": str(each), "url": f"/settings/years/?year={each.year}", "current": each.year == shown}
            for each in getattr(self._request, "school_years", ())
        ]

    @property
    def readonly_year(self) -> int | None:
        """The past year that the page shows; a view says so by `request.year_shown`."""
        shown = getattr(self._request, "year_shown", None)
        return shown if shown and self._actor and shown < self.year else None

    @property
    def current_year_url(self) -> str:
        return getattr(self._request, "current_year_url", "/")

    @cached_property
    def todo_count(self) -> int:
        return todo_counter(self._actor) if todo_counter and self._actor else 0

    @property
    def session_minutes(self) -> int:
        return self._request.session.minutes_left() if self.is_signed_in else 0

    @property
    def is_demo_site(self) -> bool:
        return bool(settings.DEMO)

    @property
    def demo_as(self) -> str:
        is_demo = settings.DEMO and self.is_signed_in and DEMO_KEY in self._request.session
        return because_of(f"{self.role} {self._user.name}".strip()) if is_demo else ""

    @property
    def now(self):
        return clock.now()

    @cached_property
    def urls(self) -> dict[str, str]:
        """Addresses of the bar that exist on this site."""
        found = {name: url for name, url in _OPTIONAL_ADDRESSES.items() if self._may_open(url)}
        return found | {"demo_stop": "/demo/stop/"}

    @cached_property
    def nav(self) -> list[dict[str, Any]]:
        areas = [self._area(area) for area in AREAS]
        return [area for area in areas if area["url"]]

    @cached_property
    def bottom(self) -> list[dict[str, Any]]:
        """At most four, the first that the person may open."""
        items = [
            {"title": title, "url": url, "icon": icon, "current": url == self._current}
            for title, url, icon in BOTTOM
            if self._may_open(url)
        ]
        return items[:MOST_AT_THE_BOTTOM]

    def _area(self, area: Area) -> dict[str, Any]:
        children = [
            {"title": page.title, "url": url, "current": url == self._current}
            for page in area.pages
            if (url := page.url.format(year=self.year)) in self._pages
        ]
        return {
            "title": area.title,
            "url": children[0]["url"] if children else "",
            "icon": area.icon,
            "current": any(child["current"] for child in children),
            "children": children if len(area.pages) > 1 else [],
        }

    @cached_property
    def _pages(self) -> frozenset[str]:
        """Addresses of the navigation that exist and that the person may open."""
        pages = (page for area in AREAS for page in area.pages if self._is_of_use(page))
        urls = (page.url.format(year=self.year) for page in pages)
        return frozenset(url for url in urls if self._may_open(url))

    def _is_of_use(self, page: Page) -> bool:
        if self._actor is None:
            return False
        if page.of_school and self._actor.readable_classes(page.of_school) is not None:
            return False
        return not page.any_of or any(map(self._actor.may_read, page.any_of))

    @cached_property
    def _current(self) -> str:
        """The page of the navigation that holds the present address: the longest that it begins with."""
        path = getattr(self._request, "path", "")
        holding = [url for url in self._pages if (path.startswith(url) and url != "/") or path == url]
        return max(holding, key=len, default="")

    def _may_open(self, url: str) -> bool:
        policy = _policy_at(url)
        if policy is None or not self.is_signed_in or not has_strong_sign_in(self._request):
            return False
        if policy.audience != Audience.MENU:
            return True
        if self._actor is None:
            return False
        return self._actor.may_write(policy.menu) if policy.writes else policy.lets_read(self._actor)


@lru_cache(maxsize=256)
def _policy_at(url: str) -> RoutePolicy | None:
    """The policy of the view behind an address; None where this site has no such page."""
    try:
        return policy_of(resolve(url).func)
    except Resolver404:
        return None
