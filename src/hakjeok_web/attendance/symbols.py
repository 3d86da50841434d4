"""Signs, keys and words of an attendance entry (출결 기호): what symbols.toml says, read once."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FORMS = ("absence", "late", "early_leave", "class_absence")
KINDS = ("illness", "unexcused", "other", "authorized")
FORM_WORDS = {"absence": "결석", "late": "지각", "early_leave": "조퇴", "class_absence": "결과"}
KIND_WORDS = {"illness": "질병", "unexcused": "미인정", "other": "기타", "authorized": "출석인정"}
PAIRS = tuple((form, kind) for form in FORMS for kind in KINDS)  # the order of the sixteen totals


@dataclass(frozen=True, slots=True)
class Symbol:
    """One of the sixteen: `sign` for text and paper, `id` in the sprite, `code` and `key` on the keyboard."""

    form: str
    kind: str
    sign: str
    id: str
    code: str
    key: str

    @property
    def word(self) -> str:
        """`질병결석`."""
        return word_of(self.form, self.kind)


def word_of(form: str, kind: str) -> str:
    """`질병결석`; `출석` for a pupil who was there; the form alone where the kind is not chosen yet."""
    return "출석" if form == "present" else KIND_WORDS.get(kind, "") + FORM_WORDS[form]


def _read(path: Path) -> dict[tuple[str, str], Symbol]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["symbol"]
    symbols = {(row["form"], row["kind"]): Symbol(**row) for row in rows}
    if set(symbols) != set(PAIRS):
        raise ValueError(f"{path.name}: every form needs one symbol for every kind")
    return {pair: symbols[pair] for pair in PAIRS}


SYMBOLS = _read(Path(__file__).with_name("symbols.toml"))
