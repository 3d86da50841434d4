"""Pupils, guardians and the ledger (학생·보호자·학적변동)."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from uuid_utils.compat import uuid7

from hakjeok.record.events import Event
from hakjeok.record.standing import Standing, standing_on
from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school
from hakjeok_web.students import facts


class UuidPoint(Func):
    """A uuid as a one-point range: lets an exclusion constraint compare it without an extension."""

    function = "uuidrange"
    template = "uuidrange(%(expressions)s, '[]')"

    def __init__(self, name: str) -> None:
        super().__init__(F(name), F(name))


class IntPoint(Func):
    """An integer as a one-point range, for the same reason."""

    function = "int4range"
    template = "int4range(%(expressions)s, '[]')"

    def __init__(self, name: str) -> None:
        super().__init__(F(name), F(name))


class Days(Func):
    """From day to day, the last one included; open where it is unknown."""

    function = "daterange"
    template = "daterange(%(expressions)s, '[]')"

    def __init__(self, first: str, last: str) -> None:
        super().__init__(F(first), F(last))


class Person(models.Model):
    """A child (아동), once in a site; each school keeps a record of its own."""

    RRN_PLACE = "students_person.rrn_sealed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rrn_sealed = models.BinaryField(null=True)
    rrn_lookup = models.BinaryField(null=True, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.PERSON


class Student(SchoolOwned):
    """A school's record of a child (학적). Its state is read from the ledger; the last four fields are projections."""

    class Sex(models.TextChoices):
        MALE = "male", "남"
        FEMALE = "female", "여"

    person = models.ForeignKey(Person, models.PROTECT, related_name="records")
    name = models.CharField("성명", max_length=60)
    sex = models.CharField("성별", max_length=6, choices=Sex)
    birth_on = models.DateField("생년월일")
    nationality = models.CharField("국적", max_length=40, default="대한민국")
    created_at = models.DateTimeField(auto_now_add=True)
    # Projections of the ledger, proved by `hakjeok check`.
    standing = models.CharField(max_length=20, default="none")
    is_open = models.BooleanField(default=False)
    grade = models.PositiveSmallIntegerField(null=True)
    last_seq = models.PositiveIntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=("person",), condition=Q(is_open=True), name="one_open_record_a_person"),
            models.UniqueConstraint(fields=("school", "person"), name="one_record_a_school"),
        ]
        indexes = [models.Index(fields=("school", "name", "birth_on"), name="pupil_by_name")]

    def __str__(self) -> str:
        return self.name

    def events(self) -> tuple[Event, ...]:
        """The ledger as plain facts, cancelled lines left out. One query."""
        return facts.events(self.changes.all())

    def standing_on(self, day: date) -> Standing:
        """Enrolled, out of quota, gone …: read from the ledger as of that day, never stored. One query."""
        return standing_on(self.events(), day)


class Guardian(SchoolOwned):
    """A guardian (보호자) of a pupil, as the school knows him."""

    student = SchoolForeignKey(Student, models.CASCADE, related_name="guardians")
    name = models.CharField("성명", max_length=60)
    relation = models.CharField("관계", max_length=20, blank=True)
    phone = models.CharField("연락처", max_length=20, blank=True)
    is_first_contact = models.BooleanField("먼저 연락할 사람", default=True)

    class Meta(SchoolOwned.Meta):
        constraints = [*SchoolOwned.Meta.constraints, *same_school("students", "guardian", "student")]


class Address(SchoolOwned):
    """Where a pupil lives from a day on (주소 이력); the next row ends it."""

    student = SchoolForeignKey(Student, models.CASCADE, related_name="addresses")
    line = models.CharField("주소", max_length=200)
    postcode = models.CharField("우편번호", max_length=5, blank=True)
    from_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("-from_on", "-entered_at")
        constraints = [*SchoolOwned.Meta.constraints, *same_school("students", "address", "student")]


class LedgerIsAppendOnly(Exception):
    """Somebody tried to edit a ledger line."""


class RecordChange(SchoolOwned):
    """One line of a pupil's ledger (학적변동). Added; never edited, never removed."""

    student = SchoolForeignKey(Student, models.PROTECT, related_name="changes")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    effective_on = models.DateField()
    school_name = models.CharField(max_length=60)
    grade = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=120, blank=True)
    reason_on = models.DateField(null=True)
    office = models.CharField(max_length=60, blank=True)
    document = SchoolForeignKey("documents.Document", models.PROTECT, related_name="+")
    cancels = models.OneToOneField("self", models.PROTECT, null=True, related_name="cancelled_by")
    copied_from = models.UUIDField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("seq",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("students", "recordchange", "student", "document", "cancels"),
            models.UniqueConstraint(fields=("student", "seq"), name="one_line_a_place"),
            models.CheckConstraint(condition=Q(grade__range=(1, 6)), name="change_grade_is_one_to_six"),
        ]
        indexes = [models.Index(fields=("school", "effective_on"), name="changes_by_day")]

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise LedgerIsAppendOnly("학적변동은 고칠 수 없습니다. 학적반영취소나 정정대장으로 바로잡아 주세요.")
        super().save(*args, **kwargs)


class ClassPlacement(SchoolOwned):
    """Which class and number a pupil has from day to day (반·번호), both days included."""

    student = SchoolForeignKey(Student, models.PROTECT, related_name="placements")
    school_class = SchoolForeignKey("schools.SchoolClass", models.PROTECT, related_name="placements")
    number = models.PositiveSmallIntegerField("번호")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("number",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("students", "classplacement", "student", "school_class"),
            ExclusionConstraint(
                name="one_pupil_a_number",
                expressions=[
                    (UuidPoint("school_class_id"), RangeOperators.OVERLAPS),
                    (IntPoint("number"), RangeOperators.OVERLAPS),
                    (Days("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="one_class_a_pupil",
                expressions=[
                    (UuidPoint("student_id"), RangeOperators.OVERLAPS),
                    (Days("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=("school", "school_class", "number"), name="placements_of_a_class"),
            models.Index(fields=("school", "student"), name="placements_of_a_pupil"),
        ]

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


class RosterImport(SchoolOwned):
    """A roster that was uploaded (명렬표 올리기): kept with its rows until it is applied or dropped."""

    class State(models.TextChoices):
        PREVIEW = "preview", "미리 보기"
        APPLIED = "applied", "반영함"
        DROPPED = "dropped", "그만둠"

    school_year = SchoolForeignKey("schools.SchoolYear", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    outcome = models.JSONField(default=dict)
    document = SchoolForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")

    class Meta(SchoolOwned.Meta):
        ordering = ("-uploaded_at",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("students", "rosterimport", "school_year", "document"),
        ]
