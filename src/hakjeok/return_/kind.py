"""return.kind: as what a pupil enters the record (재취학·편입학·취학·입학의 구분)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.shares import at_least
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Nationality, Word

ADMISSION_SHARE_LEFT = load("return")["admission_share_left"]

LAST_GRADE = 6

OVER_AGE = Source(page=75, quote="14) 만 15세 이상인 자가 초등학교에서 다시 수학하고자 하는 경우")
MIDDLE_SCHOOL = Source(page=84, quote="그렇습니다. 중학교에 가서 재취학을 신청해야 합니다.")
REENTRY_ABROAD = Source(page=80, quote="<학업을 중단(면제)하였다가 다시 들어온 경우>")
REENTRY_DEFERRED = Source(page=64, quote="다음 학년도 유예일 이전에 유예 당시 학년으로 재취학")
REENTRY_OUT_OF_QUOTA = Source(page=80, quote="<정원 외 학적관리 중인 학생이 다시 들어온 경우>")
LATERAL_ENTRY = Source(page=81, quote="<외국인 학생이 편입학 한 경우>")
LEAVES_BY_EXEMPTION = Source(page=81, quote="※ 외국인 학생이 학교를 그만두는 경우는 면제로 처리함", reading=True)
ADMISSION = Source(
    page=80, quote="<외국인 학생이 당해 학년 수업일수의 3분의 2 이상 남은 시점에 1학년으로 처음 들어온 경우>"
)
ENROLLMENT = Source(
    page=80, quote="의무교육대상자 여부에 관계없이 의무교육에 해당하는 학교의 적정 학년에 들어오는 경우 취학으로 처리함"
)
FIVE_YEARS = Source(
    page=79,
    quote="초등 6학년으로의 취학(편입학) 가능 (대한민국 국적자 : 취학 / 외국 국적자 : 편입학)",
)
TWO_NATIONALITIES = Source(page=67, quote="대상 학생이 복수국적 학생인 경우 의무교육 대상자이므로")
REGISTERED_BEFORE = Source(page=79, quote="변동구분에서 재취학(본교), 또는 재취학(타학교)를 선택 후")
NOT_REGISTERED_BEFORE = Source(page=79, quote="이전 학적이 존재하지 않는 경우(전산자료가 없는 경우)")


class PreviousChange(Word):
    """With what the pupil's earlier record here ended (이전 학적의 마지막 변동)."""

    NONE = "none", "이전 학적 없음"
    EXEMPTION = "exemption", "면제"
    DEFERMENT = "deferment", "유예"
    OUT_OF_QUOTA = "out_of_quota", "정원 외 학적관리"


class TargetSchool(Word):
    """Whether it is the school that holds the earlier record (들어갈 학교)."""

    SAME = "same", "학적이 있는 학교(본교)"
    OTHER = "other", "다른 학교(타학교)"


class EntryChange(Word):
    """As what the pupil enters (들어오는 학적변동)."""

    REENTRY = "reentry", "재취학"
    LATERAL_ENTRY = "lateral_entry", "편입학"
    ENROLLMENT = "enrollment", "취학"
    ADMISSION = "admission", "입학"
    MIDDLE_SCHOOL = "middle_school", "중학교에 신청"


HAD_RECORD = (PreviousChange.EXEMPTION, PreviousChange.DEFERMENT, PreviousChange.OUT_OF_QUOTA)
NEIS_REENTRY = {TargetSchool.SAME: "재취학(본교)", TargetSchool.OTHER: "재취학(타학교)"}
NEIS_NEW_RECORD = "추가입학/입력누락자등록"
REENTRY_SOURCES = {
    PreviousChange.EXEMPTION: REENTRY_ABROAD,
    PreviousChange.DEFERMENT: REENTRY_DEFERRED,
    PreviousChange.OUT_OF_QUOTA: REENTRY_OUT_OF_QUOTA,
}


@facts
class KindFacts(Facts):
    """The earlier record of a pupil, if there is one, and where and when the pupil enters.

    `days_left_in_year` are the school days from the day of entry, that day included, to the year's end.
    """

    previous_change: PreviousChange = fact("이전 학적의 마지막 변동", default=PreviousChange.NONE)
    nationality: Nationality | None = fact("국적", default=None)
    compulsory_age: bool = fact(
        "만 15세 미만(의무교육 대상)", default=False, usual=True, hint="만 15세 이상이면 표시를 지워 주세요(p.75)."
    )
    grade_at_leaving: int | None = fact(
        "그만둘 때의 학년", default=None, at_least=1, at_most=6, asked_if=("previous_change", HAD_RECORD)
    )
    school_years_since: int | None = fact(
        "그만둔 뒤 지난 학년도 수",
        default=None,
        at_least=0,
        at_most=15,
        hint="같은 학년도에 돌아오면 0, 다음 학년도에 돌아오면 1입니다.",
        asked_if=("previous_change", HAD_RECORD),
    )
    target_school: TargetSchool | None = fact("들어갈 학교", default=None, asked_if=("previous_change", HAD_RECORD))
    grade_one_first_entry: bool = fact(
        "1학년으로 처음 들어옴", default=False, asked_if=("previous_change", (PreviousChange.NONE,))
    )
    days_left_in_year: int | None = fact(
        "들어오는 날부터 남은 수업일수",
        default=None,
        at_least=0,
        at_most=366,
        hint="들어오는 날도 셉니다.",
        asked_if=("grade_one_first_entry", (True,)),
    )
    total_days: int | None = fact(
        "수업일수", default=None, at_least=1, at_most=366, asked_if=("grade_one_first_entry", (True,))
    )
    five_year_course_completed: bool = fact(
        "외국의 5년제 초등과정을 마치고 6학년으로 들어옴",
        default=False,
        asked_if=("previous_change", (PreviousChange.NONE,)),
    )

    def check(self) -> None:
        """Refuse more days left than the year has, where they decide."""
        left, total = self.days_left_in_year, self.total_days
        if self.grade_one_first_entry and left is not None and total is not None and left > total:
            raise BadInput(
                "days_left_in_year", f"남은 수업일수({left}일)가 수업일수({total}일)보다 많습니다. 바로잡아 주세요."
            )

    @property
    def has_record(self) -> bool:
        """Whether an earlier record exists here."""
        return self.previous_change is not PreviousChange.NONE

    @property
    def enters_after_five_years(self) -> bool:
        """Whether a pupil without a record enters grade 6 after a five-year course (p.79)."""
        return self.five_year_course_completed and not self.has_record and not self.grade_one_first_entry

    @property
    def is_past_grade_six(self) -> bool:
        """Whether a pupil of grade 6 comes back after the time of entering middle school (p.84)."""
        return self.has_record and self.grade_at_leaving == LAST_GRADE and bool(self.school_years_since)


@dataclass(frozen=True, kw_only=True)
class Kind(Result):
    """The change under which the pupil enters, and what to choose in the system."""

    change: EntryChange = told("들어오는 학적변동")
    neis_change: str | None = told("나이스에서 고를 항목")


@decision(
    "return.kind",
    title="재취학·편입학·취학·입학의 구분",
    pages=(64, 67, 74, 75, 79, 80, 81, 84),
    asked_as=(
        "외국에서 돌아온 학생은 재취학인가요, 편입학인가요?",
        "외국인 학생이 처음 들어오면 취학인가요, 입학인가요?",
        "6학년 때 유학 간 학생이 돌아오면 중학교로 가나요?",
        "나이스에서 재취학(본교)과 재취학(타학교) 가운데 무엇을 고르나요?",
    ),
    forms=("5-1",),
)
def kind(facts: KindFacts) -> Kind:
    """Tell re-entry, lateral entry, enrollment and admission apart, by earlier record, nationality and age."""
    change, why = _change(facts)
    neis_change, where = _in_neis(facts, change)
    return Kind(
        change=change,
        neis_change=neis_change,
        because=(why, *_about_two_nationalities(facts), *where),
        warnings=tuple(_warnings(facts, change)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _change(facts: KindFacts) -> tuple[EntryChange, Step]:
    if not facts.compulsory_age:
        return EntryChange.LATERAL_ENTRY, Step("의무교육 대상이 아니므로(만 15세 이상) 편입학입니다.", OVER_AGE)
    if facts.is_past_grade_six:
        return EntryChange.MIDDLE_SCHOOL, Step(
            f"6학년에서 그만둔 뒤 {facts.school_years_since}개 학년도가 지나 중학교 입학 시기가 지났으므로 "
            "중학교에 신청합니다.",
            MIDDLE_SCHOOL,
        )
    return _with_record(facts) if facts.has_record else _without_record(facts)


def _with_record(facts: KindFacts) -> tuple[EntryChange, Step]:
    previous = facts.previous_change
    if _nationality(facts, "이전 학적이 있으면 재취학과 편입학을 국적으로 가립니다").is_korean:
        return EntryChange.REENTRY, Step(
            f"{previous.korean} 뒤에 다시 들어오는 대한민국 국적 학생이므로 재취학입니다.", REENTRY_SOURCES[previous]
        )
    source = LATERAL_ENTRY if previous is PreviousChange.EXEMPTION else LEAVES_BY_EXEMPTION
    return EntryChange.LATERAL_ENTRY, Step(
        f"{previous.korean} 뒤에 다시 들어오는 외국 국적 학생이므로 편입학입니다.", source
    )


def _without_record(facts: KindFacts) -> tuple[EntryChange, Step]:
    if facts.grade_one_first_entry:
        return _first_entry(facts)
    if facts.enters_after_five_years:
        korean = _nationality(facts, "5년제 과정을 마친 학생은 취학과 편입학을 국적으로 가립니다").is_korean
        change = EntryChange.ENROLLMENT if korean else EntryChange.LATERAL_ENTRY
        who = "대한민국" if korean else "외국"
        return change, Step(
            f"5년제 과정을 마친 {who} 국적 학생이 보호자의 희망으로 6학년에 들어오므로 {change.korean}입니다.",
            FIVE_YEARS,
        )
    return EntryChange.ENROLLMENT, Step("이전 학적 없이 알맞은 학년에 들어오므로 취학입니다.", ENROLLMENT)


def _first_entry(facts: KindFacts) -> tuple[EntryChange, Step]:
    share = ADMISSION_SHARE_LEFT.at(HANDBOOK_SCHOOL_YEAR)
    left, total = _required(facts.days_left_in_year, "days_left_in_year"), _required(facts.total_days, "total_days")
    needed = at_least(share.share, of=total)
    told_days = f"수업일수 {total}일의 3분의 2 이상은 {needed}일이고 남은 수업일수는 {left}일이므로"
    if left >= needed:
        return EntryChange.ADMISSION, Step(f"{told_days} 1학년 입학입니다.", ADMISSION)
    return EntryChange.ENROLLMENT, Step(f"{told_days} 입학이 아니라 취학입니다.", share.source)


def _required(days: int | None, field: str) -> int:
    if days is None:
        raise BadInput(
            field, "1학년으로 처음 들어오면 남은 수업일수로 입학과 취학을 가립니다. 일수를 넣어 주세요(p.80)."
        )
    return days


def _nationality(facts: KindFacts, why: str) -> Nationality:
    if facts.nationality is None:
        raise BadInput("nationality", f"{why}. 국적을 넣어 주세요(p.79, 80, 81).")
    return facts.nationality


def _about_two_nationalities(facts: KindFacts) -> Iterator[Step]:
    goes_by_nationality = facts.has_record or facts.enters_after_five_years
    if facts.nationality is Nationality.DUAL and facts.compulsory_age and goes_by_nationality:
        yield Step("복수국적 학생은 의무교육 대상자이므로 대한민국 국적 학생으로 봅니다.", TWO_NATIONALITIES)


def _in_neis(facts: KindFacts, change: EntryChange) -> tuple[str | None, Iterator[Step]]:
    """What to choose in the system; the handbook prints no choice for a lateral entrant with a record."""
    if change is EntryChange.REENTRY:
        chosen = NEIS_REENTRY.get(facts.target_school) if facts.target_school else None
        text = f"전편입/재취학생등록에서 변동구분 ‘{chosen or '재취학(본교)’ 또는 ‘재취학(타학교)'}’을 고릅니다."
        return chosen, iter([Step(text, REGISTERED_BEFORE)])
    if facts.has_record or change is EntryChange.MIDDLE_SCHOOL:
        return None, iter(())
    return NEIS_NEW_RECORD, iter(
        [Step(f"이전 학적이 없으므로 ‘{NEIS_NEW_RECORD}’에서 학생 정보를 만듭니다.", NOT_REGISTERED_BEFORE)]
    )


def _warnings(facts: KindFacts, change: EntryChange) -> Iterator[str]:
    if change is EntryChange.LATERAL_ENTRY and facts.enters_after_five_years and facts.compulsory_age:
        yield warning_of("five_year_course_of_a_foreign_national")
    if change is EntryChange.REENTRY and facts.target_school is None:
        yield "들어갈 학교가 학적이 있는 학교인지 정해지지 않아 나이스의 항목을 하나로 정하지 못했습니다(p.74, 79)."
    if change is EntryChange.LATERAL_ENTRY and facts.has_record:
        yield "편입학의 나이스 변동구분은 지침에 적혀 있지 않습니다. 전편입/재취학생등록 화면에서 확인해 주세요(p.79)."
    if change is EntryChange.MIDDLE_SCHOOL and facts.previous_change is PreviousChange.DEFERMENT:
        yield (
            "p.84의 답은 미인정유학 학생에 관한 것입니다. 유예한 학생은 다음 학년도 유예일 전이면 "
            "6학년으로 재취학하므로(p.64) 어느 쪽인지 중학교와 함께 살펴봐 주세요."
        )
    if facts.grade_one_first_entry and facts.has_record:
        yield "이전 학적이 있어 1학년으로 처음 들어오는 것으로 보지 않았습니다. 이전 학적을 확인해 주세요(p.79, 80)."
