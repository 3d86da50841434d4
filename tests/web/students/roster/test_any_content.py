"""Whatever stands in the cells or the bytes: problems, or one sentence about the file; never another error."""

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from hakjeok_web.config.sheets.opening import Sheet
from hakjeok_web.students.roster import Problem, Reading, UnreadableFile, compare, read_roster
from hakjeok_web.students.roster.columns import columns
from hakjeok_web.students.roster.reader import read_sheets

from .sheets import SEOYEON, TITLES, changed, xlsx

ALIASES = sorted(alias for column in columns().values() for alias in column.aliases)
PLAUSIBLE = [
    "4",
    4.0,
    "4-2-3",
    "4학년 2반",
    "김서연",
    "여",
    "남자",
    "2014.5.3",
    140503.0,
    "010-0000-1234",
    "합계",
    "-",
    "①",
]
CELLS = st.one_of(
    st.sampled_from(["", *PLAUSIBLE]),
    st.sampled_from(ALIASES),
    st.text(max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
GRIDS = st.lists(st.lists(CELLS, max_size=9), max_size=12)
TITLED = st.builds(lambda titles, rows: [titles, *rows], st.permutations(TITLES), GRIDS)
POINTS = st.tuples(st.integers(0, 40), st.integers(0, 40))
SHEETS = st.lists(
    st.builds(Sheet, st.text(max_size=8), GRIDS | TITLED, st.tuples(st.tuples(POINTS, POINTS)), st.booleans()),
    max_size=3,
    unique_by=lambda sheet: sheet.name,
)


def read_or_refusal(read: Callable[[], Reading]) -> Reading | UnreadableFile:
    try:
        return read()
    except UnreadableFile as refusal:
        return refusal


@settings(max_examples=400, deadline=None)
@given(SHEETS, st.integers(2010, 2040))
def test_no_grid_of_cells_breaks_the_reader(sheets, school_year):
    reading = read_or_refusal(lambda: read_sheets(sheets, "명렬표.xlsx", school_year=school_year))
    if isinstance(reading, UnreadableFile):
        assert reading.remedy.endswith("주세요.")
        return
    for problem in reading.problems:
        assert_complete(problem)
    assert len({row.seat for row in reading.rows}) == len(reading.rows)
    assert len(compare(reading.rows, []).added) == len(reading.rows)


def assert_complete(problem: Problem) -> None:
    assert problem.row >= 1
    assert problem.cause.endswith(".")
    assert problem.remedy.endswith(".")
    assert f"{problem.row}행" in problem.sentence
    assert len(problem.sentence) < 600


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.text(max_size=10) | st.integers(0, 10**8) | st.sampled_from(PLAUSIBLE), max_size=6), max_size=5
    )
)
def test_no_file_of_cells_breaks_the_reader(rows):
    reading = read_roster(written([TITLES, SEOYEON, *rows]), "명렬표.xlsx", school_year=2024)
    assert reading.sheets[0].header_row == 1


def written(rows: list[list]) -> bytes:
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet()
        for index, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write(index, column, cell.encode("utf-8", "ignore").decode() if isinstance(cell, str) else cell)
    return target.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=12))
def test_no_damaged_file_breaks_the_reader(place, garbage):
    data = bytearray(xlsx(TITLES, SEOYEON))
    place %= len(data)
    data[place : place + len(garbage)] = garbage
    outcome = read_or_refusal(lambda: read_roster(bytes(data), "명렬표.xlsx", school_year=2024))
    assert isinstance(outcome, UnreadableFile) or outcome.sheets


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=12))
def test_no_damaged_sheet_in_a_sound_file_breaks_the_reader(place, garbage):
    def damaged(xml: bytes) -> bytes:
        start = place % len(xml)
        return xml[:start] + garbage + xml[start + len(garbage) :]

    data = changed(xlsx(TITLES, SEOYEON), "xl/worksheets/sheet1.xml", damaged)
    outcome = read_or_refusal(lambda: read_roster(data, "명렬표.xlsx", school_year=2024))
    assert isinstance(outcome, UnreadableFile) or outcome.sheets


def test_every_kind_of_cell_may_stand_in_every_column():
    titles = [column.aliases[0] for column in columns().values()]
    kinds = [
        True,
        -1,
        1e300,
        float("nan"),
        time(3, 4),
        timedelta(days=9),
        date(1, 1, 1),
        datetime(9999, 12, 31),  # noqa: DTZ001
        "\x00",
        "가" * 5_000,
    ]
    rows = [[kind] * len(titles) for kind in kinds]
    reading = read_sheets([Sheet("전부", [titles, *rows])], "명렬표.xlsx", school_year=2024)
    assert reading.rows == ()
    assert {problem.row for problem in reading.problems} >= {2, 3, 4}
