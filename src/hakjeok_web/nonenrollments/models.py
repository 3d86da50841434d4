"""Children who were notified and never came (미취학 아동): who they are, and what was done about each."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school


class NonEnrolledChild(SchoolOwned):
    """A child of the school's list who did not come on the entrance day (미취학 아동). He is no pupil yet."""

    class State(models.TextChoices):
        OPEN = "open", "관리 중"
        ENTERED = "entered", "입학함"
        MOVED = "moved", "다른 곳으로 전출"
        EXEMPT = "exempt", "면제"
        DEFERRED = "deferred", "유예"
        OUT_OF_QUOTA = "out_of_quota", "정원 외 학적관리"
        MISTAKEN = "mistaken", "잘못 올림"

    class Sex(models.TextChoices):
        MALE = "male", "남"
        FEMALE = "female", "여"

    entrance_on = models.DateField("입학기일")
    name = models.CharField("아동 성명", max_length=60)
    sex = models.CharField("성별", max_length=6, choices=Sex)
    birth_on = models.DateField("생년월일")
    address = models.CharField("주소", max_length=200)
    guardian_name = models.CharField("보호자 성명", max_length=60)
    guardian_relation = models.CharField("아동과의 관계", max_length=20, blank=True)
    guardian_phone = models.CharField("보호자 연락처", max_length=20, blank=True)
    notified_on = models.DateField("취학 통지일", null=True)
    note = models.CharField("비고", max_length=200, blank=True)
    state = models.CharField(max_length=14, choices=State, default=State.OPEN)
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    tenancy = tenancy.SCHOOL_KEPT

    class Meta(SchoolOwned.Meta):
        ordering = ("entrance_on", "name", "id")
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=("school", "entrance_on", "name", "birth_on"),
                condition=~Q(state="mistaken"),
                name="one_child_a_list",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="a_child_s_matter_ends_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class ChildMeasure(SchoolOwned):
    """What was done or learned about a child who did not come (미취학 아동 조치). Never edited."""

    class Code(models.TextChoices):
        PHONE = "phone_daily", "전화 연락"
        URGE = "urge_letter", "취학 독촉장 발송"
        HOME_VISIT = "home_visit", "가정방문"
        SUMMONS = "summons", "내교 요청"
        COMMITTEE = "committee", "의무교육관리위원회 개최"
        RECORD = "create_record", "학적 생성"
        REGISTER = "register", "미인정결석 등록·제출"
        REPORT_OFFICE = "report_office", "교육지원청 보고"
        REPORT_DONG = "report_dong", "주민센터 통보"
        MONTHLY = "monthly_check", "월 1회 소재·안전 확인"
        DONG_REQUEST = "dong_request", "동에 가정방문 협조 요청"
        RESIDENT_LOOKUP = "resident_lookup", "주민등록 조회"
        IMMIGRATION_LOOKUP = "immigration_lookup", "출입국사실 조회"
        POLICE_FORM = "police_form", "수사의뢰 요청서 작성"
        POLICE = "police_request", "경찰 수사의뢰"
        ABUSE_REPORT = "abuse_report", "아동학대 신고"
        ANSWERED = "answered", "내교에 응함"
        NOT_ANSWERED = "not_answered", "내교에 응하지 않음"
        LOCATED = "located", "소재·안전을 알게 됨"
        NOT_LOCATED = "not_located", "소재·안전을 모름"
        ABUSE_SIGNS = "abuse_signs", "아동학대 징후"
        NO_ABUSE = "no_abuse_signs", "아동학대 징후가 없음을 알게 됨"
        OVERSEAS = "overseas_confirmed", "해외 출국을 알게 됨"
        IN_COUNTRY = "in_country", "국내에 있음을 알게 됨"
        FACILITY = "facility_certificate", "미인가 대안교육시설 재학확인서 받음"
        VOID = "void", "잘못 적음"

    child = SchoolForeignKey(NonEnrolledChild, models.PROTECT, related_name="measures")
    code = models.CharField(max_length=24, choices=Code)
    done_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    means = models.CharField("방법", max_length=8, choices=AbsenceMeasure.Means, blank=True)
    contact = models.CharField("연락자 성명(관계)", max_length=40, blank=True)
    contact_phone = models.CharField("전화번호", max_length=20, blank=True)
    document = SchoolForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    voids = models.OneToOneField("self", models.PROTECT, null=True, related_name="voided_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        ordering = ("-done_on", "-recorded_at")
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("nonenrollments", "childmeasure", "child", "document", "voids"),
            models.CheckConstraint(
                condition=Q(code="void", voids__isnull=False, note__gt="") | (~Q(code="void") & Q(voids=None)),
                name="a_child_s_voiding_says_what_and_why",
            ),
        ]

    @property
    def is_by_hand(self) -> bool:
        """Written down by a person, not by a paper: only this can have been written down wrongly."""
        return self.document_id is None and self.code != self.Code.VOID
