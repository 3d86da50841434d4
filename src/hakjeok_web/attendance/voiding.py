"""Taking back a measure that was written down wrongly (잘못 적음): the line stays, struck through, and counts no more.

Measures of pupils and of children who never came are taken back alike; a voiding is a line of its own, with its reason.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_time
from hakjeok_web.documents.actions import reference

LONGEST_REASON = 300
# What says nothing without words: what was met or found, how it is known, which facility (p.10, 11, 27, 126).
NEEDS_WORDS = frozenset(
    {
        "home_visit", "summons", "answered", "monthly_check", "police_request", "abuse_signs", "abuse_report",
        "located", "overseas_confirmed", "facility_certificate",
    }
)  # fmt: skip


def require_words(code: str, note: str) -> None:
    """Refuse a measure without what was met, found or heard, where the handbook asks for it."""
    if code in NEEDS_WORDS and not note.strip():
        raise Refused(
            Reason("내용이 비어 있습니다. 누구를 만나 무엇을 확인했는지, 어떻게 알게 되었는지 적어 주세요.", "note")
        )


def require_voidable(measure: Any, reason: str) -> None:
    """Refuse to take back what somebody has taken back first, what a paper or a report says, or without a reason.

    Called with the pupil or child locked, so that of two the second is told.
    """
    first = type(measure).objects.filter(voids=measure).select_related("recorded_by").first()
    if first is not None:
        who, at = first.recorded_by.name, korean_time(first.recorded_at)
        raise Refused(f"{who} 선생님이 {at}에 먼저 ‘잘못 적음’으로 표시했습니다. 바른 내용을 새로 적어 주세요.")
    if not measure.is_by_hand:
        raise Refused(
            "결재한 문서나 등록·보고가 적은 조치는 여기서 ‘잘못 적음’으로 표시할 수 없습니다. "
            "바른 문서를 다시 만들어 결재받아 주세요."
        )
    if len(reason) > LONGEST_REASON:
        raise Refused(Reason(f"까닭은 {LONGEST_REASON}자까지 적을 수 있습니다. 줄여 주세요.", "reason"))
    if not reason.strip():
        raise Refused(Reason("까닭이 비어 있습니다. 무엇을 잘못 적었는지 적어 주세요.", "reason"))


def standing(measures: Iterable[Any]) -> list[Any]:
    """Those that count: neither voidings nor voided. Reads nothing."""
    told = list(measures)
    voided = {each.voids_id for each in told}
    return [each for each in told if each.voids_id is None and each.pk not in voided]


def lines_of(measures: Sequence[Any], text_of: Callable[[Any], str], *, may_void: bool) -> list[dict[str, Any]]:
    """As `_timeline.html` wants them: a voiding directly above what it voids (screen rule: struck through)."""
    voidings = {each.voids_id: each for each in measures if each.voids_id}
    lines = []
    for each in measures:
        if each.voids_id is None:
            voiding = voidings.get(each.pk)
            lines += [_voiding_line(voiding, each)] if voiding else []
            lines.append(_line(each, text_of, voided=voiding is not None, may_void=may_void))
    return lines


def asked(lines: Iterable[dict[str, Any]], key: str) -> dict[str, Any] | None:
    """The line of the measure that is to be taken back; None where there is none that may be."""
    return next((line for line in lines if key and line.get("act_url") == _address(key)), None)


def _address(key: Any) -> str:
    return f"?void={key}#void"


def _line(each: Any, text_of: Callable[[Any], str], *, voided: bool, may_void: bool) -> dict[str, Any]:
    return {
        "on": each.done_on,
        "kind": each.get_code_display(),
        "text": text_of(each),
        "who": each.recorded_by.name,
        "paper": reference(each.document) if each.document_id else "",
        "paper_url": f"/documents/{each.document_id}/" if each.document_id else "",
        "cancelled": voided,
        "act_url": _address(each.pk) if may_void and each.is_by_hand and not voided else "",
        "act": each.get_code_display(),
    }


def _voiding_line(voiding: Any, voided: Any) -> dict[str, Any]:
    return {
        "on": voided.done_on,  # stands with what it voids; when it was written is told in words
        "shown_on": voiding.done_on,
        "kind": voiding.get_code_display(),
        "text": voiding.note,
        "who": voiding.recorded_by.name,
    }
