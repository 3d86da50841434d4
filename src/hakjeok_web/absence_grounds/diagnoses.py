"""Verbs of diagnoses that are valid for a semester (학기 진단서): register, cancel."""

from dataclasses import dataclass
from datetime import date

from hakjeok_web.absence_grounds.acts import record, require_as_seen, require_reason, saved
from hakjeok_web.absence_grounds.models import Diagnosis, GroundAct
from hakjeok_web.absence_grounds.register import locked
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_time
from hakjeok_web.schools.models import Semester
from hakjeok_web.students.models import Student

RIGHT = Menu.ABSENCE_REPORTS
DUST_PAGE, CERTIFICATE_PAGE = 25, 26
Ground = Diagnosis.Ground


@dataclass(frozen=True)
class Particulars:
    """What a person writes about the doctor's paper (등록할 내용)."""

    ground: str
    received_on: date
    paper: str
    says_of_dust: bool = False
    has_certificate: bool = False


def register(*, student: Student, told: Particulars, by: Actor) -> Diagnosis:
    """Register the paper for the semester in which it was received (p.26: 학기 초 최초 제출한 진단서로 갈음).

    Raises:
        Refused: no right to his class, the paper says too little, or the semester has one already.

    """
    [each] = locked([student.pk], by=by, right=RIGHT)
    _require_lawful(told, by.today)
    semester = _semester(each.school_class.school_year, told.received_on)
    _require_first(student, semester, told.ground)
    made = Diagnosis.objects.create(
        school_id=student.school_id, student=student, semester=semester, registered_by=by.user, **vars(told)
    )
    record(made, GroundAct.Code.REGISTER, by, told.paper)
    return made


def _require_lawful(told: Particulars, today: date) -> None:
    reasons = []
    if told.received_on > today:
        reasons.append(Reason("받은 날이 아직 오지 않은 날입니다. 오늘까지의 날을 적어 주세요.", "received_on"))
    if told.ground == Ground.FINE_DUST and not told.says_of_dust:
        reasons.append(
            Reason(
                "미세먼지와의 관련성이나 향후 치료의견이 적힌 진단서라야 합니다(p.25). "
                "그런 소견이 있는지 확인해 주세요.",
                "says_of_dust", page=DUST_PAGE,
            )
        )  # fmt: skip
    if told.ground == Ground.HUMIDIFIER and not told.has_certificate:
        reasons.append(
            Reason(
                "환경부의 가습기 살균제 건강 피해자 증명서가 있어야 합니다(p.26). 증명서를 먼저 받아 주세요.",
                "has_certificate", page=CERTIFICATE_PAGE,
            )
        )  # fmt: skip
    if reasons:
        raise Refused(*reasons)


def _semester(school_year, day: date) -> Semester:
    found = school_year.semesters.filter(first_on__lte=day, last_on__gte=day).first()
    if found is None:
        raise Refused(Reason(f"{school_year}의 학기에 들지 않는 날입니다. 받은 날을 확인해 주세요.", "received_on"))
    return found


def _require_first(student: Student, semester: Semester, ground: str) -> None:
    stands = Diagnosis.objects.filter(student=student, semester=semester, ground=ground, is_cancelled=False)
    if other := stands.select_related("registered_by").first():
        raise Refused(
            f"{other.registered_by.name} 선생님이 {korean_time(other.registered_at)}에 {semester.number}학기 진단서를 "
            "이미 등록했습니다. 틀렸으면 그 등록을 취소한 뒤 다시 등록해 주세요."
        )


def cancel(*, diagnosis: Diagnosis, seen: int, reason: str, by: Actor) -> Diagnosis:
    """Take back a registration that was wrong (등록 취소); it stays on record with its reason."""
    locked([diagnosis.student_id], by=by, right=RIGHT)
    stands = Diagnosis.objects.get(pk=diagnosis.pk)
    require_as_seen(stands, seen)
    require_reason(reason)
    stands.is_cancelled = True
    return saved(stands, GroundAct.Code.CANCEL, by, reason.strip())
