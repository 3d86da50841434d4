"""What applying a roster (명렬표) would do: added, different, the same, not readable. Writes nothing."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from django.db.models import F, Q

from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.students.entry_lines import DoesNotFit, entry_lines
from hakjeok_web.students.facts import NewLine
from hakjeok_web.students.models import Address, ClassPlacement, Guardian, Student
from hakjeok_web.students.roster import (
    Comparison,
    ExistingPupil,
    FieldDifference,
    MatchedRow,
    Problem,
    Reading,
    RosterRow,
    Seat,
    Severity,
    compare,
)
from hakjeok_web.students.roster import Guardian as NamedGuardian
from hakjeok_web.students.roster.duplicates import row_problem

NEW = "new"


def key_of(row: RosterRow, field: str = NEW) -> str:
    """What a person ticks: one new pupil, or one field of a known one."""
    return f"{row.origin.sheet}!{row.origin.row}!{field}"


@dataclass(frozen=True)
class Addition:
    """A pupil whom the record does not know, with the lines that would open his ledger."""

    row: RosterRow
    lines: tuple[NewLine, ...]

    @property
    def key(self) -> str:
        return key_of(self.row)


@dataclass(frozen=True)
class Plan:
    """Everything that a roster would do to the record as it stands now."""

    reading: Reading
    additions: tuple[Addition, ...]
    changes: tuple[MatchedRow, ...]
    same: tuple[MatchedRow, ...]
    unreadable: tuple[Problem, ...]
    noticed: tuple[Problem, ...]
    missing: tuple[ExistingPupil, ...]
    seats: dict[Seat, ExistingPupil]

    @property
    def keys(self) -> set[str]:
        """Everything that can be ticked."""
        of_changes = (key_of(match.row, each.field) for match in self.changes for each in match.differences)
        return {addition.key for addition in self.additions} | set(of_changes)

    @property
    def fingerprint(self) -> str:
        """Differs as soon as applying would do something else than what was shown."""
        told = [addition.key for addition in self.additions]
        told += [
            repr((key_of(match.row, each.field), str(match.pupil.key), each.now, each.in_file))
            for match in self.changes
            for each in match.differences
        ]
        return sha256("\n".join(sorted(told)).encode()).hexdigest()

    def without(self, left_out: Collection[str]) -> "Plan":
        """The same plan without what a person unticked."""
        return replace(
            self,
            additions=tuple(each for each in self.additions if each.key not in left_out),
            changes=tuple(
                match for match in (_without_fields(each, left_out) for each in self.changes) if match.differences
            ),
        )


def _without_fields(match: MatchedRow, left_out: Collection[str]) -> MatchedRow:
    kept = tuple(each for each in match.differences if key_of(match.row, each.field) not in left_out)
    return replace(match, differences=kept)


def plan_of(reading: Reading, *, school_year: SchoolYear, school_name: str, on: date) -> Plan:
    """Compare a reading with the open records of the school as of a day. Four queries."""
    existing = existing_pupils(school_year.school_id, on)
    comparison = compare(reading.rows, existing, problems=reading.problems)
    additions, misfits = _additions(comparison, school_year.year, school_name)
    changes, promoted = _without_grade_changes(comparison.differing)
    return Plan(
        reading=reading,
        additions=additions,
        changes=changes,
        same=comparison.same,
        unreadable=(*comparison.unreadable, *misfits, *promoted),
        noticed=tuple(each for each in reading.problems if each.severity is not Severity.UNREADABLE),
        missing=comparison.missing_in_file,
        seats={pupil.seat: pupil for pupil in existing if pupil.seat},
    )


def _additions(comparison: Comparison, year: int, school_name: str):
    additions, misfits = [], []
    for match in comparison.added:
        try:
            lines = entry_lines(match.row, year=year, school_name=school_name)
            additions.append(Addition(match.row, lines))
        except DoesNotFit as misfit:
            misfits.append(row_problem(Severity.UNREADABLE, match.row, misfit.cause, misfit.remedy, about="name"))
    return tuple(additions), misfits


def _without_grade_changes(differing: Iterable[MatchedRow]):
    """A grade changes by promotion or retention, which are lines of the ledger, never by a list."""
    changes, refused = [], []
    for match in differing:
        grade = next((each for each in match.differences if each.field == "grade"), None)
        if grade is None:
            changes.append(match)
        else:
            refused.append(_grade_differs(match.row, grade))
    return tuple(changes), refused


def _grade_differs(row: RosterRow, grade: FieldDifference) -> Problem:
    return row_problem(
        Severity.UNREADABLE, row, f"지금 학적은 {grade.now or '–'}학년인데 파일에는 {grade.in_file}학년입니다.",
        "학년은 진급이나 유급으로만 바뀝니다. 파일의 학년을 고쳐 주세요.", about="name",
    )  # fmt: skip


def existing_pupils(school_id: uuid.UUID, on: date) -> list[ExistingPupil]:
    """The open records of a school with seat, address and guardians as of a day. Four queries."""
    seats = _seats(school_id, on)
    addresses = _addresses(school_id, on)
    guardians: dict[uuid.UUID, list[NamedGuardian]] = {}
    for student, name, relation, phone in Guardian.objects.filter(school_id=school_id).values_list(
        "student_id", "name", "relation", "phone"
    ):
        guardians.setdefault(student, []).append(NamedGuardian(name or None, relation or None, phone or None))
    rows = (
        Student.objects.filter(school_id=school_id, is_open=True)
        .annotate(has_number=Q(person__rrn_lookup__isnull=False))
        .values_list("pk", "name", "birth_on", "sex", "grade", "nationality", "has_number")
    )
    return [
        ExistingPupil(
            key=pk, name=name, born_on=birth_on, sex=sex, grade=grade, nationality=nationality,
            has_resident_number=has_number, class_number=seats.get(pk, (None, None))[0],
            number=seats.get(pk, (None, None))[1], postal_code=addresses.get(pk, (None, None))[0],
            address=addresses.get(pk, (None, None))[1], guardians=tuple(guardians.get(pk, ())),
        )
        for pk, name, birth_on, sex, grade, nationality, has_number in rows
    ]  # fmt: skip


def _seats(school_id: uuid.UUID, on: date) -> dict[uuid.UUID, tuple[int, int]]:
    rows = ClassPlacement.objects.filter(
        Q(to_on=None) | Q(to_on__gte=on), school_id=school_id, from_on__lte=on
    ).values_list("student_id", F("school_class__number"), "number")
    return {student: (school_class, number) for student, school_class, number in rows}


def _addresses(school_id: uuid.UUID, on: date) -> dict[uuid.UUID, tuple[str | None, str]]:
    rows = Address.objects.filter(school_id=school_id).order_by("student_id", "-from_on", "-entered_at")
    latest = rows.distinct("student_id").values_list("student_id", "postcode", "line")
    return {student: (postcode or None, line) for student, postcode, line in latest}
