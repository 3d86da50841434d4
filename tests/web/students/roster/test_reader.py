from datetime import date

import pytest

from hakjeok_web.config.sheets.opening import Sheet
from hakjeok_web.students.roster import Guardian, Severity, Sex, UnreadableFile, read_roster
from hakjeok_web.students.roster.reader import read_sheets
from hakjeok_web.students.synthetic import synthetic_pupils
from hakjeok_web.students.synthetic.workbooks import clean_sheet, written

from .sheets import HAJUN, SEOYEON, TITLES, read_grid, read_one, xlsx


def test_a_row_becomes_typed_and_remembers_where_it_stood():
    reading = read_roster(xlsx(TITLES, SEOYEON, HAJUN), "명렬표.xlsx", school_year=2024)
    first, second = reading.rows
    assert (first.seat, first.name, first.sex, first.born_on) == ((4, 2, 3), "김서연", Sex.FEMALE, date(2014, 5, 3))
    assert (second.origin.sheet, second.origin.row, second.origin.columns["born_on"]) == ("명렬표", 3, "F")
    assert reading.problems == ()


def test_columns_may_stand_in_any_order_under_other_names():
    titles = ["생일", "보호자 연락처", "이름", "학급", "성 별", "출석번호", "우편 번호", "현학년", "혈액형"]
    row = ["14.5.3", "01000001234", "김서연", "2반", "여자", "3", 123.0, "4", "AB"]
    reading = read_one(titles, row)
    (pupil,) = reading.rows
    assert (pupil.seat, pupil.postal_code) == ((4, 2, 3), "00123")
    assert pupil.guardians == (Guardian(phone="010-0000-1234"),)
    assert reading.sheets[0].unknown_columns == ("혈액형",)
    assert {found.letter: found.label for found in reading.columns_found}["B"] == "보호자 연락처"


def test_a_wrong_date_is_named_with_file_sheet_row_column_value_and_remedy():
    reading = read_grid(TITLES, HAJUN, [4, 2, 3, "김서연", "여", "2014-13-02"], name="4학년")
    assert [row.name for row in reading.rows] == ["박하준"]
    (problem,) = reading.of(Severity.UNREADABLE)
    assert problem.sentence == (
        "명렬표.xlsx ‘4학년’ 시트 3행 F열(생년월일) ‘2014-13-02’: 없는 날짜입니다. "
        "‘2014-05-03’처럼 적어 주세요. 고친 뒤 이 행만 다시 올릴 수 있습니다."
    )
    assert (problem.name, problem.seat.korean) == ("김서연", "4학년 2반 3번")


def test_a_blank_that_must_be_filled_is_named():
    reading = read_one(TITLES, [4, 2, 3, "김서연", "", "2014-05-03"])
    assert reading.rows == ()
    assert "2행 E열(성별) 빈칸: 꼭 있어야 하는 값입니다." in reading.problems[0].sentence


def test_every_bad_cell_of_a_row_is_named_at_once():
    reading = read_one(TITLES, [9, 2, 3, "김서연", "?", "모름"])
    assert [problem.column for problem in reading.problems] == ["A", "E", "F"]


def test_a_bad_cell_that_is_not_needed_leaves_the_row():
    reading = read_one([*TITLES, "연락처"], [*SEOYEON, "없음"])
    assert reading.rows[0].guardians == ()
    (problem,) = reading.problems
    assert problem.severity is Severity.WARNING
    assert problem.remedy.endswith("이 칸만 비워 두고 나머지는 읽었습니다.")


def test_seats_written_in_one_cell_are_taken_apart():
    reading = read_one(["학년반번호", "성명", "성별", "생년월일"], ["4-2-3", "김서연", "여", "140503"])
    assert reading.rows[0].seat == (4, 2, 3)
    reading = read_one(["학급", *TITLES[2:]], ["4학년 2반", *SEOYEON[2:]])
    assert reading.rows[0].seat == (4, 2, 3)


def test_a_seat_at_odds_with_another_column_is_refused():
    reading = read_one(["학년", "학급", *TITLES[2:]], [5, "4학년 2반", *SEOYEON[2:]])
    assert reading.rows == ()
    assert "다른 열이나 시트 제목에는 5학년이라고 적혀 있습니다." in reading.problems[0].sentence


@pytest.mark.parametrize("name", ["4-2", "4학년 2반"])
def test_grade_and_class_may_come_from_the_name_of_the_sheet(name):
    assert read_one(TITLES[2:], SEOYEON[2:], name=name).rows[0].seat == (4, 2, 3)


def test_grade_and_class_may_come_from_the_title():
    reading = read_grid(["2024학년도 4학년 2반 명렬표"], TITLES[2:], SEOYEON[2:])
    assert reading.rows[0].seat == (4, 2, 3)


def test_a_sheet_without_a_needed_column_says_which():
    reading = read_grid(TITLES[:5], SEOYEON[:5])
    (problem,) = reading.problems
    assert problem.cause == "‘생년월일’ 열이 없어 이 시트를 읽지 않았습니다."
    assert "‘생일’" in problem.remedy


def test_merged_class_cells_hold_for_all_their_rows():
    rows = [TITLES, SEOYEON, ["", "", 4, "김지호", "남", "2014-09-30"]]
    reading = read_grid(*rows, merged=(((1, 0), (2, 0)), ((1, 1), (2, 1))))
    assert [row.seat for row in reading.rows] == [(4, 2, 3), (4, 2, 4)]


def test_a_merged_cell_of_another_column_is_not_copied():
    rows = [[*TITLES, "주소"], [*SEOYEON, "느티나무로 12"], [*HAJUN, ""]]
    reading = read_grid(*rows, merged=(((1, 6), (2, 6)),))
    assert [row.address for row in reading.rows] == ["느티나무로 12", None]


@pytest.mark.parametrize(
    "row",
    [["합계", "", "", "52명", "남 26", ""], ["", "", 4, "", "", ""], ["※ 3월 3일 기준"], TITLES,
     ["소계", 2, 26, "", "", ""], ["", "", "", "이하 여백", "", ""]],
)  # fmt: skip
def test_lines_that_are_no_pupils_are_passed_over_and_counted(row):
    reading = read_grid(TITLES, SEOYEON, row, HAJUN)
    assert len(reading.rows) == 2
    assert reading.problems == ()
    assert reading.sheets[0].ignored_rows == (3,)


def test_a_line_with_a_seat_and_an_address_but_no_name_is_not_passed_over():
    reading = read_grid([*TITLES, "주소"], [4, 2, 3, "", "", "", "느티나무로 12"])
    assert {problem.header for problem in reading.problems} == {"성명", "성별", "생년월일"}


def test_hidden_sheets_and_sheets_of_text_are_noted_only():
    sheets = [
        Sheet("작년", [TITLES, SEOYEON], hidden=True),
        Sheet("안내", [["문의는 학적 담당"]]),
        Sheet("빈", []),
        Sheet("올해", [TITLES, HAJUN]),
    ]
    reading = read_sheets(sheets, "명렬표.xlsx", school_year=2024)
    assert [row.name for row in reading.rows] == ["박하준"]
    assert [sheet.note for sheet in reading.sheets] == [
        "숨긴 시트라 읽지 않았습니다.", "머리글 행을 찾지 못해 읽지 않았습니다.", "빈 시트입니다.", "",
    ]  # fmt: skip


def test_a_file_without_a_header_is_refused_with_the_names_looked_for():
    with pytest.raises(UnreadableFile, match="머리글 행을 찾지 못했습니다") as caught:
        read_grid(["이름만 있는 표"], ["김서연"])
    assert "‘생년월일’" in caught.value.remedy


def test_a_file_with_a_header_alone_is_refused():
    with pytest.raises(UnreadableFile, match="학생이 한 명도 없습니다"):
        read_grid(TITLES, ["합계", "", "", "0명"])


def test_a_resident_number_gives_birth_date_and_sex_and_is_not_printed():
    reading = read_one([*TITLES[:4], "주민등록번호"], [*SEOYEON[:4], "140503-4000000"])
    (pupil,) = reading.rows
    assert (pupil.sex, pupil.born_on) == (Sex.FEMALE, date(2014, 5, 3))
    assert "4000000" not in repr(pupil)


def test_a_wrong_resident_number_is_masked_in_the_message():
    reading = read_one([*TITLES, "주민등록번호"], [*SEOYEON, "140503-4999999123"])
    assert "140503-4" in reading.problems[0].value
    assert "999" not in reading.problems[0].sentence


def test_one_guardian_named_twice_is_one():
    titles = [*TITLES, "보호자", "연락처", "부 성명", "모 성명", "모 연락처"]
    row = [*SEOYEON, "이은정(모)", "010-0000-0001", "김민수", "이은정", "010-0000-0002"]
    assert read_one(titles, row).rows[0].guardians == (
        Guardian("이은정", "모", "010-0000-0001"),
        Guardian("김민수", "부", None),
    )


def test_an_unusual_birth_year_is_worth_a_look_only():
    reading = read_one(TITLES, [*SEOYEON[:5], "2013-05-03"])
    assert reading.rows[0].born_on.year == 2013
    assert reading.problems[0].cause == "4학년은 보통 2014년에 태어났습니다."


def test_a_roster_of_another_year_is_noticed_once():
    rows = [[4, 2, number, "김" + "가나다라마바사아자차"[number - 1], "여", "2013-05-03"] for number in range(1, 11)]
    reading = read_grid(TITLES, *rows)
    assert [problem.cause for problem in reading.problems] == ["생년월일로 보면 2023학년도 명렬표입니다."]


def test_a_column_named_twice_is_pointed_out():
    reading = read_one([*TITLES, "이름"], [*SEOYEON, "이은정"])
    assert reading.rows[0].name == "김서연"
    assert (reading.problems[0].column, reading.problems[0].row) == ("G", 1)


def test_five_thousand_pupils_are_read():
    data = written([clean_sheet(synthetic_pupils(11, 5_000, 2024))])
    assert len(read_roster(data, "명렬표.xlsx", school_year=2024).rows) == 5_000
