"""Who a child is (아동): its resident number, sealed, and the one person that all schools' records point to."""

import re
import uuid
from collections.abc import Iterable

from django.db import IntegrityError, connection, transaction

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config import encryption
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.sheets.errors import BadValue
from hakjeok_web.students.models import Person, Student
from hakjeok_web.students.roster.values import resident_birth_date, resident_sex

_SHAPE = re.compile(r"\d{6}[1-8]\d{6}")
# Open the door to one person, look, and shut it again, in one round trip; the digest is hexadecimal.
_MATCH = (
    "SET LOCAL app.person_match = '{lookup}'; "
    "SELECT id FROM students_person WHERE rrn_lookup = '\\x{lookup}'::bytea; "
    "SET LOCAL app.person_match = ''"
)
ALREADY_HERE = "같은 주민등록번호의 학생이 이 학교에 이미 있습니다. 번호를 다시 보거나 그 학생을 찾아 주세요."


def masked(digits: str) -> str:
    """`140503-3******`."""
    return f"{digits[:6]}-{digits[6]}******"


def number_of(person: Person) -> str:
    """The whole resident number (주민등록번호), thirteen digits; empty where none was entered. Log who sees it."""
    if person.rrn_sealed is None:
        return ""
    return encryption.decrypt(person.rrn_sealed, place=Person.RRN_PLACE, row=person.pk)


def masked_number_of(person: Person) -> str:
    digits = number_of(person)
    return masked(digits) if digits else ""


def checked_number(text: str, student: Student) -> str:
    """Thirteen digits that fit the pupil's birth date and sex.

    Raises:
        Refused: they do not, with the field `number`.

    """
    digits = re.sub(r"\D", "", text)
    if not _SHAPE.fullmatch(digits):
        raise _wrong("주민등록번호는 숫자 열세 자리입니다. 앞 여섯 자리와 뒤 일곱 자리를 다시 봐 주세요.")
    try:
        born_on = resident_birth_date(digits)
    except BadValue as error:
        raise _wrong(f"{error.cause} {error.remedy}") from error
    if born_on != student.birth_on:
        raise _wrong("앞 여섯 자리가 생년월일과 다릅니다. 번호나 생년월일을 다시 봐 주세요.")
    if resident_sex(digits).value != student.sex:
        raise _wrong("일곱째 자리가 성별과 다릅니다. 번호나 성별을 다시 봐 주세요.")
    return digits


@transaction.atomic
def set_number(*, student: Student, number: str, by: Actor) -> Person:
    """Seal a pupil's resident number. A child whom another school of the site knows becomes the same person.

    Raises:
        Refused: the number does not fit the pupil, another pupil here has it, or the child's record is open
            at another school.

    """
    digits = checked_number(number, student)
    locked = Student.objects.select_for_update().get(pk=student.pk)
    known = matching_person(digits)
    if known and Student.objects.filter(school_id=locked.school_id, person=known).exclude(pk=locked.pk).exists():
        raise _wrong(ALREADY_HERE)
    try:
        with transaction.atomic():
            person = _join(locked, known) if known else _seal(locked, digits)
    except IntegrityError as error:
        raise _refused_by_database(error) from error
    student.person = person
    return person


def matching_person(digits: str) -> uuid.UUID | None:
    """The child with exactly this number, wherever in the site (대조). One round trip; log the entry it serves."""
    return matching_persons([digits]).get(digits)


def matching_persons(numbers: Iterable[str]) -> dict[str, uuid.UUID]:
    """The same for several numbers, one round trip each: the database shows one person at a time."""
    found: dict[str, uuid.UUID] = {}
    with connection.cursor() as cursor:
        for digits in numbers:
            cursor.execute(_MATCH.format(lookup=encryption.lookup(digits).hex()))
            cursor.nextset()
            row = cursor.fetchone()
            if row:
                found[digits] = row[0]
            cursor.nextset()
    return found


def new_person(digits: str | None = None) -> Person:
    """A person that is not saved yet, with its number sealed if there is one."""
    person = Person()
    if digits:
        person.rrn_sealed = encryption.encrypt(digits, place=Person.RRN_PLACE, row=person.pk)
        person.rrn_lookup = encryption.lookup(digits)
    return person


def _seal(student: Student, digits: str) -> Person:
    person = student.person
    person.rrn_sealed = encryption.encrypt(digits, place=Person.RRN_PLACE, row=person.pk)
    person.rrn_lookup = encryption.lookup(digits)
    person.save(update_fields=["rrn_sealed", "rrn_lookup"])
    return person


def _join(student: Student, person_id: uuid.UUID) -> Person:
    student.person_id = person_id
    student.save(update_fields=["person"])
    return Person.objects.get(pk=person_id)


def _refused_by_database(error: IntegrityError) -> Refused:
    if "one_open_record_a_person" in str(error):
        return _wrong("이 아동의 학적이 다른 학교에 열려 있습니다. 그 학교에서 전출한 뒤에 적을 수 있습니다.")
    return _wrong(ALREADY_HERE)


def _wrong(sentence: str) -> Refused:
    return Refused(Reason(sentence, "number"))
