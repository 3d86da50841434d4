"""What return.grade is asked with: from where, when and after how much schooling a pupil comes back."""

import datetime
from typing import TypeVar

from hakjeok.dates import school_year_of
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.vocabulary import Word

T = TypeVar("T")

FEWEST_MONTHS_ABROAD = load("return")["fewest_months_abroad"]


class GradeBasis(Word):
    """From where the pupil comes back (돌아오게 된 구분)."""

    RECOGNIZED_ABROAD = "recognized_abroad", "인정유학·정당한 해외 출국"
    UNRECOGNIZED_ABROAD = "unrecognized_abroad", "미인정유학"
    ILLNESS = "illness", "질병"
    REGISTERED_ALTERNATIVE = "registered_alternative", "등록 대안교육기관"
    UNREGISTERED_ALTERNATIVE = "unregistered_alternative", "미등록·미인가 대안교육시설"
    HOME_SCHOOLING = "home_schooling", "가정내학습(홈스쿨링)"
    FOREIGN_NATIONAL = "foreign_national", "외국 국적 학생"
    NORTH_KOREAN = "north_korean", "탈북 학생"


class SemesterGap(Word):
    """Whether a semester lacks only because school systems differ (학제 차이로 모자라는 학기)."""

    NONE = "none", "없음"
    SHORT = "short", "한 학기 모자람"


class EarlyReturn(Word):
    """Why a pupil came back earlier than planned (조기 귀국의 까닭)."""

    PUBLIC = "public", "천재지변·국제 정세 불안 등 공적인 사유"
    GROUND_ENDED = "ground_ended", "면제 사유를 더 이어갈 수 없게 됨"


RECOGNIZED = GradeBasis.RECOGNIZED_ABROAD
NATIONALS_ABROAD = (RECOGNIZED, GradeBasis.UNRECOGNIZED_ABROAD)
LONG_ABSENCES = (*NATIONALS_ABROAD, GradeBasis.UNREGISTERED_ALTERNATIVE, GradeBasis.HOME_SCHOOLING)
SUMMED = (RECOGNIZED, GradeBasis.FOREIGN_NATIONAL)
WITH_LEAVING = tuple(each for each in GradeBasis if each not in (GradeBasis.FOREIGN_NATIONAL, GradeBasis.NORTH_KOREAN))
ABROAD = (*NATIONALS_ABROAD, GradeBasis.FOREIGN_NATIONAL)


@facts
class GradeFacts(Facts):
    """Schooling at home and abroad. `foreign_semesters` are those of regular schools only (foreign.recognition)."""

    basis: GradeBasis = fact("학교를 떠났던 까닭")
    grade_at_leaving: int | None = fact(
        "그만둘 때의 학년", default=None, at_least=1, at_most=6, asked_if=("basis", WITH_LEAVING)
    )
    left_school_year: int | None = fact(
        "그만둔 학년도", default=None, at_least=1949, at_most=2999, asked_if=("basis", WITH_LEAVING)
    )
    return_date: datetime.date | None = fact("돌아오는 날", default=None)
    semesters_completed: int = fact(
        "국내에서 이수한 학기 수",
        default=0,
        at_least=0,
        at_most=12,
        hint="1학년 1학기부터 셉니다. 4학년 1학기까지 마쳤으면 7입니다(p.84).",
        asked_if=("basis", SUMMED),
    )
    foreign_semesters: int = fact(
        "외국 정규학교에서 이수한 학기 수",
        default=0,
        at_least=0,
        at_most=30,
        hint="유치원, 어학연수, 개인학습과 국내 마지막 학기보다 낮은 학기는 빼고 넣어 주세요(p.78).",
        asked_if=("basis", ABROAD),
    )
    months_abroad: int | None = fact(
        "외국에서 학교에 다닌 개월 수", default=None, at_least=0, at_most=240, asked_if=("basis", ABROAD)
    )
    foreign_regular_school: bool = fact(
        "외국 정규학교에 다님", default=False, usual=True, asked_if=("basis", NATIONALS_ABROAD)
    )
    has_credentials: bool = fact("외국학교의 학력 증빙 서류가 있음", default=False, asked_if=("basis", SUMMED))
    one_semester_gap: SemesterGap = fact(
        "학제 차이로 모자라는 학기", default=SemesterGap.NONE, asked_if=("basis", SUMMED)
    )
    consecutive: bool = fact(
        "외국학교를 마치고 바로 이어서 들어옴", default=False, asked_if=("one_semester_gap", (SemesterGap.SHORT,))
    )
    early_return_cause: EarlyReturn | None = fact("일찍 귀국한 까닭", default=None, asked_if=("basis", (RECOGNIZED,)))
    exemption_requirements_broken: bool = fact(
        "면제 기간 중 면제 요건이 충족되지 않은 기간이 있음", default=False, asked_if=("basis", (RECOGNIZED,))
    )
    evaluation_passed_grade: int | None = fact(
        "교과목별 이수인정평가로 정해진 학년", default=None, at_least=1, at_most=6, asked_if=("basis", WITH_LEAVING)
    )

    def check(self) -> None:
        """Refuse a return before the year of leaving."""
        if self.left_school_year is not None and self.school_year < self.left_school_year and self.return_date:
            raise BadInput(
                "return_date",
                f"돌아오는 날이 그만둔 {self.left_school_year}학년도보다 빠릅니다. 두 값을 바로잡아 주세요.",
            )

    @property
    def school_year(self) -> int:
        """The school year of the return; the handbook's where no day is given."""
        return school_year_of(self.return_date) if self.return_date else HANDBOOK_SCHOOL_YEAR

    @property
    def fewest_months(self) -> int:
        """How many months at a regular school abroad count at the least."""
        return FEWEST_MONTHS_ABROAD.at(self.school_year).whole

    @property
    def months(self) -> int:
        """The months of schooling abroad; by the semesters where they are not given."""
        return self.foreign_semesters * self.fewest_months if self.months_abroad is None else self.months_abroad

    @property
    def is_long_enough(self) -> bool:
        """Whether the stay reaches the fewest months."""
        return self.months >= self.fewest_months

    @property
    def studied_abroad(self) -> bool:
        """Whether a regular school was attended long enough to be recognised (p.73 with its footnote)."""
        return self.foreign_regular_school and self.is_long_enough

    @property
    def left_from(self) -> int:
        """The grade at leaving. Raises BadInput where it is not given."""
        return _known(self.grade_at_leaving, "grade_at_leaving", "그만둘 때의 학년으로 배정합니다. 그 학년을")

    @property
    def returns_in_same_year(self) -> bool:
        """Whether the pupil comes back in the school year of leaving. Raises BadInput where it cannot be told."""
        why = "당해 학년도에 돌아오는지에 따라 다릅니다. 그만둔 학년도와 돌아오는 날을"
        left = _known(self.left_school_year, "left_school_year", why)
        return school_year_of(_known(self.return_date, "return_date", why)) == left


def _known(value: T | None, field: str, why: str) -> T:
    if value is None:
        raise BadInput(field, f"{why} 넣어 주세요(p.64, 73, 83).")
    return value
