"""What words and signs of attendance mean, whoever wrote them (출결의 말)."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hakjeok.attendance.reasons import Reason
from hakjeok_web.attendance.symbols import SYMBOLS
from hakjeok_web.config.sheets.errors import BadValue

PRESENT = "present"
UNTAKEN = "untaken"  # the file's class has not taken the day (확인 전)
_BETWEEN = re.compile(r"[\s·•.,:;/_\-*'\"“”‘’()\[\]<>{}|~&+]+")
_REMEDY = "‘질병결석’처럼 종류와 형태를 함께 적거나 출석부의 기호로 적어 주세요."


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says: form, kind or both, or the word that is not understood; an empty one is not said."""

    form: str = ""
    kind: str = ""
    word: str = ""


def bare(word: str) -> str:
    """A word as words are compared: without spaces and punctuation, in small letters."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", word)).lower()


@cache
def words() -> Mapping[str, dict]:
    """What words.toml says."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def said_by(text: str) -> Said:
    """Form and kind of a cell.

    Raises:
        BadValue: no such word is known.

    """
    if text in _signs():
        return _signs()[text]
    known = _known().get(bare(text)) if bare(text) else None
    if known is None:
        raise BadValue("출결로 읽을 수 없습니다.", _REMEDY)
    return known


def nothing_said(text: str) -> str:
    """The label under which a cell is passed over (`확인 전`, `위탁`); empty where it says something."""
    return _nothing().get(bare(text), "")


@cache
def _nothing() -> Mapping[str, str]:
    return {bare(word): each["label"] for each in words()["nothing"] for word in each["words"]}


@cache
def untaken_labels() -> frozenset[str]:
    """The labels of days that nobody has taken yet in the file."""
    return frozenset(each["label"] for each in words()["nothing"] if each.get("untaken"))


def is_untold(reason: str) -> bool:
    """Whether a reason only says that it is not told (알리지 않음)."""
    return bare(reason) in {bare(word) for word in words()["untold"]["words"]}


def why_unknown(word: str) -> str:
    """Why a word of the file is not understood, as a sentence."""
    try:
        together([said_by(word)])
    except BadValue as error:
        return error.cause
    return ""


@cache
def _signs() -> Mapping[str, Said]:
    """The register's signs, and those for 출석: read as they stand, since most of them are punctuation."""
    present = {sign: Said(PRESENT) for sign in words()["present"]["words"]}
    return present | {symbol.sign: Said(form, kind) for (form, kind), symbol in SYMBOLS.items()}


@cache
def _known() -> Mapping[str, Said]:
    """Every word and every pair of words, in both orders, bare."""
    kinds = [(word, kind) for kind, entry in words()["kind"].items() for word in entry["words"]]
    forms = [(word, form) for form, entry in words()["form"].items() for word in entry["words"]]
    known = {bare(word): Said(PRESENT) for word in words()["present"]["words"] if bare(word)}
    known |= {bare(word): Said(kind=kind) for word, kind in kinds}
    known |= {bare(word): Said(form=form) for word, form in forms}
    for kind_word, kind in kinds:
        for form_word, form in forms:
            known |= dict.fromkeys((bare(kind_word + form_word), bare(form_word + kind_word)), Said(form, kind))
    whole = {bare(word): Said(each["form"], each["kind"]) for each in words()["whole"] for word in each["words"]}
    return known | whole


def together(parts: Iterable[Said]) -> Said:
    """What several cells of one line say together.

    Raises:
        BadValue: two of them contradict each other, or kind or form is missing.

    """
    parts = [part for part in parts if part != Said()]
    forms, kinds = {part.form for part in parts} - {""}, {part.kind for part in parts} - {""}
    if len(forms) > 1 or len(kinds) > 1:
        raise BadValue("출결을 적은 두 칸의 말이 서로 다릅니다.", "한쪽을 고치거나 지워 주세요.")
    form, kind = next(iter(forms), ""), next(iter(kinds), "")
    if not form:
        raise BadValue("형태(결석·지각·조퇴·결과)가 없습니다.", _REMEDY)
    if form != PRESENT and not kind:
        raise BadValue("종류(질병·미인정·기타·출석인정)가 없습니다.", _REMEDY)
    return Said(form, "" if form == PRESENT else kind)


@cache
def _reasons() -> Mapping[str, str]:
    codes = {bare(reason.korean): reason.value for reason in Reason}
    return codes | {bare(word): code for code, said in words()["reason"].items() for word in said}


def same_reason(one: str, other: str) -> bool:
    """Whether two wordings of a reason (사유) are one reason."""
    first, second = bare(one), bare(other)
    return first == second or (first in _reasons() and _reasons()[first] == _reasons().get(second))
