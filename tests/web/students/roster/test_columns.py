import pytest

from hakjeok_web.config.sheets.headers import bare, letter
from hakjeok_web.students.roster.columns import columns, field_of, find_header
from hakjeok_web.students.roster.values import READERS


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("성 명", "name"), ("학생명(한글)", "name"), ("이\n름", "name"), ("남·여", "sex"),
        ("생년월일(6자리)", "born_on"),
        ("보호자 연락처", "guardian_phone"), ("연락처(학생)", "pupil_phone"), ("휴대전화", "guardian_phone"),
        ("보호자(모)", "mother_name"), ("학년-반-번호", "grade_class_number"), ("최초 입학일", "entered_on"),
        ("성명(영문)", "not_read"), ("작년 반", None), ("직업", None),
    ],
)  # fmt: skip
def test_a_title_is_known_under_its_usual_names(title, field):
    assert field_of(title) == field


def test_no_name_belongs_to_two_columns():
    names = [bare(alias) for column in columns().values() for alias in column.aliases]
    assert sorted(set(names)) == sorted(names)


def test_every_column_has_a_reader():
    assert set(columns()) - {"not_read"} == set(READERS)


def test_the_header_is_found_below_titles_and_remarks():
    grid = [["2024학년도 명렬표"], [], ["성명을 확인해 주세요"], ["번호", "성명", "학년", "반"], [1, "김서연", 4, 2]]
    header = find_header(grid)
    assert header.row == 3
    assert dict(header.places) == {"number": 0, "name": 1, "grade": 2, "class_number": 3}


def test_two_header_rows_are_read_together():
    grid = [
        ["번호", "성명", "생일", "보호자", "보호자", "보호자"],
        ["번호", "성명", "생일", "성명", "관계", "휴대폰"],
    ]
    header = find_header(grid)
    assert header.depth == 2
    assert header.places["guardian_name"] == 3
    assert header.places["guardian_phone"] == 5


def test_a_header_below_the_thirtieth_row_is_not_searched():
    titles = ["번호", "성명", "학년"]
    assert find_header([[]] * 29 + [titles]).row == 29
    assert find_header([[]] * 30 + [titles]) is None


def test_a_name_alone_is_no_header():
    assert find_header([["성명", "직업"], ["번호", "학년", "반"]]) is None


def test_the_second_column_of_one_meaning_is_set_aside():
    header = find_header([["번호", "성명", "학년", "이름"]])
    assert header.places["name"] == 1
    assert header.doubled == ((3, "이름"),)


def test_columns_are_lettered_as_excel_does():
    assert [letter(index) for index in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
