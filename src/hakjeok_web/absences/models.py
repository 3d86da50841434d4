"""Requests about absences (결석신고, 교외체험학습): what was handed in, how it was decided, what came of it."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from hakjeok_web.attendance.models import Form
from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school
from hakjeok_web.students.models import Days, UuidPoint


class AbsenceRequest(SchoolOwned):
    """A report of absence or an application for a field trip (결석신고서 2-2, 교외체험학습 신청서 2-1).

    What the paper's approval decides is kept by the paper; here stands what the register gets and what follows.
    """

    class Kind(models.TextChoices):
        REPORT = "absence_report", "결석신고"
        TRIP = "field_trip", "교외체험학습"

    class How(models.TextChoices):
        PAPER = "paper", "종이로 받음"
        GUARDIAN = "guardian", "보호자가 화면에서 씀"
        TEACHER = "teacher", "말로 듣고 담임이 적음"

    class Half(models.TextChoices):
        NONE = "", "하루 모두"
        MORNING = "morning", "오전 반일"
        AFTERNOON = "afternoon", "오후 반일"

    class State(models.TextChoices):
        RECEIVED = "received", "접수"
        APPROVED = "approved", "승인"
        CLOSED = "closed", "마침"
        CANCELLED = "cancelled", "취소"

    class Outcome(models.TextChoices):
        OPEN = "", "아직"
        AUTHORIZED = "authorized", "출석인정"
        UNEXCUSED = "unexcused", "미인정"

    kind = models.CharField(max_length=16, choices=Kind)
    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="absence_requests")
    from_on = models.DateField()
    to_on = models.DateField()
    half_day = models.CharField(max_length=10, choices=Half, blank=True)
    form = models.CharField(max_length=16, choices=Form, default=Form.ABSENCE)
    reason = models.CharField(max_length=40)  # attendance.classify
    reason_text = models.CharField(max_length=100, blank=True)
    told = models.JSONField(default=dict)  # what the decision asks besides, by the names of its facts
    how = models.CharField(max_length=10, choices=How)
    received_on = models.DateField()
    original_seen = models.BooleanField(default=False)
    phone_approved_on = models.DateField(null=True)
    exception_reason = models.CharField(max_length=200, blank=True)  # 학교장 결정을 구하는 까닭
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    document = SchoolForeignKey("documents.Document", models.SET_NULL, null=True, related_name="+")
    report = SchoolForeignKey("documents.Document", models.SET_NULL, null=True, related_name="+")
    report_on = models.DateField(null=True)
    report_confirmed_on = models.DateField(null=True)  # 면담 등을 통한 사실 확인
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("-from_on", "id")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("absences", "absencerequest", "student", "document", "report"),
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="request_ends_after_its_start"),
            models.CheckConstraint(condition=Q(half_day="") | Q(from_on=F("to_on")), name="half_a_day_is_one_day"),
            ExclusionConstraint(
                name="one_request_a_day",
                expressions=[
                    (UuidPoint("student_id"), RangeOperators.OVERLAPS),
                    (Days("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
                condition=~Q(state="cancelled"),
            ),
        ]
        indexes = [
            models.Index(fields=("school", "kind", "state", "from_on"), name="requests_by_state"),
            models.Index(fields=("student", "from_on"), name="requests_of_a_pupil"),
            models.Index(fields=("document",), name="request_of_a_paper"),
        ]

    @property
    def is_trip(self) -> bool:
        return self.kind == self.Kind.TRIP


class RequestAct(SchoolOwned):
    """What was done about a request (접수·고침·전화 허가·승인·연락·일찍 마침·보고서·취소). Never edited."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "접수"
        CHANGED = "changed", "내용 고침"
        PHONE = "phone", "전화 허가"
        EXCEPTION = "exception", "학교장 결정을 구함"
        APPROVED = "approved", "승인"
        CONTACTED = "contacted", "학생이 연락함"
        REPORTED = "reported", "보고서 받음"
        UNEXCUSED = "unexcused", "미인정결석으로 바꿈"
        CLOSED = "closed", "마침"
        ENDED = "ended", "일찍 마침"
        CANCELLED = "cancelled", "취소"

    request = SchoolForeignKey(AbsenceRequest, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=12, choices=Kind)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("at", "id")
        constraints = [*SchoolOwned.Meta.constraints, *same_school("absences", "requestact", "request")]
