"""The demonstration school (시범 학교): its year, its people and 600 invented pupils, as a school would make them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hakjeok.dates import first_of_school_year, school_year_of
from hakjeok_web.accounts.access_log import GENESIS
from hakjeok_web.accounts.bootstrap import Institutions
from hakjeok_web.accounts.models import AccessChain, MenuGrant, Staff, User
from hakjeok_web.accounts.policies import Actor, Menu, Role
from hakjeok_web.accounts.queries import actor_of
from hakjeok_web.config.demo_committee import add_committee
from hakjeok_web.schools import holidays
from hakjeok_web.schools.actions import open_school_year
from hakjeok_web.schools.class_actions import assign_homeroom, set_class_counts
from hakjeok_web.schools.models import GRADES, CalendarEntry, School, SchoolClass, SchoolYear
from hakjeok_web.students import identity, roster_import
from hakjeok_web.students.models import Student
from hakjeok_web.students.synthetic import synthetic_pupils
from hakjeok_web.students.synthetic.workbooks import SAMPLE_SEED, clean_sheet, written

INSTITUTIONS = {
    "office": "가온특별시교육청",
    "office_code": "G10",
    "support_office": "가온교육지원청",
    "support_office_code": "G11",
    "school_code": "G000001",
}
PUPILS = 600
CLASSES_A_GRADE = 4
SCHOOL_DAYS = 190
FILE_NAME = "명렬표.xlsx"
# 4-2 is 김담임's, as in the drawings of the screens.
SURNAMES = "이박최정강조윤장임한오서신김권황안송류전홍고문양"
PEOPLE = (
    ("haksjeok", "정학적", Role.REGISTRAR, "학적 담당"),
    ("gyomu", "정교무", Role.DUTY, "교무부장"),
    ("bogeon", "이보건", Role.DUTY, "보건교사"),
    ("gyogam", "한교감", Role.VICE_PRINCIPAL, "교감"),
    ("gyojang", "오교장", Role.PRINCIPAL, "교장"),
    ("gwanri", "권관리", Role.SCHOOL_ADMIN, "학교권한관리자"),
)
GRANTS = {
    "gyomu": (Menu.STUDENTS, Menu.REGISTER, Menu.CLOSINGS, Menu.ABSENTEES, Menu.ABSENCE_CASES, Menu.STATISTICS),
    "bogeon": (Menu.ABSENTEES,),
}
NUMBERED_CLASS, NUMBERED = (4, 2), 5  # a few pupils have a resident number, to show how it is hidden


def institutions(school_name: str) -> Institutions:
    return Institutions(school=school_name, **INSTITUTIONS)


def is_filled(school: School) -> bool:
    """Whether this was done before."""
    return Student.objects.filter(school_id=school.pk).exists()


@dataclass
class DemoSchool:
    """Everything is made in one transaction of the caller, in this order."""

    school: School
    today: date

    def make(self) -> SchoolYear:
        AccessChain.objects.get_or_create(school=self.school, defaults={"digest": GENESIS})
        posts = self._people()
        year = self._year()
        set_class_counts(school_year=year, counts=dict.fromkeys(GRADES, CLASSES_A_GRADE), by=None)
        self._homerooms(year)
        self._grant(posts)
        self._pupils(year, self._actor(posts["haksjeok"]))
        add_committee(posts, by=self._actor(posts["haksjeok"]))
        return year

    @property
    def registrar(self) -> Actor:
        """The registrar, once the school is made."""
        return self._actor(Staff.objects.select_related("user").get(school=self.school, role=Role.REGISTRAR))

    def _people(self) -> Mapping[str, Staff]:
        return {login: self._post(login, name, role, position) for login, name, role, position in PEOPLE}

    def _post(self, login: str, name: str, role: str, position: str = "") -> Staff:
        user = User.objects.filter(login=login).first() or User.objects.create_user(login=login, name=name)
        begun = first_of_school_year(school_year_of(self.today) - 1)
        found, _ = Staff.objects.get_or_create(
            school=self.school, user=user, to_on=None,
            defaults={"role": role, "position": position, "from_on": begun},
        )  # fmt: skip
        return found

    def _actor(self, post: Staff) -> Actor:
        return actor_of(post.user, school_id=self.school.pk, today=self.today)

    def _year(self) -> SchoolYear:
        number = school_year_of(self.today)
        first_on, last_on, summer = _year_days(number)
        year = open_school_year(school_id=self.school.pk, year=number, first_on=first_on, last_on=last_on)
        CalendarEntry.objects.create(
            school_id=self.school.pk, school_year=year, kind=CalendarEntry.Kind.BREAK, name="여름방학",
            first_on=summer[0], last_on=summer[-1],
        )  # fmt: skip
        for name, around in (("운동회", date(number, 5, 8)), ("학예회", date(number, 10, 22))):
            day = _weekday_from(around)
            CalendarEntry.objects.create(
                school_id=self.school.pk, school_year=year, kind=CalendarEntry.Kind.EVENT, name=name,
                first_on=day, last_on=day,
            )  # fmt: skip
        year.refresh_from_db()
        return year

    def _homerooms(self, year: SchoolYear) -> None:
        for surname, school_class in zip(SURNAMES, SchoolClass.objects.filter(school_year=year), strict=True):
            post = self._post(f"damim-{school_class.short_name}", f"{surname}담임", Role.HOMEROOM)
            school_class.school_year = year
            assign_homeroom(school_class=school_class, staff=post, from_on=first_of_school_year(year.year), by=None)

    def _grant(self, posts: Mapping[str, Staff]) -> None:
        MenuGrant.objects.bulk_create(
            MenuGrant(
                school=self.school, staff=posts[login], menu=menu, may_read=True, may_write=False,
                reason="업무 분장", granted_by=posts["gwanri"].user,
            )
            for login, menus in GRANTS.items()
            for menu in menus
        )  # fmt: skip

    def _pupils(self, year: SchoolYear, registrar: Actor) -> None:
        """Through the very way a registrar takes: upload, preview, apply."""
        pupils = synthetic_pupils(SAMPLE_SEED, PUPILS, year.year)
        roster = roster_import.upload(
            school_year=year, file_name=FILE_NAME, content=written([clean_sheet(pupils)]), by=registrar
        )
        seen = roster_import.plan_for(roster, by=registrar).fingerprint
        roster_import.apply_roster(roster=roster, seen=seen, by=registrar)
        numbered = [each for each in pupils if (each.grade, each.class_number) == NUMBERED_CLASS][:NUMBERED]
        for each in numbered:
            student = Student.objects.get(name=each.name, birth_on=each.born_on, placements__number=each.number)
            identity.set_number(student=student, number=each.invalid_resident_number, by=registrar)


def _year_days(year: int) -> tuple[date, date, list[date]]:
    """First and last day of a year of exactly 190 school days, and the days of its summer break."""
    off = {day for day, _ in holidays.of_year(year)}
    first_on = next(day for day in _days_from(date(year, 3, 2)) if _is_workday(day, off))
    summer = [day for day in _days_from(date(year, 7, 22), 60) if day <= date(year, 8, 16)]
    school_days = (
        day for day in _days_from(first_on, 366) if _is_workday(day, off) and not summer[0] <= day <= summer[-1]
    )
    counted = [day for _, day in zip(range(SCHOOL_DAYS), school_days, strict=False)]
    return first_on, counted[-1], summer


def _is_workday(day: date, off: set[date]) -> bool:
    return day.weekday() < 5 and day not in off


def _weekday_from(day: date) -> date:
    return next(each for each in _days_from(day, 7) if each.weekday() < 5)


def _days_from(first: date, count: int = 30) -> Iterator[date]:
    return (first + timedelta(days=each) for each in range(count))
