"""attendance.perfect: whether 개근 is written (개근)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import with_particle
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import AbsenceForm, Word

PERFECT = "개근"

NOT_ONCE = Source(
    page=31,
    quote="해당학년 동안 1회의 결석·지각·조퇴·결과도 없는 경우 출결상황 ‘특기사항’란에 ‘개근’으로 입력함",
)
NOT_THE_WHOLE_YEAR = Source(
    page=31, quote="수업일수가 다른 중도 입학·편입학생은 당해 학년의 전과정을 거치지 않았기 때문에"
)
HIGHER_GRADE = Source(page=31, quote="‘개근’으로 입력하지 않음(상위학년으로 중도 재취학한 경우도 동일)")
BOTH_SCHOOLS = Source(page=31, quote="전입학인 경우 전출교와 전입교의 출결을 합하고")
BEFORE_AND_AFTER = Source(
    page=31,
    quote="재입학(하위학년 재취학)의 경우는 재입학 이전과 재입학 이후의 출결을 합하여 ‘개근’의 입력 여부를 결정함",
)
SAME_GRADE = Source(
    page=31, quote="재입학(하위학년 재취학)의 경우는 재입학 이전과 재입학 이후의 출결을 합하여", reading=True
)
LEFT_BLANK = Source(
    page=31,
    quote="순회(가정 및 보호시설)교육학생, 건강장애학생(병원학교와 원격수업 수강학생)은 해당학년 동안 1회의 "
    "결석·지각·조퇴·결과가 없어도 ‘개근’을 입력하지 않고 공란으로 둠",
)


class Entry(Word):
    """How the pupil came into the grade (학년에 들어온 방법)."""

    FULL_YEAR = "full_year", "학년 초부터 계속 재학"
    TRANSFER_IN = "transfer_in", "전입학"
    REENTRY_SAME_OR_LOWER = "reentry_same_or_lower", "같은 학년이나 하위 학년으로 재취학"
    REENTRY_HIGHER = "reentry_higher", "상위 학년으로 재취학"
    LATERAL_ENTRY = "lateral_entry", "편입학"
    MID_YEAR_ADMISSION = "mid_year_admission", "학년 중 입학"


class Special(Word):
    """Pupils of special education whose field stays blank (공란으로 두는 특수교육대상자)."""

    ITINERANT = "itinerant", "순회교육 학생(가정·보호시설)"
    HEALTH_IMPAIRMENT = "health_impairment", "건강장애학생(병원학교·원격수업)"


# Entries after which 개근 is never written, and those where both parts of the year are added.
NEVER = {
    Entry.REENTRY_HIGHER: HIGHER_GRADE,
    Entry.LATERAL_ENTRY: NOT_THE_WHOLE_YEAR,
    Entry.MID_YEAR_ADMISSION: NOT_THE_WHOLE_YEAR,
}
ADDED = {
    Entry.TRANSFER_IN: (("전출교와 전입교의 출결을 더합니다.", BOTH_SCHOOLS),),
    Entry.REENTRY_SAME_OR_LOWER: (
        ("재취학하기 전과 뒤의 출결을 더합니다.", BEFORE_AND_AFTER),
        ("같은 학년으로 재취학한 학생도 하위 학년과 같이 더합니다.", SAME_GRADE),
    ),
}


@facts
class PerfectFacts(Facts):
    """Entries of the whole grade year that are not authorized, after a transfer those of both schools."""

    absences: int = fact("결석 일수", default=0, at_least=0, at_most=366, hint="출석인정은 모두 빼고 셉니다.")
    lates: int = fact("지각 횟수", default=0, at_least=0, at_most=366)
    early_leaves: int = fact("조퇴 횟수", default=0, at_least=0, at_most=366)
    class_absences: int = fact("결과 횟수", default=0, at_least=0, at_most=366)
    entry: Entry = fact(
        "학년에 들어온 방법",
        default=Entry.FULL_YEAR,
        hint="전입학과 재취학은 들어오기 전의 결석·지각·조퇴·결과까지 더해서 넣습니다.",
    )
    special: Special | None = fact("순회교육·건강장애", default=None, hint="해당하지 않으면 비웁니다.")

    @property
    def counted(self) -> dict[AbsenceForm, int]:
        """How often each form occurred."""
        return {
            AbsenceForm.ABSENCE: self.absences,
            AbsenceForm.LATE: self.lates,
            AbsenceForm.EARLY_LEAVE: self.early_leaves,
            AbsenceForm.CLASS_ABSENCE: self.class_absences,
        }


@dataclass(frozen=True, kw_only=True)
class Perfect(Result):
    """Whether the year is perfect, and the word that is written for it."""

    perfect: bool = told("개근인지")
    remark: str = told("출결 특기사항에 적을 말")


@decision(
    "attendance.perfect",
    title="개근",
    pages=(31, 35),
    asked_as=(
        "전입생도 개근을 입력하나요?",
        "편입학하거나 학년 중에 입학한 학생도 개근인가요?",
        "출석인정결석이 있어도 개근인가요?",
        "건강장애학생에게 개근을 입력하나요?",
    ),
)
def perfect(facts: PerfectFacts) -> Perfect:
    """Write 개근 for a whole grade year without one entry; never for those who missed a part of it (p.31)."""
    none = not any(facts.counted.values())
    holds = none and facts.entry not in NEVER and facts.special is None
    return Perfect(
        perfect=holds,
        remark=PERFECT if holds else "",
        because=tuple(_reasons(facts, none)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _reasons(facts: PerfectFacts, none: bool) -> Iterator[Step]:
    for text, source in ADDED.get(facts.entry, ()):
        yield Step(text, source)
    if none:
        yield Step("해당 학년에 결석·지각·조퇴·결과가 한 번도 없습니다.", NOT_ONCE)
    else:
        found = ", ".join(_told(form, number) for form, number in facts.counted.items() if number)
        yield Step(f"{with_particle(found, '이', '가')} 있으므로 개근이 아닙니다.", NOT_ONCE)
    if facts.entry in NEVER:
        yield Step(
            f"‘{facts.entry.korean}’ 학생은 학년의 전 과정을 거치지 않아 개근을 입력하지 않습니다.", NEVER[facts.entry]
        )
    if facts.special is not None:
        yield Step(f"‘{facts.special.korean}’의 특기사항은 공란으로 둡니다.", LEFT_BLANK)


def _told(form: AbsenceForm, number: int) -> str:
    return f"{form.korean} {number}{'일' if form is AbsenceForm.ABSENCE else '회'}"
