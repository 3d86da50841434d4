"""What may not stand in attendance remarks (출결 특기사항의 기재 금지), and how long a remark is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.vocabulary import Word

BYTES_OF_KOREAN, BYTES_OF_A_BREAK = 3, 2
KOREAN = re.compile("[가-힣ㄱ-ㆎ\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]")
ABROAD_UNEXCUSED = "미인정유학"


class Why(Word):
    """What is wrong with a part of a remark (고칠 까닭)."""

    OVERSEAS_LANGUAGE_COURSE = "overseas_language_course", "해외어학연수는 적을 수 없음"
    OVERSEAS_SERVICE = "overseas_service", "해외봉사활동은 적을 수 없음"
    OUTSIDE_CONTEST = "outside_contest", "교외 대회 참가는 적을 수 없음"
    OVERSEAS = "overseas", "‘해외’라는 말은 적을 수 없음"
    OUTSIDE = "outside", "‘교외’라는 말은 적을 수 없음"
    TOO_LONG = "too_long", "한도를 넘은 부분"


# The longer wordings stand before the words that they hold, so that each place is found once.
BANNED = (
    (Why.OVERSEAS_LANGUAGE_COURSE, r"해외\s*어학\s*연수"),
    (Why.OVERSEAS_SERVICE, r"해외\s*봉사(?:\s*활동)?"),
    (Why.OUTSIDE_CONTEST, r"교외\s*대회(?:\s*참가)?"),
    (Why.OVERSEAS, "해외"),
    (Why.OUTSIDE, "교외"),
)
WHY_BY_NAME = {why.value: why for why in Why}
PATTERN = re.compile("|".join(f"(?P<{why.value}>{pattern})" for why, pattern in BANNED))


@dataclass(frozen=True)
class Banned:
    """One place in a text that may not stand in an attendance remark."""

    start: int
    end: int
    word: str
    why: Why


def banned_in(text: str) -> Iterator[Banned]:
    """The places that may not stand in an attendance remark, in order."""
    for match in PATTERN.finditer(text):
        yield Banned(match.start(), match.end(), match.group(), WHY_BY_NAME[match.lastgroup or ""])


def is_language_course(reason: str) -> bool:
    """Whether a reason is nothing but an overseas language course (해외어학연수)."""
    found = tuple(banned_in(reason.strip()))
    return len(found) == 1 and found[0].word == reason.strip() and found[0].why is Why.OVERSEAS_LANGUAGE_COURSE


def byte_sizes(text: str) -> list[int]:
    """The bytes of each character: Korean ones 3, a line break 2 (both its characters together), others 1."""
    return [_size(text, index) for index in range(len(text))]


def _size(text: str, index: int) -> int:
    character = text[index]
    if character == "\n" and text[index - 1 : index] == "\r":
        return 0
    if character in "\r\n":
        return BYTES_OF_A_BREAK
    return BYTES_OF_KOREAN if KOREAN.match(character) else 1
