"""A consignment as its pages show it (위탁학생 화면): the procedure, the months, the history, the notes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from hakjeok_web.config.templatetags.korean import korean_date, short_date
from hakjeok_web.consignments.models import ConsignedMonth, Consignment, ConsignmentAct
from hakjeok_web.consignments.queries import Line, months_of

Code = ConsignmentAct.Code
Kind = Consignment.Kind
DONE, TO_DO, LATER = "끝남", "할 것", "아직 할 수 없음"
# What a page says beside the figures, by kind, each with the page of the handbook.
NOTES = {
    Kind.HOSPITAL_SCHOOL: (
        "성적과 평가는 소속 학교 학업성적관리위원회의 결정에 따라 처리합니다(p.32).",
        "병원학교에 출석하지 않은 날은 결석입니다(p.32). 건강장애학생의 그 결석은 질병결석으로 처리합니다(p.25).",
        "결석·지각이 없어도 출결 특기사항에 ‘개근’을 적지 않고 비워 둡니다(p.31).",
    ),
    Kind.REMOTE_CLASS: (
        "성적과 평가는 소속 학교 학업성적관리위원회의 결정에 따라 처리합니다(p.32).",
        "원격수업에 출석하지 않은 날은 결석 또는 결과로 처리합니다(p.32). "
        "건강장애학생의 그 결석은 질병결석으로 처리합니다(p.25).",
        "결석·지각이 없어도 출결 특기사항에 ‘개근’을 적지 않고 비워 둡니다(p.31).",
    ),
    Kind.ALTERNATIVE: ("미인정결석 관리·대응 절차를 따르지 않습니다(p.27 ⑤).",),
    Kind.PROTECTION: (
        "등교 학습 지원학교에서 한 봉사활동은 소재가 드러나지 않도록 학교생활기록부에 원적교로 적습니다(p.34).",
        "위탁기관과 소재지는 학적 담당과 교감·교장, 정해 둔 담임만 봅니다. "
        "목록에는 위탁기관이 나오지 않고, 인쇄와 엑셀에는 이 학생이 빠집니다.",
    ),
    Kind.JUVENILE: (
        "미인정결석 관리·대응 절차를 따르지 않습니다(p.27 ④).",
        "자세한 출결과 성적은 학교생활기록부 작성 요령의 ‘출결상황’을 따릅니다(p.34).",
    ),
}


def period_of(each: Consignment) -> str:
    """`2024. 4. 8.(월)~5. 31.(금)`."""
    if each.to_on is None:
        return f"{korean_date(each.from_on)}부터"
    last = short_date(each.to_on) if each.to_on.year == each.from_on.year else korean_date(each.to_on)
    return f"{korean_date(each.from_on)}~{last}"


def procedure_of(line: Line) -> list[dict[str, Any]]:
    """The steps of p.33 with their states, as `_task_list.html` wants them."""
    groups = [{"title": "시작", "tasks": list(_beginning(line))}, {"title": "출석 확인", "tasks": list(_months(line))}]
    if line.consignment.to_on is not None and line.consignment.to_on <= line.today:
        groups.append({"title": "복귀", "tasks": list(_return(line))})
    return [group for group in groups if group["tasks"]]


def _beginning(line: Line) -> Iterator[dict[str, Any]]:
    if line.consignment.is_of_health:
        yield _step(line, Code.DIAGNOSIS, "진단서 받기")
        yield _step(line, Code.OPINION, "담임교사 의견 쓰기")
        both = line.done_on(Code.DIAGNOSIS) and line.done_on(Code.OPINION)
        yield _step(line, Code.APPLIED, "교육지원청에 공문으로 신청", "" if both else "진단서와 담임 의견이 먼저입니다")
        applied = line.done_on(Code.APPLIED)
        yield _step(line, Code.ACCEPTED, "교육지원청의 등록 조치 확인", "" if applied else "신청이 먼저입니다")
    yield _task("register", "위탁학생 등록", f"{DONE} · {korean_date(line.done_on(Code.REGISTER))}")


def _months(line: Line) -> Iterator[dict[str, Any]]:
    """Months that are over and lack their record or its proof; where none does, one line says so."""
    for month in line.not_entered:
        yield _month_task(line, month, "출결확인서 받아 적기")
    for month in line.without_certificate:
        yield _month_task(line, month, "출결확인서 받기")
    if not line.not_entered and not line.without_certificate and line.due:
        yield _task("months", "지난달까지의 출결확인서 반영", DONE)


def _return(line: Line) -> Iterator[dict[str, Any]]:
    released = line.done_on(Code.RELEASED)
    if line.consignment.is_of_health:
        yield _step(line, Code.RELEASED, "기관에 공문으로 등록 해지")
        yield _step(line, Code.REPORTED, "교육지원청에 결과 보고", "" if released else "등록 해지가 먼저입니다")


def _step(line: Line, code: str, what: str, not_yet: str = "") -> dict[str, Any]:
    on = line.done_on(code)
    if on is not None:
        return _task(code, what, f"{DONE} · {korean_date(on)}")
    if not_yet:
        return _task(code, what, f"{LATER} ({not_yet})")
    return _task(code, what, TO_DO, f"?step={code}#record")


def _month_task(line: Line, month: date, what: str) -> dict[str, Any]:
    return _task(f"{month:%Y-%m}", f"{month.year}년 {month.month}월 {what}", TO_DO, month_url(line, month))


def _task(key: str, what: str, state: str, url: str = "") -> dict[str, Any]:
    return {"key": key, "what": what, "state_text": state, "url": url}


def month_url(line: Line, month: date) -> str:
    return reverse("consignments:month", args=(line.consignment.pk, month))


def notice_of(line: Line) -> dict[str, Any] | None:
    """The report that follows the return (p.33), as `_notice.html` wants it; None where nothing is owed."""
    if not line.owes_report:
        return None
    text = (
        f"{korean_date(line.consignment.to_on)}에 위탁이 끝났습니다. "
        "학교로 돌아왔으면 기관에 공문으로 등록을 해지하고, 관할 교육지원청에 결과를 보고해 주세요(p.33)."
    )
    return {"title": "복귀 뒤에 할 것", "text": text}


def next_of(line: Line) -> str:
    """What the list says is to be done next; empty where nothing is."""
    if line.not_entered:
        return f"{_listed(line.not_entered)} 기록"
    if line.without_certificate:
        return f"{_listed(line.without_certificate)} 출결확인서"
    for group in procedure_of(line):
        for task in group["tasks"]:
            if task["state_text"] == TO_DO:
                return task["what"]
    return ""


def _listed(months: list[date]) -> str:
    return "·".join(str(month.month) for month in months) + "월"


def month_rows(line: Line) -> list[dict[str, Any]]:
    """Every month that has begun, newest first."""
    by_month = {month.first_on: month for month in line.months}
    return [
        {
            "first_on": first_on,
            "url": month_url(line, first_on),
            "month": by_month.get(first_on),
            "entries": entries_of(by_month.get(first_on)),
            "is_due": first_on in line.due,
        }
        for first_on in months_of(line)
    ]


def entries_of(month: ConsignedMonth | None) -> str:
    """`질병결석 2, 미인정지각 1`."""
    counts: dict[str, int] = {}
    for entry in month.entries.all() if month else ():
        word = f"{entry.get_kind_display()}{entry.get_form_display()}"
        counts[word] = counts.get(word, 0) + entry.count
    return ", ".join(f"{word} {count}" for word, count in sorted(counts.items()))


def history_of(line: Line) -> list[dict[str, Any]]:
    """As `_timeline.html` wants it, newest first."""
    return [
        {
            "on": act.done_on,
            "kind": act.get_code_display(),
            "text": f" {act.note}" if act.note else "",
            "who": act.by.name,
        }
        for act in line.acts
    ]
