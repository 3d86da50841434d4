"""Who may do what (권한): menus, roles and the scope of each; everything else is refused."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from hakjeok_web.accounts.models import Staff, User

Role = Staff.Role


class Scope(StrEnum):
    """How far a right reaches (범위)."""

    NONE = "none"
    OWN_CLASS = "own_class"
    SCHOOL = "school"


class Menu(StrEnum):
    """What rights are granted for (메뉴)."""

    TODO = "todo"
    STUDENTS = "students"
    PUPIL_RECORDS = "pupil_records"
    IMPORTS = "imports"
    REGISTER = "register"
    CLOSINGS = "closings"
    REOPENING = "reopening"
    ABSENTEES = "absentees"
    ABSENCE_CASES = "absence_cases"
    STATISTICS = "statistics"
    ABSENCE_REPORTS = "absence_reports"
    FIELD_TRIPS = "field_trips"
    ENTRY_BANS = "entry_bans"
    ATHLETES = "athletes"
    CONSIGNMENTS = "consignments"
    REMARKS = "remarks"
    VIOLENCE_MEASURES = "violence_measures"
    RECONCILIATIONS = "reconciliations"
    FORMS = "forms"
    FORM_WORDINGS = "form_wordings"
    APPROVALS = "approvals"
    APPROVAL_RULES = "approval_rules"
    DOCUMENT_REGISTER = "document_register"
    DISPATCHES = "dispatches"
    COMMITTEES = "committees"
    JOBS = "jobs"
    CALENDAR = "calendar"
    CLASSES = "classes"
    SCHOOL_RULES = "school_rules"
    STAFF = "staff"
    RIGHTS = "rights"
    ACCESS_LOG = "access_log"
    NUMBER_REVEAL = "number_reveal"


MENU_TITLES: Mapping[Menu, str] = {
    Menu.TODO: "할 일",
    Menu.STUDENTS: "학생 명부",
    Menu.PUPIL_RECORDS: "학적변동",
    Menu.IMPORTS: "자료 올리기",
    Menu.REGISTER: "출석부",
    Menu.CLOSINGS: "출결 마감",
    Menu.REOPENING: "마감취소",
    Menu.ABSENTEES: "오늘의 결석",
    Menu.ABSENCE_CASES: "미인정결석 관리",
    Menu.STATISTICS: "출결 통계",
    Menu.ABSENCE_REPORTS: "결석신고",
    Menu.FIELD_TRIPS: "교외체험학습",
    Menu.ENTRY_BANS: "등교중지",
    Menu.ATHLETES: "학생선수 허용일수",
    Menu.CONSIGNMENTS: "위탁학생",
    Menu.REMARKS: "출결 특기사항",
    Menu.VIOLENCE_MEASURES: "학교폭력 조치사항",
    Menu.RECONCILIATIONS: "출결 대조",
    Menu.FORMS: "서식",
    Menu.FORM_WORDINGS: "학교 서식 문구",
    Menu.APPROVALS: "결재함",
    Menu.APPROVAL_RULES: "전결 규정",
    Menu.DOCUMENT_REGISTER: "문서대장",
    Menu.DISPATCHES: "발송·접수",
    Menu.COMMITTEES: "위원회",
    Menu.JOBS: "진행 중인 작업",
    Menu.CALENDAR: "학사일정",
    Menu.CLASSES: "학급·담임",
    Menu.SCHOOL_RULES: "학교 규정값",
    Menu.STAFF: "교직원",
    Menu.RIGHTS: "권한",
    Menu.ACCESS_LOG: "조회 기록",
    Menu.NUMBER_REVEAL: "주민등록번호 보기",
}


@dataclass(frozen=True)
class Right:
    """Reading and writing are separate rights (읽기·쓰기)."""

    reads: Scope = Scope.NONE
    writes: Scope = Scope.NONE


_OWN = Right(Scope.OWN_CLASS, Scope.OWN_CLASS)
_OWN_READ = Right(Scope.OWN_CLASS)
_READ = Right(Scope.SCHOOL)
_ALL = Right(Scope.SCHOOL, Scope.SCHOOL)

_EVERYBODY: Mapping[Menu, Right] = {Menu.TODO: _READ, Menu.JOBS: _ALL, Menu.APPROVALS: _ALL}
_CLASS_TEACHER: Mapping[Menu, Right] = {
    Menu.STUDENTS: _OWN_READ,
    Menu.PUPIL_RECORDS: _OWN_READ,
    Menu.REGISTER: _OWN,
    Menu.CLOSINGS: _OWN,
    Menu.ABSENTEES: _OWN_READ,
    Menu.ABSENCE_CASES: _OWN,
    Menu.ABSENCE_REPORTS: _OWN,
    Menu.FIELD_TRIPS: _OWN,
    Menu.ENTRY_BANS: _OWN,
    Menu.ATHLETES: _OWN,
    Menu.CONSIGNMENTS: _OWN,
    Menu.REMARKS: _OWN,
    Menu.VIOLENCE_MEASURES: _OWN_READ,
    Menu.FORMS: _OWN,
    Menu.CALENDAR: _READ,
    Menu.SCHOOL_RULES: _READ,
}
_HEAD: Mapping[Menu, Right] = {
    Menu.STUDENTS: _READ,
    Menu.PUPIL_RECORDS: _READ,
    Menu.REGISTER: _READ,
    Menu.CLOSINGS: _READ,
    Menu.REOPENING: _ALL,
    Menu.ABSENTEES: _READ,
    Menu.ABSENCE_CASES: _READ,
    Menu.STATISTICS: _READ,
    Menu.ABSENCE_REPORTS: _READ,
    Menu.FIELD_TRIPS: _READ,
    Menu.ENTRY_BANS: _READ,
    Menu.ATHLETES: _READ,
    Menu.CONSIGNMENTS: _READ,
    Menu.REMARKS: _READ,
    Menu.VIOLENCE_MEASURES: _READ,
    Menu.FORMS: _ALL,
    Menu.APPROVAL_RULES: _READ,
    Menu.DOCUMENT_REGISTER: _READ,
    Menu.DISPATCHES: _READ,
    Menu.COMMITTEES: _ALL,
    Menu.CALENDAR: _READ,
    Menu.SCHOOL_RULES: _READ,
}
ROLE_RIGHTS: Mapping[str, Mapping[Menu, Right]] = {
    Role.HOMEROOM: {},
    Role.DUTY: {},
    Role.REGISTRAR: {
        Menu.STUDENTS: _ALL,
        Menu.PUPIL_RECORDS: _ALL,
        Menu.IMPORTS: _ALL,
        Menu.REGISTER: _READ,
        Menu.CLOSINGS: _ALL,
        Menu.REOPENING: _ALL,
        Menu.ABSENTEES: _READ,
        Menu.ABSENCE_CASES: _ALL,
        Menu.STATISTICS: _READ,
        Menu.ABSENCE_REPORTS: _ALL,
        Menu.FIELD_TRIPS: _ALL,
        Menu.ENTRY_BANS: _ALL,
        Menu.ATHLETES: _ALL,
        Menu.CONSIGNMENTS: _ALL,
        Menu.REMARKS: _ALL,
        Menu.VIOLENCE_MEASURES: _ALL,
        Menu.RECONCILIATIONS: _ALL,
        Menu.FORMS: _ALL,
        Menu.APPROVAL_RULES: _READ,
        Menu.DOCUMENT_REGISTER: _READ,
        Menu.DISPATCHES: _ALL,
        Menu.COMMITTEES: _ALL,
        Menu.CALENDAR: _ALL,
        Menu.CLASSES: _ALL,
        Menu.SCHOOL_RULES: _READ,
        Menu.NUMBER_REVEAL: _ALL,
    },
    Role.VICE_PRINCIPAL: _HEAD,
    Role.PRINCIPAL: _HEAD,
    Role.SCHOOL_ADMIN: {
        Menu.FORM_WORDINGS: _ALL,
        Menu.APPROVAL_RULES: _ALL,
        Menu.CALENDAR: _ALL,
        Menu.CLASSES: _ALL,
        Menu.SCHOOL_RULES: _ALL,
        Menu.STAFF: _ALL,
        Menu.RIGHTS: _ALL,
        Menu.ACCESS_LOG: _ALL,
    },
}


@dataclass(frozen=True)
class Actor:
    """A signed-in person at one school today (행위자). Built once a request, passed down as `by`."""

    user: User
    school_id: uuid.UUID
    school_name: str
    staff_id: uuid.UUID
    role: str
    title: str
    today: date
    homerooms: frozenset[uuid.UUID] = frozenset()
    grants: Mapping[str, Right] = field(default_factory=dict)
    semester: int | None = None  # of today; None between semesters and before the year is opened

    @property
    def role_title(self) -> str:
        """The position as written before the name, else the role (교무부장, 담임교사)."""
        return self.title or Role(self.role).label

    def right(self, menu: Menu) -> Right:
        """The widest of what role, homeroom and grant give; an explicit grant wins over the role."""
        if menu in self.grants:
            return self.grants[menu]
        if menu in _EVERYBODY:
            return _EVERYBODY[menu]
        by_role = ROLE_RIGHTS.get(self.role, {}).get(menu, Right())
        by_class = _CLASS_TEACHER.get(menu, Right()) if self.homerooms else Right()
        return Right(_wider(by_role.reads, by_class.reads), _wider(by_role.writes, by_class.writes))

    def may_read(self, menu: Menu) -> bool:
        return self.right(menu).reads != Scope.NONE

    def may_write(self, menu: Menu) -> bool:
        return self.right(menu).writes != Scope.NONE

    def may_read_class(self, menu: Menu, school_class_id: uuid.UUID) -> bool:
        return self._reaches(self._reading(menu), school_class_id)

    def may_write_class(self, menu: Menu, school_class_id: uuid.UUID) -> bool:
        # A homeroom teacher keeps his own class's register even where his role only lets him read the school's.
        own = self.homerooms and school_class_id in self.homerooms
        by_class = _CLASS_TEACHER.get(menu, Right()).writes if own and menu not in self.grants else Scope.NONE
        return self._reaches(self.right(menu).writes, school_class_id) or by_class == Scope.OWN_CLASS

    def readable_classes(self, menu: Menu) -> frozenset[uuid.UUID] | None:
        """Ids of the classes within reach; None means the whole school."""
        scope = self._reading(menu)
        if scope == Scope.SCHOOL:
            return None
        return self.homerooms if scope == Scope.OWN_CLASS else frozenset()

    def _reading(self, menu: Menu) -> Scope:
        return self.right(menu).reads

    def _reaches(self, scope: Scope, school_class_id: uuid.UUID) -> bool:
        return scope == Scope.SCHOOL or (scope == Scope.OWN_CLASS and school_class_id in self.homerooms)


def _wider(one: Scope, other: Scope) -> Scope:
    order = (Scope.NONE, Scope.OWN_CLASS, Scope.SCHOOL)
    return max(one, other, key=order.index)


# By the name that an object has in addresses: whether the actor may know that it exists. Filled by the layers above.
objects_in_reach: dict[str, Callable[[Actor, Menu, uuid.UUID], bool]] = {}


def may_be_seen(actor: Actor, menu: Menu, addressed: Mapping[str, Any]) -> bool:
    """Whether all objects of an address are within reach: only then a refusal may say that they exist."""
    asked = [(objects_in_reach[name], key) for name, key in addressed.items() if name in objects_in_reach]
    return all(reaches(actor, menu, key) for reaches, key in asked)


class Audience(StrEnum):
    """Who may open a route at all (화면을 열 수 있는 사람)."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    MENU = "menu"
    DEMO = "demo"


@dataclass(frozen=True)
class RoutePolicy:
    """The policy of a route; the object behind it is checked by the view's query (`visible_to`)."""

    audience: Audience
    menu: Menu | None = None
    writes: bool = False
    shows_pupils: bool = False
    before_second_factor: bool = False
    or_menu: Menu | None = None  # another menu whose readers are let in as well

    def lets_read(self, actor: Actor) -> bool:
        return any(actor.may_read(menu) for menu in (self.menu, self.or_menu) if menu is not None)


def _mark(policy: RoutePolicy) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        view.route_policy = policy  # type: ignore[attr-defined]
        return view

    return wrap


def open_to_anyone(view: Callable[..., Any]) -> Callable[..., Any]:
    """No sign-in needed."""
    return _mark(RoutePolicy(Audience.ANYONE))(view)


def signed_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Any signed-in person, for what is his own."""
    return _mark(RoutePolicy(Audience.SIGNED_IN))(view)


def to_those_concerned(view: Callable[..., Any]) -> Callable[..., Any]:
    """Shows pupils to people without the menu, whom the matter concerns: the view finds the object for them or not."""
    return _mark(RoutePolicy(Audience.SIGNED_IN, shows_pupils=True))(view)


def while_signing_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """The steps that lead to a second factor: the only ones open to a person who gave no more than a password."""
    return _mark(RoutePolicy(Audience.SIGNED_IN, before_second_factor=True))(view)


def demo_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Exists on a demonstration site only."""
    return _mark(RoutePolicy(Audience.DEMO))(view)


def reads(
    menu: Menu, *, or_menu: Menu | None = None, pupils: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The reading right of a menu, or of another; `pupils` says that the page shows pupils and so must log them."""
    return _mark(RoutePolicy(Audience.MENU, menu, shows_pupils=pupils, or_menu=or_menu))


def writes(menu: Menu, *, pupils: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The writing right of a menu."""
    return _mark(RoutePolicy(Audience.MENU, menu, writes=True, shows_pupils=pupils))
