"""The register (출석부): what was entered, who took the day, what was closed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school


class Form(models.TextChoices):
    """The form of an entry (형태). `present` is an explicit 출석 on a day that is not yet taken."""

    ABSENCE = "absence", "결석"
    LATE = "late", "지각"
    EARLY_LEAVE = "early_leave", "조퇴"
    CLASS_ABSENCE = "class_absence", "결과"
    PRESENT = "present", "출석"


class Kind(models.TextChoices):
    """The kind of an entry (종류)."""

    ILLNESS = "illness", "질병"
    UNEXCUSED = "unexcused", "미인정"
    OTHER = "other", "기타"
    AUTHORIZED = "authorized", "출석인정"


class RegisterMonth(SchoolOwned):
    """A class's month (반별 월 출결). Its row is the lock that makes two people's acts come one after the other."""

    school_class = SchoolForeignKey("schools.SchoolClass", models.CASCADE, related_name="+")
    first_on = models.DateField()  # the first of the month
    is_closed = models.BooleanField(default=False)
    version = models.BigIntegerField(default=0)  # one more with each act; cells carry the version that wrote them

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("attendance", "registermonth", "school_class"),
            models.UniqueConstraint(fields=("school_class", "first_on"), name="one_row_a_register_month"),
        ]


class RegisterDay(SchoolOwned):
    """A class's day (반별 하루). Absent row or empty `taken_at`: nobody has taken it yet (확인 전)."""

    school_class = SchoolForeignKey("schools.SchoolClass", models.CASCADE, related_name="+")
    date = models.DateField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_closed = models.BooleanField(default=False)

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("attendance", "registerday", "school_class"),
            models.UniqueConstraint(fields=("school_class", "date"), name="one_row_a_register_day"),
        ]
        indexes = [
            models.Index(fields=("school", "date"), name="register_days_of_a_date"),
            # A school reads all of these every night, and each pupil with a case; with the school no row is touched.
            models.Index(
                fields=("school_class", "date"),
                include=("school",),
                name="taken_days",
                condition=Q(taken_at__isnull=False),
            ),
        ]


class AttendanceEntry(SchoolOwned):
    """What differs from 출석 for one pupil on one day (출결 입력). One form a day (p.30)."""

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="entries")
    school_class = SchoolForeignKey("schools.SchoolClass", models.PROTECT, related_name="+")
    date = models.DateField()
    form = models.CharField(max_length=16, choices=Form)
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    reason = models.CharField("사유", max_length=100, blank=True)
    note = models.CharField("비고", max_length=300, blank=True)
    version = models.BigIntegerField()  # of the month when this was written
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("attendance", "attendanceentry", "student", "school_class"),
            models.UniqueConstraint(fields=("student", "date"), name="one_entry_a_day"),
            models.CheckConstraint(
                condition=Q(form="present", kind="") | (~Q(form="present") & ~Q(kind="")),
                name="entry_has_a_kind",
            ),
        ]
        indexes = [
            models.Index(fields=("school_class", "date"), name="entries_of_a_class"),
            models.Index(fields=("school", "date"), name="entries_of_a_date"),
            models.Index(  # few of many: who has a case is found without the other entries
                fields=("student", "date"),
                include=("school",),
                name="unexcused_absences",
                condition=Q(form="absence", kind="unexcused"),
            ),
        ]


class EntryChange(models.Model):
    """One act on one cell of the register (출결 이력): what it was, what it became, who, when. Never edited."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="+")
    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="+")
    school_class = SchoolForeignKey("schools.SchoolClass", models.PROTECT, related_name="+")
    date = models.DateField()
    was_form = models.CharField(max_length=16, blank=True)
    was_kind = models.CharField(max_length=12, blank=True)
    form = models.CharField(max_length=16, blank=True)  # empty: cleared
    kind = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=300, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version = models.BigIntegerField()  # of the month after this act; all cells of one act share it
    # The paper that ordered it; null where somebody simply kept the register.
    document = SchoolForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta:
        constraints = same_school("attendance", "entrychange", "student", "school_class", "document")
        indexes = [
            models.Index(fields=("student", "date"), name="history_of_a_cell"),
            models.Index(fields=("school_class", "version"), name="history_of_a_class"),
        ]

    @property
    def was_word(self) -> str:
        """What stood there before: `질병결석`, `출석`, `없음`."""
        if not self.was_form:
            return "없음"
        return f"{Kind(self.was_kind).label if self.was_kind else ''}{Form(self.was_form).label}"


class RegisterAct(SchoolOwned):
    """Taking, closing or reopening a class's day or month (출석 확인·마감·마감취소). Never edited."""

    class Kind(models.TextChoices):
        TAKE = "take", "출석 확인"
        UNTAKE = "untake", "확인 취소"
        CLOSE_DAY = "close_day", "하루 마감"
        REOPEN_DAY = "reopen_day", "하루 마감취소"
        CLOSE_MONTH = "close_month", "월 마감"
        REOPEN_MONTH = "reopen_month", "월 마감취소"

    school_class = SchoolForeignKey("schools.SchoolClass", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    date = models.DateField()  # the day, or the first of the month
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("-at",)
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("attendance", "registeract", "school_class"),
        ]
        indexes = [models.Index(fields=("school_class", "date"), name="acts_of_a_class")]


class AbsenceMeasure(SchoolOwned):
    """What the school did or learned about an unexcused absence (미인정결석 조치). Never edited."""

    class Code(models.TextChoices):
        PHONE = "phone_daily", "전화 연락"
        HOME_VISIT = "home_visit", "가정방문"
        SUMMONS = "summons", "내교 요청"
        POLICE = "police_request", "경찰 수사의뢰"
        REGISTER = "register", "미인정결석 등록·제출"
        REPORT_OFFICE = "report_office", "교육지원청 보고"
        REPORT_DONG = "report_dong", "주민센터 제출"
        MONTHLY = "monthly_check", "월 1회 소재·안전 확인"
        RETURN = "return_report", "복귀 보고"
        LOCATED = "located", "소재·안전을 알게 됨"
        NOT_LOCATED = "not_located", "소재·안전을 모름"
        ABUSE_SIGNS = "abuse_signs", "아동학대 징후"
        OVERSEAS = "overseas_confirmed", "해외 출국을 알게 됨"
        IN_COUNTRY = "in_country", "국내에 있음을 알게 됨"
        NO_ABUSE = "no_abuse_signs", "아동학대 징후가 없음을 알게 됨"
        ABUSE_REPORT = "abuse_report", "아동학대 신고"
        FACILITY = "facility_certificate", "미인가 대안교육시설 재학확인서 받음"
        WATCH_CARD = "watch_card", "집중관리카드 마련"
        QUOTA_NOTICE = "quota_notice", "진급하지 못함을 보호자에게 안내"
        RESIDENT_LOOKUP = "resident_lookup", "주민등록 조회"
        IMMIGRATION_LOOKUP = "immigration_lookup", "출입국사실 조회"
        DONG_REQUEST = "dong_request", "동에 거주 확인 요청"
        POLICE_FORM = "police_form", "수사의뢰 요청서 작성"
        POLICE_REPORT = "police_report", "수사의뢰를 교육지원청에 보고"
        CLOSE_ENTRY = "close_entry", "학적변동에 따른 복귀 처리"
        VOID = "void", "잘못 적음"

    BY_REPORT = (Code.REGISTER, Code.REPORT_OFFICE, Code.RETURN, Code.CLOSE_ENTRY)

    class Means(models.TextChoices):
        PHONE = "phone", "전화"
        TEXT = "text", "문자"
        VIDEO = "video", "화상통화"

    class Spoken(models.TextChoices):
        PUPIL = "pupil", "학생 본인"
        GUARDIAN = "guardian", "보호자"
        OTHER = "other", "그 밖의 사람"
        NOBODY = "nobody", "아무도 받지 않음"

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="measures")
    code = models.CharField(max_length=24, choices=Code)
    done_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    # Of a call (연락) only: how, with whom, and whom one reached under which number.
    means = models.CharField("방법", max_length=8, choices=Means, blank=True)
    spoken_with = models.CharField("통화한 사람", max_length=10, choices=Spoken, blank=True)
    contact = models.CharField("연락자 성명(관계)", max_length=40, blank=True)
    contact_phone = models.CharField("전화번호", max_length=20, blank=True)
    document = SchoolForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    told_by = SchoolForeignKey("self", models.PROTECT, null=True, related_name="tells")  # the call that told a fact
    voids = models.OneToOneField("self", models.PROTECT, null=True, related_name="voided_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("-done_on", "-recorded_at")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("attendance", "absencemeasure", "student", "document", "told_by", "voids"),
            models.CheckConstraint(
                condition=Q(means="", spoken_with="", contact="", contact_phone="")
                | Q(code="phone_daily", means__gt="", spoken_with__gt=""),
                name="only_calls_tell_whom_one_reached",
            ),
            models.CheckConstraint(
                condition=Q(code="void", voids__isnull=False, note__gt="") | (~Q(code="void") & Q(voids=None)),
                name="a_voiding_says_what_and_why",
            ),
        ]

    @property
    def is_by_hand(self) -> bool:
        """Written down by a person, not by a paper or a report: only this can have been written down wrongly."""
        return self.document_id is None and self.code not in (*self.BY_REPORT, self.Code.VOID)


class AbsenceRegistration(SchoolOwned):
    """A pupil's entry among the unexcused absentees (미인정결석학생 등록): one a pupil, for all his absences."""

    class Closing(models.TextChoices):
        RETURNED = "returned", "학교에 복귀"
        EXEMPTION = "exemption", "면제"
        DEFERMENT = "deferment", "유예"
        OUT_OF_QUOTA = "out_of_quota", "정원 외 학적관리"

    student = SchoolForeignKey("students.Student", models.PROTECT, related_name="+")
    first_absence_on = models.DateField("최초미인정결석일자")
    tenth_on = models.DateField("10일째", null=True)  # null: registered with the police request, whatever the day
    reason = models.CharField("사유", max_length=100)
    remark = models.CharField("비고", max_length=200, blank=True)
    returned_on = models.DateField("복귀일자", null=True)
    closed_as = models.CharField("복귀 구분", max_length=12, choices=Closing, blank=True)

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("attendance", "absenceregistration", "student"),
            models.UniqueConstraint(fields=("student",), name="one_registration_a_pupil"),
            models.CheckConstraint(
                condition=Q(returned_on=None, closed_as="") | Q(returned_on__isnull=False, closed_as__gt=""),
                name="a_registration_is_closed_on_a_day",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.returned_on is None


class RegistrationReport(SchoolOwned):
    """What was reported about a registration (대상학생 보고·제출·접수), with its number and the dates as they were."""

    registration = SchoolForeignKey(AbsenceRegistration, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField("순번")
    first_absence_on = models.DateField()
    tenth_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    closed_as = models.CharField(max_length=12, choices=AbsenceRegistration.Closing, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    document = SchoolForeignKey("documents.Document", models.SET_NULL, null=True, related_name="+")
    received_on = models.DateField(null=True)
    received_by = models.CharField(max_length=60, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("-year", "-number")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("attendance", "registrationreport", "registration", "document"),
            models.UniqueConstraint(fields=("school", "year", "number"), name="one_report_a_number"),
            models.CheckConstraint(
                condition=Q(received_on=None, noted_by=None) | Q(received_on__isnull=False, noted_by__isnull=False),
                name="somebody_noted_the_receipt",
            ),
        ]

    @property
    def kind(self) -> str:
        """What is reported: the registration, or how it ended."""
        return f"복귀({self.get_closed_as_display()})" if self.closed_as else "등록"

    @property
    def state(self) -> str:
        """삭제 · 보고 · 결재 중 · 제출 · 접수."""
        if self.dropped_at:
            return "삭제"
        if self.received_on:
            return "접수"
        if self.document is None or self.document.state == "discarded":
            return "보고"
        return "제출" if self.document.is_approved else f"승인요청({self.document.get_state_display()})"
