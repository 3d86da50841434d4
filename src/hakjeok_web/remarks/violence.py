"""Measures against school violence (학교폭력 조치사항): recorded as decided, changed by what an appeal brought."""

import uuid
from datetime import date

from hakjeok.attendance.remark import RemarkFacts
from hakjeok.attendance.remark_items import Measure
from hakjeok.errors import BadInput
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.remarks.actions import lock_pupils
from hakjeok_web.remarks.models import MeasureChange, ViolenceMeasure
from hakjeok_web.schools.actions import require_open
from hakjeok_web.schools.models import SchoolClass

LONGEST = 200


def record_violence(
    *, school_class: SchoolClass, student: uuid.UUID, law_item: int, decided_on: date, text: str, by: Actor
) -> ViolenceMeasure:
    """Record a measure at once with the day of its decision (교육지원청 내부결재일, p.30).

    Raises:
        Refused: no right, an item that is written elsewhere, no words, a day to come, the same measure again.

    """
    _require_writer(by, school_class)
    _require_lawful(law_item, decided_on, text, by.today)
    lock_pupils([student])
    if ViolenceMeasure.objects.filter(student_id=student, law_item=law_item, decided_on=decided_on).exists():
        raise Refused(
            Reason(
                f"{korean_date(decided_on)} 제{law_item}호 조치는 이미 적혀 있습니다. "
                "바뀌었으면 ‘조치 변경’에 적어 주세요.",
                field="decided_on",
            )
        )
    return ViolenceMeasure.objects.create(
        school_id=school_class.school_id, student_id=student, law_item=law_item, decided_on=decided_on,
        text=" ".join(text.split()), recorded_by=by.user, recorded_at=clock.now(),
    )  # fmt: skip


def change_violence(
    *,
    school_class: SchoolClass,
    measure: ViolenceMeasure,
    ground: str,
    law_item: int | None,
    text: str,
    changed_on: date,
    seen: int,
    by: Actor,
) -> MeasureChange:
    """Add what an appeal or a lawsuit made of a measure (조치 변경); its first date stays. No item: it is gone.

    Raises:
        Refused: as for a new measure, or somebody else changed it since `seen` changes were seen.

    """
    _require_writer(by, school_class)
    lock_pupils([measure.student_id])
    changes = list(measure.later.select_related("recorded_by"))
    if len(changes) != seen:
        raise Refused(
            f"{changes[-1].recorded_by.name} 선생님이 먼저 이 조치를 바꾸었습니다. 아래 이력을 보고 다시 적어 주세요."
        )
    _require_change(measure, ground, law_item, text, changed_on, by.today)
    return MeasureChange.objects.create(
        school_id=measure.school_id, measure=measure, ground=ground, law_item=law_item,
        text=" ".join(text.split()) if law_item else "", changed_on=changed_on, place=seen + 1, recorded_by=by.user,
        recorded_at=clock.now(),
    )  # fmt: skip


def _require_writer(by: Actor, school_class: SchoolClass) -> None:
    require_open(school_class.school_year, today=by.today)
    if not by.may_write_class(Menu.VIOLENCE_MEASURES, school_class.pk):
        raise Refused("학교폭력 조치사항은 그 권한을 받은 사람만 적습니다. 학교권한관리자에게 요청해 주세요.")


def _require_lawful(law_item: int, decided_on: date, text: str, today: date) -> None:
    _require_words(law_item, decided_on, text)
    if decided_on > today:
        raise Refused(
            Reason(f"{korean_date(decided_on)}은 아직 오지 않은 날입니다. 결정한 날을 적어 주세요.", "decided_on")
        )


def _require_change(measure, ground: str, law_item: int | None, text: str, changed_on: date, today: date) -> None:
    if ground not in MeasureChange.Ground.values:
        raise Refused(Reason("바뀐 까닭을 고르지 않았습니다. 목록에서 골라 주세요.", "ground"))
    if law_item is not None:
        _require_words(law_item, measure.decided_on, text)
    if not measure.decided_on <= changed_on <= today:
        first = korean_date(measure.decided_on)
        raise Refused(Reason(f"바뀐 날은 처음 결정한 {first}부터 오늘까지 가운데서 적어 주세요.", field="changed_on"))


def _require_words(law_item: int, decided_on: date, text: str) -> None:
    """What the rule itself refuses: items 4 to 6 with their words (attendance.remark)."""
    try:
        RemarkFacts(measures=(Measure(law_item=law_item, decided_on=decided_on, text=text),), grade=1)
    except BadInput as refusal:
        raise Refused(Reason(refusal.message, field=refusal.field.rpartition(".")[2], page=30)) from refusal
    if len(text) > LONGEST:
        raise Refused(Reason(f"조치사항은 {LONGEST}자까지 적을 수 있습니다. 줄여 주세요.", "text"))


__all__ = ["change_violence", "record_violence"]
