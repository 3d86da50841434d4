"""What a case fills into papers about it (서식 미리 채우기): days, measures and what is known, by field."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hakjeok.absence.intensive_care import Ground, IntensiveCareFacts, intensive_care
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.cases import Case, read_cases
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.documents import registry
from hakjeok_web.documents.registry import Subject
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.facts import calendars_of

Code = AbsenceMeasure.Code
NONE = "해당 없음"
LONGEST_REMARK = 300
# What the form to the dong tells of in its remarks (4-8: 조치한 내용을 날짜와 함께).
_WORTH_TELLING = (
    Code.PHONE, Code.HOME_VISIT, Code.SUMMONS, Code.DONG_REQUEST, Code.POLICE, Code.POLICE_FORM, Code.RETURN,
)  # fmt: skip


@dataclass(frozen=True)
class Matter:
    """A case as papers want it: the decisions, and every measure since the absence began."""

    case: Case
    measures: Sequence[AbsenceMeasure]  # the oldest first
    actor: Actor
    subject: Subject

    @property
    def run(self) -> tuple[date, date] | None:
        """The absence that goes on, else the last one."""
        runs = self.case.facts.runs
        return runs[-1] if runs else None

    @property
    def days(self) -> int:
        return self.case.facts.calendar.count(*self.run) if self.run else 0

    @property
    def period(self) -> dict[str, str]:
        return {"from": self.run[0].isoformat(), "to": self.run[1].isoformat()} if self.run else {}

    @property
    def has_abuse_signs(self) -> bool:
        return self.case.facts.told("abuse_signs", False)

    def of(self, *codes: str) -> list[AbsenceMeasure]:
        return [each for each in self.measures if each.code in codes]

    def last_day(self, code: str) -> date | None:
        return max((each.done_on for each in self.of(code)), default=None)


def matter_of(actor: Actor, subject: Subject) -> Matter | None:
    """The case of a paper's pupil, where there is one within reach. Four queries."""
    year = schools.year_of(actor.school_id, actor.today)
    if year is None:
        return None
    found = read_cases(
        year, calendars_of(year), today=actor.today, students=[subject.pupil_id],
        classes=actor.readable_classes(Menu.ABSENCE_CASES),
    )  # fmt: skip
    if not found:
        return None
    since = found[0].facts.episode_on
    measures = AbsenceMeasure.objects.filter(
        student_id=subject.pupil_id, done_on__gte=since, voids=None, voided_by=None
    )
    ordered = measures.select_related("recorded_by").order_by("done_on", "recorded_at")
    return Matter(found[0], list(ordered), actor, subject)


def make_known() -> None:
    """Tell the papers' layer what cases fill in."""
    for definition, fill in _FILLS.items():
        registry.proposals.setdefault(definition, []).append(_proposing(fill))


def _proposing(fill: Callable[[Matter], Mapping[str, Any]]) -> Callable[[Actor, Subject], Mapping[str, Any]]:
    def propose(actor: Actor, subject: Subject) -> Mapping[str, Any]:
        matter = matter_of(actor, subject)
        filled = fill(matter) if matter else {}
        return {key: value for key, value in filled.items() if value not in (None, "")}

    return propose


def _police_request(matter: Matter) -> dict[str, Any]:
    """2-4: who, what was checked, why."""
    visits = [_told(each) for each in matter.of(Code.HOME_VISIT)][:2]
    return {
        "investigation_kind": ["학대(의심) 수사" if matter.has_abuse_signs else "소재 수사"],
        "status_kind": "(장기) 미인정결석",
        "persons": _persons(matter),
        "home_visits": [{"visited_at_result": text} for text in visits],
        "resident_lookup_result": _note_of(matter, Code.RESIDENT_LOOKUP),
        "overseas_check": _note_of(matter, Code.IMMIGRATION_LOOKUP)[:60],
        "deferral_reason": NONE,
        "quota_out_reason": NONE,
        "request_reason": _why_police(matter),
    }


def _persons(matter: Matter) -> list[dict[str, str]]:
    known = matter.subject.values
    guardians = [
        {
            "name": known.get(f"guardian.{who}_name", ""),
            "phone": known.get(f"guardian.{who}_phone", ""),
            "relation": word,
        }
        for who, word in (("father", "부"), ("mother", "모"))
        if known.get(f"guardian.{who}_name")
    ]
    return [{"name": matter.case.facts.name, "phone": known.get("student.phone", ""), "relation": "본인"}, *guardians]


def _why_police(matter: Matter) -> str:
    if matter.run is None:
        return ""
    calls = len(matter.of(Code.PHONE))
    tried = f" 그동안 {calls}번 연락하고" if calls else ""
    visits = len(matter.of(Code.HOME_VISIT))
    visited = f" {visits}번 가정방문을 하였으나" if visits else ""
    known = "아동학대 징후가 있어" if matter.has_abuse_signs else "학생의 소재와 안전을 확인하지 못하여"
    return (
        f"해당 아동은 {korean_date(matter.run[0])}부터 수업일로 {matter.days}일 미인정결석하였음.{tried}{visited} "
        f"{known} 수사를 요청함."
    )


def _dong_request(matter: Matter) -> dict[str, Any]:
    """2-5."""
    return {"students": [{"absence_period": matter.period}]}


def _visit(matter: Matter) -> dict[str, Any]:
    """2-6: the checklist that the visitors take along."""
    facts, school = matter.case.facts, matter.actor.school_name
    return {
        "visit_period": matter.actor.today.isoformat(),
        "inspectors": [{"affiliation": school, "name": matter.actor.user.name}],
        "student_school": f"{school} {facts.grade}학년 {facts.class_number}반",
        "absence_start": matter.run[0].isoformat() if matter.run else None,
    }


def _watch_card(matter: Matter) -> dict[str, Any]:
    """2-7: what was done day by day, and each month's care."""
    visits, summons = matter.of(Code.HOME_VISIT), matter.of(Code.SUMMONS)
    return {
        "process": _process(matter),
        "home_visit_datetime": " / ".join(_told(each) for each in visits)[:150] or "없음",
        "guardian_visit_datetime": " / ".join(_told(each) for each in summons)[:150] or "없음",
        "selection_reason": _why_selected(matter),
        "monthly": [_month_of_card(each) for each in matter.of(Code.MONTHLY)],
    }


def _process(matter: Matter) -> list[dict[str, str]]:
    """Before the absence, its first day, its second day: as printed on the card."""
    days = matter.case.facts.calendar.between(*matter.run)[:2] if matter.run else ()
    lines: list[dict[str, str]] = [{}]
    for day in days:
        done = [each for each in matter.measures if each.done_on == day]
        line = {
            "checked": "; ".join(each.note for each in done if each.note)[:150],
            "action": ", ".join(dict.fromkeys(each.get_code_display() for each in done))[:150],
        }
        lines.append({key: text for key, text in line.items() if text})
    return lines


def _why_selected(matter: Matter) -> str:
    located = matter.case.facts.told("located", True)
    facts = IntensiveCareFacts(
        unlocated=not located, abuse_feared=matter.has_abuse_signs,
        principal_judges=located and not matter.has_abuse_signs,
    )  # fmt: skip
    return " ".join(f"{Ground(ground).korean}." for ground in intensive_care(facts).grounds)


def _month_of_card(measure: AbsenceMeasure) -> dict[str, str]:
    return {"checker": measure.recorded_by.name, "content": measure.note, "action": "출석 독려"}


def _status_to_dong(matter: Matter) -> dict[str, Any]:
    """4-8: the absence in school days, and what was done."""
    told = [
        f"{each.get_code_display()}({each.done_on.month}. {each.done_on.day}.)" for each in matter.of(*_WORTH_TELLING)
    ]
    line = {
        "absence_period": matter.period, "absence_days": matter.days,
        "remark": ", ".join(dict.fromkeys(told))[:LONGEST_REMARK],
    }  # fmt: skip
    return {"students": [{key: value for key, value in line.items() if value}]}


def _police_report(matter: Matter) -> dict[str, Any]:
    """4-9."""
    asked_on = matter.last_day(Code.POLICE) or matter.actor.today
    kind = "학대의심" if matter.has_abuse_signs else "소재수사"
    return {
        "case_kind": "아동학대 피해 의심 학생" if matter.has_abuse_signs else "미인정결석 중인 학생",
        "cases": [{"requested_on": asked_on.isoformat(), "kind": kind}],
    } | _about_abuse(matter, "아동학대 피해의심 학생에 대한 수사 의뢰 사안 보고")


def _police_letter(matter: Matter) -> dict[str, Any]:
    """4-10."""
    kind = "아동학대 피해 의심" if matter.has_abuse_signs else "미인정결석"
    return {"case_kind": kind} | _about_abuse(matter, "아동학대 피해의심 학생에 대한 수사 협조 요청")


def _about_abuse(matter: Matter, subject: str) -> dict[str, str]:
    """Another title and another law where abuse is feared."""
    if not matter.has_abuse_signs:
        return {}
    return {"subject": subject, "related": "아동학대범죄의 처벌 등에 관한 특례법 제10조"}


def _told(measure: AbsenceMeasure) -> str:
    return f"{korean_date(measure.done_on)} {measure.note}".strip()


def _note_of(matter: Matter, code: str) -> str:
    notes: Iterable[str] = (each.note for each in matter.of(code))
    return next((note for note in notes if note), "")


_FILLS: Mapping[str, Callable[[Matter], Mapping[str, Any]]] = {
    "2-4": _police_request,
    "2-5": _dong_request,
    "2-6": _visit,
    "2-7": _watch_card,
    "4-8": _status_to_dong,
    "4-9": _police_report,
    "4-10": _police_letter,
}

__all__ = ["Matter", "make_known", "matter_of"]
