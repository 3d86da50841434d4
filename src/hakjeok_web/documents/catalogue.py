"""The list of forms (서식 목록): by chapter, found by plain words, with those that a person used last."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Max

from hakjeok_web.documents.forms import can_be_entered
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.rendering import Definition, definitions

CHAPTERS: Mapping[int, str] = {
    1: "입학·취학",
    2: "출결상황 관리",
    3: "전입·전출",
    4: "면제·유예·정원 외 학적관리",
    5: "재취학·편입학",
    6: "수료·진급·졸업",
    0: "그 밖의 서식",
}
KINDS: Mapping[str, str] = {
    "application": "신청서·신고서",
    "consent": "동의서·확인서",
    "draft": "기안",
    "minutes": "회의록",
    "notice": "통지",
    "opinion": "의견서",
    "register": "기록부",
    "report": "보고",
    "request": "의뢰·요청",
}
# What people say for what the forms call otherwise.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "전학": ("전출", "전입", "취학학교 변경", "학교지정"),
    "결석": ("미인정결석", "장기결석", "내교", "출석 독려"),
    "체험학습": ("교외체험학습",),
    "자퇴": ("학업중단", "정원 외", "면제"),
    "유학": ("유예", "면제", "정원 외", "유학"),
    "귀국": ("재취학", "편입학"),
    "경찰": ("수사",),
    "가정방문": ("거주 확인", "점검표"),
    "위원회": ("회의록", "심의"),
    "월반": ("조기진급",),
}
LAST_USED = 5


@dataclass(frozen=True)
class Chapter:
    """A chapter of the handbook with its forms."""

    title: str
    forms: list[Definition]


def enterable() -> list[Definition]:
    return [each for each in definitions().values() if can_be_entered(each)]


def drafts() -> list[Definition]:
    """Official drafts (기안문)."""
    return [each for each in enterable() if each.kind == "draft"]


def found(forms: Iterable[Definition], text: str) -> list[Definition]:
    """The forms that every word of the text fits, or what it is called otherwise; all of them for an empty text."""
    words = text.split()
    return [each for each in forms if all(_fits(each, word) for word in words)]


def _fits(form: Definition, word: str) -> bool:
    told = f"{form.id} {form.title} {form.heading} {KINDS[form.kind]} {form.addressed_to} {' '.join(form.notes)}"
    plain = told.replace(" ", "")
    return any(each.replace(" ", "") in plain for each in (word, *_ALSO.get(word, ())))


def by_chapter(forms: Iterable[Definition]) -> Iterator[Chapter]:
    """In the order of the handbook; chapters without a form are left out."""
    listed = list(forms)
    for number, title in CHAPTERS.items():
        own = [each for each in listed if each.chapter == number]
        if own:
            yield Chapter(f"{number}. {title}" if number else title, own)


def last_used(user_id: uuid.UUID, forms: Iterable[Definition]) -> list[Definition]:
    """Those that the person wrote last, the newest first. One query."""
    by_id = {each.id: each for each in forms}
    mine = Document.objects.filter(drafted_by=user_id, definition__in=by_id).values("definition")
    newest = mine.annotate(at=Max("drafted_at")).order_by("-at")[:LAST_USED]
    return [by_id[row["definition"]] for row in newest]
