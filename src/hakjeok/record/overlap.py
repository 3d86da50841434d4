"""record.overlap: what stays and what is replaced when a grade is done again (중복 기간의 학교생활기록부)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import days_later, school_year_of, spoken_date
from hakjeok.facts import Facts, fact, facts
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

KEPT = Source(page=79, quote="학년이력, 인적·학적사항, 학교폭력 관련 조치사항을 제외한 항목")
BEFORE = Source(page=79, quote="재취학·편입학일 이전의 내용은 학업중단시의 내용으로")
FROM_THEN_ON = Source(page=79, quote="유급·재취학·편입학일 이후의 내용은 재취학")
NEWLY_DONE = Source(page=80, quote="·편입학 후 새로 수행하는 사항을 입력한다.")
PRINTED = Source(
    page=80,
    quote="학생의 중복기간 자료를 삭제하는 경우 삭제 전 출력물을 객관적 증빙자료로 보관",
)
BY_CORRECTION = Source(page=88, quote="유급으로 인하여 중복된 기간 동안의 내용은 학교생활기록부 정정대장으로 삭제함")
DAYS = Source(page=89, quote="원적교의 당해 학년 수업일수와 합산하되, 중복되는 기간의 수업일수는 제외")

MARCH = 3


class Repetition(Word):
    """The changes after which a time can stand twice in the record (기간이 겹칠 수 있는 학적변동)."""

    RETENTION = "retention", "유급"
    REENTRY = "reentry", "재취학"
    LATERAL_ENTRY = "lateral_entry", "편입학"


class Kept(Word):
    """What is never deleted (그대로 두는 항목)."""

    GRADE_HISTORY = "grade_history", "학년이력"
    PERSONAL_AND_RECORD_DATA = "personal_and_record_data", "인적·학적사항"
    VIOLENCE_MEASURES = "violence_measures", "학교폭력 관련 조치사항"


class Replaced(Word):
    """What is entered anew for the repeated time (새로 입력하는 항목)."""

    SCHOOL_DAYS = "school_days", "수업일수"
    ATTENDANCE = "attendance", "출결상황"
    GRADES = "grades", "성적"
    OTHER_AREAS = "other_areas", "그 밖의 비교과 영역"


@facts
class OverlapFacts(Facts):
    """The change, and the day from which the pupil does the grade again."""

    change: Repetition = fact("학적변동")
    from_: datetime.date = fact("다시 다니기 시작한 날")


@dataclass(frozen=True, kw_only=True)
class Overlap(Result):
    """What is kept, what is replaced, and how the old entries are deleted."""

    kept: tuple[Kept, ...] = told("그대로 두는 항목")
    replaced: tuple[Replaced, ...] = told("새로 입력하는 항목")
    print_first: bool = told("삭제하기 전에 출력하여 보관함")
    by_correction_register: bool = told("정정대장으로 삭제함")


@decision(
    "record.overlap",
    title="중복 기간의 학교생활기록부 처리",
    pages=(79, 80, 83, 88, 89),
    asked_as=(
        "재취학한 학생의 겹치는 기간 자료는 어떻게 하나요?",
        "유급하면 지난 기록을 지우나요?",
        "학교폭력 조치사항도 삭제하나요?",
    ),
)
def overlap(facts: OverlapFacts) -> Overlap:
    """Keep history, personal data and measures; replace the rest of the repeated time (p.79–80, 88)."""
    return Overlap(
        kept=tuple(Kept),
        replaced=tuple(Replaced),
        print_first=True,
        by_correction_register=facts.change is Repetition.RETENTION,
        because=tuple(_reasons(facts)),
        warnings=tuple(_warnings(facts)),
        school_year=school_year_of(facts.from_),
    )


def _reasons(facts: OverlapFacts) -> Iterator[Step]:
    eve, first = spoken_date(days_later(facts.from_, -1)), spoken_date(facts.from_)
    yield Step("학년이력, 인적·학적사항, 학교폭력 관련 조치사항은 그대로 둡니다.", KEPT)
    if facts.change is Repetition.RETENTION:
        yield Step("유급으로 겹치는 기간의 나머지 내용은 정정대장으로 삭제합니다.", BY_CORRECTION)
    else:
        yield Step(f"{eve}까지의 내용은 학업을 중단할 때의 내용으로 입력합니다.", BEFORE)
        yield Step("겹치는 기간의 수업일수는 빼고 더합니다.", DAYS)
    yield Step(f"{first}부터의 내용은 겹치는 항목 대신 입력합니다.", FROM_THEN_ON)
    yield Step(f"{facts.change.korean} 뒤에 새로 수행하는 사항을 입력합니다.", NEWLY_DONE)
    yield Step("삭제하기 전에 출력하여 객관적 증빙자료로 보관합니다.", PRINTED)


def _warnings(facts: OverlapFacts) -> Iterator[str]:
    yield "삭제한 자료는 되돌릴 수 없으니 먼저 출력했는지 확인해 주세요(p.80)."
    if facts.change is Repetition.RETENTION and facts.from_.month != MARCH:
        yield "유급한 학생은 다음 학년도 1학기 시작일부터 다시 다닙니다. 날짜를 살펴봐 주세요(p.88)."
