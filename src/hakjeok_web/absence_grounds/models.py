"""What lets a pupil be away (결석의 근거): entry bans, athletes' contests, family events, diagnoses of a semester."""

from datetime import date
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from hakjeok.attendance.athlete import ExemptEvent
from hakjeok.attendance.family_event import FamilyEvent as Occasion
from hakjeok.attendance.family_event import Relation
from hakjeok.attendance.reasons import Reason
from hakjeok_web.attendance.models import Form
from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school
from hakjeok_web.documents.models import StoredFile
from hakjeok_web.students.models import Days, UuidPoint

NOT_CANCELLED = Q(is_cancelled=False)
GROUNDS = ("ban", "event", "diagnosis", "family_event")
# What a row is about: exactly one ground.
ABOUT_ONE = reduce(or_, (Q(**{f"{name}__isnull": name != one for name in GROUNDS}) for one in GROUNDS))


class EntryBan(SchoolOwned):
    """A time in which a pupil is kept from school because of an infection (등교중지), both days included (p.20)."""

    class Ground(models.TextChoices):
        STATUTORY = Reason.INFECTIOUS_DISEASE.value, "법정 감염병"
        NONSTATUTORY = Reason.NONSTATUTORY_INFECTION.value, "비법정 감염병"
        ORDERED = Reason.SCHOOL_ENTRY_BAN.value, "그 밖의 등교중지(학교보건법 제8조)"

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="entry_bans")
    ground = models.CharField("까닭", max_length=24, choices=Ground)
    illness = models.CharField("병명", max_length=40)
    from_on = models.DateField("시작일")
    to_on = models.DateField("마지막 날")
    is_recognised = models.BooleanField("학교장이 인정함", default=False)
    evidence = models.CharField("증빙", max_length=120, blank=True)
    kind = models.CharField(max_length=12)  # of its entries, as the decision said
    returned_on = models.DateField("등교한 날", null=True)
    is_cancelled = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)  # one more with each act
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("to_on", "from_on")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("absence_grounds", "entryban", "student"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="entry_ban_ends_after_it_begins"),
            ExclusionConstraint(
                name="one_entry_ban_a_day",
                expressions=[
                    (UuidPoint("student_id"), RangeOperators.OVERLAPS),
                    (Days("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
                condition=NOT_CANCELLED,
            ),
        ]
        indexes = [models.Index(fields=("school", "to_on"), name="entry_bans_by_end")]

    form = Form.ABSENCE  # of its entries

    @property
    def reason(self) -> str:
        """What the register says of its days: `법정 감염병(독감)`."""
        return f"{Reason(self.ground).korean}({self.illness})"

    def stands_on(self, day: date) -> bool:
        return not self.is_cancelled and self.from_on <= day <= self.to_on

    def is_running(self, day: date) -> bool:
        return not self.is_cancelled and self.returned_on is None and self.from_on <= day <= self.to_on


class Athlete(SchoolOwned):
    """A registered pupil athlete of a school year (학생선수), p.21, 35."""

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="athletes")
    school_year = SchoolForeignKey("schools.SchoolYear", models.PROTECT, related_name="+")
    sport = models.CharField("종목", max_length=40)
    checked_on = models.DateField("대한체육회 포털에서 확인한 날", null=True)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("absence_grounds", "athlete", "student", "school_year"),
            models.UniqueConstraint(fields=("student", "school_year"), name="one_athlete_a_year"),
        ]


class AthleteEvent(SchoolOwned):
    """A contest or training that an athlete misses school for (대회·훈련 참가)."""

    class MakeUp(models.TextChoices):
        OPEN = "", "아직"
        DONE = "done", "보충함"
        MISSED = "missed", "보충하지 않음"

    athlete = SchoolForeignKey(Athlete, models.PROTECT, related_name="events")
    name = models.CharField("대회·훈련", max_length=80)
    from_on = models.DateField("시작일")
    to_on = models.DateField("마지막 날")
    form = models.CharField("형태", max_length=16, choices=Form, default=Form.ABSENCE)
    days = models.PositiveSmallIntegerField(default=0)  # school days missed; 0 where lessons are counted
    lessons = models.PositiveSmallIntegerField("빠진 수업시간", default=0)
    exempt = models.CharField(
        "누적되지 않는 대회", max_length=32, blank=True, choices=[(each.value, each.korean) for each in ExemptEvent]
    )
    letter = models.CharField("공문", max_length=120)
    make_up = models.CharField("수업 보충", max_length=8, choices=MakeUp, blank=True)
    is_cancelled = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("-from_on",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("absence_grounds", "athleteevent", "athlete"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="athlete_event_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(form="absence", lessons=0) | (~Q(form="absence") & Q(days=0, lessons__gte=1)),
                name="athlete_event_counts_days_or_lessons",
            ),
            ExclusionConstraint(
                name="one_athlete_event_a_day",
                expressions=[
                    (UuidPoint("athlete_id"), RangeOperators.OVERLAPS),
                    (Days("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
                condition=NOT_CANCELLED,
            ),
        ]

    @property
    def reason(self) -> str:
        """What the register says of its days."""
        return f"대회 참가({self.name})"

    def stands_on(self, day: date) -> bool:
        return not self.is_cancelled and self.from_on <= day <= self.to_on


class FamilyEvent(SchoolOwned):
    """A family event and the days that a pupil missed for it (경조사), p.24, 36."""

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="family_events")
    event = models.CharField("경조사", max_length=12, choices=[(each.value, each.korean) for each in Occasion])
    relation = models.CharField(
        "누구의 경조사", max_length=24, choices=[(each.value, each.korean) for each in Relation]
    )
    event_on = models.DateField("경조사가 있은 날")
    days = ArrayField(models.DateField())  # 출석인정결석으로 적은 날, in order
    is_cancelled = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("-event_on",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("absence_grounds", "familyevent", "student"),
            models.UniqueConstraint(
                fields=("student", "event", "relation", "event_on"), condition=NOT_CANCELLED, name="one_family_event"
            ),
            models.CheckConstraint(condition=Q(days__len__gte=1), name="family_event_has_days"),
        ]

    form = Form.ABSENCE  # of its entries

    @property
    def reason(self) -> str:
        """What the register says of its days: `경조사(조부모·외조부모 사망)`."""
        return f"경조사({self.said})"

    @property
    def said(self) -> str:
        """`조부모·외조부모 사망`."""
        return f"{self.get_relation_display()} {self.get_event_display()}"

    def stands_on(self, day: date) -> bool:
        return not self.is_cancelled and day in self.days


class Diagnosis(SchoolOwned):
    """A doctor's paper that proves every absence for one illness in a semester (학기 진단서), p.25–26."""

    class Ground(models.TextChoices):
        FINE_DUST = Reason.FINE_DUST_SENSITIVE.value, Reason.FINE_DUST_SENSITIVE.korean
        CHRONIC = Reason.CHRONIC_ILLNESS.value, Reason.CHRONIC_ILLNESS.korean
        HUMIDIFIER = Reason.HUMIDIFIER_VICTIM.value, Reason.HUMIDIFIER_VICTIM.korean

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="diagnoses")
    semester = SchoolForeignKey("schools.Semester", models.PROTECT, related_name="+")
    ground = models.CharField("종류", max_length=24, choices=Ground)
    received_on = models.DateField("받은 날")
    says_of_dust = models.BooleanField("미세먼지 관련 소견이 있음", default=False)
    has_certificate = models.BooleanField("환경부 증명서를 받음", default=False)
    paper = models.CharField("서류", max_length=120)
    is_cancelled = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("absence_grounds", "diagnosis", "student", "semester"),
            models.UniqueConstraint(
                fields=("student", "semester", "ground"), condition=NOT_CANCELLED, name="one_diagnosis_a_semester"
            ),
            models.CheckConstraint(
                condition=~Q(ground="fine_dust_sensitive") | Q(says_of_dust=True), name="dust_diagnosis_says_of_dust"
            ),
            models.CheckConstraint(
                condition=~Q(ground="humidifier_victim") | Q(has_certificate=True),
                name="humidifier_diagnosis_has_certificate",
            ),
        ]


class GroundAct(SchoolOwned):
    """What was done about a ban, an athlete's event, a family event or a diagnosis (이력). Never edited."""

    class Code(models.TextChoices):
        REGISTER = "register", "등록"
        EXTEND = "extend", "연장"
        DAYS = "days", "날 더함"
        RETURN = "return", "등교함"
        MADE_UP = "made_up", "수업을 보충함"
        NOT_MADE_UP = "not_made_up", "수업을 보충하지 않음"
        CANCEL = "cancel", "등록 취소"
        FILE = "file", "증빙 올림"
        FILE_GONE = "file_gone", "증빙 삭제"

    ban = SchoolForeignKey(EntryBan, models.PROTECT, null=True, related_name="acts")
    event = SchoolForeignKey(AthleteEvent, models.PROTECT, null=True, related_name="acts")
    diagnosis = SchoolForeignKey(Diagnosis, models.PROTECT, null=True, related_name="acts")
    family_event = SchoolForeignKey(FamilyEvent, models.PROTECT, null=True, related_name="acts")
    code = models.CharField(max_length=12, choices=Code)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("-at", "-id")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("absence_grounds", "groundact", *GROUNDS),
            models.CheckConstraint(condition=ABOUT_ONE, name="act_is_about_one_ground"),
        ]


class Evidence(StoredFile):
    """A file that proves a ground (증빙 파일), p.20–26; of a diagnosis it is health data, for its readers alone."""

    ban = SchoolForeignKey(EntryBan, models.PROTECT, null=True, related_name="files")
    event = SchoolForeignKey(AthleteEvent, models.PROTECT, null=True, related_name="files")
    diagnosis = SchoolForeignKey(Diagnosis, models.PROTECT, null=True, related_name="files")
    family_event = SchoolForeignKey(FamilyEvent, models.PROTECT, null=True, related_name="files")

    class Meta(StoredFile.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("absence_grounds", "evidence", *GROUNDS),
            models.CheckConstraint(condition=ABOUT_ONE, name="evidence_is_of_one_ground"),
        ]
