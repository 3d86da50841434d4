"""The parser of spreadsheets in a process of its own: file on standard input, sheets as JSON on standard output.

Run by path, not imported: a file made to exhaust memory or to break the parser ends this process and no other.
Dates come as `{"day": "2014-05-03"}`, instants as `{"at": "2014-05-03T08:30:00"}`, times and spans as text.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime

import python_calamine as calamine

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 20


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    json.dump(list(sheets(sys.stdin.buffer.read())), sys.stdout, default=plain)


def sheets(data: bytes) -> Iterator[dict[str, object]]:
    """Every worksheet: its name, its cells from A1, its merged ranges, whether it is hidden."""
    with calamine.load_workbook(io.BytesIO(data)) as workbook:
        for about in workbook.sheets_metadata:
            if about.typ is calamine.SheetTypeEnum.WorkSheet:
                sheet = workbook.get_sheet_by_name(about.name)
                yield {
                    "name": about.name,
                    "grid": sheet.to_python(skip_empty_area=False),
                    "merged": sheet.merged_cell_ranges or [],
                    "hidden": about.visible is not calamine.SheetVisibleEnum.Visible,
                }


def plain(value: object) -> object:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else str(value)


if __name__ == "__main__":
    main()
