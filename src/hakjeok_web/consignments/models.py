"""Pupils taught elsewhere for a time (위탁학생): where, from when to when, and what was told of each month."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from hakjeok_web.attendance.models import Form
from hakjeok_web.attendance.models import Kind as EntryKind
from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school
from hakjeok_web.students.models import Days, UuidPoint


class Consignment(SchoolOwned):
    """A pupil's time at an institution (위탁), both days included; he stays on his own school's books (p.32)."""

    class Kind(models.TextChoices):
        HOSPITAL_SCHOOL = "hospital_school", "병원학교"
        REMOTE_CLASS = "remote_class", "원격수업(정보통신매체)"
        ALTERNATIVE = "alternative_consignment", "대안교육 위탁교육기관"
        PROTECTION = "child_protection", "학대 피해 등의 보호"
        JUVENILE = "juvenile_facility", "소년 관련 시설"

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="consignments")
    kind = models.CharField("종류", max_length=24, choices=Kind)
    institution = models.CharField("위탁기관", max_length=80)
    place = models.CharField("소재지", max_length=200, blank=True)
    from_on = models.DateField("시작일")
    to_on = models.DateField("끝나는 날", null=True)
    ground = models.CharField("근거 문서", max_length=120)
    # The homeroom teacher who may know of a protected pupil's institution, beside registrar, vice principal, principal.
    named = SchoolForeignKey("accounts.Staff", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)  # one more with each act
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)
    is_cancelled = models.BooleanField(default=False)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("from_on",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("consignments", "consignment", "student", "named"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="consignment_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="one_institution_a_day",
                expressions=[
                    (UuidPoint("student_id"), RangeOperators.OVERLAPS),
                    (Days("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_cancelled=False),
            ),
        ]
        indexes = [models.Index(fields=("school", "student"), name="consignments_of_a_pupil")]

    @property
    def is_secret(self) -> bool:
        """Whether institution and place may be known to few only (p.34: 소재 노출 방지)."""
        return self.kind == self.Kind.PROTECTION

    @property
    def is_of_health(self) -> bool:
        """Whether the procedure for hospital schools and remote classes applies (p.33)."""
        return self.kind in (self.Kind.HOSPITAL_SCHOOL, self.Kind.REMOTE_CLASS)

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


class ConsignedMonth(SchoolOwned):
    """What the institution told of a month (월별 위탁 출결): its school days, by day or as a number, and the proof."""

    consignment = SchoolForeignKey(Consignment, models.PROTECT, related_name="months")
    first_on = models.DateField()
    school_days = models.PositiveSmallIntegerField("위탁기관의 수업일수")
    days = ArrayField(models.DateField(), default=list)  # the institution's school days, where it told them one by one
    home_dates = ArrayField(models.DateField(), default=list)  # 소속교에 나온 날
    certificate_on = models.DateField("출결확인서를 받은 날", null=True)
    note = models.CharField("비고", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("first_on",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("consignments", "consignedmonth", "consignment"),
            models.UniqueConstraint(fields=("consignment", "first_on"), name="one_row_a_consigned_month"),
            models.CheckConstraint(
                condition=Q(first_on__day=1, school_days__lte=31), name="consigned_month_is_a_month"
            ),
            models.CheckConstraint(
                condition=Q(days__len=0) | Q(days__len=F("school_days")), name="consigned_days_make_their_number"
            ),
        ]

    @property
    def is_by_day(self) -> bool:
        return bool(self.days) or self.school_days == 0


class ConsignedEntry(SchoolOwned):
    """What differed from 출석 at the institution: of one day, or of a month as a number (위탁기관의 출결 기록)."""

    month = SchoolForeignKey(ConsignedMonth, models.CASCADE, related_name="entries")
    date = models.DateField(null=True)  # empty: `count` entries of the month
    form = models.CharField(max_length=16, choices=Form)
    kind = models.CharField(max_length=12, choices=EntryKind)
    count = models.PositiveSmallIntegerField(default=1)

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("consignments", "consignedentry", "month"),
            models.UniqueConstraint(fields=("month", "date"), name="one_consigned_entry_a_day"),
            models.UniqueConstraint(
                fields=("month", "form", "kind"), condition=Q(date=None), name="one_consigned_count_a_sort"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1) & (Q(date=None) | Q(count=1)), name="consigned_entry_counts"
            ),
        ]


class ConsignmentAct(SchoolOwned):
    """What was done about a consignment (위탁 이력): steps with the office, changes, months. Never edited."""

    class Code(models.TextChoices):
        REGISTER = "register", "등록"
        CHANGE = "change", "고침"
        END = "end", "위탁 끝"
        CANCEL = "cancel", "등록 취소"
        MONTH = "month", "월 기록"
        DIAGNOSIS = "diagnosis", "진단서 받음"
        OPINION = "opinion", "담임 의견 씀"
        APPLIED = "applied", "교육지원청에 신청"
        ACCEPTED = "accepted", "교육지원청의 등록 조치 확인"
        RELEASED = "released", "기관에 등록 해지 공문 보냄"
        REPORTED = "reported", "교육지원청에 결과 보고"

    consignment = SchoolForeignKey(Consignment, models.PROTECT, related_name="acts")
    code = models.CharField(max_length=12, choices=Code)
    done_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("-done_on", "-at")
        constraints = [*SchoolOwned.Meta.constraints, *same_school("consignments", "consignmentact", "consignment")]
