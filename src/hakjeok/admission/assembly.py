"""admission.assembly: the assembly of the children who are to enter (예비소집), on which day and reported to whom."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.admission.figures import assembly_days
from hakjeok.dates import school_year_of, spoken_date
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

DONG = "동장"
OTHER_SCHOOLS = "공동 학구의 다른 모든 초등학교"
LIST_FORM = "1-8"

SET_BY_SUPERINTENDENT = Source(page=10, quote="교육감은 초등학교의 예비소집일을 정하여 입학 전년도 11월 30일까지")
ANOTHER_DAY = Source(
    page=10,
    quote="학교장은 교육장의 승인을 받아 교육감이 정한 예비소집일과 다른 날에 예비소집을 진행할 수 있으며",
)
CHANGE_TOLD = Source(page=10, quote="변경된 예비소집일을 동장에게 통보, 교육장에게 보고함")
ATTENDANCE = Source(page=10, quote="출석한 아동·학생을 확인하고, 출석현황을 관내 교육장에 보고하고")
ABSENTEES_TOLD = Source(page=10, quote="다. 통보 기한: 예비소집 시행 후 즉시")
LIST_TO_ALL = Source(
    page=10, quote="공동 학구 배정 취학아동의 예비소집 참석 현황을 공동 학구 내 다른 모든 초등학교에도 송부하고"
)
LARGEST_REPORTS = Source(page=10, quote="규모가 가장 큰 학교의 학교장이 불참자를 취합하여 교육장에 총괄 보고함")


class AssemblyReport(Word):
    """What the principal reports to the support office (예비소집에 관한 보고)."""

    CHANGED_DAY = "changed_day", "변경된 예비소집일(교육장)"
    ATTENDANCE = "attendance", "출석 현황(교육장)"
    ABSENTEES_OF_DISTRICT = "absentees_of_district", "공동 학구 불참자 총괄(교육장)"


@facts
class AssemblyFacts(Facts):
    """The day that the superintendent set, the day of this school, and its district."""

    entry_year: int = fact("입학할 학년도", at_least=1949, at_most=2999)
    official_day: datetime.date | None = fact(
        "교육감이 정한 예비소집일", default=None, hint="공문에 적힌 날짜입니다. 2024학년도만 비워도 됩니다."
    )
    held_on: datetime.date = fact("예비소집을 하는 날")
    office_approved: bool = fact("교육장이 다른 날을 승인함", default=False)
    shared_district: bool = fact("공동 학구임", default=False)
    largest_school: bool = fact("공동 학구에서 규모가 가장 큼", default=False, asked_if=("shared_district", (True,)))

    def check(self) -> None:
        """Refuse days that are not before the entry, and a year whose official day nobody knows."""
        for name, day in (("official_day", self.official_day), ("held_on", self.held_on)):
            if day is not None and school_year_of(day) != self.entry_year - 1:
                raise BadInput(
                    name,
                    f"{spoken_date(day)}은 {self.entry_year}학년도 입학을 앞둔 때가 아닙니다. "
                    "날짜나 입학할 학년도를 바로잡아 주세요.",
                )
        self.official_days()

    def official_days(self) -> tuple[datetime.date, datetime.date]:
        """The first and the last day that the superintendent set. Raises BadInput where nobody knows them."""
        if self.official_day is not None:
            return self.official_day, self.official_day
        known = assembly_days(self.entry_year)
        if known is None:
            raise BadInput(
                "official_day",
                f"{self.entry_year}학년도에 교육감이 정한 예비소집일을 모릅니다. 공문의 날짜를 넣어 주세요(p.10).",
            )
        return known.first, known.last

    @property
    def is_another_day(self) -> bool:
        """Whether the school holds it on a day that the superintendent did not set."""
        first, last = self.official_days()
        return not first <= self.held_on <= last


@dataclass(frozen=True, kw_only=True)
class Assembly(Result):
    """Whether the day stands, who is notified, what is reported, and the form for the list of a shared district."""

    valid: bool = told("그날 예비소집을 할 수 있음")
    notify: tuple[str, ...] = told("알릴 곳")
    reports: tuple[AssemblyReport, ...] = told("보고할 것")
    forms: tuple[str, ...] = told("서식")


@decision(
    "admission.assembly",
    title="취학아동 예비소집",
    pages=(4, 10),
    asked_as=(
        "예비소집을 다른 날에 해도 되나요?",
        "예비소집 결과는 어디에 보고하나요?",
        "공동 학구의 예비소집은 어떻게 하나요?",
    ),
)
def assembly(facts: AssemblyFacts) -> Assembly:
    """Tell whether the assembly may be held on that day, and who has to hear of it (p.10)."""
    return Assembly(
        valid=not facts.is_another_day or facts.office_approved,
        notify=(DONG, OTHER_SCHOOLS) if facts.shared_district else (DONG,),
        reports=tuple(_reports(facts)),
        forms=(LIST_FORM,) if facts.shared_district else (),
        because=tuple(_reasons(facts)),
        warnings=tuple(_warnings(facts)),
        school_year=facts.entry_year,
    )


def _reports(facts: AssemblyFacts) -> Iterator[AssemblyReport]:
    if facts.is_another_day:
        yield AssemblyReport.CHANGED_DAY
    yield AssemblyReport.ATTENDANCE
    if facts.shared_district and facts.largest_school:
        yield AssemblyReport.ABSENTEES_OF_DISTRICT


def _reasons(facts: AssemblyFacts) -> Iterator[Step]:
    first, last = facts.official_days()
    until = f"부터 {spoken_date(last)}까지" if last > first else ""
    yield Step(f"교육감이 정한 예비소집일은 {spoken_date(first)}{until}입니다.", SET_BY_SUPERINTENDENT)
    if facts.is_another_day:
        day = spoken_date(facts.held_on)
        approved = "이지만 교육장의 승인을 받아" if facts.office_approved else "이므로 교육장의 승인을 받아야"
        yield Step(f"{day}은 다른 날{approved} 할 수 있습니다.", ANOTHER_DAY)
        yield Step("바뀐 예비소집일은 동장에게 알리고 교육장에게 보고합니다.", CHANGE_TOLD)
    yield Step("출석한 아동을 확인하고 출석 현황을 교육장에게 보고합니다.", ATTENDANCE)
    yield Step("예비소집을 한 뒤 즉시 동장에게 결과를 알리고 불참 사유의 파악을 요청합니다.", ABSENTEES_TOLD)
    if facts.shared_district:
        yield Step("공동 학구이므로 참석 현황을 공동 학구의 다른 모든 초등학교에도 보냅니다.", LIST_TO_ALL)
        yield Step(f"불참자는 규모가 가장 큰 {_reporter(facts)} 모아 교육장에게 보고합니다.", LARGEST_REPORTS)


def _reporter(facts: AssemblyFacts) -> str:
    return "이 학교가" if facts.largest_school else "다른 학교가"


def _warnings(facts: AssemblyFacts) -> Iterator[str]:
    if facts.is_another_day and not facts.office_approved:
        yield "교육감이 정한 날이 아닙니다. 부득이한 사유가 있으면 먼저 교육장의 승인을 받아 주세요(p.10)."
