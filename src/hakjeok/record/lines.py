"""record.lines: how the events of a record are printed (학적사항·특기사항)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import days_later, spoken_date
from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import because_of
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.record.events import Event
from hakjeok.record.wording import (
    TOO_FEW_DAYS,
    line_date,
    long_absence_remark,
    long_absence_suffix,
    remark,
    retention_remark,
    single_spaced,
    suffix,
)
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Change

ENTRY_LINE = Source(page=80, quote="2024년 09월 04일 □□초등학교 제2학년 재취학")
EXEMPTION = Source(page=63, quote="2024.07.14. 정당한 해외 출국으로 인한 면제(학적변동 일자를 기준으로 변동 사유 작성)")
DEFERMENT = Source(page=63, quote="2024.07.10. 정원 외 학적관리 (정원 외 학적관리 시작일을 기준으로 작성)")
OUT_OF_QUOTA = Source(
    page=80,
    law="초·중등교육법 시행령 제29조제1항제2호",
    quote="2024.06.14. 초·중등교육법 시행령 제29조제1항제2호에 따른 정원 외 학적관리",
)
RETENTION = Source(page=88, quote="‘2024.02.28. 출석일수 미달로 초등학교 1학년 유급’ (예시)을 기재함")
REVIEW = Source(page=81, quote="○○교육청의 학력심의를 통해 취학 이전 학력 인정")
EXAM = Source(page=68, quote="학적 특기사항에 합격 연월일과 검정고시 ‘졸업학력 검정고시 합격’ 이라고 추가 입력합니다.")
HONORARY = Source(page=91, quote="2024년 02월 07일 △△초등학교 명예졸업")
NO_LINE = Source(page=80, quote="2024년 04월 01일 □□초등학교 제3학년 재취학", reading=True)
BY_ANALOGY = Source(page=91, quote="2024년 02월 07일 △△초등학교 명예졸업", reading=True)


@facts
class LinesFacts(Facts):
    """The events of a record in the order of its ledger, cancelled lines left out."""

    events: tuple[Event, ...] = fact("학적변동", default=(), hint="입학부터 일어난 차례로 넣습니다.")


@dataclass(frozen=True, kw_only=True)
class Lines(Result):
    """The lines of 학적사항 and of 특기사항, each exactly as it is printed."""

    history: tuple[str, ...] = told("학적사항")
    remarks: tuple[str, ...] = told("특기사항")


@decision(
    "record.lines",
    title="학적사항·특기사항 문구",
    pages=(61, 63, 68, 80, 81, 88, 91),
    asked_as=(
        "면제나 유예는 학적사항에 어떻게 적나요?",
        "정원 외 학적관리는 특기사항에 어떻게 적나요?",
        "유급은 어디에 적나요?",
        "검정고시 합격은 어떻게 적나요?",
        "명예졸업은 어떻게 적나요?",
    ),
)
def lines(facts: LinesFacts) -> Lines:
    """Print the events as the handbook's samples are printed (p.63, 80, 81, 91)."""
    return Lines(
        history=tuple(_history(facts.events)),
        remarks=tuple(words for event in facts.events for words in _remarks(event)),
        because=_reasons(facts.events),
        warnings=tuple(_warnings(facts.events)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _history(events: tuple[Event, ...]) -> list[str]:
    history: list[str] = []
    spell: int | None = None
    for event in events:
        if event.change.suspends and spell is not None:
            history[spell] += _suffix(event)
        elif _has_line(event.change):
            if event.change.enters:
                spell = len(history)
            history.append(_line(event))
    return history


def _has_line(change: Change) -> bool:
    """Promotion, completion, retention and the general exam make no line of the history."""
    return change.enters or change.graduates or change is Change.TRANSFER_OUT


def _line(event: Event) -> str:
    grade = "" if event.change.graduates else f"제{event.grade}학년 "
    return f"{line_date(event.date)} {single_spaced(event.school or '')} {grade}{event.change.korean}"


def _suffix(event: Event) -> str:
    if event.change is Change.OUT_OF_QUOTA:
        return long_absence_suffix(event.date)
    return suffix(event.date, event.change.korean)


def _remarks(event: Event) -> Iterator[str]:
    reason = single_spaced(event.reason or "")
    match event.change:
        case Change.EXEMPTION:
            yield remark(event.date, _with_reason(reason, event))
        case Change.DEFERMENT:
            yield remark(event.date, _with_reason(reason, event))
            yield remark(days_later(event.date, 1), Change.OUT_OF_QUOTA.korean)
        case Change.OUT_OF_QUOTA:
            yield long_absence_remark(event.date)
        case Change.RETENTION:
            yield retention_remark(event.date, reason or TOO_FEW_DAYS, event.grade)
        case Change.GENERAL_EXAM:
            yield remark(event.date, event.change.korean)
        case Change.HONORARY_GRADUATION if reason:
            yield remark(event.reason_date or event.date, reason)
    if event.change.enters and event.office:
        yield f"{single_spaced(event.office)}의 학력심의를 통해 취학 이전 학력 인정"


def _with_reason(reason: str, event: Event) -> str:
    return f"{because_of(reason)} 인한 {event.change.korean}" if reason else event.change.korean


def _reasons(events: tuple[Event, ...]) -> tuple[Step, ...]:
    steps = [step for event in events for step in _reasons_of(event)]
    if not steps:
        return (Step("학적사항에 적을 변동이 없습니다.", NO_LINE),)
    return tuple(dict.fromkeys(steps))


def _reasons_of(event: Event) -> Iterator[Step]:
    yield REASON_OF[event.change]
    if event.change.enters and event.office:
        yield Step("학력심의로 인정받은 학력은 특기사항에 적습니다.", REVIEW)


def _warnings(events: tuple[Event, ...]) -> Iterator[str]:
    """A suspension that ends no spell has no line to stand on; its remark is printed all the same."""
    entered = False
    for event in events:
        entered = entered or event.change.enters
        if event.change.suspends and not entered:
            yield (
                f"{event.change.korean}({spoken_date(event.date)}) 앞에 입학·취학·전입학·편입학이 없어 "
                "학적사항에는 붙이지 못했습니다. 들어온 변동부터 차례로 넣어 주세요."
            )


_ENTRY = Step("들어온 변동은 날짜, 학교, 학년을 한 줄로 적습니다.", ENTRY_LINE)
_PLAIN = Step("전출·전입학·졸업은 예시가 없어 같은 모양으로 적습니다.", BY_ANALOGY)
_WITHOUT_LINE = Step("진급·조기진급·수료는 학적사항에 적지 않습니다.", NO_LINE)

REASON_OF = {
    Change.ADMISSION: _ENTRY,
    Change.ENROLLMENT: _ENTRY,
    Change.REENTRY: _ENTRY,
    Change.LATERAL_ENTRY: _ENTRY,
    Change.TRANSFER_IN: _PLAIN,
    Change.TRANSFER_OUT: _PLAIN,
    Change.GRADUATION: _PLAIN,
    Change.EARLY_GRADUATION: _PLAIN,
    Change.EXEMPTION: Step("면제는 들어온 줄 끝에 붙이고, 사유는 변동일로 특기사항에 적습니다.", EXEMPTION),
    Change.DEFERMENT: Step(
        "유예는 들어온 줄 끝에 붙이고, 특기사항에는 유예와 다음 날의 정원 외 학적관리를 적습니다.", DEFERMENT
    ),
    Change.OUT_OF_QUOTA: Step("장기결석에 따른 정원 외 학적관리는 근거 조문을 특기사항에 적습니다.", OUT_OF_QUOTA),
    Change.RETENTION: Step("유급은 학적사항에 적지 않고 특기사항에만 적습니다.", RETENTION),
    Change.GENERAL_EXAM: Step("검정고시 합격은 합격한 날과 함께 특기사항에 적습니다.", EXAM),
    Change.HONORARY_GRADUATION: Step(
        "명예졸업은 졸업일로 한 줄을 적고, 사유는 생긴 날로 특기사항에 적습니다.", HONORARY
    ),
    Change.PROMOTION: _WITHOUT_LINE,
    Change.EARLY_PROMOTION: _WITHOUT_LINE,
    Change.COMPLETION: _WITHOUT_LINE,
}
