"""Institutions, school years, the school calendar and classes (학교 기본 정보)."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from hakjeok.dates import school_year_of
from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school

GRADES = range(1, 7)


class Office(models.Model):
    """An education office (시도교육청) or support office (교육지원청)."""

    class Kind(models.TextChoices):
        OFFICE = "office", "시도교육청"
        SUPPORT_OFFICE = "support_office", "교육지원청"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=60)
    code = models.CharField(max_length=10, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    tenancy = tenancy.REFERENCE

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """An elementary school (초등학교)."""

    class Kind(models.TextChoices):
        NATIONAL = "national", "국립"
        PUBLIC = "public", "공립"
        PRIVATE = "private", "사립"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    support_office = models.ForeignKey(Office, models.PROTECT, related_name="schools")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PUBLIC)
    name = models.CharField(max_length=60)
    code = models.CharField(max_length=10, unique=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)

    tenancy = tenancy.DIRECTORY

    def __str__(self) -> str:
        return self.name


class SchoolYear(SchoolOwned):
    """A school year (학년도) of a school with its first and last day."""

    class Cut(models.TextChoices):
        NONE = "", "없음"
        DISASTER = "disaster", "천재지변 등"
        RESEARCH_SCHOOL = "research_school", "연구학교"
        AUTONOMOUS_SCHOOL = "autonomous_school", "자율학교"

    year = models.PositiveSmallIntegerField("학년도")
    first_on = models.DateField("첫 수업일")
    last_on = models.DateField("마지막 수업일")
    cut_cause = models.CharField("수업일수를 줄인 까닭", max_length=20, choices=Cut, blank=True, default="")
    council_reviewed_on = models.DateField("학교운영위원회 심의일", null=True, blank=True)
    # Raised by the database with every change of the calendar (migration 0002), never by Python: a calendar
    # kept in memory is right as long as its version is.
    version = models.BigIntegerField(default=0, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("-year",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=("school", "year"), name="one_row_a_school_year"),
            models.CheckConstraint(condition=models.Q(first_on__lt=models.F("last_on")), name="year_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.year}학년도"

    def is_past(self, today: date) -> bool:
        """Whether a later school year has begun (지난 학년도): from 1 March on nothing of this one is written."""
        return self.year < school_year_of(today)


class Semester(SchoolOwned):
    """A semester (학기) of a school year."""

    school_year = SchoolForeignKey(SchoolYear, models.CASCADE, related_name="semesters")
    number = models.PositiveSmallIntegerField("학기")
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta(SchoolOwned.Meta):
        ordering = ("number",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("schools", "semester", "school_year"),
            models.UniqueConstraint(fields=("school_year", "number"), name="one_row_a_semester"),
            models.CheckConstraint(condition=models.Q(number__in=(1, 2)), name="semester_is_one_or_two"),
        ]


class GradeYear(SchoolOwned):
    """Another first or last day for one grade (학년별 시작·끝), for example grade 6, which graduates earlier."""

    school_year = SchoolForeignKey(SchoolYear, models.CASCADE, related_name="grade_years")
    grade = models.PositiveSmallIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("schools", "gradeyear", "school_year"),
            models.UniqueConstraint(fields=("school_year", "grade"), name="one_row_a_grade_year"),
            models.CheckConstraint(condition=models.Q(grade__range=(1, 6)), name="grade_year_is_one_to_six"),
        ]


class CalendarEntry(SchoolOwned):
    """One line of the school calendar (학사일정); both days inclusive."""

    class Kind(models.TextChoices):
        BREAK = "break", "방학"
        DISCRETIONARY = "discretionary", "재량휴업일"
        PUBLIC_HOLIDAY = "public_holiday", "공휴일"
        EVENT = "event", "행사"

    school_year = SchoolForeignKey(SchoolYear, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=60)
    first_on = models.DateField()
    last_on = models.DateField()
    grades = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)  # empty: every grade

    class Meta(SchoolOwned.Meta):
        ordering = ("first_on", "name")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("schools", "calendarentry", "school_year"),
            models.CheckConstraint(
                condition=models.Q(first_on__lte=models.F("last_on")), name="entry_ends_after_start"
            ),
        ]

    @property
    def is_day_off(self) -> bool:
        return self.kind != self.Kind.EVENT

    def covers(self, day: date, grade: int) -> bool:
        return self.first_on <= day <= self.last_on and (not self.grades or grade in self.grades)


class SchoolClass(SchoolOwned):
    """A class (학급) of one school year, for example 4학년 2반."""

    school_year = SchoolForeignKey(SchoolYear, models.PROTECT, related_name="classes")
    grade = models.PositiveSmallIntegerField("학년")
    number = models.PositiveSmallIntegerField("반")

    class Meta(SchoolOwned.Meta):
        ordering = ("grade", "number")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("schools", "schoolclass", "school_year"),
            models.UniqueConstraint(fields=("school_year", "grade", "number"), name="one_row_a_class"),
            models.CheckConstraint(condition=models.Q(grade__range=(1, 6)), name="class_grade_is_one_to_six"),
        ]

    def __str__(self) -> str:
        return f"{self.grade}학년 {self.number}반"

    @property
    def short_name(self) -> str:
        return f"{self.grade}-{self.number}"


class Ruling(SchoolOwned):
    """A figure that the school set in place of the handbook's from a day on (학교 규정값, p.22, 30). Never edited.

    Which figures there are says `schools.figures`. Without a value the handbook's holds again.
    """

    school_year = SchoolForeignKey(SchoolYear, models.PROTECT, related_name="+")
    figure = models.CharField("값", max_length=40)
    value = models.DecimalField("학교가 정한 값", max_digits=4, decimal_places=1, null=True)  # in days, times, percent
    ground = models.CharField("근거", max_length=200)
    from_on = models.DateField("적용일")
    place = models.PositiveSmallIntegerField()  # 1 for the first of a figure: two people cannot both set it
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("set_at", "place")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("schools", "ruling", "school_year"),
            models.UniqueConstraint(fields=("school_year", "figure", "place"), name="one_ruling_a_place"),
            models.CheckConstraint(
                condition=models.Q(value=None) | models.Q(value__gte=0), name="ruling_is_no_less_than_none"
            ),
            models.CheckConstraint(condition=~models.Q(ground=""), name="ruling_has_a_ground"),
        ]
