"""Two schools with a row of every kind, for the access matrix: whoever asks, what he asks for exists."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from hakjeok.attendance.family_event import FamilyEvent as Occasion
from hakjeok.attendance.family_event import Relation
from hakjeok_web.absence_grounds import athletes, bans, diagnoses, evidence, family_events
from hakjeok_web.accounts.actions import SCHOOL_KEY, invite
from hakjeok_web.accounts.models import Homeroom
from hakjeok_web.accounts.sessions import SessionStore, session_name
from hakjeok_web.approvals.models import Deputy, Dispatch
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.committees.models import Statement
from hakjeok_web.consignments.actions import Particulars, register
from hakjeok_web.documents import printing
from hakjeok_web.documents.actions import complete_document, start_draft
from hakjeok_web.documents.models import Job
from hakjeok_web.documents.registry import subject_of
from hakjeok_web.documents.rendering import definitions
from hakjeok_web.nonenrollments.models import NonEnrolledChild
from hakjeok_web.obligations.actions import recompute
from hakjeok_web.reconciliations import actions as reconciliations
from hakjeok_web.reconciliations.actions import Source
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import CalendarEntry
from hakjeok_web.students import contacts, roster_import
from hakjeok_web.students.models import Student
from hakjeok_web.students.synthetic import synthetic_pupils
from hakjeok_web.students.synthetic.workbooks import clean_sheet, written
from tests import builders
from tests.builders import HANBIT, SAESOL, SCHOOLS
from tests.web.absences import desk
from tests.web.committees import meetings
from tests.web.documents.every_field import a_draft
from tests.web.documents.files import a_pdf
from tests.web.students.records import an_enrolled_pupil, change

NOW = "2024-05-03T10:00:00+09:00"
ANONYMOUS, OTHER_TEACHER = "anonymous", "other_school_homeroom"
OFFICE_ROLES = ("registrar", "duty", "vice_principal", "principal", "school_admin")
ROLES = (ANONYMOUS, "homeroom", *OFFICE_ROLES, OTHER_TEACHER)
NAMES = {
    HANBIT: (("나라온", "도하늘", "마루한"), ("바다솔", "사라온"), "아리솔"),
    SAESOL: (("자하윤", "차미르"), ("카온유", "타라솔", "파도윤"), "하라온"),
}
CHILDREN = {HANBIT: "거새봄", SAESOL: "너새봄"}  # who never came
LEFT_ON = date(2024, 4, 12)


@dataclass
class School:
    """The rows of one school, by the place that they have for its homeroom teacher."""

    id: object
    classes: dict = field(default_factory=dict)
    pupils: dict = field(default_factory=dict)
    staff: dict = field(default_factory=dict)
    guardians: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    consignments: dict = field(default_factory=dict)
    grounds: dict = field(default_factory=dict)
    papers: dict = field(default_factory=dict)
    attachments: dict = field(default_factory=dict)
    drafts: dict = field(default_factory=dict)
    jobs: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    reports: dict = field(default_factory=dict)
    trips: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)


@dataclass
class Stage:
    schools: dict
    cookies: dict
    pupils: dict  # id → name, of both schools

    def object_of(self, parameter, relation, role):
        """What stands in the address for a parameter; `other_school` is the school that is not 한빛's."""
        school = self.schools[SAESOL if relation == "other_school" else HANBIT]
        place = "own_class" if relation in ("other_school", "own_school") else relation
        if parameter in school.grounds.get(place, {}):
            return school.grounds[place][parameter].pk
        if parameter in ("job", "file"):
            return self._ordered(school, parameter, relation, role)
        by_place = {
            "school_class": school.classes,
            "student": school.pupils,
            "guardian": school.guardians,
            "change": school.changes,
            "document": school.papers,
            "attachment": school.attachments,
            "draft": school.drafts,
            "consignment": school.consignments,
            "absence_report": school.reports,
            "field_trip": school.trips,
        }
        found = by_place[parameter].get(place) if parameter in by_place else school.rows[parameter]
        return getattr(found, "pk", found)

    def _ordered(self, school, parameter, relation, role):
        whose = role if relation == "own" and role in school.jobs else "homeroom"
        if relation == "colleagues":
            whose = "registrar" if role == "homeroom" else "homeroom"
        return (school.jobs if parameter == "job" else school.files)[whose].pk


def make() -> Stage:
    """Both schools on the third of May; runs outside of any test's transaction."""
    numbers = itertools.count(1)
    schools = {key: _a_school(key, numbers) for key in (HANBIT, SAESOL)}
    people = {role: schools[HANBIT].staff[role] for role in ROLES[1:-1]}
    people[OTHER_TEACHER] = schools[SAESOL].staff["homeroom"]
    builders.enter(HANBIT, SAESOL)
    children = NonEnrolledChild.objects.all()
    pupils = {str(each.pk): each.name for each in [*Student.objects.all(), *children]}
    return Stage(schools, {role: _session(staff) for role, staff in people.items()}, pupils)


def _a_school(key, numbers) -> School:
    builders.enter(key)
    made, year = School(key), builders.a_year(key)
    made.classes = {"own_class": builders.a_class(year, 4, 2), "other_class": builders.a_class(year, 4, 3)}
    _people(made)
    by = builders.actor(made.staff["registrar"])
    _pupils(made, by, numbers)
    _absences(made)
    _consignments(made, by)
    _requests(made, by)
    _grounds(made, by)
    for number, role in enumerate(made.staff, start=1):
        made.jobs[role], made.files[role] = _a_file(made, role, f"{number}번째 출석부")
    made.rows = _single_rows(made, year, by) | {"child": builders.a_child_who_never_came(by, name=CHILDREN[key])}
    recompute(key, by.today)
    return made


def _people(made):
    for place, name in (("own_class", "김담임"), ("other_class", "이담임")):
        staff = builders.a_homeroom(made.classes[place], name=name)
        made.staff["homeroom" if place == "own_class" else "other_homeroom"] = staff
    for role in OFFICE_ROLES:
        made.staff[role] = builders.a_staff(role, school=made.id)


def _pupils(made, by, numbers):
    own, other, left = NAMES[made.id]
    for place, names in (("own_class", own), ("other_class", other)):
        for number, name in enumerate(names, start=1):
            made.pupils[place] = _a_pupil(made.classes[place], number, name, by, next(numbers))
    made.pupils["left"] = _a_pupil(made.classes["own_class"], 9, left, by, next(numbers))
    change(made.pupils["left"], "transfer_out", LEFT_ON, by=by, school_name=SCHOOLS[made.id])
    for place, pupil in made.pupils.items():
        made.guardians[place] = pupil.guardians.first()
        made.changes[place] = pupil.changes.last()
        made.papers[place], made.attachments[place] = _a_paper(pupil, by)
        writer = made.staff["homeroom" if place == "own_class" else "registrar"]
        made.drafts[place] = a_draft(writer, pupil=pupil, values={"student_name": pupil.name})


def _a_paper(pupil, by):
    draft = start_draft(
        definition=definitions()["2-3"], values={"student_name": pupil.name}, subject=subject_of(by, pupil.pk), by=by
    )
    content = f"%PDF-1.7 {pupil.name}".encode()
    attachment = draft.attachments.create(
        school_id=by.school_id, name="진단서.pdf", media_type="application/pdf", size=len(content), content=content,
        added_by=by.user,
    )  # fmt: skip
    return complete_document(document=draft, by=by), attachment


def _a_pupil(school_class, number, name, by, serial):
    pupil = an_enrolled_pupil(by, school_class, number=number, name=name)
    for relation in ("모", "부"):
        contacts.save_guardian(
            student=pupil, guardian=None, name=f"{relation}보호{serial}", relation=relation,
            phone=f"010-0000-{serial:04}", is_first_contact=relation == "모", by=by,
        )  # fmt: skip
    return pupil


def _absences(made):
    for place in ("own_class", "other_class"):
        for day in (date(2024, 4, 30), date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 3)):
            AttendanceEntry.objects.create(
                school_id=made.id, student=made.pupils[place], school_class=made.classes[place], date=day,
                form="absence", kind="unexcused", version=1, entered_by=made.staff["homeroom"].user,
                entered_at=datetime.fromisoformat(NOW),
            )  # fmt: skip


def _consignments(made, by):
    """A hospital school since yesterday, for a pupil of each place of whom the register says nothing."""
    first = {
        place: Student.objects.filter(placements__school_class=each).order_by("placements__number").first()
        for place, each in made.classes.items()
    }
    for place, pupil in (first | {"left": made.pupils["left"]}).items():
        told = Particulars(
            kind="hospital_school", institution="가온병원학교", from_on=date(2024, 5, 2), ground="공문",
        )  # fmt: skip
        made.consignments[place] = register(student=pupil, told=told, by=by)


def _requests(made, by):
    """A report of absence and a field trip of each pupil, received by the registrar."""
    for place in ("own_class", "other_class"):
        made.reports[place] = desk.received(made.pupils[place], desk.a_report_wanted("4-29"), by)
        made.trips[place] = desk.received(made.pupils[place], desk.a_trip_wanted("5-13", "5-21"), by)


def _grounds(made, by):
    """An entry ban in April, an athlete, a family event and a diagnosis, for the pupil of each place."""
    april = {"from_on": date(2024, 4, 8), "to_on": date(2024, 4, 9)}
    ban = bans.Particulars(ground="infectious_disease", illness="독감", **april)
    paper = diagnoses.Particulars(ground="chronic_illness", received_on=date(2024, 3, 6), paper="진단서")
    death = family_events.Event(Occasion.DEATH, Relation.GRANDPARENT, date(2024, 4, 15))
    for place, pupil in made.pupils.items():
        calendar = calendars_of(pupil.placements.get().school_class.school_year).of(4)
        mourned = {"told": death, "days": [date(2024, 4, 16)], "calendar": calendar, "replaces": False}
        athlete = athletes.register(student=pupil, sport="육상", checked_on=None, by=by)
        contest = athletes.Particulars(name="대회", from_on=date(2024, 4, 11), to_on=date(2024, 4, 11), letter="공문")
        made.grounds[place] = {
            "ban": bans.register(students=[pupil.pk], told=ban, by=by)[0],
            "athlete": athlete,
            "event": athletes.enter_event(athlete=athlete, told=contest, by=by),
            "diagnosis": diagnoses.register(student=pupil, told=paper, by=by),
            "family_event": family_events.enter(student=pupil, by=by, **mourned),
        }
        for name in ("ban", "event", "diagnosis", "family_event"):
            file = {"ground": made.grounds[place][name], "name": "증빙.pdf", "content": a_pdf(tail=pupil.name.encode())}
            made.grounds[place][f"{name}_file"] = evidence.attach(**file, by=by)


def _a_file(made, role, title):
    job = Job.objects.create(school_id=made.id, requested_by=made.staff[role].user, title=title)
    pupil = made.pupils["own_class"]
    order = {"document": None, "pupils": [str(pupil.pk)], "name": title, "format": "pdf"}
    return job, printing.keep_file(job=job, order=order, content=f"%PDF-1.7 {pupil.name}".encode())


def _a_reconciliation(made, year, by):
    """A list that says something else of a pupil than the register."""
    table = f"학년,반,번호,성명,날짜,출결\n4,2,2,{made.pupils['own_class'].name},5. 2.,질병결석"
    return reconciliations.upload(school_year=year, source=Source.pasted(table), by=by)


def _single_rows(made, year, by):
    sheet = written([clean_sheet(synthetic_pupils(7, 6, year.year))])
    return {
        "entry": CalendarEntry.objects.filter(school_year=year, kind="break").get(),
        "homeroom": Homeroom.objects.get(school_class=made.classes["own_class"]),
        "reconciliation": _a_reconciliation(made, year, by),
        "roster": roster_import.upload(school_year=year, file_name="명렬표.xlsx", content=sheet, by=by),
        **_committee(made, by),
        "staff_id": made.staff["duty"],
        "user_id": made.staff["homeroom"].user_id,
        "code": invite(made.staff["duty"].user).rstrip("/").rpartition("/")[2],
        "key": session_name(_session(made.staff["duty"])),
        "pk": 1,
        "year": 2024,
        "grade": 4,
        "definition": "2-3",
        "table": "together",
        "subject": "2-3",
        "figure": "trip_apply_before_days",
        "absence": _an_absence(made),
        "dispatch": Dispatch.objects.create(
            school_id=made.id, document=made.papers["own_class"], recipient="가온1동장"
        ),
        "topic": "homeroom",
        "name": "absence.out_of_quota",
        "month": date(2024, 5, 1),
        "day": date(2024, 5, 2),
    }


def _an_absence(made):
    """The homeroom teacher is away today, and the duty teacher signs for him."""
    return Deputy.objects.create(
        school_id=made.id, staff=made.staff["homeroom"], deputy=made.staff["duty"], from_on=date(2024, 5, 3),
        to_on=date(2024, 5, 10), reason="출장", registered_by=made.staff["homeroom"].user,
    )  # fmt: skip


def _committee(made, by):
    """A planned meeting about the pupil of 4-2; somebody has said something before it began."""
    committee, members = meetings.a_committee(by, chair=made.staff["principal"])
    meeting = meetings.a_meeting(committee, by, pupil=made.pupils["own_class"])
    item = meeting.items.get()
    said = Statement.objects.create(
        school_id=made.id, item=item, speaker=members[0], text="개회 전", recorded_by=by.user, recorded_at=NOW
    )
    return {
        "committee": committee, "member": members[0], "meeting": meeting, "item": item, "statement": said,
    }  # fmt: skip


def _session(staff) -> str:
    """The key of a signed-in browser, with a passkey shown just now."""
    session = SessionStore()
    session.update(
        {
            SESSION_KEY: str(staff.user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1],
            HASH_SESSION_KEY: staff.user.get_session_auth_hash(),
            SCHOOL_KEY: str(staff.school_id),
            "account_authentication_methods": [{"method": "mfa", "type": "webauthn", "at": _instant().timestamp()}],
            "account_authentication_methods_user": str(staff.user.pk),
        }
    )
    session.create()
    return session.session_key


def _instant():
    return datetime.fromisoformat(NOW).astimezone(UTC) - timedelta(seconds=30)
