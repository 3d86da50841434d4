"""Lists and months of other systems, as they come: columns in any order, dates in all usual ways."""

import io
import json
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from hakjeok_web.config.sheets.errors import Problem
from hakjeok_web.config.sheets.opening import Sheet
from hakjeok_web.reconciliations.reading import Reading, UnreadableFile, read_attendance, read_pasted
from hakjeok_web.reconciliations.reading.reader import NAMES, read_sheets, upload_of
from tests.web.reconciliations.tables import TITLES, pasted
from tests.web.students.roster.sheets import changed, xlsx

ROW = [4, 2, 7, "박하준", "2024-05-03", "질병결석", "감기"]


def grid(*rows, name="출결") -> Reading:
    return read_sheets([Sheet(name, [list(row) for row in rows])], upload_of("출결.xlsx"), school_year=2024)


def one(*rows, **more):
    reading = grid(*rows, **more)
    assert reading.problems == ()
    return reading.lines[0]


def told(reading) -> str:
    return reading.problems[0].sentence


@pytest.mark.parametrize(
    "cell",
    [
        "2024-05-03", "2024.5.3", "2024. 5. 3.(금)",
        "2024년 5월 3일", "20240503", "24.5.3", "5. 3.(금)", "5/3", "5월 3일",
        "05-03", "5.3 금요일", date(2024, 5, 3), datetime.fromisoformat("2024-05-03T09:10"), 45415, "2024-05-03 09:10",
    ],
)  # fmt: skip
def test_a_day_is_read_in_all_usual_ways(cell):
    assert one(TITLES, [4, 2, 7, "박하준", cell, "병결", ""]).day == date(2024, 5, 3)


def test_a_day_without_year_after_new_year_belongs_to_the_next_calendar_year():
    assert one(TITLES, [4, 2, 7, "박하준", "1. 8.", "병결", ""]).day == date(2025, 1, 8)


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("2023-05-03", "2024학년도의 날이 아닙니다."),
        ("5. 32.", "없는 날짜입니다."),
        ("어제", "날짜로 읽을 수 없습니다."),
        (5.1, "엑셀이 날짜를 소수로 바꾸었습니다."),
        ("5. 8.~5. 3.", "끝나는 날이 시작하는 날보다 앞섭니다."),
    ],
)
def test_a_day_that_cannot_be_is_told_with_its_place(cell, cause):
    sentence = told(grid(TITLES, [4, 2, 7, "박하준", cell, "병결", ""]))
    assert cause in sentence
    assert "2행 E열(날짜)" in sentence


def test_a_row_may_stand_for_several_days():
    lines = grid(TITLES, [4, 2, 7, "박하준", "5. 7.~9.", "병결", "독감"]).lines
    assert [line.day.day for line in lines] == [7, 8, 9]
    assert all(line.of_range for line in lines)


def test_a_row_may_have_a_first_and_a_last_day():
    titles = ["학년", "반", "번호", "시작일", "종료일", "출결"]
    assert len(grid(titles, [4, 2, 7, "2024.5.7", "2024.5.8", "인정결석"]).lines) == 2


def test_columns_stand_in_any_order_under_their_usual_names():
    line = one(
        ["사유", "출결구분", "일자", "학생명", "번호", "학급", "학년"], ["감기", "무단지각", "5/3", "박하준", 7, 2, 4]
    )
    assert (line.pupil, line.kind, line.form, line.reason) == ("4학년 2반 7번 박하준", "unexcused", "late", "감기")


def test_kind_and_form_may_stand_in_two_columns():
    titles = ["학년", "반", "번호", "날짜", "종류", "형태", "비고"]
    line = one(titles, [4, 2, 7, "5/3", "인정", "조퇴", "2교시부터"])
    assert (line.kind, line.form, line.note) == ("authorized", "early_leave", "2교시부터")


def test_the_name_of_the_sheet_says_the_class():
    line = one(["번호", "성명", "날짜", "출결"], [7, "박하준", "5/3", "♡"], name="4-2")
    assert (line.grade, line.class_number) == (4, 2)


def test_a_month_with_a_column_for_each_day_is_read():
    reading = grid(
        ["4학년 2반 2024년 5월 출석부"],
        ["번호", "성명", 1, 2, 3, 7, "계"],
        ["", "", "수", "목", "금", "화", ""],
        [7, "박하준", "♡", "", "◎", ".", 1],
    )
    assert [(line.day.day, line.kind, line.form, line.column) for line in reading.lines] == [
        (1, "illness", "absence", "C"), (3, "unexcused", "early_leave", "E"), (7, "", "present", "F"),
    ]  # fmt: skip
    assert (reading.days, reading.classes) == ((date(2024, 5, 1), date(2024, 5, 7)), ((4, 2),))


def test_a_month_may_have_whole_dates_above_its_columns():
    reading = grid(["학년", "반", "번호", "5/2", "5/3(금)", "5/7"], [4, 2, 7, "", "병결", ""])
    assert [line.day for line in reading.lines] == [date(2024, 5, 3)]


def test_an_unknown_sign_in_a_month_is_kept_with_its_cell():
    reading = grid(["4학년 2반 5월"], ["번호", "성명", 1, 2, 3], [7, "박하준", "", "?!", "♡"])
    assert [(line.word, line.place) for line in reading.lines] == [("?!", "‘출결’ 3행 D열"), ("", "‘출결’ 3행 E열")]


def test_single_letters_are_kept_as_they_were_typed():
    assert one(TITLES, [4, 2, 7, "박하준", "5/3", "ㅁㅁ", ""]).word == "ㅁㅁ"


def test_a_form_alone_is_kept_as_a_word_whose_meaning_is_asked():
    assert one(TITLES, [4, 2, 7, "박하준", "5/3", "결석", ""]).word == "결석"


def test_a_reason_that_was_not_told_is_none():
    assert one(TITLES, [4, 2, 7, "박하준", "5/3", "병결", "알리지 않음"]).reason == ""


def test_without_a_month_the_days_of_columns_cannot_be_known():
    assert "달을 적고" in told(grid(["번호", "성명", 1, 2, 3], [7, "박하준", "", "", "♡"], name="표"))


def test_the_same_day_said_twice_alike_counts_once():
    assert len(grid(TITLES, ROW, ROW).lines) == 1


def test_lateness_and_early_leave_on_one_day_are_left_to_the_principal():
    """같은 날짜에 지각·조퇴·결과가 발생된 경우에는 학교장이 판단하여 어느 한 가지 경우로만 처리함 (p.30)."""
    rows = [[4, 2, 7, "박하준", "5/3", "병지각", ""], [4, 2, 7, "박하준", "5/3", "병조퇴", ""]]
    reading = grid(TITLES, *rows)
    assert reading.lines == ()
    assert len(reading.problems) == 2
    assert "하루에는 한 가지만 적습니다(p.30)" in told(reading)


def test_blank_rows_totals_and_repeated_headers_are_passed_over():
    reading = grid(TITLES, ROW, [], TITLES, ["", "", "", "합계", "", 3, ""], [4, 2, 8, "이도윤", "5/3", "", ""])
    assert (len(reading.lines), reading.problems) == (1, ())


def test_a_reason_without_an_entry_is_told():
    assert "출결이 비어 있습니다" in told(grid(TITLES, [4, 2, 7, "박하준", "5/3", "", "감기"]))


def test_a_reason_that_is_too_long_is_told():
    assert "너무 깁니다" in told(grid(TITLES, [4, 2, 7, "박하준", "5/3", "병결", "가" * 101]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_file_is_read_in_every_usual_encoding(encoding, delimiter):
    text = "\r\n".join(delimiter.join(map(str, row)) for row in (TITLES, ROW))
    assert read_attendance(text.encode(encoding), "출결.csv", school_year=2024).lines[0].name == "박하준"


def test_what_is_pasted_is_read():
    assert read_pasted(pasted(ROW), school_year=2024).lines[0].reason == "감기"


def test_an_excel_file_is_read():
    assert read_attendance(xlsx(TITLES, ROW), "출결.xlsx", school_year=2024).lines[0].reason == "감기"


def with_formula(xml: bytes) -> bytes:
    return xml.replace(b"<v>4</v>", b"<f>2+2</f><v>4</v>", 1)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "빈 파일이라 읽을 것이 없습니다."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "암호가 걸린 엑셀 파일"),
        (
            changed(xlsx(TITLES, ROW), "xl/worksheets/sheet1.xml", with_formula),
            "수식이 든 칸이 있어 읽지 않았습니다(E1 칸).",
        ),
        (changed(xlsx(TITLES, ROW), "xl/worksheets/sheet1.xml", lambda xml: b"x"), "파일이 손상되어"),
        (b"<html><table></table></html>", "속은 웹 문서라"),
        ("가,나\n1,2".encode(), "엑셀 파일이 아니거나 깨졌습니다."),
        (b"\xff\xfe\x00", "부호화 방식을 알 수 없어"),
        (b"a" * (10 * 1024 * 1024 + 1), "10MB를 넘어"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(UnreadableFile) as caught:
        read_attendance(data, "출결.xlsx", school_year=2024)
    assert sentence in str(caught.value)
    assert caught.value.remedy.endswith(("주세요.", "됩니다."))


def test_a_file_with_macros_is_refused():
    target = io.BytesIO(xlsx(TITLES, ROW))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(UnreadableFile, match="매크로가 든"):
        read_attendance(target.getvalue(), "출결.xlsm", school_year=2024)


def test_more_than_five_thousand_rows_are_refused():
    with pytest.raises(UnreadableFile, match="5,000개를 넘어"):
        read_pasted(pasted(*[ROW] * 5_001), school_year=2024)


ALIASES = [alias for column in NAMES.columns.values() for alias in column.aliases]
CELLS = st.one_of(
    st.sampled_from(["", 4, "4-2-7", "4학년 2반", "박하준", "5/3", "2024.5.3", "병결", "♡", "?", "~", "5.3~", "합계"]),
    st.sampled_from(ALIASES), st.text(max_size=10), st.integers(), st.floats(), st.booleans(), st.dates(),
    st.datetimes(), st.times(),
)  # fmt: skip
GRIDS = st.lists(st.lists(CELLS, max_size=8), max_size=8)
TITLED = st.builds(lambda titles, rows: [titles, *rows], st.permutations(TITLES), GRIDS)


@settings(max_examples=60, deadline=None)
@given(GRIDS | TITLED, st.text(max_size=8))
def test_whatever_stands_in_a_sheet_is_read_or_told(rows, name):
    with suppress(UnreadableFile):
        _is_told_or_read(grid(*rows, name=name))


def _is_told_or_read(reading):
    assert all(isinstance(problem, Problem) and problem.sentence for problem in reading.problems)
    assert Reading.of(json.loads(json.dumps(reading.stored()))) == reading


def test_head_rows_that_are_merged_over_the_days_are_read():
    """번호 and 성명 over two rows, 날짜 over all days, the days below it, and a title over everything."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("5월")
        sheet.merge_range(0, 0, 0, 5, "4학년 2반 2024년 5월 출결 현황")
        sheet.merge_range(1, 0, 2, 0, "번호")
        sheet.merge_range(1, 1, 2, 1, "성명")
        sheet.merge_range(1, 2, 1, 5, "수업일")
        for place, row in enumerate([["", "", 1, 2, 3, 7], [7, "박하준", "", "♡", "병결", ""]], start=2):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(place, column, value)
    lines = read_attendance(target.getvalue(), "출결.xlsx", school_year=2024).lines
    assert [(line.day.day, line.class_number, line.number, line.kind) for line in lines] == [
        (2, 2, 7, "illness"), (3, 2, 7, "illness"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "cause"),
    [
        ([["4학년 2반 2023년 5월"], ["번호", "성명", 2, 3, 4]], "2023년 5월은 2024학년도의 달이 아니라"),
        ([["4학년 2반"], ["번호", "성명", "5. 2.(화)", "5. 3.(수)", "5. 4.(목)"]], "5. 2.은 목요일입니다"),
        (
            [["4학년 2반"], ["번호", "성명", date(2023, 5, 2), date(2023, 5, 3), date(2023, 5, 4)]],
            "학년도의 날이 아닙니다",
        ),
    ],
)
def test_a_month_of_another_year_is_not_taken_for_one_of_this(rows, cause):
    reading = grid(*rows, [7, "박하준", "♡", "", ""])
    assert (reading.lines, len(reading.problems), cause in told(reading)) == ((), 1, True)


def test_a_day_whose_weekday_is_another_years_is_told():
    assert "5. 3.은 금요일입니다" in told(grid(TITLES, [4, 2, 7, "박하준", "5. 3.(수)", "병결", ""]))


def test_counts_of_pupils_are_no_days_of_a_month():
    assert "날짜를 적은 열이 없어" in told(
        grid(["4학년 2반 5월"], ["번호", "성명", "가", "나", "다"], [7, "박하준", 1, 2, 3])
    )


@pytest.mark.parametrize("data", [xlsx(TITLES, ROW)[:-200], xlsx(TITLES, ROW)[:900], b"PK\x03\x04" + b"x" * 500])
def test_a_broken_excel_file_is_refused_with_the_remedy(data):
    with pytest.raises(UnreadableFile) as caught:
        read_attendance(data, "출결.xlsx", school_year=2024)
    assert caught.value.remedy == "엑셀에서 열어 다시 저장한 뒤 올려 주세요."


def test_a_text_that_is_called_an_excel_file_and_is_no_table_is_refused():
    with pytest.raises(UnreadableFile, match="엑셀 파일이 아니거나 깨졌습니다"):
        read_attendance("회의록입니다.\n끝.".encode("cp949"), "출결.xls", school_year=2024)


def test_where_no_sheet_is_a_list_all_of_them_are_named():
    sheets = [Sheet("안내", [["읽어 주세요"]]), Sheet("식단", [["월", "화"], ["밥", "국"]])]
    with pytest.raises(UnreadableFile, match=r"‘안내’ 시트는 .* ‘식단’ 시트는"):
        read_sheets(sheets, upload_of("출결.xlsx"), school_year=2024)


def test_a_text_table_without_header_is_told_so():
    with pytest.raises(UnreadableFile, match="머리글 행을 찾지 못했습니다"):
        read_attendance("가,나\n1,2".encode(), "출결.csv", school_year=2024)
