"""A list asks the database as often for fifty rows as for five."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hakjeok_web.absence_grounds.models import Athlete, Diagnosis, EntryBan, FamilyEvent
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.accounts.access_log import Shown, append
from hakjeok_web.approvals.models import ApprovalAct, ApprovalStep, Deputy, Dispatch
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.committees.models import Committee, Meeting, Member
from hakjeok_web.consignments.models import Consignment
from hakjeok_web.documents.models import Document, Job
from hakjeok_web.obligations.actions import recompute
from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.students.models import RosterImport
from tests import builders

pytestmark = pytest.mark.django_db
DAYS = (date(2024, 4, 30), date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 3))
BUDGET = 12
PAGES = {
    "registrar": (
        "/", "/?view=school", "/students/", "/students/sheet/", "/students/search/?q=학생", "/imports/", "/registers/",
        "/attendance-reconciliations/",
        "/registers/school/2024-05/", "/absentees/", "/register-closings/", "/register-closings/2024-04/",
        "/register-closings/years/2024/", "/attendance-statistics/2024-05/", "/attendance-statistics/",
        "/attendance-statistics/periods/", "/attendance-statistics/perfect/", "/attendance-statistics/watch/",
        "/attendance-statistics/years/2024/", "/absence-cases/", "/absence-cases/registrations/",
        "/absence-cases/children/", "/absence-cases/urging/", "/consignments/",
        "/entry-bans/", "/athletes/", "/absences/diagnoses/", "/absences/family-events/", "/absence-reasons/",
        "/attendance-remarks/",
        "/attendance-remarks/measures/", "/forms/", "/documents/new/",
        "/approvals/?view=sent",
        "/approvals/?view=drafts", "/approvals/?view=decided", "/document-register/", "/document-register/?q=학생",
        "/dispatches/", "/settings/delegation/", "/approval-effects/", "/jobs/", "/settings/classes/2024/",
        "/settings/calendar/2024/", "/settings/years/", "/settings/rules/", "/helper/", "/helper/absence.ladder/",
        "/committees/", "/absence-reports/", "/absence-reports/?view=all", "/field-trips/", "/field-trips/?view=all",
    ),
    "principal": ("/approvals/",),
    "school_admin": (
        "/approvals/absences/", "/settings/staff/", "/settings/rights/", "/access-log/", "/settings/",
        "/form-overrides/", "/form-overrides/2-3/",
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _friday(time_machine):
    time_machine.move_to("2024-05-03T09:00:00+09:00", tick=False)


@pytest.fixture
def reader(request):
    builders.enter()
    builders.a_year()
    return builders.a_staff(request.param)


def _fill(reader, first, last):
    """One more of everything for each number: class, pupil, absences, person, paper job, roster, log entry."""
    builders.enter()
    year = SchoolYear.objects.get(school_id=reader.school_id)
    teacher = builders.actor(reader)
    for number in range(first, last + 1):
        school_class = builders.a_class(year, grade=number % 6 + 1, number=number)
        builders.a_homeroom(school_class, name=f"담임{number}")
        pupil = builders.a_pupil(school_class, number=1, name=f"학생{number}", birth=date(2014, 3, 5))
        _absences(pupil, school_class, reader)
        _requests(pupil, reader)
        Job.objects.create(school_id=reader.school_id, requested_by=reader.user, title=f"출석부 {number}")
        RosterImport.objects.create(
            school_id=reader.school_id,
            school_year=year,
            file_name=f"{number}.xlsx",
            content=b"",
            uploaded_by=reader.user,
        )
        _committee(reader, number)
        _papers(reader, pupil, number)
        append(Shown(function="students:pupil", pupils={pupil.pk}), by=teacher, place="192.0.2.1")
        Consignment.objects.create(
            school_id=reader.school_id, student=pupil, kind="hospital_school", institution="병원학교", ground="공문",
            from_on=date(2024, 3, 11), to_on=date(2024, 3, 22), registered_by=reader.user,
        )  # fmt: skip
        _grounds(reader, pupil, year)
    recompute(reader.school_id, builders.TODAY)


def _requests(pupil, reader):
    """A report of absence and a field trip that wait."""
    for kind, day in (("absence_report", date(2024, 4, 23)), ("field_trip", date(2024, 5, 13))):
        AbsenceRequest.objects.create(
            school_id=reader.school_id, student=pupil, kind=kind, from_on=day, to_on=day, how="paper",
            reason="illness" if kind == "absence_report" else "field_trip", received_on=builders.TODAY,
            entered_by=reader.user, entered_at="2024-05-03T09:00:00+09:00", document=_paper(reader, pupil, kind),
        )  # fmt: skip


def _grounds(reader, pupil, year):
    """An entry ban, an athlete, a family event and a diagnosis."""
    usual = {"school_id": reader.school_id, "student": pupil, "registered_by": reader.user}
    EntryBan.objects.create(
        ground="infectious_disease", illness="독감", kind="authorized", from_on=DAYS[0], to_on=DAYS[1], **usual
    )
    Athlete.objects.create(school_year=year, sport="육상", **usual)
    FamilyEvent.objects.create(
        event="death", relation="grandparent", event_on=DAYS[0], days=[date(2024, 5, 2), date(2024, 5, 3)], **usual
    )
    Diagnosis.objects.create(
        semester=year.semesters.get(number=1), ground="chronic_illness", received_on=DAYS[0], paper="진단서", **usual
    )


def _committee(reader, number):
    """A committee of a past year with a member and a meeting."""
    made = Committee.objects.create(
        school_id=reader.school_id, kind=Committee.Kind.COMPULSORY_EDUCATION, year=2024 - number, made_by=reader.user
    )
    year = made.year
    Member.objects.create(
        school_id=reader.school_id, committee=made, name="위원", position="member", role="parent",
        from_on=date(year, 3, 1), to_on=date(year + 1, 2, 27), appointed_by=reader.user,
    )  # fmt: skip
    Meeting.objects.create(
        school_id=reader.school_id, committee=made, number=1, session="regular", place="회의실",
        planned_at=f"{year}-03-04T15:30:00+09:00", planned_by=reader.user,
    )  # fmt: skip


def _papers(reader, pupil, number):
    """A draft, a finished paper that is to be sent, one that waits for the reader and one that he sent up."""
    other = builders.a_staff("duty", name=f"교무{number}")
    at = {"round": 1, "submitted_at": "2024-05-02T09:00:00+09:00"}
    _paper(reader, pupil, number)
    done = _paper(
        reader, pupil, number, state="approved", number=number, approved_on=builders.TODAY, approved_by=other.user, **at
    )
    school = {"school_id": pupil.school_id}
    Dispatch.objects.create(document=done, recipient=f"가온{number}동장", **school)
    ApprovalAct.objects.create(
        document=done, round=1, step=_step(done, reader), kind="approve", by=reader.user, title="-",
        at=at["submitted_at"], digest=b"", **school,
    )  # fmt: skip
    _step(_paper(other, pupil, number, state="submitted", turn=1, **at), reader)
    _step(_paper(reader, pupil, number, state="submitted", turn=1, **at), other)
    Deputy.objects.create(
        staff=other, deputy=reader, from_on=DAYS[0], to_on=DAYS[1], reason="출장", registered_by=other.user, **school
    )


def _paper(drafter, pupil, title, **given):
    return Document.objects.create(
        school_id=pupil.school_id, definition="2-3", title=f"내교 통지 {title}", pupil_id=pupil.pk,
        drafted_by=drafter.user, **given,
    )  # fmt: skip


def _step(document, staff):
    return ApprovalStep.objects.create(
        school_id=document.school_id, document=document, round=1, position=1, kind="decision", staff=staff, title="-"
    )


def _absences(pupil, school_class, reader):
    for day in DAYS:
        AttendanceEntry.objects.create(
            school_id=pupil.school_id, student=pupil, school_class=school_class, date=day, form="absence",
            kind="unexcused", version=1, entered_by=reader.user, entered_at=f"{day}T09:00:00+09:00",
        )  # fmt: skip


def _count(client, page):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(page)
    assert response.status_code == 200
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize(
    ("reader", "page"), [(role, page) for role, pages in PAGES.items() for page in pages], indirect=["reader"]
)
def test_fifty_rows_need_no_more_queries_than_five(client, reader, page):
    builders.sign_in(client, reader)
    _fill(reader, 1, 5)
    client.get(page)  # what is read once and kept is not counted
    few = _count(client, page)
    _fill(reader, 6, 50)
    assert _count(client, page) == few
    assert few <= BUDGET
