"""Finding the header of a table and which of its columns says what, under the names that schools use."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .cells import Cell, text_of

HEADER_ROWS_SEARCHED = 30
COLUMNS_READ = 200
NOT_READ = (None, "not_read")

_PUNCTUATION = re.compile(r"[\s·•.,:;/_\-*※'\"“”‘’()\[\]<>{}|~&+]+")
_PARENTHESES = re.compile(r"[(\[<{][^)\]>}]*[)\]>}]")
_CLASS_IN_TITLE = re.compile(r"(?<!\d)([1-6]) ?학년(?!도)(?: ?(\d{1,2}) ?반)?")
_CLASS_SHEET = re.compile(r"([1-6])-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Column:
    """A column a table may have: its label, whether it is required, the fields it gives beside itself."""

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
    fields: frozenset[str]  # every field that some column gives
    unknown: tuple[str, ...]
    doubled: tuple[tuple[int, str], ...]

    @property
    def class_columns(self) -> tuple[int, ...]:
        """The columns of grade and class, whose cells schools like to merge down a whole class."""
        wanted = ("grade", "class_number", "grade_class")
        return tuple(self.places[name] for name in wanted if name in self.places)

    @property
    def first_data_row(self) -> int:
        return self.row + self.depth


class ColumnNames:
    """The columns that one kind of table may have, from a TOML file beside its reader.

    Names are compared without spaces, line breaks and punctuation, in small letters; a part in parentheses may be
    missing. A header is a row with at least `fewest` known columns and one of `names_a_pupil` among them.
    """

    def __init__(self, file: Path, *, fewest: int, names_a_pupil: frozenset[str]) -> None:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))
        self.columns = {field: _column(field, entry) for field, entry in entries.items()}
        self.required = tuple(column.field for column in self.columns.values() if column.required)
        self.field_of = lru_cache(maxsize=10_000)(self._field_of)
        self._by_alias = {bare(alias): column.field for column in self.columns.values() for alias in column.aliases}
        self._fewest, self._names_a_pupil = fewest, names_a_pupil

    def label_of(self, field: str) -> str:
        """The name by which messages call a field."""
        return self.columns[field].label

    def _field_of(self, title: str) -> str | None:
        """The field that a column title means, or `None`."""
        full = bare(title)
        return self._by_alias.get(full) or self._by_alias.get(
            bare(_PARENTHESES.sub("", unicodedata.normalize("NFKC", title)))
        )

    def find_header(self, grid: Sequence[Sequence[Cell]]) -> Header | None:
        """The header with the most known columns among the first thirty rows, one or two rows deep."""
        found = [header for header in self._candidates(grid) if self._is_header(header)]
        return max(found, key=lambda header: (len(header.places), -header.depth, -header.row), default=None)

    def _is_header(self, header: Header) -> bool:
        return bool(self._names_a_pupil & header.fields) and len(header.places) >= self._fewest

    def _candidates(self, grid: Sequence[Sequence[Cell]]) -> Iterator[Header]:
        titles = [[text_of(cell) for cell in row[:COLUMNS_READ]] for row in grid[: HEADER_ROWS_SEARCHED + 1]]
        for index, upper in enumerate(titles[:HEADER_ROWS_SEARCHED]):
            yield self._header_at(index, 1, upper)
            if index + 1 < len(titles):
                pairs = zip(upper, titles[index + 1], strict=False)
                yield self._header_at(index, 2, [self._joined(top, bottom) for top, bottom in pairs])

    def _joined(self, top: str, bottom: str) -> str:
        """The title of a column under two header rows; a title unknown as a whole is read by its lower part."""
        if not top or not bottom or top == bottom:
            return bottom or top
        return top + " " + bottom if self.field_of(top + bottom) else bottom

    def _header_at(self, row: int, depth: int, titles: Sequence[str]) -> Header:
        places: dict[str, int] = {}
        doubled = []
        fields = [self.field_of(title) if title else None for title in titles]
        for index, field in enumerate(fields):
            if field in places:
                doubled.append((index, titles[index]))
            elif field not in NOT_READ:
                places[field] = index
        unknown = tuple(title for title, field in zip(titles, fields, strict=True) if title and field in NOT_READ)
        return Header(row, depth, places, _titles(places, titles), self._given(places), unknown, tuple(doubled))

    def _given(self, places: Mapping[str, int]) -> frozenset[str]:
        return frozenset(places) | {field for name in places for field in self.columns[name].gives}


def _titles(places: Mapping[str, int], titles: Sequence[str]) -> dict[str, str]:
    return {field: titles[index] for field, index in places.items()}


def _column(field: str, entry: Mapping[str, object]) -> Column:
    gives, aliases = tuple(entry.get("gives", ())), tuple(entry["aliases"])
    return Column(field, entry["label"], entry.get("required", False), gives, aliases)


def bare(title: str) -> str:
    """A title as titles are compared."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", title)).lower()


def class_in_titles(titles: Sequence[str]) -> dict[str, int]:
    """Grade and class that the name of a sheet or a title above its table says (`4학년 2반`, `4-2`)."""
    for title in titles:
        if match := _CLASS_SHEET.fullmatch(title.strip()) or _CLASS_IN_TITLE.search(title):
            said = zip(("grade", "class_number"), match.groups(), strict=True)
            return {name: int(number) for name, number in said if number}
    return {}


def letter(index: int) -> str:
    """The letters of a column as Excel writes them; 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
