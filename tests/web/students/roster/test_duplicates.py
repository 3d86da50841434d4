from hakjeok_web.config.sheets.opening import Sheet
from hakjeok_web.students.roster import Severity
from hakjeok_web.students.roster.reader import read_sheets

from .sheets import HAJUN, SEOYEON, TITLES, read_grid

JIHO = [4, 2, 3, "김지호", "남", "2014-09-30"]


def test_one_number_for_two_pupils_refuses_both_and_names_both():
    reading = read_grid(TITLES, SEOYEON, HAJUN, JIHO)
    assert [row.name for row in reading.rows] == ["박하준"]
    first, second = reading.of(Severity.UNREADABLE)
    assert first.sentence == (
        "명렬표.xlsx ‘명렬표’ 시트 2행 C열(번호) ‘3’: 4학년 2반 3번이 두 행(2행 김서연, 4행 김지호)에 있습니다. "
        "한 행의 번호를 바꿔 주세요. 두 행 모두 반영하지 않았습니다."
    )
    assert (second.row, second.name) == (4, "김지호")


def test_a_row_on_another_sheet_is_named_with_its_sheet():
    sheets = [Sheet("4학년", [TITLES, SEOYEON]), Sheet("추가", [TITLES, JIHO])]
    reading = read_sheets(sheets, "명렬표.xlsx", school_year=2024)
    assert "(2행 김서연, ‘추가’ 시트 2행 김지호)" in reading.problems[0].cause
    assert "(‘4학년’ 시트 2행 김서연, 2행 김지호)" in reading.problems[1].cause


def test_a_repeated_row_is_left_out_with_a_note():
    reading = read_grid(TITLES, SEOYEON, HAJUN, SEOYEON)
    assert [row.origin.row for row in reading.rows] == [2, 3]
    (problem,) = reading.of(Severity.LEFT_OUT)
    assert (problem.row, problem.cause) == (4, "2행 김서연 학생과 같은 행입니다.")


def test_a_row_that_says_less_is_a_repetition_and_one_that_says_more_is_not():
    titles, short, long = [*TITLES, "주소"], [*SEOYEON, ""], [*SEOYEON, "느티나무로 12"]
    assert len(read_grid(titles, long, short).rows) == 1
    assert read_grid(titles, short, long).rows == ()


def test_one_child_on_two_numbers_is_worth_a_look():
    reading = read_grid(TITLES, SEOYEON, [5, 1, 9, *SEOYEON[3:]])
    assert len(reading.rows) == 2
    causes = [problem.cause for problem in reading.problems if problem.header == "성명"]
    assert causes == ["2행(4학년 2반 3번)에도 이름과 생년월일이 같은 학생이 있습니다."]


def test_three_pupils_on_one_number_are_all_named():
    reading = read_grid(TITLES, SEOYEON, JIHO, [4, 2, 3, "이도윤", "남", "2014-01-05"])
    assert reading.rows == ()
    assert "세 행(2행 김서연, 3행 김지호, 4행 이도윤)" in reading.problems[2].cause
