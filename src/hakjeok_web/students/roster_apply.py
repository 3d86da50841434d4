"""Writing what a roster says (반영), in a fixed number of statements for any number of rows."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import IntegrityError
from django.db.models import Max, Q

from hakjeok.dates import first_of_school_year
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.models import Document
from hakjeok_web.schools.models import SchoolClass, SchoolYear
from hakjeok_web.students import identity
from hakjeok_web.students.actions import append_first_changes
from hakjeok_web.students.models import Address, ClassPlacement, Guardian, Person, Student
from hakjeok_web.students.placements import SeatChange, seats_left, tell
from hakjeok_web.students.roster import Guardian as NamedGuardian
from hakjeok_web.students.roster import MatchedRow, Seat
from hakjeok_web.students.roster_plan import Addition, Plan

OF_THE_RECORD = {"name": "name", "sex": "sex", "born_on": "birth_on", "nationality": "nationality"}
SEAT = frozenset({"class_number", "number"})
ADDRESS = frozenset({"address", "postal_code"})


@dataclass
class Applied:
    """What happened: ids of pupils and names of new classes."""

    added: list[uuid.UUID] = field(default_factory=list)
    changed: list[uuid.UUID] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)


def apply_plan(plan: Plan, *, school_year: SchoolYear, on: date, ordered_by: Document, by: Actor) -> Applied:
    """Write the whole plan inside the caller's transaction.

    Raises:
        Refused: two pupils would have one number, or a child's record is open elsewhere.

    """
    work = _Work(plan, school_year, on, ordered_by, by)
    work.require_free_seats()
    work.make_classes()
    work.add_pupils()
    work.change_pupils()
    work.place_all()
    return work.applied


class _Work:
    def __init__(self, plan: Plan, school_year: SchoolYear, on: date, ordered_by: Document, by: Actor) -> None:
        self.plan, self.school_year, self.on, self.ordered_by, self.by = plan, school_year, on, ordered_by, by
        self.school_id = school_year.school_id
        self.applied = Applied()
        self.moves = [match for match in plan.changes if SEAT & _fields(match)]
        self.placements: list[ClassPlacement] = []
        self.classes: dict[tuple[int, int], SchoolClass] = {}

    def require_free_seats(self) -> None:
        moving = {match.pupil.key for match in self.moves}
        holders: dict[Seat, list[str]] = {
            seat: [pupil.name] for seat, pupil in self.plan.seats.items() if pupil.key not in moving
        }
        for seat, name in [
            *((_seat_after(match), match.row.name) for match in self.moves),
            *((each.row.seat, each.row.name) for each in self.plan.additions),
        ]:
            holders.setdefault(seat, []).append(name)
        twice = [(seat, names) for seat, names in holders.items() if len(names) > 1]
        if twice:
            raise Refused(
                *(
                    f"{seat.korean}이 두 학생({', '.join(names)})의 번호가 됩니다. "
                    "한 학생의 번호도 함께 바꾸거나 그 행을 빼 주세요."
                    for seat, names in twice
                )
            )

    def make_classes(self) -> None:
        seats = {each.row.seat for each in self.plan.additions} | {_seat_after(match) for match in self.moves}
        self.classes = {(each.grade, each.number): each for each in self.school_year.classes.all()}
        missing = sorted({seat[:2] for seat in seats} - set(self.classes))
        made = [
            SchoolClass(school_id=self.school_id, school_year=self.school_year, grade=grade, number=number)
            for grade, number in missing
        ]
        SchoolClass.objects.bulk_create(made)
        self.classes |= {(each.grade, each.number): each for each in made}
        self.applied.classes = [str(each) for each in made]

    def add_pupils(self) -> None:
        additions = self.plan.additions
        if not additions:
            return
        persons = _persons(self.school_id, additions)
        students = [
            Student(
                school_id=self.school_id, person_id=person, name=each.row.name, sex=each.row.sex.value,
                birth_on=each.row.born_on, **({"nationality": each.row.nationality} if each.row.nationality else {}),
            )
            for each, person in zip(additions, persons, strict=True)
        ]  # fmt: skip
        entries = [(student, each.lines) for student, each in zip(students, additions, strict=True)]
        append_first_changes(entries=entries, ordered_by=self.ordered_by, by=self.by)
        self._add_contacts(list(zip(students, additions, strict=True)))
        self._seat_new(list(zip(students, additions, strict=True)))
        self.applied.added = [student.pk for student in students]

    def _add_contacts(self, pairs: list[tuple[Student, Addition]]) -> None:
        Guardian.objects.bulk_create(
            _guardian(student, named, is_first_contact=place == 0)
            for student, each in pairs
            for place, named in enumerate(each.row.guardians)
        )
        Address.objects.bulk_create(
            self._address(student.pk, each.row.address, each.row.postal_code)
            for student, each in pairs
            if each.row.address
        )

    def _address(self, student_id: uuid.UUID, line: str, postcode: str | None) -> Address:
        return Address(
            school_id=self.school_id, student_id=student_id, line=line, postcode=postcode or "",
            from_on=self.on, entered_by=self.by.user,
        )  # fmt: skip

    def _seat_new(self, pairs: list[tuple[Student, Addition]]) -> None:
        freed = self._last_days_of_numbers()
        first_of_year = first_of_school_year(self.school_year.year)
        for student, each in pairs:
            entered_on = max(each.lines[0].effective_on, first_of_year)
            last_day = freed.get(tuple(each.row.seat))
            from_on = max(entered_on, last_day + timedelta(days=1)) if last_day else entered_on
            self._seat(student.pk, each.row.seat, from_on)

    def _last_days_of_numbers(self) -> dict[tuple[int, int, int], date]:
        """Until when a number of this year was somebody else's, who has left it."""
        rows = ClassPlacement.objects.filter(school_class__school_year=self.school_year, to_on__isnull=False)
        rows = rows.order_by().values_list("school_class__grade", "school_class__number", "number")
        return {(grade, number, seat): last for grade, number, seat, last in rows.annotate(last=Max("to_on"))}

    def _seat(self, student_id: uuid.UUID, seat: Seat, from_on: date) -> None:
        self.placements.append(
            ClassPlacement(
                school_id=self.school_id, student_id=student_id, number=seat.number, from_on=from_on,
                school_class=self.classes[seat.grade, seat.class_number],
            )
        )  # fmt: skip

    def change_pupils(self) -> None:
        changes = self.plan.changes
        if not changes:
            return
        keys = [match.pupil.key for match in changes]
        students = Student.objects.select_for_update(of=("self",)).select_related("person").in_bulk(keys)
        self._change_records(students)
        self._change_addresses()
        self._change_guardians()
        self.applied.changed = keys

    def _change_records(self, students: dict[uuid.UUID, Student]) -> None:
        for match in self.plan.changes:
            student = students[match.pupil.key]
            for name in _fields(match) & set(OF_THE_RECORD):
                setattr(student, OF_THE_RECORD[name], getattr(match.row, name))
        Student.objects.bulk_update(students.values(), list(OF_THE_RECORD.values()))
        for match in self.plan.changes:
            if "resident_number" in _fields(match):
                self._set_number(students[match.pupil.key], match.row.resident_number)

    def _set_number(self, student: Student, number: str) -> None:
        try:
            identity.set_number(student=student, number=number, by=self.by)
        except Refused as refusal:
            raise Refused(f"{student.name} 학생: {refusal}") from refusal

    def _change_addresses(self) -> None:
        moved = [match for match in self.plan.changes if ADDRESS & _fields(match)]
        Address.objects.bulk_create(
            self._address(match.pupil.key, *_address_after(match)) for match in moved if _address_after(match)[0]
        )

    def _change_guardians(self) -> None:
        matches = [match for match in self.plan.changes if any(name.startswith("guardian_") for name in _fields(match))]
        known: dict[uuid.UUID, list[Guardian]] = {match.pupil.key: [] for match in matches}
        for guardian in Guardian.objects.filter(student_id__in=known):
            known[guardian.student_id].append(guardian)
        new, old = [], []
        for match in matches:
            for named in _named_guardians(match):
                found = _same_guardian(named, known[match.pupil.key])
                if found:
                    old.append(_rewritten(found, named))
                else:
                    student = Student(pk=match.pupil.key, school_id=self.school_id)
                    new.append(_guardian(student, named, is_first_contact=not known[match.pupil.key]))
        Guardian.objects.bulk_update(old, ["name", "relation", "phone"])
        Guardian.objects.bulk_create(new)

    def place_all(self) -> None:
        """Those who change seats leave theirs first, so that two may change with one another."""
        left = self._leave_seats()
        for match in self.moves:
            self._seat(match.pupil.key, _seat_after(match), self.on)
        try:
            ClassPlacement.objects.bulk_create(self.placements)
        except IntegrityError as error:
            raise Refused(
                "반이나 번호가 이미 정해진 날짜와 겹칩니다. 학생 명부에서 앞으로 바뀔 번호를 보고 파일을 고쳐 주세요."
            ) from error
        got = (SeatChange(each.student_id, each.school_class_id, each.from_on) for each in self.placements)
        tell([*left, *got])

    def _leave_seats(self) -> list[SeatChange]:
        moving = [match.pupil.key for match in self.moves]
        left = seats_left(moving, self.on) if moving else []
        leaving = ClassPlacement.objects.filter(student_id__in=moving)
        leaving.filter(from_on__gte=self.on).delete()
        leaving.filter(Q(to_on=None) | Q(to_on__gte=self.on)).update(to_on=self.on - timedelta(days=1))
        return left


def _fields(match: MatchedRow) -> set[str]:
    return {each.field for each in match.differences}


def _seat_after(match: MatchedRow) -> Seat:
    fields, row, pupil = _fields(match), match.row, match.pupil
    class_number = row.class_number if "class_number" in fields else pupil.class_number
    number = row.number if "number" in fields else pupil.number
    if class_number is None or number is None:
        raise Refused(f"{row.name} 학생은 아직 반이 없습니다. 반과 번호를 함께 골라 주세요.")
    return Seat(row.grade, class_number, number)


def _address_after(match: MatchedRow) -> tuple[str | None, str | None]:
    fields, row, pupil = _fields(match), match.row, match.pupil
    line = row.address if "address" in fields else pupil.address
    return line, row.postal_code if "postal_code" in fields else pupil.postal_code


def _persons(school_id: uuid.UUID, additions: Iterable[Addition]) -> list[uuid.UUID]:
    """One person for each pupil: the one the site knows by the exact number, else a new one."""
    additions = list(additions)
    numbers = [each.row.resident_number for each in additions if each.row.resident_number]
    known = identity.matching_persons(numbers)
    _require_not_here(school_id, known)
    new = {
        each.key: identity.new_person(each.row.resident_number)
        for each in additions
        if each.row.resident_number not in known
    }
    try:
        Person.objects.bulk_create(new.values())
    except IntegrityError as error:
        raise Refused("같은 주민등록번호가 두 행에 있습니다. 파일에서 번호를 다시 보고 고친 뒤 올려 주세요.") from error
    return [new[each.key].pk if each.key in new else known[each.row.resident_number] for each in additions]


def _require_not_here(school_id: uuid.UUID, known: dict[str, uuid.UUID]) -> None:
    here = Student.objects.filter(school_id=school_id, person_id__in=known.values()).values_list("name", flat=True)
    if names := ", ".join(here):
        raise Refused(
            f"주민등록번호가 같은 학생({names})의 학적이 이 학교에 이미 있습니다. "
            "이름과 생년월일을 맞추어 다시 올리거나 학적변동으로 반영해 주세요."
        )


def _guardian(student: Student, named: NamedGuardian, *, is_first_contact: bool) -> Guardian:
    return Guardian(
        school_id=student.school_id, student_id=student.pk, name=named.name or "", relation=named.relation or "",
        phone=named.phone or "", is_first_contact=is_first_contact,
    )  # fmt: skip


def _named_guardians(match: MatchedRow) -> list[NamedGuardian]:
    fields = _fields(match)
    return [each for place, each in enumerate(match.row.guardians, start=1) if f"guardian_{place}" in fields]


def _same_guardian(named: NamedGuardian, known: list[Guardian]) -> Guardian | None:
    """By name; if nobody has it, by relation — as the comparison that was shown."""
    by_name = (each for each in known if named.name and each.name == named.name)
    by_relation = (each for each in known if named.relation and each.relation == named.relation)
    return next(by_name, None) or next(by_relation, None)


def _rewritten(guardian: Guardian, named: NamedGuardian) -> Guardian:
    guardian.name = named.name or guardian.name
    guardian.relation = named.relation or guardian.relation
    guardian.phone = named.phone or guardian.phone
    return guardian
