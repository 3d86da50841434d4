"""transfer.package: what the old school sends to the new one (전출 자료)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

PARAMETERS = load("transfer")
PAPS_FROM_GRADE = PARAMETERS["paps_from_grade"]
REGISTER_TO_GRADE = PARAMETERS["measures_in_a_register_to_grade"]

ELEVEN = Source(
    page=43,
    quote="[기본학적], [학생생활], [성적], [건강기록부], [학교생활기록부], [출결내역], [PAPS], [정정대장], "
    "[학교스포츠클럽누가기록], [개별화 교육계획],[학교폭력심의자료]를 각각 클릭하여 자료를 조회하여",
)
LATER = Source(
    page=43, quote="[기본학적] 자료만 전출 당일 전송하고 나머지 자료는 전입교와 협의를 통해 추후 전송 가능함"
)
PAPS_OF_THE_GRADE = Source(page=42, quote="학교폭력 조치사항(해당학생), PAPS 내용(해당학년)")
CHECK_UP_GRADES = Source(page=42, quote="1, 4학년 건강검진 (구강검진 포함)결과 등")
BY_SEASON = Source(page=42, quote="건강기록부 확인(전입 시기에 따라 다름)")
SECRET = Source(page=44, quote="체크를 하면 전송되는 학생자료 중 학부모 서비스 신청정보는 제외된다.")
IN_THE_RECORD = Source(page=42, quote="학교폭력 가해학생 조치사항 확인 (2~6학년)")
WITHHELD = Source(
    page=42,
    quote="1,2,3호 조건부 기재유보 관리 대장에 기록된 조치사항이 있는 경우 공문으로 전입교에 전송",
)

CHECK_UP = (1, 4)
TURN_OF_THE_YEAR = (2, 3)


class Part(Word):
    """The parts of the package, in the order of p.43 (전출 자료의 항목)."""

    BASIC = "basic", "기본학적"
    LIFE = "life", "학생생활"
    GRADES = "grades", "성적"
    HEALTH = "health", "건강기록부"
    RECORD = "record", "학교생활기록부"
    ATTENDANCE = "attendance", "출결내역"
    PAPS = "paps", "PAPS"
    CORRECTIONS = "corrections", "정정대장"
    SPORTS_CLUB = "sports_club", "학교스포츠클럽 누가기록"
    IEP = "iep", "개별화교육계획"
    VIOLENCE = "violence", "학교폭력 심의자료"


class LeftOut(Word):
    """What a secret transfer leaves out (보내지 않는 자료)."""

    PARENT_SERVICE = "parent_service", "학부모 서비스 신청정보"


class MeasuresIn(Word):
    """Where measures against school violence stand (학교폭력 조치사항을 확인하는 곳)."""

    REGISTER = "register", "학교폭력조치상황관리"
    RECORD = "record", "학교생활기록부"


@facts
class PackageFacts(Facts):
    """The pupil's grade, whether the transfer is secret, and the month in which it happens."""

    grade: int = fact("학년", at_least=1, at_most=6)
    secret: bool = fact("비밀전입", default=False)
    month: int | None = fact("전출하는 달", default=None, at_least=1, at_most=12)


@dataclass(frozen=True, kw_only=True)
class Package(Result):
    """The parts in order, what is left out, and where to look for check-ups and measures."""

    parts: tuple[Part, ...] = told("보낼 자료")
    left_out: tuple[LeftOut, ...] = told("보내지 않는 자료")
    health_check_up: bool = told("건강검진 결과가 있음")
    violence_measures_in: MeasuresIn = told("학교폭력 조치사항을 확인하는 곳")


@decision(
    "transfer.package",
    title="전출할 때 보내는 자료",
    pages=(40, 41, 42, 43, 44, 47),
    asked_as=(
        "전출할 때 어떤 자료를 보내나요?",
        "비밀전입이면 무엇을 보내지 않나요?",
        "PAPS 자료도 보내나요?",
        "학교폭력 조치사항은 어떻게 보내나요?",
    ),
)
def package(facts: PackageFacts) -> Package:
    """List the parts that the old school checks and sends (p.42–44)."""
    paps = facts.grade >= PAPS_FROM_GRADE.at(HANDBOOK_SCHOOL_YEAR).whole
    return Package(
        parts=tuple(part for part in Part if paps or part is not Part.PAPS),
        left_out=(LeftOut.PARENT_SERVICE,) if facts.secret else (),
        health_check_up=facts.grade in CHECK_UP,
        violence_measures_in=_measures_in(facts),
        because=tuple(_reasons(facts, paps)),
        warnings=tuple(_warnings(facts)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _measures_in(facts: PackageFacts) -> MeasuresIn:
    in_register = facts.grade <= REGISTER_TO_GRADE.at(HANDBOOK_SCHOOL_YEAR).whole
    return MeasuresIn.REGISTER if in_register else MeasuresIn.RECORD


def _reasons(facts: PackageFacts, paps: bool) -> Iterator[Step]:
    yield Step("전출교는 항목마다 빠지거나 잘못된 것이 없는지 확인하고 보냅니다.", ELEVEN)
    yield Step("그날 다 보내기 어려우면 기본학적을 먼저 보내고 나머지는 전입교와 의논하여 나중에 보냅니다.", LATER)
    yield Step("PAPS는 측정하는 학년만 보냅니다.", PAPS_OF_THE_GRADE)
    first = PAPS_FROM_GRADE.at(HANDBOOK_SCHOOL_YEAR)
    yield Step(
        f"{first.whole}학년부터 측정하므로 {facts.grade}학년은 {'보냅니다' if paps else '뺍니다'}.", first.source
    )
    yield from _about_health(facts)
    yield from _about_violence(facts)
    if facts.secret:
        yield Step("비밀전입이므로 학부모 서비스 신청정보는 보내지 않습니다.", SECRET)


def _about_health(facts: PackageFacts) -> Iterator[Step]:
    if facts.grade in CHECK_UP:
        yield Step(f"{facts.grade}학년이므로 건강검진(구강검진 포함) 결과도 확인합니다.", CHECK_UP_GRADES)
    if facts.month is not None:
        yield Step(f"{facts.month}월까지 한 검사의 일자와 기관을 건강기록부에서 확인합니다.", BY_SEASON)


def _about_violence(facts: PackageFacts) -> Iterator[Step]:
    if _measures_in(facts) is MeasuresIn.REGISTER:
        source = REGISTER_TO_GRADE.at(HANDBOOK_SCHOOL_YEAR).source
        yield Step(f"{facts.grade}학년의 학교폭력 조치사항은 학교폭력조치상황관리에서 확인합니다.", source)
        return
    yield Step(f"{facts.grade}학년의 학교폭력 조치사항은 학교생활기록부에서 확인합니다.", IN_THE_RECORD)
    yield Step("기재를 유보한 1~3호 조치사항이 있으면 공문으로 따로 보냅니다.", WITHHELD)


def _warnings(facts: PackageFacts) -> Iterator[str]:
    if facts.secret:
        yield "비밀전입 여부를 꼭 확인하고 골라 주세요. 고르지 않으면 학부모 서비스 신청정보가 함께 갑니다(p.44)."
    if facts.month in TURN_OF_THE_YEAR:
        yield "학년말이나 학년초에 신설학교로 보낼 때에는 반드시 진급처리를 먼저 해 주세요(p.43)."
