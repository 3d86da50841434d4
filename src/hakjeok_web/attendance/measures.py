"""Writing down what was done or learned about an unexcused absence (미인정결석 조치)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.actions import Touched, after_change
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.attendance.voiding import require_voidable, require_words
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.documents.models import Document
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.students.models import ClassPlacement, Student

LONGEST_NOTE = 300
Code = AbsenceMeasure.Code


@dataclass(frozen=True)
class Call:
    """One attempt to reach somebody (연락): how, who answered, and whether the pupil's safety is known by it."""

    means: str
    spoken_with: str
    contact: str = ""
    contact_phone: str = ""
    located: bool | None = None


def record_measure(
    *,
    student: Student,
    code: str,
    done_on: date,
    by: Actor,
    note: str = "",
    document: Document | None = None,
    call: Call | None = None,
    told_by: AbsenceMeasure | None = None,
) -> AbsenceMeasure:
    """Add a measure to a pupil's case (조치 기록); it is never edited, a later one corrects it or takes it back.

    With a `document` (a paper that was made) the right was asked for where the paper was made; without one only who
    may write the class's cases adds to them.

    Raises:
        Refused: no right to the class, an unknown code, a day to come or before the pupil was in a class, or nothing
            told of it.

    """
    places = _places(student, done_on, by.today)
    school_class = places[-1].school_class
    if document is None and not by.may_write_class(Menu.ABSENCE_CASES, school_class.pk):
        raise Refused(f"{school_class}의 미인정결석 조치는 그 반 담임교사나 학적 담당이 적습니다.")
    _require_lawful(code, done_on, note, by.today)
    if document is None:
        require_words(code, note)
    reached = {} if call is None else {
        "means": call.means, "spoken_with": call.spoken_with, "contact": call.contact.strip(),
        "contact_phone": call.contact_phone.strip(),
    }  # fmt: skip
    measure = AbsenceMeasure.objects.create(
        school_id=student.school_id, student=student, code=code, done_on=done_on, note=note.strip(),
        document=document, told_by=told_by, recorded_by=by.user, **reached,
    )  # fmt: skip
    _tell(school_class, student, by)
    return measure


@transaction.atomic
def record_call(*, student: Student, call: Call, done_on: date, note: str, by: Actor) -> AbsenceMeasure:
    """Write down a call (연락 기록), and what it tells of the pupil's safety.

    Raises:
        Refused: safety is claimed without having spoken to the pupil himself (p.27), or somebody was reached and
            nothing is told of it; or as `record_measure`.

    """
    _require_spoken_to_the_pupil(call)
    if call.spoken_with != AbsenceMeasure.Spoken.NOBODY and not note.strip():
        raise Refused(Reason("내용이 비어 있습니다. 들은 결석 사유와 출석을 독려한 내용을 적어 주세요(p.27).", "note"))
    measure = record_measure(student=student, code=Code.PHONE, done_on=done_on, note=note, call=call, by=by)
    if call.located is not None:
        told = Code.LOCATED if call.located else Code.NOT_LOCATED
        means = AbsenceMeasure.Means(call.means).label
        record_measure(student=student, code=told, done_on=done_on, note=f"{means}로 확인", by=by, told_by=measure)
    return measure


@transaction.atomic
def void_measure(*, measure: AbsenceMeasure, reason: str, by: Actor) -> AbsenceMeasure:
    """Take a measure back that was written down wrongly (잘못 적음); what a call told falls with the call.

    Raises:
        Refused: no right to the class, no reason, a paper or a report says it, or somebody took it back first.

    """
    student = Student.objects.select_for_update(no_key=True).get(pk=measure.student_id)
    school_class = _places(student, measure.done_on, by.today)[-1].school_class
    if not by.may_write_class(Menu.ABSENCE_CASES, school_class.pk):
        raise Refused(f"{school_class}의 미인정결석 조치는 그 반 담임교사나 학적 담당이 적습니다.")
    require_voidable(measure, reason)
    for each in (measure, *measure.tells.filter(voided_by=None)):
        AbsenceMeasure.objects.create(
            school_id=student.school_id, student=student, code=Code.VOID, voids=each, done_on=by.today,
            note=reason.strip(), recorded_by=by.user,
        )  # fmt: skip
    _tell(school_class, student, by)
    return measure


def _require_spoken_to_the_pupil(call: Call) -> None:
    is_spoken = call.means in (AbsenceMeasure.Means.PHONE, AbsenceMeasure.Means.VIDEO)
    if call.located and not (is_spoken and call.spoken_with == AbsenceMeasure.Spoken.PUPIL):
        raise Refused(
            Reason(
                "학생과 직접 통화하거나 화상통화한 때에만 소재·안전을 확인한 것입니다(p.27). 통화한 사람을 고치거나 "
                "‘확인하지 못함’을 골라 주세요.",
                "located",
            )
        )


def _places(student: Student, done_on: date, today: date) -> list[ClassPlacement]:
    found = ClassPlacement.objects.filter(student=student, from_on__lte=today)
    places = list(found.select_related("school_class__school_year").order_by("from_on"))
    if not places:
        raise Refused(f"{student.name} 학생은 아직 반이 없어 조치를 적을 수 없습니다. 반을 먼저 정해 주세요.")
    if done_on < places[0].from_on:
        raise Refused(
            Reason(
                f"{korean_date(done_on)}에는 {student.name} 학생이 이 학교의 반에 있지 않았습니다. 날짜를 고쳐 주세요.",
                "done_on",
            )
        )
    return places


def _require_lawful(code: str, done_on: date, note: str, today: date) -> None:
    if code not in Code.values or code == Code.VOID:
        raise Refused(Reason("무엇을 했는지 고르지 않았습니다. 목록에서 골라 주세요.", "code"))
    if done_on > today:
        raise Refused(
            Reason(f"{korean_date(done_on)}은 아직 오지 않은 날입니다. 한 날짜를 오늘까지로 적어 주세요.", "done_on")
        )
    if len(note) > LONGEST_NOTE:
        raise Refused(Reason(f"내용은 {LONGEST_NOTE}자까지 적을 수 있습니다. 줄여 주세요.", "note"))


def _tell(school_class: SchoolClass, student: Student, by: Actor) -> None:
    touched = Touched(by=by, school_class=school_class, days=frozenset(), students=frozenset({student.pk}))
    for tell in after_change:
        tell(touched)
