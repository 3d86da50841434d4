"""Finding the header of a roster (명렬표) and which of its columns says what."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from .values import Cell, text_of

HEADER_ROWS_SEARCHED = 30
COLUMNS_READ = 200
# A title such as `성명` in running text is no header: three columns must be known, the name among them.
FEWEST_KNOWN_COLUMNS = 3

_PUNCTUATION = re.compile(r"[\s·•.,:;/_\-*※'\"“”‘’()\[\]<>{}|~&+]+")
_PARENTHESES = re.compile(r"[(\[<{][^)\]>}]*[)\]>}]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column a roster may have: its label, whether it is required, the fields it gives beside itself."""

    field: str
    label: str
    required: bool = False
    gives: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """A header as found: its first row (from 0), its depth in rows, and the place of every known column."""

    row: int
    depth: int
    places: Mapping[str, int]
    titles: Mapping[str, str]
    unknown: tuple[str, ...]
    doubled: tuple[tuple[int, str], ...]

    @property
    def fields(self) -> frozenset[str]:
        """Every field that some column gives."""
        return frozenset(self.places) | {field for name in self.places for field in columns()[name].gives}

    @property
    def class_columns(self) -> tuple[int, ...]:
        """The columns of grade and class, whose cells schools like to merge down a whole class."""
        wanted = ("grade", "class_number", "grade_class")
        return tuple(self.places[name] for name in wanted if name in self.places)

    @property
    def first_data_row(self) -> int:
        return self.row + self.depth


@cache
def columns() -> Mapping[str, Column]:
    """The columns of columns.toml by field."""
    entries = tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))
    return {
        field: Column(field, entry["label"], entry.get("required", False), tuple(entry.get("gives", ())),
                      tuple(entry["aliases"]))
        for field, entry in entries.items()
    }  # fmt: skip


@cache
def _fields_by_alias() -> Mapping[str, str]:
    return {_bare(alias): column.field for column in columns().values() for alias in column.aliases}


def label_of(field: str) -> str:
    """The name by which messages call a field."""
    return columns()[field].label


@lru_cache(maxsize=10_000)
def field_of(title: str) -> str | None:
    """The field that a column title means, or `None`."""
    known = _fields_by_alias()
    full = _bare(title)
    return known.get(full) or known.get(_bare(_PARENTHESES.sub("", unicodedata.normalize("NFKC", title))))


def _bare(title: str) -> str:
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", title)).lower()


def find_header(grid: Sequence[Sequence[Cell]]) -> Header | None:
    """The header with the most known columns among the first thirty rows, one or two rows deep."""
    found = [header for header in _candidates(grid) if _is_header(header)]
    return max(found, key=lambda header: (len(header.places), -header.depth, -header.row), default=None)


def _is_header(header: Header) -> bool:
    return "name" in header.places and len(header.places) >= FEWEST_KNOWN_COLUMNS


def _candidates(grid: Sequence[Sequence[Cell]]) -> Iterator[Header]:
    titles = [[text_of(cell) for cell in row[:COLUMNS_READ]] for row in grid[: HEADER_ROWS_SEARCHED + 1]]
    for index, upper in enumerate(titles[:HEADER_ROWS_SEARCHED]):
        yield _header_at(index, 1, upper)
        if index + 1 < len(titles):
            pairs = zip(upper, titles[index + 1], strict=False)
            yield _header_at(index, 2, [_joined(top, bottom) for top, bottom in pairs])


def _joined(top: str, bottom: str) -> str:
    """The title of a column under two header rows; a title unknown as a whole is read by its lower part."""
    if not top or not bottom or top == bottom:
        return bottom or top
    return top + " " + bottom if field_of(top + bottom) else bottom


def _header_at(row: int, depth: int, titles: Sequence[str]) -> Header:
    places: dict[str, int] = {}
    unknown, doubled = [], []
    for index, title in enumerate(titles):
        field = field_of(title) if title else None
        if field is None or field == "not_read":
            unknown += [title] if title else []
        elif field in places:
            doubled.append((index, title))
        else:
            places[field] = index
    return Header(row, depth, places, {f: titles[i] for f, i in places.items()}, tuple(unknown), tuple(doubled))


REQUIRED = tuple(column.field for column in columns().values() if column.required)


def letter(index: int) -> str:
    """The letters of a column as Excel writes them; 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
