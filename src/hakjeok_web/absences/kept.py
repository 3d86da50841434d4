"""Days of the register that an approved request keeps (결재한 신청의 출결): they change with it alone."""

from collections.abc import Iterator, Mapping

from hakjeok.korean import with_particle
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.attendance.ordered import Key
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.documents.actions import reference

State = AbsenceRequest.State
REPORT_PAGE, TRIP_PAGE = 25, 22


def days_of_requests(notes: Mapping[Key, str]) -> dict[Key, str]:
    """For days that still say what an approved paper wrote: whose they are, and the way out. One query."""
    days = [day for _, day in notes]
    rows = AbsenceRequest.objects.filter(
        student_id__in={student for student, _ in notes}, from_on__lte=max(days), to_on__gte=min(days),
        state__in=(State.APPROVED, State.CLOSED),
    )  # fmt: skip
    found = rows.exclude(document=None).select_related("document__school").defer("document__values")
    return dict(line for each in found for line in _of_request(each, notes))


def _of_request(request: AbsenceRequest, notes: Mapping[Key, str]) -> Iterator[tuple[Key, str]]:
    paper = reference(request.document)
    for key, note in notes.items():
        if key[0] == request.student_id and request.from_on <= key[1] <= request.to_on and note == paper:
            yield key, _sentence(request, key, paper)


def _sentence(request: AbsenceRequest, key: Key, paper: str) -> str:
    desk, page = request.get_kind_display(), TRIP_PAGE if request.is_trip else REPORT_PAGE
    written = f"{short_date(key[1])}은 결재한 {with_particle(desk, '이', '가')} 적은 날입니다({paper}, p.{page}). "
    if request.state == State.CLOSED or key[1] == request.from_on:  # what does not end early
        return f"{written}등교했거나 잘못된 신청이면 학적 담당에게 ‘신청 취소’를 부탁해 주세요."
    return (
        f"{written}등교했으면 ‘{desk}’에서 ‘일찍 마침’을 누르고, "
        "잘못된 신청이면 학적 담당에게 ‘신청 취소’를 부탁해 주세요."
    )
