"""Finding one pupil (학생 찾기): name, initial consonants, `4-2`, `4-2 3`, or birth date `170503`."""

import re
from datetime import date

from django.db.models import Q

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.students.queries import Filters, ListedPupil, listed, rows_of, visible_to

MOST = 10
_SEAT = re.compile(r"([1-6])\s*-\s*(\d{1,2})(?:[\s-]+(\d{1,2})번?)?")
_BIRTH = re.compile(r"(\d{2}|\d{4})(\d{2})(\d{2})")
# The consonants a syllable can begin with, in the order of the Korean blocks; each begins 588 syllables.
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
SYLLABLES_EACH = 588
FIRST_SYLLABLE = ord("가")


def find(
    actor: Actor, text: str, *, has_left: bool = False, menu: Menu = Menu.STUDENTS, most: int = MOST
) -> list[ListedPupil]:
    """At most `most` pupils within reach of a menu, by class and number. One query; none for an empty text."""
    wanted = condition(" ".join(text.split()))
    if wanted is None:
        return []
    pupils = visible_to(actor, menu, actor.today).filter(wanted)
    return rows_of(listed(pupils, Filters(has_left=has_left))[:most])


def own_class(actor: Actor, *, menu: Menu = Menu.STUDENTS) -> list[ListedPupil]:
    """The pupils of the classes that the person is homeroom teacher of (우리 반). One query; none for others."""
    if not actor.homerooms:
        return []
    pupils = visible_to(actor, menu, actor.today).filter(seat__school_class_id__in=actor.homerooms)
    return rows_of(listed(pupils, Filters()))


def condition(text: str) -> Q | None:
    """What the text asks for; None where it asks for nothing."""
    if not text:
        return None
    if match := _SEAT.fullmatch(text):
        return _at_seat(*match.groups())
    if match := _BIRTH.fullmatch(text):
        return _born_on(*match.groups())
    if any(sign in INITIALS for sign in text):
        return Q(name__regex=_pattern(text.replace(" ", "")))
    return Q(name__contains=text)


def _at_seat(grade: str, class_number: str, number: str | None) -> Q:
    wanted = Q(seat__school_class__grade=grade, seat__school_class__number=class_number)
    return wanted & Q(seat__number=number) if number else wanted


def _born_on(year: str, month: str, day: str) -> Q:
    try:
        return Q(birth_on=date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day)))
    except ValueError:
        return Q(pk=None)


def _pattern(text: str) -> str:
    """`ㄱㅅㅇ` finds 김서연: a consonant stands for every syllable that begins with it."""
    return "".join(_syllables(sign) if sign in INITIALS else re.escape(sign) for sign in text)


def _syllables(initial: str) -> str:
    first = FIRST_SYLLABLE + INITIALS.index(initial) * SYLLABLES_EACH
    return f"[{chr(first)}-{chr(first + SYLLABLES_EACH - 1)}]"
