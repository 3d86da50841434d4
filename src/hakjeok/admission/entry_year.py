"""admission.entry_year: in which school year a child enters grade 1 (입학하는 학년도)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.admission.figures import PARAMETERS
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import with_particle
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, Found
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

ENTRY_AGE = PARAMETERS["entry_age"]
EARLY_YEARS = PARAMETERS["early_years"]
DEFERRED_YEARS = PARAMETERS["deferred_years"]

GRADE = 1
EARLIEST, LATEST = 1949, 2999

COHORT = Source(page=5, quote="2024학년도 신입생: 2017. 1. 1. ∼ 2017.12.31. 출생 아동")
EARLY = Source(
    page=6,
    law="초·중등교육법 제13조제2항",
    quote="1월 1일부터 12월 31일까지 연령이 만 5세에 달하는 자로서 조기입학 희망하는 자",
)
DEFERRED = Source(
    page=6,
    law="초·중등교육법 제13조제2항",
    quote="1월 1일부터 12월 31일까지 연령이 만 6세에 달하는 자로서 다음 해로 입학을 1년 연기",
)
NOT_TWICE = Source(
    page=6,
    law="초·중등교육법 시행령 제28조",
    quote="재입학연기는 불가능하고, 이 경우 취학유예의 절차에 따라 취학유예를 신청하여야 함",
)
ENTERS_AFTER_DEFERRAL = Source(
    page=15, quote="입학연기를 하면 학적을 생성하지 않았기 때문에 추후 1학년에 입학하게 됩니다."
)
AT_THE_DONG = Source(page=6, quote="아동의 보호자는 동장에게 조기입학신청서, 또는 입학연기신청서를 제출함")
NOTIFIED = Source(page=4, law="초·중등교육법 시행령 제17조제1항", quote="취학(예비소집)통지서 배부")
PARENTS_CHOOSE = Source(page=6, quote="학교장의 판단 절차를 거치지 않고, 학부모의 선택에 따라 확정되므로")


class EntryChoice(Word):
    """When the guardian wants the child to enter (입학 시기의 선택)."""

    NORMAL = "normal", "제때 입학"
    EARLY = "early", "조기입학"
    DEFER = "defer", "입학연기"


@facts
class EntryYearFacts(Facts):
    """When a child was born, when it is to enter, and whether its entry was deferred (입학연기) before."""

    birth_date: datetime.date = fact("아동의 생년월일")
    choice: EntryChoice = fact("입학 시기", default=EntryChoice.NORMAL)
    deferred_before: bool = fact(
        "전에 입학연기를 한 적이 있음",
        default=False,
        hint="주민센터에 입학연기를 신청하여 한 해 늦춘 아동이면 표시합니다.",
        asked_if=("choice", (EntryChoice.NORMAL, EntryChoice.DEFER)),
    )

    def check(self) -> None:
        """Refuse a birth beyond all calendars, and an early entry after a deferred one."""
        if not EARLIEST <= self.birth_date.year <= LATEST:
            raise BadInput(
                "birth_date", f"{EARLIEST}년부터 {LATEST}년 사이의 생년월일을 넣어 주세요. 연도를 살펴봐 주세요."
            )
        if self.deferred_before and self.choice is EntryChoice.EARLY:
            raise BadInput(
                "deferred_before",
                "입학연기를 한 아동은 취학 연령이 지나 조기입학을 할 수 없습니다. 입학 시기나 연기 여부를 고쳐 주세요.",
            )


@dataclass(frozen=True, kw_only=True)
class EntryYear(Result):
    """The school year of entry, the cohort that enters with it in the normal way, and the way to get there."""

    entry_school_year: int = told("입학하는 학년도")
    birth_from: datetime.date = told("함께 입학하는 아동의 생년월일(부터)")
    birth_to: datetime.date = told("함께 입학하는 아동의 생년월일(까지)")
    admissible: bool = told("그렇게 할 수 있음")
    procedure: str = told("절차")
    grade: int = told("학년")


@decision(
    "admission.entry_year",
    title="초등학교에 입학하는 학년도",
    pages=(4, 5, 6, 15),
    asked_as=(
        "몇 년생이 올해 입학하나요?",
        "조기입학은 몇 살부터 되나요?",
        "입학연기를 두 번 할 수 있나요?",
        "1월생은 언제 입학하나요?",
    ),
)
def entry_year(facts: EntryYearFacts) -> EntryYear:
    """Find the school year in which a child enters grade 1: in the year after it turns six (p.5–6)."""
    age = _age(facts)
    regular = facts.birth_date.year + age.whole + 1
    entry = regular + _shift(facts, regular)
    of_cohort = entry - age.whole - 1
    return EntryYear(
        entry_school_year=entry,
        birth_from=datetime.date(of_cohort, 1, 1),
        birth_to=datetime.date(of_cohort, 12, 31),
        admissible=not _deferred_again(facts),
        procedure=_procedure(facts),
        grade=GRADE,
        because=tuple(_reasons(facts, regular, entry, age)),
        warnings=tuple(_warnings(facts, age)),
        school_year=regular,
    )


def _age(facts: EntryYearFacts) -> Found:
    """The age of entry as the law has it when this child is due."""
    first_known = ENTRY_AGE.at(HANDBOOK_SCHOOL_YEAR).whole
    return ENTRY_AGE.at(facts.birth_date.year + first_known + 1)


def _shift(facts: EntryYearFacts, year: int) -> int:
    """By how many years the entry moves; a child deferred before enters a year late, whatever is chosen now."""
    if facts.choice is EntryChoice.EARLY:
        return -EARLY_YEARS.at(year).whole
    is_late = facts.choice is EntryChoice.DEFER or facts.deferred_before
    return DEFERRED_YEARS.at(year).whole if is_late else 0


def _deferred_again(facts: EntryYearFacts) -> bool:
    return facts.choice is EntryChoice.DEFER and facts.deferred_before


def _procedure(facts: EntryYearFacts) -> str:
    if _deferred_again(facts):
        return "학교장에게 취학유예 신청(입학연기는 다시 할 수 없음)"
    if facts.choice is EntryChoice.EARLY:
        return "동장에게 조기입학 신청"
    if facts.choice is EntryChoice.DEFER:
        return "동장에게 입학연기 신청"
    return "동장의 취학통지에 따라 입학"


def _reasons(facts: EntryYearFacts, regular: int, entry: int, age: Found) -> Iterator[Step]:
    born = facts.birth_date.year
    yield Step(f"{born}년에 태어난 아동은 {born + age.whole}년에 만 {age.whole}세가 됩니다.", age.source)
    yield Step(f"그다음 해인 {regular}학년도에 입학할 차례입니다.", COHORT)
    yield from _about_choice(facts, entry)
    if facts.choice is EntryChoice.NORMAL:
        yield Step("동장의 취학통지에 따라 입학합니다.", NOTIFIED)
    elif not _deferred_again(facts):
        asked = with_particle(facts.choice.korean, "을", "를")
        yield Step(f"보호자가 동장에게 {asked} 신청합니다.", AT_THE_DONG)


def _about_choice(facts: EntryYearFacts, entry: int) -> Iterator[Step]:
    if facts.choice is EntryChoice.EARLY:
        yield Step(f"조기입학은 한 해만 앞당길 수 있어 {entry}학년도에 입학합니다.", EARLY)
    elif _deferred_again(facts):
        yield Step("입학연기는 한 번만 할 수 있습니다. 더 늦추려면 학교장에게 취학유예를 신청합니다.", NOT_TWICE)
        yield Step(f"연기한 아동은 {entry}학년도에 1학년으로 입학합니다.", ENTERS_AFTER_DEFERRAL)
    elif facts.choice is EntryChoice.DEFER:
        yield Step(f"입학연기를 하면 한 해 늦은 {entry}학년도에 입학합니다.", DEFERRED)
        yield Step("연기한 아동도 학적을 만든 적이 없으므로 1학년에 입학합니다.", ENTERS_AFTER_DEFERRAL)
    elif facts.deferred_before:
        yield Step(f"전에 입학을 연기하였으므로 {entry}학년도에 1학년으로 입학합니다.", ENTERS_AFTER_DEFERRAL)
    if facts.choice is not EntryChoice.NORMAL and not _deferred_again(facts):
        yield Step("학교장의 판단 없이 보호자의 선택으로 확정됩니다.", PARENTS_CHOOSE)


def _warnings(facts: EntryYearFacts, age: Found) -> Iterator[str]:
    yield from age.warnings
    if facts.choice is not EntryChoice.NORMAL and not _deferred_again(facts):
        yield (
            "학교장의 판단 없이 보호자의 선택만으로 확정됩니다. 12월 31일이 지나면 바꿀 수 없으니 "
            "신중히 정하도록 안내해 주세요(p.6)."
        )
