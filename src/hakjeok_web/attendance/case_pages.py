"""A case as its pages show it: the day ladder, the due steps, the history (미인정결석 관리 화면)."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from hakjeok.absence.actions import REGISTER_ON_DAY, ActionCode
from hakjeok.absence.ladder import VISIT_FROM_DAY
from hakjeok.vocabulary import Stage
from hakjeok_web.attendance.case_papers import Check, police_checks
from hakjeok_web.attendance.cases import Case, Task
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.attendance.voiding import lines_of as lines_of_measures
from hakjeok_web.config.templatetags.korean import days_left, short_date

Code = AbsenceMeasure.Code
FACTS = (
    Code.LOCATED, Code.NOT_LOCATED, Code.ABUSE_SIGNS, Code.NO_ABUSE, Code.OVERSEAS, Code.IN_COUNTRY, Code.FACILITY,
)  # fmt: skip
# Written by their own pages: the call, the registration with its reports.
ELSEWHERE = (Code.PHONE, *AbsenceMeasure.BY_REPORT)
DONE = tuple(code for code in Code if code not in (*FACTS, *ELSEWHERE, Code.VOID))
# The papers of a case in the order in which they come (p.29), each under what it is for.
FORMS = (
    ("2-6", "가정방문 점검표"),
    ("2-3", "내교 통지서"),
    ("2-5", "거주 확인·출석 독려 요청"),
    ("2-4", "경찰 수사의뢰 요청서"),
    ("4-10", "경찰에 수사 협조 요청"),
    ("4-9", "교육지원청에 수사 의뢰 보고"),
    ("4-8", "동에 결석 현황 제출"),
    ("2-7", "집중관리카드"),
)
LADDER = (
    (Stage.CONTACT, (ActionCode.PHONE_DAILY,)),
    (Stage.VISIT, (ActionCode.HOME_VISIT, ActionCode.SUMMONS)),
    (
        Stage.REPORT,
        (ActionCode.REGISTER, ActionCode.REPORT_OFFICE, ActionCode.REPORT_DONG, ActionCode.MONTHLY_CHECK),
    ),
)
NOT_ASKED = "확인하지 않음"
KNOWN: dict[str, tuple[str, dict[bool | None, str]]] = {
    "located": ("소재·안전", {True: "알고 있음", False: "모름", None: NOT_ASKED}),
    "abuse_signs": ("아동학대 징후", {True: "있음", False: "없음", None: NOT_ASKED}),
    "overseas_confirmed": ("해외 출국", {True: "확인함", False: "국내에 있음", None: NOT_ASKED}),
}
WAIVED = {True: "해외 출국 확인, p.37", False: "시설 재학확인서, p.27"}


def ladder_of(case: Case) -> list[dict[str, Any]]:
    """The scale 1~2일 · 3~9일 · 10일~ with what belongs to each stage, as `_ladder.html` wants it."""
    year = case.facts.calendar.school_year
    visit, report = VISIT_FROM_DAY.at(year).whole, REGISTER_ON_DAY.at(year).whole
    ranges = {
        Stage.CONTACT: f"1~{visit - 1}일",
        Stage.VISIT: f"{visit}~{report - 1}일",
        Stage.REPORT: f"{report}일부터",
    }
    return [
        {
            "range": ranges[stage],
            "current": case.ladder.stage is stage,
            "now": f"연속 {case.days}일째",
            "actions": [_ladder_line(case, code) for code in codes],
        }
        for stage, codes in LADDER
    ]


def _ladder_line(case: Case, code: ActionCode) -> dict[str, Any]:
    task = next((task for task in case.tasks if task.code == code), None)
    done_on = task.done_on if task else case.facts.done(code.value, case.facts.episode_on)
    due = f"{short_date(task.due)}까지" if task and task.is_open else ""
    due = "하지 않음" if any(missed.code == code for missed in case.missed) else due
    return {
        "text": code.korean,
        "who": task.who if task else "",
        "done": done_on is not None,
        "due": f"{short_date(done_on)} 함" if done_on else due,
        "waived": WAIVED[case.facts.told("overseas_confirmed", False)] if task and task.waived else "",
    }


def lines_of(case: Case, today: date) -> Iterator[dict[str, Any]]:
    """The steps still to be done, each with the measure that fulfils it; those of an earlier stage last."""
    for task in case.undone:
        missed = task in case.missed
        yield {
            "task": task,
            "missed": missed,
            "state": "overdue" if task.due < today else "today" if task.due == today else "later",
            "when": "하지 않음" if missed else "오늘" if task.due == today else days_left(task.due, today),
            "due": f"{short_date(task.due)}까지",
            "opens": list(opened_by(task, case.facts.student_id)),
            "reasons": reasons_of_task(task),
        }


def opened_by(task: Task, student_id: uuid.UUID) -> Iterator[dict[str, Any]]:
    """Where a step is done: its forms, filled from the case, and the place where it is written down."""
    for form in task.forms:
        if form in dict(FORMS):
            yield {"url": form_url(form, student_id), "text": form, "more": " 서식 쓰기", "is_form": True}
    if task.code == Code.PHONE:
        yield {"url": "?act=call#call", "text": "연락 적기", "more": ""}
    elif task.code in ELSEWHERE:
        yield {"url": f"/absence-cases/{student_id}/registration/", "text": "보고", "more": f": {task.title}"}
    elif task.code in Code.values:
        yield {"url": f"?code={task.code}#record", "text": "적기", "more": f": {task.title}"}


def form_url(form: str, student_id: uuid.UUID) -> str:
    return f"/forms/{form}/?student={student_id}"


def forms_of(case: Case, measures: Iterable[AbsenceMeasure]) -> list[dict[str, Any]]:
    """The papers of the case: where each is written, and the last one that was made since the absence began."""
    since, made = case.facts.episode_on, {}
    for each in measures:  # the newest first
        if each.document_id and each.done_on >= since:
            made.setdefault(each.document.definition, each)
    return [
        {"id": form, "title": title, "url": form_url(form, case.facts.student_id), "made": made.get(form)}
        for form, title in FORMS
    ]


def checks_of(case: Case) -> list[Check]:
    """What must have been done before the police are asked (2-4), since the absence began."""
    facts = case.facts
    since = [(code, on) for code, on in facts.measures if on >= facts.episode_on]
    # Only a child who is known to be somewhere is asked about for abuse alone.
    for_abuse = facts.told("abuse_signs", False) and facts.told("located", True)
    return police_checks(since, for_abuse=for_abuse, abroad=facts.told("overseas_confirmed", False))


def calls_of(measures: Iterable[AbsenceMeasure]) -> list[AbsenceMeasure]:
    """The calls (연락 기록), the newest first."""
    return [each for each in measures if each.code == Code.PHONE]


def reasons_of_task(task: Task) -> dict[str, Any]:
    """As `_reasons.html` wants them."""
    steps = ({"text": step.text, "page": step.source.page, "law": step.source.law} for step in task.reasons)
    return {"steps": list(steps), "warnings": []}


def known_of(case: Case) -> list[tuple[str, str]]:
    """What the school knows of the pupil, in words; what nobody has written down is not known (p.27)."""
    return [(title, by_word[case.facts.last_word(fact)]) for fact, (title, by_word) in KNOWN.items()]


def history_of(case: Case, measures: Sequence[AbsenceMeasure], *, may_void: bool) -> list[dict[str, Any]]:
    """Measures and absences together, newest first, as `_timeline.html` wants them."""
    entries = lines_of_measures(measures, text_of, may_void=may_void)
    entries += [
        {"on": last, "kind": "미인정결석", "text": _run_text(case, first, last)} for first, last in case.facts.runs
    ]
    return sorted(entries, key=lambda entry: entry["on"], reverse=True)


def text_of(measure: AbsenceMeasure) -> str:
    """A measure in words; a call says how and with whom."""
    reached = measure.contact or (measure.get_spoken_with_display() if measure.spoken_with else "")
    parts = (measure.get_means_display() if measure.means else "", reached, measure.note)
    return " · ".join(part for part in parts if part)


def _run_text(case: Case, first: date, last: date) -> str:
    days = case.facts.calendar.count(first, last)
    return f"{short_date(first)}~{short_date(last)} 수업일 {days}일" if days > 1 else "하루"


def order_of(case: Case) -> tuple:
    """The list's order: what is due first, then the longest absence, then class and number."""
    due = case.open_tasks[0].due if case.open_tasks else date.max
    return (due, -case.days, case.facts.grade, case.facts.class_number, case.facts.number)
