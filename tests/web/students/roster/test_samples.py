"""The sample files that ship with the project."""

import io
from pathlib import Path

import pytest
from python_calamine import load_workbook

from hakjeok_web.students.roster import Severity, UnreadableFile, read_roster
from hakjeok_web.students.synthetic.workbooks import SAMPLE_SCHOOL_YEAR, sample_files

SAMPLES = Path(__file__).resolve().parents[4] / "samples"


def read_sample(name: str):
    return read_roster((SAMPLES / name).read_bytes(), name, school_year=SAMPLE_SCHOOL_YEAR)


@pytest.mark.parametrize("name", sorted(sample_files()))
def test_the_shipped_sample_is_what_the_generator_makes(name):
    shipped, made = (SAMPLES / name).read_bytes(), sample_files()[name]
    if name.startswith("roster-"):
        shipped, made = contents(shipped), contents(made)
    assert shipped == made


def contents(data: bytes) -> dict:
    with load_workbook(io.BytesIO(data)) as book:
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return {sheet.name: (sheet.to_python(), sheet.merged_cell_ranges) for sheet in sheets}


def test_no_other_sample_is_shipped():
    assert sorted(path.name for path in SAMPLES.glob("*.xlsx")) == sorted(sample_files())


def test_the_clean_roster_is_a_school_of_six_hundred_in_twenty_four_classes():
    reading = read_sample("roster-600.xlsx")
    assert len(reading.rows) == 600
    assert len({row.seat[:2] for row in reading.rows}) == 24
    assert all(problem.severity is Severity.WARNING for problem in reading.problems)
    assert len(reading.columns_found) == 15


def test_every_unreadable_row_of_the_messy_roster_is_found_and_no_other():
    reading = read_sample("roster-messy.xlsx")
    found = [(p.sheet, p.place, p.value) for p in reading.of(Severity.UNREADABLE)]
    assert found == [
        ("4학년", "8행 F열", "2016-13-02"),
        ("4학년", "9행 B열", "4"),
        ("4학년", "10행 B열", "4"),
        ("4학년", "12행 C열", ""),
        ("4학년", "14행 E열", "?"),
        ("4학년", "18행 F열", ""),
        ("5학년", "6행 G열", "2051-04-09"),
    ]


def test_the_rest_of_the_messy_roster_is_read():
    reading = read_sample("roster-messy.xlsx")
    assert len(reading.rows) == 93
    assert [problem.row for problem in reading.of(Severity.LEFT_OUT)] == [23]
    assert [sheet.ignored_rows for sheet in reading.sheets] == [(58,), (54,), (), ()]
    assert {row.seat[:2] for row in reading.rows} == {(4, 1), (4, 2), (5, 1), (5, 2)}
    assert all(row.guardians and row.address for row in reading.rows)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("refused-empty.xlsx", "빈 파일"),
        ("refused-encrypted.xlsx", "암호가 걸린"),
        ("refused-text.xlsx", "글 파일\\(CSV\\)"),
    ],
)
def test_the_refused_samples_are_refused(name, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read_sample(name)
