import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
from python_calamine import load_workbook

from hakjeok_web.config.spreadsheet import Column, workbook

CONDITIONS = [
    ("학교", "한빛초등학교"), ("조건", "4학년 2반"), ("받은 사람", "김담임"), ("받은 때", "2024. 5. 3.(금) 10:42"),
    ("목적", "출결 확인"),
]  # fmt: skip
DANGEROUS = ["=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "http://example.org/x", "\t=1", '=HYPERLINK("x")', "007"]


def opened(rows, columns=("성명", "생년월일", "번호"), title="학생 목록"):
    return openpyxl.load_workbook(io.BytesIO(workbook(title, columns, rows, CONDITIONS)))


def test_a_list_reads_back_as_it_was_given():
    rows = [("김서연", date(2014, 5, 3), 3), ("응우옌 티 호아", None, 17)]
    book = load_workbook(io.BytesIO(workbook("학생 목록", ["성명", "생년월일", "번호"], rows, CONDITIONS)))
    assert book.sheet_names == ["학생 목록", "조건"]
    read = book.get_sheet_by_name("학생 목록").to_python()
    assert read == [["성명", "생년월일", "번호"], ["김서연", date(2014, 5, 3), 3], ["응우옌 티 호아", "", 17]]
    assert book.get_sheet_by_name("조건").to_python() == [list(pair) for pair in CONDITIONS]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula_a_link_or_a_number(text):
    cell = opened([(text, None, 1)])["학생 목록"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_text_that_looks_like_a_formula_stays_text_when_the_cell_is_edited():
    sheet = opened([("=1+1", None, 1), ("김서연", None, 2)])["학생 목록"]
    assert [sheet["A2"].quotePrefix, sheet["A3"].quotePrefix] == [True, False]


def test_titles_and_conditions_are_text_too():
    data = workbook("목록", ["=1+1"], [], [("=2+2", "=cmd|x")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert all(b"<f>" not in archive.read(name) for name in archive.namelist())


def test_dates_are_real_dates_in_the_official_notation():
    sheet = opened([("김서연", date(2014, 5, 3), 3)])["학생 목록"]
    assert sheet["B2"].is_date
    assert sheet["B2"].number_format == "yyyy. m. d."


def test_instants_are_written_in_local_time():
    sheet = opened([("김서연", datetime(2024, 5, 2, 23, 30, tzinfo=UTC), 3)])["학생 목록"]
    assert sheet["B2"].value == datetime(2024, 5, 3, 8, 30)  # noqa: DTZ001 - cells know no zone


def test_the_header_is_bold_frozen_and_filtered():
    sheet = opened([("김서연", None, 3), ("박하준", None, 4)])["학생 목록"]
    assert sheet["A1"].font.bold
    assert sheet["A1"].font.name == "맑은 고딕"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"


def test_columns_are_as_wide_as_their_text_or_as_told():
    columns = ["성명", "주소", Column("비고", width=33)]
    sheet = opened([("김서연", "가람도 새솔시 느티나무로 12", "")], columns)["학생 목록"]
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert 6 < widths[0] < 15 < widths[1] < 40
    assert 33 <= widths[2] < 34


def test_rows_are_taken_one_after_another_and_may_be_many():
    rows = (("김서연", None, number) for number in range(5_000))
    assert opened(rows)["학생 목록"].max_row == 5_001


def test_an_empty_list_still_says_what_was_asked():
    book = opened([])
    assert [cell.value for cell in book["학생 목록"][1]] == ["성명", "생년월일", "번호"]
    assert book["조건"]["B2"].value == "4학년 2반"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("4학년/2반 [5월]: 출석?", "4학년 2반 5월 출석"),
        ("조건", "목록"),
        ("", "목록"),
        ("가" * 40, "가" * 31),
        ("'x'", "x"),
    ],
)
def test_a_title_becomes_one_that_excel_allows(title, written):
    assert opened([], title=title).sheetnames == [written, "조건"]


def test_signs_that_no_file_can_hold_do_not_break_the_list():
    sheet = opened([("\ud800", None, 1), ("가" * 40_000, None, 2), ("a\x00b", None, True)])["학생 목록"]
    assert sheet["A2"].value == "?"
    assert len(sheet["A3"].value) == 32_767
    assert sheet["C4"].value == "예"
