"""The resident number is sealed, and a child is one person in the whole site."""

from datetime import date

import pytest

from hakjeok_web.config.refusals import Refused
from hakjeok_web.students import identity
from hakjeok_web.students.models import Person, Student
from tests import builders
from tests.builders import HANBIT, SAESOL
from tests.web.students.records import a_registrar, an_enrolled_pupil, change

pytestmark = pytest.mark.django_db
NUMBER = "140821-3000008"
DIGITS = "1408213000008"


@pytest.fixture
def registrar():
    builders.enter()
    return a_registrar()


@pytest.fixture
def pupil(registrar):
    return an_enrolled_pupil(registrar, birth=date(2014, 8, 21))


def test_the_number_is_stored_sealed_and_found_again(registrar, pupil):
    person = identity.set_number(student=pupil, number=NUMBER, by=registrar)
    stored = Person.objects.get(pk=person.pk)
    assert DIGITS.encode() not in bytes(stored.rrn_sealed)
    assert (identity.number_of(stored), identity.masked_number_of(stored)) == (DIGITS, "140821-3******")
    assert identity.matching_person(DIGITS) == stored.pk


def test_without_a_number_nothing_is_shown(pupil):
    assert identity.masked_number_of(pupil.person) == ""


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("140821-300000", "숫자 열세 자리"),
        ("141321-3000008", "없는 날짜"),
        ("140822-3000008", "생년월일과 다릅니다"),
        ("140821-4000008", "성별과 다릅니다"),
    ],
)
def test_a_number_that_does_not_fit_the_pupil_is_refused(registrar, pupil, number, sentence):
    with pytest.raises(Refused, match=sentence) as refusal:
        identity.set_number(student=pupil, number=number, by=registrar)
    assert refusal.value.reasons[0].field == "number"
    assert Person.objects.get(pk=pupil.person_id).rrn_sealed is None


def test_two_pupils_of_a_school_cannot_have_one_number(registrar, pupil):
    identity.set_number(student=pupil, number=NUMBER, by=registrar)
    school_class = pupil.placements.get().school_class
    twin = an_enrolled_pupil(registrar, school_class, number=8, name="박하민", birth=date(2014, 8, 21))
    with pytest.raises(Refused, match="이 학교에 이미 있습니다"):
        identity.set_number(student=twin, number=NUMBER, by=registrar)


class TestOnePersonAChild:
    """한 아동은 사이트에서 한 사람이다."""

    @pytest.fixture
    def there(self, registrar, pupil):
        identity.set_number(student=pupil, number=NUMBER, by=registrar)
        builders.enter(SAESOL)
        person = identity.new_person()
        Person.objects.bulk_create([person])
        return Student.objects.create(
            school_id=SAESOL, person=person, name="박하준", sex="male", birth_on=date(2014, 8, 21)
        )

    def test_another_school_does_not_find_it_without_the_number(self, pupil, there):
        builders.enter(SAESOL)
        assert not Person.objects.filter(pk=pupil.person_id).exists()

    def test_another_school_s_record_joins_the_same_person(self, pupil, there):
        identity.set_number(student=there, number=NUMBER, by=a_registrar(SAESOL, "서학적"))
        assert there.person_id == pupil.person_id

    def test_but_not_while_both_records_are_open(self, registrar, pupil, there):
        clerk = a_registrar(SAESOL, "서학적")
        change(there, "enrollment", date(2024, 3, 4), by=clerk)
        with pytest.raises(Refused, match="다른 학교에 열려 있습니다"):
            identity.set_number(student=there, number=NUMBER, by=clerk)
        builders.enter(HANBIT, SAESOL)
        assert Student.objects.get(pk=there.pk).person_id != pupil.person_id
