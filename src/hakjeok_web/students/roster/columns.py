"""The columns of a roster (명렬표), as columns.toml names them."""

from collections.abc import Mapping
from pathlib import Path

from hakjeok_web.config.sheets.headers import Column, ColumnNames

# A title such as `성명` in running text is no header: three columns must be known, the name among them.
NAMES = ColumnNames(Path(__file__).with_name("columns.toml"), fewest=3, names_a_pupil=frozenset({"name"}))
REQUIRED = NAMES.required
field_of, find_header, label_of = NAMES.field_of, NAMES.find_header, NAMES.label_of


def columns() -> Mapping[str, Column]:
    """The columns of columns.toml by field."""
    return NAMES.columns
