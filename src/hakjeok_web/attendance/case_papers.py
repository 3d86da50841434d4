"""What papers about an unexcused absence cause (조치가 되는 문서), and what must come before them (먼저 할 확인)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance.cases import read_cases
from hakjeok_web.attendance.measures import record_measure
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.documents import registry
from hakjeok_web.documents.entry import pupils_of
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import Effect
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.students.models import Student

Code = AbsenceMeasure.Code
FOR_WHEREABOUTS = "소재 수사"
POLICE_PAGE = 123


@dataclass(frozen=True)
class PaperOfCase:
    """A form that belongs to a case: which measure it becomes, and on which day."""

    definition: str
    code: Code
    note: str
    day_field: str = ""  # the field that tells when it was done; else the day of the approval


PAPERS = (
    PaperOfCase("2-3", Code.SUMMONS, "내교 통지서(2-3)"),
    PaperOfCase("2-4", Code.POLICE_FORM, "경찰 수사의뢰 요청서(2-4)"),
    PaperOfCase("2-5", Code.DONG_REQUEST, "거주 확인 및 출석 독려 협조 요청(2-5)"),
    PaperOfCase("2-6", Code.HOME_VISIT, "가정방문 점검표(2-6)", "visit_period"),
    PaperOfCase("2-7", Code.WATCH_CARD, "집중관리카드(2-7)"),
    PaperOfCase("4-8", Code.REPORT_DONG, "미인정결석 학생 현황 제출(4-8)"),
    PaperOfCase("4-9", Code.POLICE_REPORT, "수사 의뢰 사안 보고(4-9)"),
    PaperOfCase("4-10", Code.POLICE, "수사 협조 요청(4-10)"),
)


def make_known() -> None:
    """Tell the papers' layer what these papers cause and what they need."""
    for paper in PAPERS:
        title = f"‘{paper.code.label}’ 조치로 미인정결석 관리에 적습니다."
        registry.on_approval(Effect(f"record_{paper.code}", title, paper.definition, _recording(paper)))
    registry.submission_checks.setdefault("2-4", []).append(require_checks)
    registry.submission_checks.setdefault("4-10", []).append(require_police_form)


def _recording(paper: PaperOfCase) -> Callable[[Document, Actor], None]:
    def apply(document: Document, by: Actor) -> None:
        on = _day(document.values.get(paper.day_field), by.today)
        for student in _with_a_class(document, by):
            record_measure(student=student, code=paper.code, done_on=on, by=by, note=paper.note, document=document)
            if paper.definition == "2-4":
                _record_lookups(student, document, by)

    return apply


def _with_a_class(document: Document, by: Actor) -> Iterable[Student]:
    """The pupils of a paper who have been in a class: others have no case."""
    pupils = Student.objects.filter(pk__in=pupils_of(document), placements__from_on__lte=by.today)
    return pupils.distinct().order_by("pk")


def _record_lookups(student: Student, document: Document, by: Actor) -> None:
    """The lookups that a police request tells of are measures of their own."""
    for code, field in _LOOKUPS.items():
        on = _day(document.values.get(field), None)
        if on is not None and on <= by.today:
            record_measure(
                student=student, code=code, done_on=on, by=by, note="수사의뢰 요청서(2-4)", document=document
            )


_LOOKUPS = {
    Code.RESIDENT_LOOKUP: "resident_lookup_datetime",
    Code.IMMIGRATION_LOOKUP: "immigration_lookup_datetime",
}


def _day(value: Any, otherwise: Any) -> Any:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return otherwise


@dataclass(frozen=True)
class Check:
    """One of the checks that come before the police are asked (기초조사, p.123)."""

    code: str
    title: str
    done_on: date | None
    waived: str = ""

    @property
    def is_missing(self) -> bool:
        return self.done_on is None and not self.waived


def police_checks(measures: Iterable[tuple[str, date]], *, for_abuse: bool, abroad: bool) -> list[Check]:
    """Visit, resident lookup, immigration lookup: which were done and which may be left out."""
    last = dict(sorted(measures, key=lambda measure: measure[1]))
    waived = {
        Code.HOME_VISIT: "해외 출국을 확인함(p.37)" if abroad else "",
        Code.RESIDENT_LOOKUP: "",
        Code.IMMIGRATION_LOOKUP: "아동학대 의심(p.123)" if for_abuse else "",
    }
    return [Check(code.value, code.label, last.get(code.value), why) for code, why in waived.items()]


def require_checks(document: Document, by: Actor) -> None:
    """A police request (2-4) is submitted only after the checks that it tells of.

    Raises:
        Refused: the visit or a lookup is missing.

    """
    values = document.values
    for_abuse = FOR_WHEREABOUTS not in (values.get("investigation_kind") or ())
    for student in _with_a_class(document, by):
        done = AbsenceMeasure.objects.filter(student=student, done_on__gte=_since(student, by), voided_by=None)
        measures = list(done.values_list("code", "done_on"))
        measures += list(_told_by_paper(values))
        abroad = any(code == Code.OVERSEAS for code, _ in measures)
        missing = [each for each in police_checks(measures, for_abuse=for_abuse, abroad=abroad) if each.is_missing]
        if missing:
            raise Refused(*(Reason(_sentence(check)) for check in missing))


def _since(student: Student, by: Actor) -> date:
    """The day from which checks count: the first of the absence, else of the school year."""
    year = schools.year_of(by.school_id, by.today)
    if year is None:
        return date.min
    found = read_cases(year, calendars_of(year), today=by.today, students=[student.pk])
    return found[0].facts.episode_on if found else year.first_on


def _told_by_paper(values: Mapping[str, Any]) -> Iterator[tuple[str, date]]:
    for code, field in _LOOKUPS.items():
        if on := _day(values.get(field), None):
            yield code.value, on
    if values.get("lookup_impossible"):
        yield Code.IMMIGRATION_LOOKUP.value, date.max


def _sentence(check: Check) -> str:
    remedy = {
        Code.HOME_VISIT: "가정방문을 하고 점검표(2-6)나 조치로 적어 주세요",
        Code.RESIDENT_LOOKUP: "행정정보 공동이용으로 조회하고 조회일자를 적어 주세요",
        Code.IMMIGRATION_LOOKUP: "조회일자를 적거나, 조회할 수 없으면 ‘조회 불가능’을 골라 주세요",
    }[Code(check.code)]
    return (
        f"{check.title} 기록이 없습니다. 수사를 의뢰하기 전에 {remedy}(p.{POLICE_PAGE}). "
        "급하면 112에 먼저 신고하고 문서는 나중에 보냅니다(p.142)."
    )


def require_police_form(document: Document, by: Actor) -> None:
    """The letter to the police (4-10) carries the request form (2-4), which must have been made.

    Raises:
        Refused: there is none.

    """
    for student in _with_a_class(document, by):
        made = AbsenceMeasure.objects.filter(student=student, code=Code.POLICE_FORM, voided_by=None)
        if not made.filter(done_on__gte=_since(student, by)).exists():
            raise Refused(
                f"{student.name} 학생의 수사의뢰 요청서(2-4)가 없습니다. 먼저 2-4의 결재를 받고 붙여 주세요(p.142)."
            )
