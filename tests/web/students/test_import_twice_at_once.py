"""Two registrars press 반영 at the same moment: the roster is applied once, the other is told who was first."""

from django.db import transaction

from hakjeok_web.documents.models import Document
from hakjeok_web.students import roster_import
from hakjeok_web.students.models import RosterImport, Student
from tests import builders
from tests.web.students.records import a_registrar
from tests.web.students.roster.sheets import HAJUN, SEOYEON, TITLES, xlsx
from tests.web.students.test_two_clerks_at_once import refusals, together


def test_it_is_applied_once(own_database):
    with transaction.atomic():
        builders.enter()
        clerks = a_registrar(name="정학적"), a_registrar(name="한학적")
        year = builders.a_year()
        content = xlsx(TITLES, SEOYEON, HAJUN)
        roster = roster_import.upload(school_year=year, file_name="명렬표.xlsx", content=content, by=clerks[0])
        seen = roster_import.plan_for(roster, by=clerks[0]).fingerprint
    outcomes = together(
        *(lambda by=by: roster_import.apply_roster(roster=again(roster), seen=seen, by=by) for by in clerks)
    )
    assert ["이미 반영했습니다" in words for words in refusals(outcomes)] == [True]
    with transaction.atomic():
        builders.enter()
        assert (Student.objects.count(), Document.objects.count()) == (2, 1)


def again(roster):
    return RosterImport.objects.get(pk=roster.pk)


def test_two_rosters_with_the_same_pupils_add_them_once(own_database):
    with transaction.atomic():
        builders.enter()
        clerks = a_registrar(name="정학적"), a_registrar(name="한학적")
        year = builders.a_year()
        rosters = [
            roster_import.upload(school_year=year, file_name="명렬표.xlsx", content=xlsx(TITLES, SEOYEON), by=by)
            for by in clerks
        ]
        seen = roster_import.plan_for(rosters[0], by=clerks[0]).fingerprint
    acts = zip(rosters, clerks, strict=True)
    outcomes = together(*(lambda r=r, by=by: roster_import.apply_roster(roster=r, seen=seen, by=by) for r, by in acts))
    assert ["미리 본 뒤에 학적이 바뀌었습니다" in words for words in refusals(outcomes)] == [True]
    with transaction.atomic():
        builders.enter()
        assert Student.objects.count() == 1
