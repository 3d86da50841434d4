"""return.grade: into which grade a pupil comes back (재취학·편입학의 학년 배정)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.discrepancies import warning_of
from hakjeok.parameters import load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.return_.grade_facts import (
    FEWEST_MONTHS_ABROAD,
    LONG_ABSENCES,
    NATIONALS_ABROAD,
    EarlyReturn,
    GradeBasis,
    GradeFacts,
    SemesterGap,
)
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

SEMESTERS_THAT_MAY_LACK = load("return")["semesters_that_may_lack"]

SEMESTERS_A_GRADE = 2
LAST_GRADE = 6
FORM_4_4 = (GradeBasis.UNREGISTERED_ALTERNATIVE, GradeBasis.HOME_SCHOOLING)

SUMMED = Source(page=72, quote="교과목별 이수인정 평가 없이 국내외 재학기간을 합산하여 학년을 배정할 수 있음")
SUM_OF_FOREIGN_NATIONAL = Source(
    page=75,
    quote="학년 결정은 외국학교 재학증명서 상의 재학기간과 성적증명서상의 교육과정 이수 내용을 우리나라 "
    "학제(12학년제)에 맞추어 계산하여 정함",
)
NOT_AS_ABROAD = Source(
    page=84, quote="국내외 이수 학기를 합산하여 국내 학제로 환산할 경우 5학년 2학기로 재취학 할 수 있습니다."
)
PAST_ELEMENTARY = Source(
    page=78, quote="우리나라 학제상의 초·중·고등학교 과정의 교육 연한을 기준으로 인정함", reading=True
)
GAP = Source(
    page=84, quote="학교장이 판단하여 허용 가능합니다. (단, 초중학교의 경우 인정유학이나 외국인인 경우에 한하며"
)
GAP_ONLY_IF = Source(page=84, quote="(단, 1학기 이수 후 연속하여 국내학교에 취학하지 않는 경우 해당사항 없음)")
GAP_NOT_AT_FIRST = Source(page=79, quote="국내 초등학교 1학년 신입학이 아닌 재취학 또는 편입학할 경우에는")
TOO_SHORT_TO_COUNT = Source(page=78, quote="외국 정규학교 이수기간은 최소 6개월(한 학기)이상인 경우 인정됨")
UNDER_SIX_MONTHS = Source(
    page=72, quote="인정유학 사유에 해당되더라도 그 기간이 6개월 미만인 경우 미인정유학으로 처리되는 것이 원칙임"
)
NO_REGULAR_SCHOOL = Source(
    page=73, quote="해당국가 정규학교에 재학하지 않은 경우, 인정유학 사유에 해당되어도 수학 기간이 6개월 미만인 경우"
)
NOT_PROVED = Source(
    page=64, quote="외국의 수학기간 동안의 학력을 인정받지 못하는 경우 면제 당시 학년으로 재취학이 원칙"
)
OFFICE_REVIEW = Source(page=75, quote="교육청 학력심의위원회를 통하여 학력 인정 및 학년을 결정함")
REFUGEES = Source(page=75, quote="학적 처리: 「탈북학생 지도교사용 매뉴얼(한국교육개발원, 2022년,12,)」13)에 따름")
BROKEN = Source(
    page=68,
    quote="조기진급·졸업·진학 평가위원회’ 에서 결정한 교과목별이수인정평가 실시 후 기준에 따라 학년을 정하여야 합니다.",
)
EARLY_PUBLIC = Source(
    page=72,
    quote="학교장이 교과목별 이수인정평가, 조기진급 ․ 졸업 ․ 진학 평가위원회 개최 등을 거쳐 "
    "적정 학년에 배정하도록 할 것",
)
EARLY_GROUND = Source(
    page=72,
    quote="학교장이 부득이한 사유로 판단하여 당해 학년도에 재취학으로 처리할 수 있음",
)
EARLY_EVALUATION = Source(page=72, quote="기간 미달의 예외", reading=True)
EARLY_AUTHORIZED = Source(page=72, quote="학교장의 허가를 받아 결석하는 경우로 처리하여 출석 처리할 것")
SAME_YEAR_NOT = Source(page=73, quote="정원 외 학적 관리된 당해 학년도에는 원칙적으로 재취학 불가")
SAME_YEAR_MAY = Source(
    page=73,
    quote="학교장은 아동보호 측면(UN 아동의 권리에 관한 협약 또는 의무교육의 취지 상)에서 재취학을 허용할 수 있으나",
)
SAME_YEAR_FAILS = Source(
    page=73,
    law="초·중등교육법 시행령 제50조",
    quote="출석일수 부족으로 학년말에 진급이 불가하여 다음 학년도에 해당학년을 재이수해야 함을 "
    "학부모에게 주지시켜야 함",
)
SAME_YEAR_ACKNOWLEDGED = Source(page=73, quote="학부모에게 주지시켜야 함", reading=True)
SAME_YEAR_NO_EVALUATION = Source(
    page=83, quote="당해학년도 재취학이 아닌 경우에는 초중등교육법 시행령 제29조 2항에 의거"
)
AT_LEAVING = Source(page=83, quote="유예 당시의 학년에 취학하는 것이 원칙이나")
AT_LEAVING_OUT_OF_QUOTA = Source(page=64, quote="재취학 시 정원 외 관리 당시 학년으로 배정하는 것이 원칙")
EVALUATION = Source(
    page=83,
    law="초·중등교육법 시행령 제29조제2항",
    quote="교과목별이수인정평가 결과(학칙에 의거)에 따라 학년을 정하여 재취학할 수도 있습니다.",
)
EVALUATION_OUT_OF_QUOTA = Source(
    page=78, law="초·중등교육법 시행령 제29조제2항", quote="교과목별 이수인정평가의 결과로 학년을 정할 수 있음"
)
NO_EVALUATION_ABROAD = Source(
    page=73,
    quote="해당 국가 정규학교에 재학하지 않은 경우와 수학기간이 6개월(1학기)미만인 경우에는 교과목별 이수인정평가를 "
    "통한 학년 배정 불가",
)


class Method(Word):
    """How the grade is found (학년을 정하는 방법)."""

    SUM_OF_SEMESTERS = "sum_of_semesters", "국내외 이수 학기 합산"
    GRADE_AT_LEAVING = "grade_at_leaving", "그만둘 때의 학년"
    SUBJECT_EVALUATION = "subject_evaluation", "교과목별 이수인정평가"
    OFFICE_REVIEW = "office_review", "교육청의 심의"


@dataclass(frozen=True, kw_only=True)
class Grade(Result):
    """The grade and, for a sum, the first semester not yet done; whether and on whose word it is so."""

    allowed: bool = told("초등학교에 들어올 수 있음")
    grade: int | None = told("배정할 학년")
    semester: int | None = told("이어서 이수할 학기")
    method: Method = told("학년을 정하는 방법")
    evaluation_possible: bool = told("이수인정평가로 다른 학년을 정할 수 있음")
    can_complete_year: bool | None = told("그 학년을 수료할 수 있음")
    principal_discretion: bool = told("학교장의 허용이 필요함")
    guardian_acknowledgement: bool = told("보호자의 확인이 필요함")


@dataclass(frozen=True, kw_only=True)
class Placement:
    """What one way of placing answers, with its reasons."""

    method: Method
    steps: tuple[Step, ...]
    grade: int | None = None
    semester: int | None = None
    allowed: bool = True
    evaluation_possible: bool = False
    can_complete_year: bool | None = None
    principal_discretion: bool = False
    guardian_acknowledgement: bool = False


@decision(
    "return.grade",
    title="재취학·편입학의 학년 배정",
    pages=(64, 68, 72, 73, 75, 78, 79, 83, 84, 136),
    asked_as=(
        "귀국학생은 몇 학년으로 들어오나요?",
        "유예했던 학생이 다음 학년으로 재취학할 수 있나요?",
        "정원 외 학생이 같은 학년도에 다시 다닐 수 있나요?",
        "교과목별 이수인정평가는 언제 하나요?",
        "외국에서 한 학기가 모자라면 몇 학년인가요?",
    ),
    forms=("5-1", "5-3", "5-4", "5-5"),
)
def grade(facts: GradeFacts) -> Grade:
    """Place a pupil who comes back: by the sum of semesters, at the grade of leaving, or by evaluation."""
    placed = _place(facts)
    return Grade(
        allowed=placed.allowed,
        grade=placed.grade,
        semester=placed.semester,
        method=placed.method,
        evaluation_possible=placed.evaluation_possible,
        can_complete_year=placed.can_complete_year,
        principal_discretion=placed.principal_discretion,
        guardian_acknowledgement=placed.guardian_acknowledgement,
        because=placed.steps,
        warnings=tuple(_warnings(facts, placed)),
        school_year=facts.school_year,
    )


def _place(facts: GradeFacts) -> Placement:
    if facts.basis is GradeBasis.NORTH_KOREAN:
        return Placement(
            method=Method.OFFICE_REVIEW, steps=(Step("탈북 학생의 학년은 탈북학생 매뉴얼에 따라 정합니다.", REFUGEES),)
        )
    if facts.basis is GradeBasis.FOREIGN_NATIONAL:
        return _sum(facts) if facts.has_credentials else _office_review()
    if facts.basis is GradeBasis.RECOGNIZED_ABROAD:
        return _after_recognized_study(facts)
    return _at_leaving(facts)


def _office_review() -> Placement:
    text = "학력 증빙 서류가 없으므로 교육청 학력심의위원회가 학력을 인정하고 학년을 정합니다."
    return Placement(method=Method.OFFICE_REVIEW, steps=(Step(text, OFFICE_REVIEW),))


def _after_recognized_study(facts: GradeFacts) -> Placement:
    if not facts.studied_abroad:
        if facts.early_return_cause is not None:
            return _early_return(facts, facts.early_return_cause)
        return _at_leaving(facts, (_as_unrecognized(facts),))
    if facts.exemption_requirements_broken:
        return Placement(
            method=Method.SUBJECT_EVALUATION,
            grade=facts.evaluation_passed_grade,
            evaluation_possible=True,
            steps=(Step("면제 요건이 충족되지 않은 기간이 있으므로 이수인정평가를 하여 학년을 정합니다.", BROKEN),),
        )
    if facts.has_credentials:
        return _sum(facts)
    if facts.early_return_cause is EarlyReturn.PUBLIC:
        return _early_return(facts, facts.early_return_cause)
    text = f"외국에서 배운 학력이 증명되지 않았으므로 면제 당시 학년인 {facts.left_from}학년이 원칙입니다."
    return Placement(method=Method.GRADE_AT_LEAVING, grade=facts.left_from, steps=(Step(text, NOT_PROVED),))


def _as_unrecognized(facts: GradeFacts) -> Step:
    if not facts.is_long_enough:
        text = f"수학 기간이 {facts.months}개월로 {facts.fewest_months}개월에 못 미쳐 미인정유학으로 봅니다."
        return Step(text, UNDER_SIX_MONTHS)
    return Step("외국 정규학교에 다니지 않았으므로 미인정유학으로 봅니다.", NO_REGULAR_SCHOOL)


def _sum(facts: GradeFacts) -> Placement:
    foreign = facts.foreign_semesters if facts.is_long_enough else 0
    done = facts.semesters_completed + foreign
    added, gap_steps = _gap(facts, done)
    total = done + added
    steps = (*_summed(facts, foreign, done), *gap_steps)
    if total >= LAST_GRADE * SEMESTERS_A_GRADE:
        text = f"합하여 {total}학기이면 초등학교 과정을 모두 이수한 것이므로 중학교에 신청합니다."
        return Placement(method=Method.SUM_OF_SEMESTERS, allowed=False, steps=(*steps, Step(text, PAST_ELEMENTARY)))
    full_grades, semesters_more = divmod(total, SEMESTERS_A_GRADE)
    placed, semester = full_grades + 1, semesters_more + 1
    text = f"{total}학기를 이수하였으므로 다음 학기인 {placed}학년 {semester}학기를 이어서 이수합니다."
    return Placement(
        method=Method.SUM_OF_SEMESTERS,
        grade=placed,
        semester=semester,
        principal_discretion=bool(added),
        steps=(*steps, Step(text, NOT_AS_ABROAD)),
    )


def _summed(facts: GradeFacts, foreign: int, done: int) -> Iterator[Step]:
    of_foreign_national = facts.basis is GradeBasis.FOREIGN_NATIONAL
    if foreign < facts.foreign_semesters:
        yield Step(f"외국에서 {facts.months}개월만 수학하여 외국 학기는 더하지 않습니다.", TOO_SHORT_TO_COUNT)
    yield Step(
        f"국내 {facts.semesters_completed}학기와 외국 {foreign}학기를 평가 없이 더하여 {done}학기입니다.",
        SUM_OF_FOREIGN_NATIONAL if of_foreign_national else SUMMED,
    )


def _gap(facts: GradeFacts, done: int) -> tuple[int, tuple[Step, ...]]:
    """The semesters that the principal may add where the school systems alone made them lack."""
    if facts.one_semester_gap is SemesterGap.NONE:
        return 0, ()
    if done == 0:
        return 0, (Step("1학년 신입학이므로 모자라는 학기를 더할 수 없습니다.", GAP_NOT_AT_FIRST),)
    if not facts.consecutive:
        return 0, (Step("외국학교에서 이어서 들어오지 않아 모자라는 학기를 더할 수 없습니다.", GAP_ONLY_IF),)
    most = SEMESTERS_THAT_MAY_LACK.at(facts.school_year).whole
    return most, (Step(f"학제 차이로 모자라는 {most}학기는 학교장이 판단하여 더할 수 있습니다.", GAP),)


def _early_return(facts: GradeFacts, cause: EarlyReturn) -> Placement:
    passed = facts.evaluation_passed_grade
    may = Step("부득이하게 일찍 귀국하였으므로 학교장이 당해 학년도에도 재취학으로 처리할 수 있습니다.", EARLY_GROUND)
    evaluated = Step(
        "학교장이 이수인정평가와 평가위원회를 거쳐 알맞은 학년에 배정할 수 있습니다.",
        EARLY_PUBLIC if cause is EarlyReturn.PUBLIC else EARLY_EVALUATION,
    )
    authorized = Step("외국에 있던 기간은 학교장의 허가를 받은 결석으로 보아 출석으로 처리합니다.", EARLY_AUTHORIZED)
    return Placement(
        method=Method.GRADE_AT_LEAVING if passed is None else Method.SUBJECT_EVALUATION,
        grade=facts.left_from if passed is None else passed,
        evaluation_possible=True,
        principal_discretion=True,
        steps=(may, evaluated, authorized),
    )


def _at_leaving(facts: GradeFacts, before: tuple[Step, ...] = ()) -> Placement:
    if facts.returns_in_same_year:
        return _in_same_year(facts, before)
    possible = facts.basis not in NATIONALS_ABROAD or facts.studied_abroad
    at_leaving = AT_LEAVING_OUT_OF_QUOTA if facts.basis in LONG_ABSENCES else AT_LEAVING
    evaluation = EVALUATION_OUT_OF_QUOTA if facts.basis in LONG_ABSENCES else EVALUATION
    steps = (*before, Step(f"그만둘 때의 학년인 {facts.left_from}학년이 원칙입니다.", at_leaving))
    if not possible:
        text = "외국 정규학교에 6개월 이상 다니지 않았으므로 이수인정평가로 학년을 정할 수 없습니다."
        steps = (*steps, Step(text, NO_EVALUATION_ABROAD))
        return Placement(method=Method.GRADE_AT_LEAVING, grade=facts.left_from, steps=steps)
    steps = (
        *steps,
        Step("당해 학년도가 아니므로 이수인정평가 결과에 따라 다른 학년으로도 정할 수 있습니다.", evaluation),
    )
    passed = facts.evaluation_passed_grade
    return Placement(
        method=Method.GRADE_AT_LEAVING if passed is None else Method.SUBJECT_EVALUATION,
        grade=facts.left_from if passed is None else passed,
        evaluation_possible=True,
        steps=steps,
    )


def _in_same_year(facts: GradeFacts, before: tuple[Step, ...]) -> Placement:
    after_absence = facts.basis in LONG_ABSENCES
    steps = [
        *before,
        Step("그만둔 당해 학년도에는 원칙적으로 재취학할 수 없습니다.", SAME_YEAR_NOT),
        Step(
            f"학생과 보호자가 희망하면 학교장이 아동보호 측면에서 {facts.left_from}학년으로 허용할 수 있습니다.",
            SAME_YEAR_MAY,
        ),
        Step("당해 학년도에는 이수인정평가로 학년을 정하지 못합니다.", SAME_YEAR_NO_EVALUATION),
    ]
    if after_absence:
        text = "출석일수가 모자라 수료하지 못하고 다음 학년도에 다시 이수해야 함을 보호자에게 알려 확인을 받습니다."
        steps.append(Step(text, SAME_YEAR_FAILS))
    else:
        text = "수료에 필요한 출석일수가 모자랄 수 있음을 보호자에게 알려 확인을 받습니다."
        steps.append(Step(text, SAME_YEAR_ACKNOWLEDGED))
    return Placement(
        method=Method.GRADE_AT_LEAVING,
        grade=facts.left_from,
        can_complete_year=False if after_absence else None,
        principal_discretion=True,
        guardian_acknowledgement=True,
        steps=tuple(steps),
    )


def _warnings(facts: GradeFacts, placed: Placement) -> Iterator[str]:
    if facts.basis in (*NATIONALS_ABROAD, GradeBasis.FOREIGN_NATIONAL):
        yield from FEWEST_MONTHS_ABROAD.at(facts.school_year).warnings
    yield from _about_the_basis(facts, placed)
    if facts.evaluation_passed_grade is not None and not placed.evaluation_possible:
        yield "이 경우에는 이수인정평가로 학년을 정하지 않으므로 평가 결과를 반영하지 않았습니다(p.72, 73, 83)."
    if placed.method is Method.SUBJECT_EVALUATION and placed.grade is None:
        yield "이수인정평가를 마쳐야 학년을 정할 수 있습니다. 평가위원회를 열어 주세요(p.68, 74)."
    if placed.method is Method.GRADE_AT_LEAVING and placed.can_complete_year is None:
        yield "수료에 필요한 출석일수는 따로 판정하여 보호자에게 안내해 주세요(p.78, 85)."


def _about_the_basis(facts: GradeFacts, placed: Placement) -> Iterator[str]:
    if facts.basis is GradeBasis.NORTH_KOREAN:
        yield "탈북학생 지도교사용 매뉴얼을 따라야 합니다. 매뉴얼(탈북청소년교육지원센터)을 살펴봐 주세요(p.75)."
    if facts.basis in FORM_4_4 and placed.evaluation_possible:
        yield warning_of("evaluation_without_regular_school")
    if facts.early_return_cause is not None and placed.principal_discretion:
        yield "출석으로 처리하려면 부득이하게 일찍 귀국한 증빙자료를 붙여 보관해야 합니다(p.72)."
    if placed.method is Method.SUM_OF_SEMESTERS and _semesters_do_not_fit(facts):
        yield (
            f"그만둘 때 {facts.grade_at_leaving}학년이었는데 국내에서 {facts.semesters_completed}학기를 이수한 것으로 "
            "되어 있습니다. 두 값이 맞는지 살펴봐 주세요(p.84)."
        )
    if facts.grade_at_leaving == LAST_GRADE and facts.basis in LONG_ABSENCES and _returns_later(facts):
        yield "6학년에서 그만두고 중학교 입학 시기가 지났으면 중학교에 신청해야 합니다. 학령을 확인해 주세요(p.84)."


def _semesters_do_not_fit(facts: GradeFacts) -> bool:
    if facts.grade_at_leaving is None:
        return False
    most = facts.grade_at_leaving * SEMESTERS_A_GRADE
    return not most - SEMESTERS_A_GRADE <= facts.semesters_completed <= most


def _returns_later(facts: GradeFacts) -> bool:
    return facts.left_school_year is not None and facts.school_year > facts.left_school_year
