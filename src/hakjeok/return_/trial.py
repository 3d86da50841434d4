"""return.trial: trial attendance of overseas Koreans at a school here (해외동포 조국학교 체험)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.discrepancies import warning_of
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Nationality, Word

FORMS = ("5-6", "5-7")

PERMITTED = Source(page=36, quote="그 해당 학교의 장인 학교장의 허가가 있어야 수업을 들을 수 있습니다.")
PAPERS = Source(page=83, quote="단, 이때는 신청서 및 서약서를 학교에 제출해야 하며, 학교장의 승인이 있어야 합니다.")
SHORT_STAY = Source(
    page=83, quote="취학기간이 너무 짧아 학교장의 재량으로 해외동포 조국학교 체험생으로 수업을 받게 할 수도 있습니다."
)
FIRST_ENTRY = Source(
    page=83,
    law="초·중등교육법 시행령 제19조",
    quote="거주지를 관할하는 해당 학교장에게 제출함으로써 입학 또는 전학절차에 갈음할 수 있다.",
)
SUSPENDED = Source(
    page=36,
    quote="의무교육대상자가 유예, 면제, 정원 외 학적관리 중에 일시 귀국한 경우는 재취학 처리가 원칙입니다.",
)
EMERGENCY = Source(page=72, quote="긴급 철수 조치에 따라 귀국하였으나 다시 출국할 예정인 경우는")
NO_RECORD = Source(page=36, quote="한시적으로 국내 학교에서 한글교육을 받게 되는", reading=True)


class Instead(Word):
    """What takes the place of a trial (체험 대신 할 일)."""

    REENTRY = "reentry", "재취학"


@facts
class TrialFacts(Facts):
    """A pupil who lives abroad and is here for a while. `suspended`: under exemption, deferment or out of quota."""

    nationality: Nationality | None = fact("국적", default=None)
    suspended: bool = fact("유예·면제·정원 외 학적관리 중인 학생", default=False)
    weeks: int | None = fact("다니려는 기간(주)", default=None, at_least=1, at_most=60)
    emergency_return: bool = fact(
        "긴급 철수로 귀국하였고 다시 출국할 예정",
        default=False,
        hint="전쟁·정쟁 등으로 철수 조치가 내려진 경우입니다(p.72).",
        asked_if=("suspended", (True,)),
    )


@dataclass(frozen=True, kw_only=True)
class Trial(Result):
    """Whether the principal may permit it; no record is made; the forms of a trial; what happens instead."""

    admissible: bool = told("학교장이 허가할 수 있음")
    record: bool = told("학적을 만듦")
    forms: tuple[str, ...] = told("체험에 쓰는 서식")
    instead: Instead | None = told("체험 대신 할 일")


@decision(
    "return.trial",
    title="해외동포 조국학교 체험(청강)",
    pages=(36, 72, 83),
    asked_as=(
        "잠깐 귀국한 해외 학생이 우리 학교에서 수업을 들을 수 있나요?",
        "조국학교 체험에는 어떤 서류가 필요한가요?",
        "두 달만 다니려는 외국 국적 학생을 받을 수 있나요?",
    ),
    forms=FORMS,
)
def trial(facts: TrialFacts) -> Trial:
    """Whether a pupil who lives abroad may attend for a while without a record, by the principal's permission."""
    returns = facts.suspended and not facts.emergency_return
    return Trial(
        admissible=not returns,
        record=False,
        forms=FORMS,
        instead=Instead.REENTRY if returns else None,
        because=tuple(_reasons(facts, returns=returns)),
        warnings=tuple(_warnings(facts)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _reasons(facts: TrialFacts, *, returns: bool) -> Iterator[Step]:
    if returns:
        yield Step("유예·면제·정원 외 학적관리 중에 일시 귀국한 학생은 재취학이 원칙입니다.", SUSPENDED)
        return
    if facts.suspended:
        yield Step("긴급 철수로 귀국하여 다시 출국할 학생이므로 체험의 기회를 줄 수 있습니다.", EMERGENCY)
    if facts.weeks is not None:
        yield Step(f"{facts.weeks}주 동안만 다니므로 학교장의 재량으로 체험생이 될 수 있습니다.", SHORT_STAY)
    yield Step("학교장의 허가가 있어야 합니다.", PERMITTED)
    yield Step("체험 신청서(5-6)와 서약서(5-7)를 학교에 냅니다.", PAPERS)
    yield Step("한시적으로 수업을 듣는 것이므로 학적을 만들지 않습니다.", NO_RECORD)
    if facts.nationality is Nationality.FOREIGN:
        yield Step(
            "체험 대신 출입국에 관한 사실증명이나 외국인등록사실증명을 내고 정식으로 들어올 수도 있습니다.", FIRST_ENTRY
        )


def _warnings(facts: TrialFacts) -> Iterator[str]:
    if facts.suspended:
        yield warning_of("trial_or_reentry")
    if facts.emergency_return and facts.suspended:
        yield "부득이하게 국내에 오래 머물게 되면 소급하여 학적을 처리할 수 있습니다. 출국 일정을 확인해 주세요(p.72)."
