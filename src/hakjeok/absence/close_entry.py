"""absence.close_entry: closing the entry of an unexcused absence (미인정결석 등록의 복귀 처리)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import days_later, school_year_of, spoken_date
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import Found, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

PARAMETERS = load("absence")
RETURN_WITHIN = PARAMETERS["return_report_within_days"]
CLOSE_WITHIN = PARAMETERS["close_registration_within_days"]

RETURNED = Source(page=29, quote="기존 관리대상 학생이 학교에 복귀한 경우 복귀일 3일 이내 보고")
APPROVED = Source(page=29, quote="유예,면제, 장기결석으로 정원 외 학적관리 복귀일: 승인완료 일자")
SUSPENDED = Source(
    page=29, quote="기존 등록학생이 유예·면제 승인 처리 된 경우 학적처리일 3일 이내 미인정 결석탭에서 복귀처리"
)
FROM_THE_APPROVAL = Source(page=29, quote="복귀일: 승인완료 일자", reading=True)
HOMEROOM = Source(page=29, quote="담임교사: 기존 등록학생 조회→복귀일자 입력→저장→대상학생보고")
REGISTRAR = Source(page=29, quote="업무담당자: 학업중단- 미인정결석학생관리 탭에서 승인요청→결재완료→제출")
CARE_BODY = Source(
    page=29, quote="장기결석으로 인한 정원외 학적 관리 중인 학생, 유예·면제·자퇴·퇴학 등에 따른 학업중단학생"
)

CARE_BODY_HEARS = Source(page=29, quote="학업중단관리-취학관리전담기구보고현황-등록 및 제출")
OFFICE_HEARS = Source(page=60, quote="본청 특수교육과, 민주시민생활교육과로 복귀 학생 현황")


class ClosingChange(Word):
    """Changes of the record that close the entry (등록을 닫는 학적변동)."""

    EXEMPTION = "exemption", "면제"
    DEFERMENT = "deferment", "유예"
    OUT_OF_QUOTA = "out_of_quota", "장기결석에 따른 정원 외 학적관리"


@facts
class CloseEntryFacts(Facts):
    """Either the day of the return to school, or the change and the day its approval was completed."""

    returned_on: datetime.date | None = fact(
        "학교에 복귀한 날", default=None, hint="학교로 돌아온 학생만 넣고, 아래 두 칸은 비웁니다."
    )
    change: ClosingChange | None = fact("학적변동", default=None, hint="돌아오지 않고 학적이 바뀐 학생만 넣습니다.")
    approved_on: datetime.date | None = fact(
        "승인이 완료된 날",
        default=None,
        hint="면제·유예·정원 외 학적관리의 결재가 끝난 날입니다.",
        asked_if=("change", tuple(ClosingChange)),
    )

    def check(self) -> None:
        """Refuse both ways at once, none of them, and a change without its approval."""
        if self.returned_on is not None and (self.change is not None or self.approved_on is not None):
            raise BadInput(
                "returned_on", "복귀일과 학적변동이 함께 있습니다. 돌아왔으면 복귀일만, 아니면 학적변동만 넣어 주세요."
            )
        if self.returned_on is None and self.change is None:
            field = "returned_on" if self.approved_on is None else "change"
            raise BadInput(field, "복귀일이나 학적변동이 없습니다. 둘 가운데 하나를 넣어 주세요(p.29).")
        if self.change is not None and self.approved_on is None:
            raise BadInput(
                "approved_on", f"{self.change.korean}의 승인이 완료된 날이 없습니다. 그 날짜를 넣어 주세요(p.29)."
            )

    @property
    def return_date(self) -> datetime.date:
        """The date that is entered: of the return, or of the completed approval."""
        given = self.returned_on or self.approved_on
        assert given is not None  # noqa: S101 - `check` refuses facts without either
        return given


@dataclass(frozen=True, kw_only=True)
class CloseEntry(Result):
    """The date of return (복귀일자) to enter, and the day by which it is done."""

    return_date: datetime.date = told("입력할 복귀일자")
    report_by: datetime.date = told("기한")


@decision(
    "absence.close_entry",
    title="미인정결석 등록의 복귀 처리",
    pages=(29, 60),
    asked_as=(
        "복귀한 미인정결석 학생은 며칠 안에 보고하나요?",
        "정원 외로 관리된 학생의 미인정결석 등록은 언제 닫나요?",
        "유예된 학생의 복귀일자는 언제로 입력하나요?",
    ),
)
def close_entry(facts: CloseEntryFacts) -> CloseEntry:
    """Close within three days of the return or, for a change of the record, of its approval (p.29)."""
    year = school_year_of(facts.return_date)
    within = _within(facts, year)
    report_by = days_later(facts.return_date, within.whole)
    return CloseEntry(
        return_date=facts.return_date,
        report_by=report_by,
        because=tuple(_reasons(facts, within, report_by)),
        warnings=within.warnings,
        school_year=year,
    )


def _within(facts: CloseEntryFacts, year: int) -> Found:
    figure = CLOSE_WITHIN if facts.returned_on is None else RETURN_WITHIN
    return figure.at(year)


def _reasons(facts: CloseEntryFacts, within: Found, report_by: datetime.date) -> Iterator[Step]:
    by = f"{within.whole}일 이내인 {spoken_date(report_by)}까지"
    if facts.change is None:
        yield Step(f"복귀한 {spoken_date(facts.return_date)}부터 {by} 보고합니다.", RETURNED)
    else:
        yield Step(
            f"복귀일자는 {facts.change.korean}의 승인이 완료된 {spoken_date(facts.return_date)}입니다.",
            APPROVED,
        )
        source = within.source if facts.change is ClosingChange.OUT_OF_QUOTA else SUSPENDED
        yield Step(f"{by} 미인정결석 등록을 복귀 처리합니다.", source)
        yield Step("3일은 승인이 완료된 날부터 셉니다.", FROM_THE_APPROVAL)
    yield Step("담임교사가 기존 등록학생을 조회해 복귀일자를 입력하고 대상학생으로 보고합니다.", HOMEROOM)
    yield Step("업무담당자가 승인을 요청하고 결재가 끝나면 제출합니다.", REGISTRAR)
    if facts.change is None:
        yield Step("취학관리전담기구보고현황에도 등록하고 제출합니다.", CARE_BODY_HEARS)
        yield Step("복귀 학생 현황은 본청의 담당 부서에도 보고합니다.", OFFICE_HEARS)
    else:
        yield Step("그 뒤로는 취학관리전담기구보고현황에 등록해 매월 1일 기준으로 제출합니다.", CARE_BODY)
