"""Grids and files for the tests of the roster."""

import io
import zipfile
from collections.abc import Callable

import xlsxwriter

from hakjeok_web.config.sheets.opening import Sheet
from hakjeok_web.students.roster.reader import Reading, read_sheets

TITLES = ["학년", "반", "번호", "성명", "성별", "생년월일"]
SEOYEON = [4, 2, 3, "김서연", "여", "2014-05-03"]
HAJUN = [5, 1, 17, "박하준", "남", "2013-11-28"]


def read_grid(*rows: list, name: str = "명렬표", merged: tuple = (), school_year: int = 2024) -> Reading:
    grid = [list(row) for row in rows]
    return read_sheets([Sheet(name, grid, merged)], "명렬표.xlsx", school_year=school_year)


def read_one(titles: list, row: list, **options) -> Reading:
    return read_grid(titles, row, **options)


def xlsx(*rows: list, sheet: str = "명렬표") -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        for index, row in enumerate(rows):
            page.write_row(index, 0, row)
    return target.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return target.getvalue()
