"""Verification of finished papers (진위 확인): the code on a paper, and what anybody may learn by it.

Outside the schools' rows stands no more than number, day, school and kind of form: nobody's name.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings

from hakjeok_web.documents.models import Document, IssuedFile, IssuedPaper
from hakjeok_web.documents.rendering import definitions

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: without I, L, O and U
GROUPS, LETTERS = 4, 5
LARGEST_FILE = 20 * 1024 * 1024
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_CODE = re.compile(f"[{ALPHABET}]{{{GROUPS * LETTERS}}}")


class Sameness(StrEnum):
    """What a file turned out to be, beside the paper of a code."""

    SAME = "same"
    CHANGED = "changed"
    OTHERS = "others"


def new_code() -> str:
    """Twenty letters by chance, in groups of five: a hundred bits, too many to guess."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
    return "-".join(groups)


def issue(document: Document, *, reference: str) -> None:
    """Let a paper that has just got its number be verified. One that is never printed needs no code.

    The kind is the shipped form's title: neither a typed subject nor a school's wording can carry a name out.
    """
    definition = definitions().get(document.definition)
    if definition is None or not document.code:
        return
    IssuedPaper.objects.create(
        code=document.code,
        reference=reference,
        school_name=document.school.name,
        kind=definition.title,
        issued_on=document.approved_on,
    )


def keep_fingerprint(code: str, sha256: str) -> None:
    """Remember a file that was made of the paper with that code."""
    paper = IssuedPaper.objects.filter(code=code).first()
    if paper is not None and not paper.files.filter(sha256=sha256).exists():
        IssuedFile.objects.create(paper=paper, sha256=sha256)


def page_address() -> str:
    """Where a code is entered, as it is printed on papers."""
    return f"{settings.SITE_SETTINGS.address.partition('://')[2]}/verify/"


def code_of(typed: str) -> str:
    """The code as it is kept: capitals, groups, misread letters put right. Empty where it is none."""
    letters = re.sub(r"[\s\-–—·.]", "", typed.upper()).translate(_MISREAD)
    if not _CODE.fullmatch(letters):
        return ""
    return "-".join(letters[at : at + LETTERS] for at in range(0, len(letters), LETTERS))


def paper_of(code: str) -> IssuedPaper | None:
    """The paper of a code. Always one query, so that no answer comes sooner than another."""
    return IssuedPaper.objects.filter(code=code).first()


def sameness(paper: IssuedPaper | None, sha256: str) -> Sameness | None:
    """Whether a file is the paper's own, unchanged. One query."""
    found = set(IssuedFile.objects.filter(sha256=sha256).values_list("paper_id", flat=True))
    if paper is None:
        return None
    if paper.pk in found:
        return Sameness.SAME
    return Sameness.OTHERS if found else Sameness.CHANGED


def fingerprint(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
