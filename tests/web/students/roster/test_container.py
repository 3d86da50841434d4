import io
import re
import zipfile

import pytest
import xlsxwriter

from hakjeok_web.students.roster import UnreadableFile, read_roster
from hakjeok_web.students.synthetic.workbooks import encrypted_file

from .sheets import SEOYEON, TITLES, changed, xlsx

GOOD = xlsx(TITLES, SEOYEON)


def refused(data: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_roster(data, "명렬표.xlsx", school_year=2024)
    assert caught.value.remedy.endswith(("주세요.",))
    assert str(caught.value).startswith("명렬표.xlsx: ")
    return caught.value


def with_cell(reference: bytes) -> bytes:
    return changed(GOOD, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A2"', b'r="%b"' % reference, 1))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "빈 파일이라 읽을 것이 없습니다."),
        (b"\0" * 512, "빈 파일이라 읽을 것이 없습니다."),
        (encrypted_file(), "암호가 걸린 엑셀 파일이라 열 수 없습니다."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "옛 엑셀 형식(.xls)이라 열 수 없습니다."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"HWP Document File", "한글 문서라 명렬표로 읽을 수 없습니다."),
        ("학년,반\r\n4,2\r\n".encode("cp949"), "엑셀 파일이 아니라 글 파일(CSV)이라 열 수 없습니다."),
        (b"<html><table></table></html>", "이름만 엑셀이고 속은 웹 문서라 열 수 없습니다."),
        (b"%PDF-1.7\n", "PDF라 명렬표로 읽을 수 없습니다."),
        (b"\x89PNG\r\n\x1a\n\0\0", "엑셀 파일이 아니라 열 수 없습니다."),
        (GOOD[: len(GOOD) // 2], "파일이 손상되어 열 수 없습니다."),
        (b"PK\x03\x04" + b"x" * 100, "파일이 손상되어 열 수 없습니다."),
    ],
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(data, sentence):
    assert refused(data).sentence == sentence


def test_a_zip_of_something_else_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/hwp+zip")
    assert refused(target.getvalue()).sentence == "엑셀 파일이 아니라 열 수 없습니다."


def test_a_workbook_of_which_no_sheet_is_left_is_broken_and_not_without_header():
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(target, "w") as archive:
        for name in good.namelist():
            if name != "xl/workbook.xml":
                archive.writestr(name, good.read(name))
    assert refused(target.getvalue()).sentence == "파일이 손상되어 열 수 없습니다."


def test_an_open_document_sheet_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert refused(target.getvalue()).sentence == "이 형식의 표 파일은 열 수 없습니다."


def test_a_file_of_more_than_ten_megabytes_is_refused_by_its_size():
    assert "10.1MB라 읽지 않았습니다" in refused(GOOD + b"\1" * (10_600_000 - len(GOOD))).sentence


def test_two_hundred_thousand_rows_are_refused_by_their_number():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(200_000):
            sheet.write_row(row, 0, TITLES if row == 0 else (4, 2, row))
    assert refused(target.getvalue()).sentence == "행이 5,000개를 넘어 읽지 않았습니다."


def test_one_pupil_more_than_five_thousand_is_too_many():
    rows = [[row % 6 + 1, row % 50 + 1, row % 99 + 1, "김서연", "여", "2014-05-03"] for row in range(5_001)]
    assert refused(xlsx(TITLES, *rows)).sentence == "행이 5,000개를 넘어 읽지 않았습니다."


@pytest.mark.parametrize("reference", [b"A1048576", b"A99999999999"])
def test_a_cell_far_below_does_not_lay_out_a_million_rows(reference):
    assert "행이 5,000개를 넘어" in refused(with_cell(reference)).sentence


def test_a_cell_far_to_the_right_of_a_long_sheet_is_refused():
    far = changed(with_cell(b"XFD2"), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="2"', b'r="19000"'))
    assert refused(far).sentence == "시트가 지나치게 넓어 읽지 않았습니다."


def test_a_file_that_grows_beyond_measure_is_not_opened():
    bomb = changed(GOOD, "xl/styles.xml", lambda xml: xml + b" " * 80_000_000)
    assert refused(bomb).sentence == "압축을 풀면 지나치게 커지는 파일이라 열지 않았습니다."


def test_a_part_larger_than_it_declares_is_damaged():
    swollen = bytearray(changed(GOOD, "xl/styles.xml", lambda xml: xml + b" " * 2_000_000))
    entries = (match.start() for match in re.finditer(b"PK\x01\x02", swollen))
    styles = next(at for at in entries if swollen[at + 46 :].startswith(b"xl/styles.xml"))
    swollen[styles + 24 : styles + 28] = (100).to_bytes(4, "little")  # the uncompressed size in the directory
    assert refused(bytes(swollen)).sentence == "파일이 손상되어 열 수 없습니다."


def test_entities_are_refused():
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    bad = changed(GOOD, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<worksheet", declared + b"<worksheet", 1))
    assert refused(bad).sentence == "파일이 손상되어 열 수 없습니다."


def test_formatted_blank_rows_do_not_count_as_pupils():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet, look = book.add_worksheet(), book.add_format({"bottom": 1})
        sheet.write_row(0, 0, TITLES)
        sheet.write_row(1, 0, SEOYEON)
        for row in range(2, 15_000):
            sheet.write_blank(row, 0, None, look)
    assert len(read_roster(target.getvalue(), "명렬표.xlsx", school_year=2024).rows) == 1


def test_a_file_that_breaks_the_parser_ends_the_parser_alone(monkeypatch):
    monkeypatch.setattr("hakjeok_web.config.sheets.opening._refuse_excess", lambda data, file: None)
    both_corners = changed(
        with_cell(b"XFD2"), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'"B2"', b'"B90000"')
    )
    assert refused(both_corners).sentence == "파일이 손상되어 열 수 없습니다."
