"""The monthly register on paper: one landscape page for up to 45 pupils, and the notes on the next."""

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hakjeok_web.documents.rendering import MissingGlyph, check, compose, render_hwpx, render_pdf
from hakjeok_web.documents.rendering.blocks import Table
from hakjeok_web.documents.rendering.register_sheet import FORMS, KINDS, RegisterDay, sheet_from_values, values_of
from tests.web.documents.papers import PROJECT, REGISTER, a_sheet, hwpx_words, pdf_pages, rhwp_pages, squeezed
from tests.web.documents.samples import FOOT

LONG_NAME = "남궁하늘빛나무꽃잎별"
SYMBOLS = tomllib.loads(Path(PROJECT / "src/hakjeok_web/attendance/symbols.toml").read_text())["symbol"]


def of(sheet):
    return {"sheet": values_of(sheet)}


def with_pupils(count, name=LONG_NAME):
    sheet = a_sheet()
    pupils = tuple(
        replace(sheet.pupils[index % 28], number=index + 1, name=f"{name[:9]}{index % 10}" if index % 3 else name)
        for index in range(count)
    )
    return replace(sheet, pupils=pupils)


def grid_of(sheet):
    blocks = compose(REGISTER, of(sheet)).blocks
    return [block for block in blocks if isinstance(block, Table) and block.fixed]


def row_texts(row):
    return ["".join(run.text for block in cell.blocks for run in block.runs) for cell in row.cells]


@pytest.mark.parametrize("count", [1, 28, 45])
def test_a_class_fits_one_page_and_its_notes_the_next(count):
    pages = pdf_pages(render_pdf(REGISTER, of(with_pupils(count)), FOOT))
    assert len(pages) == 2
    assert "2024학년도5월출석부·4학년2반" in pages[0]
    assert "비고대장" in pages[1]


@pytest.mark.parametrize("count", [28, 45])
def test_the_hwpx_has_the_same_pages(count, tmp_path):
    pages = rhwp_pages(render_hwpx(REGISTER, of(with_pupils(count)), FOOT), tmp_path)
    assert ["출석부" in page for page in pages] == [True, False]
    assert ["비고대장" in page for page in pages] == [False, True]


def test_without_notes_there_is_no_second_page():
    assert len(pdf_pages(render_pdf(REGISTER, of(replace(with_pupils(45), notes=())), FOOT))) == 1


def test_a_class_of_more_than_45_takes_a_second_register_page():
    pages = pdf_pages(render_pdf(REGISTER, of(replace(with_pupils(47), notes=())), FOOT))
    assert [page.count("출석부·") for page in pages] == [1, 1]
    assert len(grid_of(with_pupils(47))[1].rows) == 2 + 2 + 4


def test_head_says_school_teacher_days_and_pupils():
    page = pdf_pages(render_pdf(REGISTER, of(a_sheet())))[0]
    for phrase in ("한빛초등학교·담임김담임", "수업일수21일·재적28명(남14,여14)", "학년부장", "교장"):
        assert phrase in page
    assert "확인하지않은날" not in page


def test_every_name_every_symbol_and_every_change_is_read_back_from_both_files():
    sheet = a_sheet()
    pdf, hwpx = pdf_pages(render_pdf(REGISTER, of(sheet)))[0], hwpx_words(render_hwpx(REGISTER, of(sheet)))
    wanted = [pupil.name for pupil in sheet.pupils] + list(sheet.changes) + [entry.symbol for entry in sheet.legend]
    for text in map(squeezed, wanted):
        assert text in pdf
        assert text in hwpx


def test_marks_stand_as_often_as_they_were_entered():
    sheet = a_sheet()
    entered = Counter("".join(pupil.cells for pupil in sheet.pupils))
    printed = Counter(text for row in grid_of(sheet)[0].rows[2:-4] for text in row_texts(row)[2:])
    for entry in sheet.legend:
        assert printed[entry.symbol] == entered[entry.symbol]


def test_a_day_that_was_not_taken_prints_question_marks_and_is_said_in_the_head():
    sheet = a_sheet()
    days = tuple(replace(day, taken=day.number not in (29, 30)) for day in sheet.days)
    unfinished = replace(sheet, days=days, closed_line="마감 전")
    page = pdf_pages(render_pdf(REGISTER, of(unfinished), FOOT))[0]
    assert "확인하지않은날2일있음" in page
    assert "마감전·출력김담임·2024.5.7.(화)10:42" in page
    asked = [row_texts(row).count("?") for row in grid_of(unfinished)[0].rows[2:]]
    assert asked == [2] * (28 + 4)


def test_the_foot_says_when_the_month_was_closed():
    assert "마감2024.6.3.·출력김담임" in pdf_pages(render_pdf(REGISTER, of(a_sheet()), FOOT))[1]


def test_days_off_are_shaded_down_the_page_and_named():
    first = grid_of(a_sheet())[0].rows[2]
    off = [cell for cell in first.cells if cell.rowspan == 28]
    assert {cell.fill for cell in off} == {15}
    assert [text for text in row_texts(first) if "\n" in text] == ["대\n체\n공\n휴\n일", "부\n처\n님\n오\n신\n날"]
    assert len(off) == 10


def test_foot_rows_count_each_day_and_each_kind():
    rows = [row_texts(row) for row in grid_of(a_sheet())[0].rows[-4:]]
    assert [row[0] for row in rows] == list(FORMS)
    assert rows[0][1:32][1] == "1"  # 2 May: one absence
    assert rows[1][32:][4:8] == ["1", "2", "", ""]
    assert rows[0][32:] == ["3", "", "", "3"] + [""] * 12


def test_a_long_name_is_made_smaller_never_cut():
    page = pdf_pages(render_pdf(REGISTER, of(with_pupils(45))))[0]
    assert page.count(LONG_NAME) == 15
    sizes = {block.size for row in grid_of(with_pupils(45))[0].rows[2:-4] for block in row.cells[1].blocks}
    assert max(sizes) < 7
    assert min(sizes) >= 5


def test_a_month_of_28_days_gives_its_room_to_the_names():
    sheet = a_sheet()
    february = tuple(RegisterDay.of(date(2025, 2, day)) for day in range(1, 29))
    pupils = tuple(replace(pupil, cells=pupil.cells[:28]) for pupil in sheet.pupils)
    narrow, wide = grid_of(replace(sheet, days=february, pupils=pupils))[0], grid_of(sheet)[0]
    assert narrow.width == pytest.approx(wide.width) == pytest.approx(275.2)
    assert row_texts(narrow.rows[1])[:3] == ["토", "일", "월"]


def test_an_empty_register_can_be_printed_and_filled_in_by_hand():
    page = pdf_pages(render_pdf(REGISTER, {}))
    assert len(page) == 1
    assert "20학년도월출석부·학년반" in page[0]
    assert "0학년도0월" not in page[0]


def test_a_sheet_survives_json_and_back():
    assert sheet_from_values(values_of(a_sheet())) == a_sheet()


def test_what_is_no_register_is_refused():
    assert [str(problem) for problem in check(REGISTER, {"sheet": "5월"})] == [
        "출석부: 출석부 자료가 아닙니다. 출석부 화면에서 다시 인쇄해 주세요."
    ]


def test_a_name_that_cannot_be_printed_is_reported_with_its_number():
    sheet = a_sheet()
    odd = replace(sheet, pupils=(replace(sheet.pupils[0], name="윤龘은"), *sheet.pupils[1:]))
    with pytest.raises(MissingGlyph, match="1번 성명"):
        render_pdf(REGISTER, of(odd))


def test_the_same_sheet_gives_the_same_bytes():
    assert render_pdf(REGISTER, of(a_sheet()), FOOT) == render_pdf(REGISTER, of(a_sheet()), FOOT)
    assert render_hwpx(REGISTER, of(a_sheet()), FOOT) == render_hwpx(REGISTER, of(a_sheet()), FOOT)


def test_the_samples_legend_is_the_sixteen_symbols_of_the_register():
    assert [entry.symbol for entry in a_sheet().legend] == [one["sign"] for one in SYMBOLS]
    assert [(entry.form, entry.kind) for entry in a_sheet().legend] == [
        (form, kind) for form in FORMS for kind in KINDS
    ]
