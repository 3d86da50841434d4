"""graduation.equivalence: whether schooling abroad equals graduation here (초등학교 졸업자와 동등의 학력)."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Nationality, Word

SYSTEMS_FILE = Path(__file__).parent / "school_systems.toml"
SHORTEST_COURSE = load("graduation")["shortest_course_years"]

LAW = "초·중등교육법 시행령 제96조제1항제5호, 제96조제1항제6호"
ONE_COUNTRY = Source(page=79, law=LAW, quote="1개 국가에서 외국 초등학교 전 과정을 이수한 경우 인정")
SEVERAL_COUNTRIES = Source(
    page=79, law=LAW, quote="2개 이상 국가에서 5년제 또는 6년제 이상의 교육과정을 수료한 경우 인정하되"
)
EACH_LONG_ENOUGH = Source(page=79, quote="5년제 미만의 교육과정은 인정하지 않음", reading=True)
GRADE_SIX = Source(page=79, quote="‘5년제’ 교육과정 수료자 중 보호자가 희망할 시, 초등 6학년으로의 취학(편입학) 가능")
BY_NATIONALITY = Source(page=79, quote="(대한민국 국적자 : 취학 / 외국 국적자 : 편입학)")
GRADE_SIX_AFTER = 5


class Ground(Word):
    """Why schooling abroad equals graduation here, or why not (판정의 까닭)."""

    ONE_COUNTRY = "one_country", "한 나라에서 초등학교 전 과정을 이수"
    SEVERAL_COUNTRIES = "several_countries", "두 나라 이상에서 5년제 이상의 과정을 수료"
    NOT_COMPLETED = "not_completed", "초등학교 전 과정을 마치지 않음"
    COURSE_TOO_SHORT = "course_too_short", "5년제 미만의 과정이 들어 있음"


class GradeSixChange(Word):
    """As what a pupil enters grade 6 after a five-year course (6학년으로 들어오는 학적변동)."""

    ENROLLMENT = "enrollment", "취학"
    LATERAL_ENTRY = "lateral_entry", "편입학"


@facts
class School(Facts):
    """Elementary schooling in one country. `completed_all`: the course was finished there, wherever it began."""

    country: str = fact("나라")
    system_years: int = fact("초등과정의 학제(년)", at_least=1, at_most=16)
    completed_years: int = fact("이수한 햇수", default=0, at_least=0, at_most=16)
    completed_all: bool = fact("이곳에서 전 과정을 마침", default=False)

    def check(self) -> None:
        """Refuse more years than the course has."""
        if self.completed_years > self.system_years:
            raise BadInput(
                "completed_years",
                f"이수한 햇수({self.completed_years}년)가 과정의 햇수({self.system_years}년)보다 많습니다. "
                "바로잡아 주세요.",
            )

    @property
    def whole_course(self) -> bool:
        """Whether every year of the course was done here."""
        return self.completed_all and self.completed_years == self.system_years


@facts
class EquivalenceFacts(Facts):
    """The foreign schools in the order in which they were attended."""

    schools: tuple[School, ...] = fact("다닌 외국 학교")
    nationality: Nationality | None = fact("국적", default=None)

    def check(self) -> None:
        """Refuse an empty list."""
        if not self.schools:
            raise BadInput("schools", "다닌 외국 학교가 없습니다. 한 곳 이상 넣어 주세요.")

    @property
    def countries(self) -> int:
        """In how many countries the schools stand."""
        return len({school.country.strip() for school in self.schools})


@dataclass(frozen=True, kw_only=True)
class Equivalence(Result):
    """Whether it equals graduation, why, and whether grade 6 is open to the pupil all the same."""

    equivalent: bool = told("초등학교 졸업과 동등한 학력")
    why: Ground = told("판정의 까닭")
    may_enter_grade_six: bool = told("보호자가 희망하면 6학년에 들어올 수 있음")
    entry_change: GradeSixChange | None = told("6학년으로 들어오는 학적변동")


@decision(
    "graduation.equivalence",
    title="외국 초등과정의 졸업 동등 학력 인정",
    pages=(79,),
    asked_as=(
        "외국에서 초등학교를 마치면 졸업으로 인정되나요?",
        "5년제 초등학교를 마친 학생이 6학년으로 들어올 수 있나요?",
        "여러 나라에서 초등학교를 다녔는데 졸업으로 인정되나요?",
    ),
)
def equivalence(facts: EquivalenceFacts) -> Equivalence:
    """Tell whether elementary schooling abroad equals graduation here (p.79)."""
    why = _ground(facts)
    equivalent = why in (Ground.ONE_COUNTRY, Ground.SEVERAL_COUNTRIES)
    open_to = equivalent and any(each.completed_all and each.system_years == GRADE_SIX_AFTER for each in facts.schools)
    change = _grade_six_change(facts.nationality) if open_to else None
    return Equivalence(
        equivalent=equivalent,
        why=why,
        may_enter_grade_six=open_to,
        entry_change=change,
        because=tuple(_reasons(facts, why, open_to=open_to, change=change)),
        warnings=tuple(_warnings(facts, why, change)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _ground(facts: EquivalenceFacts) -> Ground:
    """One country's whole course; or a course of five years or more, done in several countries."""
    shortest = _shortest()
    completed = any(each.completed_all for each in facts.schools)
    if facts.countries == 1:
        return Ground.ONE_COUNTRY if completed else Ground.NOT_COMPLETED
    if any(each.whole_course and each.system_years >= shortest for each in facts.schools):
        return Ground.ONE_COUNTRY
    if any(each.system_years < shortest for each in facts.schools):
        return Ground.COURSE_TOO_SHORT
    return Ground.SEVERAL_COUNTRIES if completed else Ground.NOT_COMPLETED


def _shortest() -> int:
    return SHORTEST_COURSE.at(HANDBOOK_SCHOOL_YEAR).whole


def _grade_six_change(nationality: Nationality | None) -> GradeSixChange | None:
    if nationality is None:
        return None
    return GradeSixChange.ENROLLMENT if nationality.is_korean else GradeSixChange.LATERAL_ENTRY


def _reasons(facts: EquivalenceFacts, why: Ground, *, open_to: bool, change: GradeSixChange | None) -> Iterator[Step]:
    yield _about_the_ground(facts, why)
    if open_to:
        yield Step("5년제 과정을 마쳤으므로 보호자가 희망하면 6학년에 들어올 수 있습니다.", GRADE_SIX)
        told_change = change.korean if change else "대한민국 국적이면 취학, 외국 국적이면 편입학"
        yield Step(f"6학년에 들어오면 학적변동은 {told_change}입니다.", BY_NATIONALITY)


def _about_the_ground(facts: EquivalenceFacts, why: Ground) -> Step:
    if why is Ground.ONE_COUNTRY:
        return Step("한 나라에서 초등학교 전 과정을 이수하였으므로 동등한 학력으로 인정합니다.", ONE_COUNTRY)
    if why is Ground.SEVERAL_COUNTRIES:
        return Step(
            f"{facts.countries}개 나라에서 모두 {_shortest()}년제 이상인 과정을 다녀 마쳤으므로 "
            "동등한 학력으로 인정합니다.",
            SEVERAL_COUNTRIES,
        )
    if why is Ground.COURSE_TOO_SHORT:
        short = min(each.system_years for each in facts.schools)
        return Step(
            f"두 나라 이상에서 다닌 과정에 {short}년제가 들어 있어 동등한 학력으로 인정하지 않습니다.", EACH_LONG_ENOUGH
        )
    source = ONE_COUNTRY if facts.countries == 1 else SEVERAL_COUNTRIES
    return Step("초등학교 전 과정을 마치지 않았으므로 동등한 학력으로 인정하지 않습니다.", source)


def _warnings(facts: EquivalenceFacts, why: Ground, change: GradeSixChange | None) -> Iterator[str]:
    if change is GradeSixChange.LATERAL_ENTRY:
        yield warning_of("five_year_course_of_a_foreign_national")
    known = known_course_years()
    unknown = sorted({each.system_years for each in facts.schools} - known)
    if unknown:
        told_years = ", ".join(f"{years}년제" for years in unknown)
        yield f"{told_years} 초등과정은 p.79의 학제 표에 없습니다. 그 나라의 학제를 확인해 주세요."
    done = sum(each.completed_years for each in facts.schools)
    if why is Ground.NOT_COMPLETED and done >= korean_course_years():
        yield (
            f"이수한 햇수({done}년)가 우리나라 초등과정의 햇수에 이릅니다. 학교급별 교육연한으로 환산하여(p.78) "
            "인정되는지 교육지원청에 확인해 주세요."
        )


@cache
def _systems() -> dict[str, Any]:
    return tomllib.loads(SYSTEMS_FILE.read_text(encoding="utf-8"))


def known_course_years() -> set[int]:
    """The lengths of elementary courses that the table of p.79 shows."""
    return {system["elementary"] for system in _systems()["systems"]}


def korean_course_years() -> int:
    """The years of the elementary course here."""
    return int(_systems()["korea"]["elementary"])
