"""취학 독려 기록부 (서식 4-11): every contact and check of a month, of absent pupils and children who never came."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.attendance.month import end_of
from hakjeok_web.nonenrollments.models import ChildMeasure
from hakjeok_web.nonenrollments.queries import sees_children

LONG_ABSENT, NEVER_CAME = "장기 미인정 결석", "무단미취학"
# What counts as urging or checking (작성요령 ①): calls, visits, lookups, letters.
URGING = (
    "phone_daily", "home_visit", "summons", "monthly_check", "resident_lookup", "immigration_lookup", "dong_request",
    "urge_letter",
)  # fmt: skip
# What a later line says of the situation (③), by the fact that was told.
SITUATIONS = {
    "overseas_confirmed": "해외 출국",
    "facility_certificate": "미인가 대안교육시설 재학",
    "located": "소재·안전 확인",
    "not_located": "소재·안전 모름",
    "in_country": "국내 거주",
}
COLUMNS = (
    "확인일자", "미취학유형", "현상황", "아동성명", "생년월일", "독려방법", "연락자성명(관계)", "전화번호",
    "취학독려자(직위)", "확인 내용 또는 취학독려 내용", "비고",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the register."""

    on: date
    kind: str
    situation: str
    person_id: uuid.UUID
    name: str
    birth_on: date
    url: str
    method: str
    contact: str
    phone: str
    by: str
    content: str

    @property
    def cells(self) -> list[Any]:
        """As a row of the Excel file."""
        return [
            self.on, self.kind, self.situation, self.name, self.birth_on, self.method, self.contact, self.phone,
            self.by, self.content, "",
        ]  # fmt: skip

    @property
    def values(self) -> dict[str, str]:
        """As a line of the form 4-11; what is empty is left to be written."""
        told = {
            "checked_on": self.on.isoformat(), "kind": self.kind, "situation": self.situation,
            "student_name": self.name, "student_birth": self.birth_on.isoformat(), "method": self.method,
            "contact_name_relation": self.contact, "contact_phone": self.phone, "encourager": self.by,
            "content": self.content,
        }  # fmt: skip
        return {key: text for key, text in told.items() if text}


def lines_of(actor: Actor, month: date) -> list[Line]:
    """The register of a month, the oldest first. Three queries."""
    titles = _titles(actor)
    pupils = _lines(_of_pupils(actor, month), LONG_ABSENT, month, titles)
    children = _lines(_of_children(actor, month), NEVER_CAME, month, titles) if sees_children(actor) else ()
    return sorted([*pupils, *children], key=lambda line: (line.on, line.name))


def _titles(actor: Actor) -> Mapping[uuid.UUID, str]:
    people = Staff.objects.filter(school_id=actor.school_id).order_by("from_on")
    return {each.user_id: each.title for each in people}


def _of_pupils(actor: Actor, month: date):
    """Everything told up to the end of the month: earlier facts say how things stood."""
    found = AbsenceMeasure.objects.filter(school_id=actor.school_id, done_on__lt=end_of(month), voided_by=None)
    reach = actor.readable_classes(Menu.ABSENCE_CASES)
    if reach is not None:
        found = found.filter(
            Q(student__placements__to_on=None) | Q(student__placements__to_on__gte=actor.today),
            student__placements__school_class__in=reach,
            student__placements__from_on__lte=actor.today,
        )
    in_month = found.filter(done_on__gte=month, code__in=URGING).values("student_id")
    return found.filter(student_id__in=in_month).select_related("student", "recorded_by").order_by("done_on", "id")


def _of_children(actor: Actor, month: date):
    found = ChildMeasure.objects.filter(school_id=actor.school_id, done_on__lt=end_of(month), voided_by=None)
    in_month = found.filter(done_on__gte=month, code__in=URGING).values("child_id")
    return found.filter(child_id__in=in_month).select_related("child", "recorded_by").order_by("done_on", "id")


def _lines(measures: Iterable[Any], kind: str, month: date, titles: Mapping[uuid.UUID, str]) -> Iterator[Line]:
    situations: dict[uuid.UUID, str] = {}
    told = list(measures)
    for each in told:
        person = _person(each)
        if each.code in SITUATIONS:
            situations[person.pk] = SITUATIONS[each.code]
    for each in told:
        if each.code in URGING and each.done_on >= month:
            person = _person(each)
            yield _line(each, person, kind, situations.get(person.pk, ""), titles)


def _person(measure: Any) -> Any:
    return measure.student if isinstance(measure, AbsenceMeasure) else measure.child


def _line(each: Any, person: Any, kind: str, situation: str, titles: Mapping[uuid.UUID, str]) -> Line:
    title = titles.get(each.recorded_by_id, "")
    start = "/absence-cases/" if kind == LONG_ABSENT else "/absence-cases/children/"
    spoken = each.get_spoken_with_display() if getattr(each, "spoken_with", "") else ""
    return Line(
        on=each.done_on,
        kind=kind,
        situation=situation,
        person_id=person.pk,
        name=person.name,
        birth_on=person.birth_on,
        url=f"{start}{person.pk}/",
        method=each.get_means_display() or each.get_code_display(),
        contact=each.contact or spoken,
        phone=each.contact_phone,
        by=f"{each.recorded_by.name}({title})" if title else each.recorded_by.name,
        content=each.note,
    )
