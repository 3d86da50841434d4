"""The first ledger lines of a pupil whom only a roster tells of (기초 자료 등록)."""

from datetime import date

from hakjeok.dates import first_of_school_year, school_year_of, spoken_date
from hakjeok.vocabulary import Change
from hakjeok_web.students.facts import NewLine
from hakjeok_web.students.roster import RosterRow

REASON = "기초 자료 등록"


class DoesNotFit(Exception):
    """The days of the row contradict its grade."""

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(cause)
        self.cause, self.remedy = cause, remedy


def entry_lines(row: RosterRow, *, year: int, school_name: str) -> tuple[NewLine, ...]:
    """Entry and promotions up to the grade that the row gives for the school year.

    The entry is the day of transfer, else the day of admission, else 1 March of the year in which the cohort
    entered. Whoever entered so long ago that he was held back once keeps the day; when that was, the roster
    does not say, so the promotions stand in the latest years.

    Raises:
        DoesNotFit: on the day of entry the pupil would have been in another grade.

    """
    kind, on = _entry(row, year)
    grade = row.grade - (year - school_year_of(on))
    _require_fit(row, kind, on, grade, year)
    first_grade = max(grade, 1)
    first = NewLine(kind=kind, effective_on=on, grade=first_grade, school_name=school_name, reason=REASON)
    promotions = (
        NewLine(
            kind=Change.PROMOTION,
            effective_on=first_of_school_year(year - (row.grade - reached)),
            grade=reached,
            school_name=school_name,
            reason=REASON,
        )
        for reached in range(first_grade + 1, row.grade + 1)
    )
    return (first, *promotions)


def _entry(row: RosterRow, year: int) -> tuple[Change, date]:
    if row.transferred_in_on:
        return Change.TRANSFER_IN, row.transferred_in_on
    return Change.ADMISSION, row.entered_on or first_of_school_year(year - row.grade + 1)


def _require_fit(row: RosterRow, kind: Change, on: date, grade: int, year: int) -> None:
    if school_year_of(on) > year:
        raise DoesNotFit(f"{spoken_date(on)}은 {year}학년도 뒤의 날입니다.", "날짜를 다시 봐 주세요.")
    if kind is Change.ADMISSION and grade > 1:
        raise DoesNotFit(
            f"입학일이 {spoken_date(on)}이면 1학년에서 {row.grade}학년이 될 수 없습니다.",
            "다른 학교에서 왔으면 그날을 ‘전입일’ 열에 적고, 아니면 입학일을 고쳐 주세요.",
        )
    if kind is Change.TRANSFER_IN and grade < 1:
        raise DoesNotFit(
            f"전입일이 {spoken_date(on)}이면 그때 아직 입학하기 전입니다.", "전입일과 학년을 다시 봐 주세요."
        )
