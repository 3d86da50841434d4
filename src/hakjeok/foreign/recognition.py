"""foreign.recognition: how many semesters abroad count (외국 이수 인정)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.foreign.alerts import Place, lifts_the_limit, lowest_level
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

MONTHS_OF_A_SEMESTER = load("foreign")["months_of_a_semester"]
MONTHS_THAT_EXCLUDE = load("foreign")["months_in_korea_that_exclude"]

REGULAR = Source(page=78, quote="국내가 아닌 외국에 소재하고 있는 학교")
ESL = Source(
    page=78,
    quote="정규학교 ESL반(과정)에서 정규교육과정의 과목과 동일한 과목을 이수하여 성적이 산출된 경우에는 학력 인정",
)
NO_SCHOOLING = Source(
    page=78, quote="외국에서의 유치원 수료, 어학 연수, 개인학습(가정교사) 등은 학력으로 인정하지 않음"
)
IN_KOREA = Source(page=78, quote="국내 소재 외국인 학교는 제외")
ACCREDITED = Source(page=78, quote="※ 예외적으로 인정되는 국내 소재 외국인 학교")
CYBER = Source(
    page=79, quote="외국에서 정규 교육기관의 모든 교육과정(사이버학습, 가정내학습 과정 포함)을 수료, 졸업하고"
)
NOT_CYBER = Source(
    page=79, quote="국내에서 1개월 이상 거주하거나 해당 기간의 성적을 증명 (성적표 등)할 수 없는 경우에는 제외"
)
TOTAL = Source(page=78, quote="국내학교에서 이수하지 못한 학기 수만큼 외국 정규학교에서 이수하여야 하며", reading=True)


class PeriodKind(Word):
    """At what kind of school or course a period was spent (이수한 곳)."""

    REGULAR = "regular", "외국 정규학교"
    REGULAR_ESL = "regular_esl", "외국 정규학교의 ESL반"
    KINDERGARTEN = "kindergarten", "유치원"
    LANGUAGE = "language", "어학연수"
    TUTORING = "tutoring", "개인학습(가정교사)"
    FOREIGN_SCHOOL_IN_KOREA = "foreign_school_in_korea", "국내 외국인학교(학력 미인정)"
    ACCREDITED_IN_KOREA = "accredited_in_korea", "학력이 인정되는 국내 소재 국제·외국인학교"
    CYBER = "cyber", "정규 교육기관의 사이버학습·가정내학습"


class WhyNot(Word):
    """Why a period does not count (인정하지 않는 까닭)."""

    NO_SCHOOLING = "no_schooling", "학력으로 인정하지 않는 과정"
    SCHOOL_IN_KOREA = "school_in_korea", "국내 소재 외국인학교"
    NOT_GRADED = "not_graded", "같은 과목의 성적이 산출되지 않음"
    NO_GRADES = "no_grades", "해당 기간의 성적을 증명할 수 없음"
    STAYED_IN_KOREA = "stayed_in_korea", "국내에서 1개월 이상 거주"
    UNDER_SIX_MONTHS = "under_six_months", "6개월(한 학기) 미만"


NEVER = {
    PeriodKind.KINDERGARTEN: (WhyNot.NO_SCHOOLING, NO_SCHOOLING),
    PeriodKind.LANGUAGE: (WhyNot.NO_SCHOOLING, NO_SCHOOLING),
    PeriodKind.TUTORING: (WhyNot.NO_SCHOOLING, NO_SCHOOLING),
    PeriodKind.FOREIGN_SCHOOL_IN_KOREA: (WhyNot.SCHOOL_IN_KOREA, IN_KOREA),
}
NEEDS_GRADES = {
    PeriodKind.REGULAR_ESL: (WhyNot.NOT_GRADED, ESL),
    PeriodKind.CYBER: (WhyNot.NO_GRADES, NOT_CYBER),
}
COUNTED_AS = {
    PeriodKind.REGULAR: REGULAR,
    PeriodKind.REGULAR_ESL: ESL,
    PeriodKind.ACCREDITED_IN_KOREA: ACCREDITED,
    PeriodKind.CYBER: CYBER,
}


@facts
class Period(Facts):
    """One stay: schools attended one after the other without a break are one period."""

    kind: PeriodKind = fact("이수한 곳")
    months: int = fact(
        "개월 수", at_least=0, at_most=240, hint="쉬지 않고 이어서 다닌 학교는 합쳐서 한 기간으로 넣어 주세요."
    )
    graded_same_subjects: bool = fact(
        "정규 과목의 성적이 산출됨", default=False, asked_if=("kind", (PeriodKind.REGULAR_ESL, PeriodKind.CYBER))
    )
    months_in_korea: int = fact(
        "그 가운데 국내에 머문 개월 수",
        default=0,
        at_least=0,
        at_most=240,
        asked_if=("kind", (PeriodKind.CYBER,)),
    )
    travel_alert: int = fact(
        "외교부 여행경보 단계", default=0, at_least=0, at_most=4, asked_if=("kind", (PeriodKind.CYBER,))
    )
    region: str | None = fact(
        "여행경보가 내려진 나라나 지역",
        default=None,
        hint="우크라이나, 러시아 일부지역, 이스라엘은 국내 원격수업의 1개월 제한이 한시적으로 풀렸습니다(p.81, 82).",
        asked_if=("kind", (PeriodKind.CYBER,)),
    )

    def check(self) -> None:
        """Refuse more months in Korea than the period has."""
        if self.months_in_korea > self.months:
            raise BadInput(
                "months_in_korea",
                f"국내에 머문 기간({self.months_in_korea}개월)이 이수한 기간({self.months}개월)보다 깁니다. "
                "바로잡아 주세요.",
            )

    @property
    def exceeds_the_limit(self) -> bool:
        """Whether remote study took place in Korea for a month or more."""
        limit = MONTHS_THAT_EXCLUDE.at(HANDBOOK_SCHOOL_YEAR).whole
        return self.kind is PeriodKind.CYBER and self.months_in_korea >= limit

    @property
    def lacks_its_place(self) -> bool:
        """Whether an alert is told that lifts the limit in some places, and no place."""
        return self.exceeds_the_limit and self.region is None and self.travel_alert >= lowest_level()

    @property
    def lifted_by(self) -> Place | None:
        """The place whose measure lifts the month's limit, where it is exceeded."""
        if not self.exceeds_the_limit or self.region is None:
            return None
        return lifts_the_limit(self.region, self.travel_alert)


@facts
class RecognitionFacts(Facts):
    """Everything the pupil learned abroad, in periods."""

    periods: tuple[Period, ...] = fact("외국에서 이수한 기간", default=())


@dataclass(frozen=True)
class LeftOut:
    """A period that does not count, by its place in the list, and why."""

    index: int = told("기간의 순서(0부터)")
    why: WhyNot = told("인정하지 않는 까닭")


@dataclass(frozen=True, kw_only=True)
class Recognition(Result):
    """The semesters that count, and the periods that do not."""

    counted_semesters: int = told("인정하는 학기 수")
    left_out: tuple[LeftOut, ...] = told("인정하지 않는 기간")


@decision(
    "foreign.recognition",
    title="외국에서 이수한 학기의 인정",
    pages=(78, 79, 81, 82),
    asked_as=(
        "외국에서 다닌 학교는 몇 학기로 인정되나요?",
        "어학연수나 유치원도 학력으로 인정되나요?",
        "ESL 과정도 학력으로 인정되나요?",
        "귀국해서 들은 외국학교 원격수업도 인정되나요?",
    ),
)
def recognition(facts: RecognitionFacts) -> Recognition:
    """Count the semesters at regular schools abroad: each period by itself, whole semesters only (p.78, 79)."""
    judged = [_judge(period) for period in facts.periods]
    counted = sum(_semesters(period) for period, (why, _) in zip(facts.periods, judged, strict=True) if why is None)
    return Recognition(
        counted_semesters=counted,
        left_out=tuple(LeftOut(index, why) for index, (why, _) in enumerate(judged) if why is not None),
        because=(
            *_reasons(facts, judged),
            Step(f"인정하는 외국 이수는 모두 {counted}학기입니다.", TOTAL),
        ),
        warnings=tuple(_warnings(facts, judged)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _judge(period: Period) -> tuple[WhyNot | None, Source]:
    """Why the period does not count, or None, and the sentence that says so."""
    if period.kind in NEVER:
        return NEVER[period.kind]
    if period.kind in NEEDS_GRADES and not period.graded_same_subjects:
        return NEEDS_GRADES[period.kind]
    if period.exceeds_the_limit and period.lifted_by is None:
        return WhyNot.STAYED_IN_KOREA, NOT_CYBER
    if _semesters(period) == 0:
        return WhyNot.UNDER_SIX_MONTHS, MONTHS_OF_A_SEMESTER.at(HANDBOOK_SCHOOL_YEAR).source
    return None, COUNTED_AS[period.kind]


def _semesters(period: Period) -> int:
    return period.months // MONTHS_OF_A_SEMESTER.at(HANDBOOK_SCHOOL_YEAR).whole


def _reasons(facts: RecognitionFacts, judged: list[tuple[WhyNot | None, Source]]) -> Iterator[Step]:
    for number, (period, (why, source)) in enumerate(zip(facts.periods, judged, strict=True), start=1):
        what = f"{number}번째 기간({period.kind.korean} {period.months}개월)"
        if why is not None:
            yield Step(f"{what}: {why.korean}. 인정하지 않습니다.", source)
            continue
        if period.lifted_by is not None:
            yield Step(
                f"{what}: {period.lifted_by.name} 여행경보 {period.travel_alert}단계이므로 국내 원격수업의 "
                "1개월 제한을 적용하지 않습니다.",
                period.lifted_by.source,
            )
        yield Step(f"{what}: {_semesters(period)}학기로 인정합니다.", source)


def _warnings(facts: RecognitionFacts, judged: list[tuple[WhyNot | None, Source]]) -> Iterator[str]:
    lifted = {place.name: place for period in facts.periods if (place := period.lifted_by) is not None}
    if lifted:
        yield (
            "1개월 제한이 풀리려면 체류 중지 기간 동안 해당 학교의 원격수업을 듣고, 학교의 공문이나 학교장 확인서 등 "
            "증빙서류를 내야 합니다. 서류를 확인해 주세요(p.81, 82)."
        )
    for place in lifted.values():
        if place.only:
            yield f"{place.name}은 {place.only}만 해당합니다. 살던 곳을 확인해 주세요(p.81)."
    if any(period.lacks_its_place for period in facts.periods):
        yield (
            "여행경보에 따라 1개월 제한이 풀리는지는 지역마다 다르므로, 지역을 모르는 기간은 인정하지 않았습니다. "
            "나라나 지역을 넣어 주세요(p.81, 82)."
        )
    short = [why for why, _ in judged if why is WhyNot.UNDER_SIX_MONTHS]
    if len(short) > 1:
        yield "6개월 미만인 기간이 여럿입니다. 쉬지 않고 이어서 다녔다면 합쳐서 한 기간으로 넣어 주세요(p.78)."
