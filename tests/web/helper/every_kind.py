"""A decision that nobody registers, with a fact of every kind that the contract knows."""

import datetime
from dataclasses import dataclass
from fractions import Fraction

from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.registry import Decision
from hakjeok.result import Result, told
from hakjeok.school_calendar import Calendar, Period
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word


class Reason(Word):
    ILLNESS = "illness", "질병"
    TRAVEL = "travel", "여행"


class Paper(Word):
    DIAGNOSIS = "diagnosis", "진단서"
    OPINION = "opinion", "소견서"
    PRESCRIPTION = "prescription", "처방전"


@facts
class Visit(Facts):
    on: datetime.date = fact("간 날")
    by: Reason | None = fact("까닭", default=None)
    papers: tuple[Paper, ...] = fact("가져온 것", default=())


@facts
class Room(Facts):
    wide: bool = fact("넓음", default=False)


@facts
class KindFacts(Facts):
    reason: Reason = fact("사유")
    days: int = fact("결석일수", at_least=1, at_most=9)
    share: Fraction | None = fact("비율", default=None)
    note: str | None = fact("적을 말", default=None, hint="짧게 적어 주세요.")
    sure: bool = fact("확실함", default=True)
    known: bool | None = fact("알려졌음", default=None)
    place: str | None = fact("여행지", default=None, asked_if=("reason", (Reason.TRAVEL,)))
    far: bool = fact("멀리 감", default=False, asked_if=("reason", (Reason.TRAVEL,)))
    nights: int | None = fact("묵은 날", default=None, asked_if=("far", (True,)))
    dates: tuple[datetime.date, ...] = fact("결석한 날", default=())
    scores: tuple[int, ...] = fact("점수", default=())
    names: tuple[str, ...] = fact("이름", default=())
    papers: tuple[Paper, ...] = fact("서류", default=(Paper.DIAGNOSIS,))
    visits: tuple[Visit, ...] = fact("방문", default=())
    rooms: tuple[Room, ...] = fact("교실", default=())
    period: Period | None = fact("기간", default=None)
    either: tuple[Paper, ...] | Visit | None = fact("낸 것", default=None)
    calendar: Calendar = fact("학사일정")

    def check(self):
        if self.visits and self.visits[-1].on > self.calendar.last_day:
            raise BadInput(f"visits.{len(self.visits) - 1}.on", "학년도가 끝난 뒤입니다. 날짜를 고쳐 주세요.")


@dataclass(frozen=True)
class Line:
    kind: Reason = told("종류")
    on: datetime.date | None = told("날짜")
    done: bool = told("마침")
    forms: tuple[str, ...] = told("서식")


@dataclass(frozen=True, kw_only=True)
class KindResult(Result):
    kept: bool = told("그대로")
    share: Fraction = told("비율")
    none: str | None = told("비고")
    period: Period = told("기간")
    lines: tuple[Line, ...] = told("할 일")
    alternatives: tuple[tuple[Paper, ...], ...] = told("필요한 서류")
    untitled: tuple[str, ...]
    forms: tuple[str, ...] = told("서식")


WHY = Source(page=61, law="시행령 제29조", reading=True)
SUMMER = Period(from_=datetime.date(2024, 7, 22), to=datetime.date(2024, 8, 16))


def decide_kinds(facts: KindFacts) -> KindResult:
    """Answer with a value of every kind."""
    return KindResult(
        kept=facts.sure,
        share=Fraction(1, 3),
        none=None,
        period=SUMMER,
        lines=(
            Line(kind=facts.reason, on=datetime.date(2024, 5, 3), done=False, forms=("2-3",)),
            Line(kind=Reason.TRAVEL, on=None, done=False, forms=()),
        ),
        alternatives=((Paper.DIAGNOSIS, Paper.OPINION), (Paper.PRESCRIPTION,)),
        untitled=("가", "나"),
        forms=("4-4", "0-0"),
        because=(Step("모든 종류를 적었습니다.", WHY),),
        warnings=("보호자에게 알립니다.",),
        school_year=2024,
    )


KINDS = Decision("attendance.kinds", "모든 종류", (20,), decide_kinds, KindFacts, KindResult, ("어떤가요?",), ("2-2",))
CALENDAR = {"school_year": 2024, "first_day": "2024-03-04", "last_day": "2025-01-10"}
LEAST = {"reason": "illness", "days": 3, "calendar": CALENDAR}
WHOLE = LEAST | {
    "reason": "travel", "share": 0.5, "note": "메모", "sure": False, "known": False, "place": "부산", "far": True,
    "nights": 2, "dates": ["2024-05-02", "2024-05-03"], "scores": [7, 19], "names": ["가 나", "다"],
    "papers": ["opinion", "prescription"], "rooms": [{"wide": True}, {}],
    "visits": [{"on": "2024-05-07", "by": "travel", "papers": ["opinion"]}, {"on": "2024-05-08"}],
    "period": {"from": "2024-05-02", "to": "2024-05-03"}, "either": ["diagnosis"],
    "calendar": CALENDAR | {"breaks": [{"from": "2024-07-22", "to": "2024-08-16"}], "days_off": ["2024-05-06"]},
}  # fmt: skip
