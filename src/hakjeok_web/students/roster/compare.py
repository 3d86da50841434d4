"""Comparing a roster with the pupils the school already keeps. Pure: decides nothing, writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hakjeok_web.config.sheets.errors import Problem, Severity
from hakjeok_web.config.sheets.seat import Seat

from .columns import label_of
from .duplicates import row_problem
from .rows import Guardian, RosterRow, Sex

# Days of entry and transfer are not among them: they change by a line of the ledger, never by a file.
COMPARED = (
    "grade", "class_number", "number", "name", "sex", "born_on", "postal_code", "address", "nationality",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExistingPupil:
    """A pupil as the school keeps it now; `key` is whatever finds it again. The seat may be unassigned."""

    key: object
    name: str
    born_on: date
    sex: Sex | str
    grade: int | None = None
    class_number: int | None = None
    number: int | None = None
    has_resident_number: bool = False
    postal_code: str | None = None
    address: str | None = None
    nationality: str | None = None
    guardians: tuple[Guardian, ...] = ()

    @property
    def seat(self) -> Seat | None:
        parts = (self.grade, self.class_number, self.number)
        return None if None in parts else Seat(*parts)


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field: the value now (`None`: none yet) and the one in the file, as text for the table.

    `field` is a field of `RosterRow`, or `guardian_1`, `guardian_2` … for `row.guardians[0]`, `[1]` …
    """

    field: str
    label: str
    now: str | None
    in_file: str


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A row of the file with the pupil it belongs to (`None` if new) and what differs."""

    row: RosterRow
    pupil: ExistingPupil | None = None
    differences: tuple[FieldDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The file against the record. Nobody in `missing_in_file` is ever removed: a list is no decision."""

    same: tuple[MatchedRow, ...]
    added: tuple[MatchedRow, ...]
    differing: tuple[MatchedRow, ...]
    unreadable: tuple[Problem, ...]
    missing_in_file: tuple[ExistingPupil, ...]


def compare(
    rows: Iterable[RosterRow], existing: Iterable[ExistingPupil], *, problems: Iterable[Problem] = ()
) -> Comparison:
    """Matches by name and birth date, then by seat if name or birth date agrees.

    `unreadable` holds the unreadable `problems` of the reading and the rows that cannot be matched without
    doubt: two pupils would fit, or the seat belongs to a pupil who is not leaving it. A pupil whose row is
    unreadable is not counted as missing.
    """
    rows, existing = list(rows), list(existing)
    problems = [problem for problem in problems if problem.severity is Severity.UNREADABLE]
    matches, conflicts = _matches(rows, existing)
    conflicts += _taken_seats(matches, existing)
    refused = {problem.seat for problem in conflicts}
    matched = [_matched_row(row, pupil) for row, pupil in matches if row.seat not in refused]
    accounted = {id(pupil) for _, pupil in matches}
    return Comparison(
        same=tuple(match for match in matched if match.pupil and not match.differences),
        added=tuple(match for match in matched if match.pupil is None),
        differing=tuple(match for match in matched if match.pupil and match.differences),
        unreadable=tuple(problems + conflicts),
        missing_in_file=_missing(existing, accounted, problems + conflicts),
    )


Match = tuple[RosterRow, ExistingPupil | None]


def _matches(rows: Sequence[RosterRow], existing: Sequence[ExistingPupil]) -> tuple[list[Match], list[Problem]]:
    known: dict[tuple[str, date], list[ExistingPupil]] = defaultdict(list)
    for pupil in existing:
        known[pupil.name, pupil.born_on].append(pupil)
    in_file: dict[tuple[str, date], list[RosterRow]] = defaultdict(list)
    for row in rows:
        in_file[row.identity].append(row)
    matches: list[Match] = []
    open_rows, conflicts = [], []
    for identity, namesakes in in_file.items():
        sure, unsure, candidates = _paired(namesakes, known.get(identity, []))
        matches += sure
        conflicts += [_ambiguous(row, candidates) for row in unsure if candidates]
        open_rows += [row for row in unsure if not candidates]
    taken = {id(pupil) for _, pupil in matches}
    matches += _matches_by_seat(open_rows, [pupil for pupil in existing if id(pupil) not in taken])
    place = {id(row): index for index, row in enumerate(rows)}
    return sorted(matches, key=lambda match: place[id(match[0])]), conflicts


def _paired(
    rows: list[RosterRow], pupils: list[ExistingPupil]
) -> tuple[list[Match], list[RosterRow], list[ExistingPupil]]:
    """Rows and pupils of one name and birth date: by seat first, then the last row with the last pupil."""
    by_seat = {pupil.seat: pupil for pupil in pupils if pupil.seat}
    sure: list[Match] = [(row, by_seat[row.seat]) for row in rows if row.seat in by_seat]
    unsure = [row for row in rows if row.seat not in by_seat]
    seats = {row.seat for row in rows}
    left = [pupil for pupil in pupils if pupil.seat not in seats]
    if len(unsure) == 1 and len(left) == 1:
        return [*sure, (unsure[0], left[0])], [], []
    return sure, unsure, left


def _matches_by_seat(rows: Iterable[RosterRow], existing: Iterable[ExistingPupil]) -> list[Match]:
    """A corrected name or birth date: same seat, and the other of the two agrees. Otherwise another child."""
    by_seat = {pupil.seat: pupil for pupil in existing if pupil.seat}
    matches: list[Match] = []
    for row in rows:
        pupil = by_seat.get(row.seat)
        agrees = pupil is not None and (pupil.name == row.name or pupil.born_on == row.born_on)
        matches.append((row, pupil if agrees else None))
    return matches


def _taken_seats(matches: Sequence[Match], existing: Iterable[ExistingPupil]) -> list[Problem]:
    """Rows that want the seat of a pupil whom the file does not move elsewhere."""
    moving = {id(pupil) for _, pupil in matches if pupil is not None}
    staying = {pupil.seat: pupil for pupil in existing if pupil.seat and id(pupil) not in moving}
    return [_seat_is_taken(row, staying[row.seat]) for row, _ in matches if row.seat in staying]


def _seat_is_taken(row: RosterRow, holder: ExistingPupil) -> Problem:
    return row_problem(
        Severity.UNREADABLE, row, f"{row.seat.korean}에는 이미 {holder.name} 학생이 있습니다.",
        f"{holder.name} 학생의 학적이나 번호를 먼저 바꾸거나, 파일의 번호를 바꿔 주세요.",
    )  # fmt: skip


def _ambiguous(row: RosterRow, candidates: Sequence[ExistingPupil]) -> Problem:
    seats = ", ".join(pupil.seat.korean if pupil.seat else "반 없음" for pupil in candidates)
    return row_problem(
        Severity.UNREADABLE, row, f"이름과 생년월일이 같은 학생({seats})이 있어 누구인지 정할 수 없습니다.",
        "파일의 학년, 반, 번호를 지금 학적과 맞추어 다시 올려 주세요.", about="name",
    )  # fmt: skip


def _missing(
    existing: Iterable[ExistingPupil], accounted: set[int], problems: Iterable[Problem]
) -> tuple[ExistingPupil, ...]:
    problems = list(problems)
    seats = {problem.seat for problem in problems if problem.seat}
    names = {problem.name for problem in problems if problem.name}
    return tuple(
        pupil
        for pupil in existing
        if id(pupil) not in accounted and pupil.seat not in seats and pupil.name not in names
    )


def _matched_row(row: RosterRow, pupil: ExistingPupil | None) -> MatchedRow:
    if pupil is None:
        return MatchedRow(row)
    return MatchedRow(row, pupil, tuple(_differences(row, pupil)))


def _differences(row: RosterRow, pupil: ExistingPupil) -> Iterable[FieldDifference]:
    for name in COMPARED:
        now, in_file = getattr(pupil, name), getattr(row, name)
        if in_file is not None and in_file != now:
            yield FieldDifference(name, label_of(name), _shown(name, now), _shown(name, in_file) or "")
    if row.resident_number and not pupil.has_resident_number:
        hidden = f"{row.resident_number[:6]}-{row.resident_number[6]}******"
        yield FieldDifference("resident_number", label_of("resident_number"), None, hidden)
    yield from _guardian_differences(row.guardians, pupil.guardians)


def _guardian_differences(in_file: Sequence[Guardian], now: Sequence[Guardian]) -> Iterable[FieldDifference]:
    for place, guardian in enumerate(in_file, start=1):
        known = _same_guardian(guardian, now)
        if known is None or not _says_nothing_new(guardian, known):
            yield FieldDifference(f"guardian_{place}", "보호자", known.korean if known else None, guardian.korean)


def _same_guardian(guardian: Guardian, known: Sequence[Guardian]) -> Guardian | None:
    """By name; without a name, or if nobody has it, by relation."""
    by_name = (other for other in known if guardian.name and other.name == guardian.name)
    by_relation = (other for other in known if guardian.relation and other.relation == guardian.relation)
    return next(by_name, None) or next(by_relation, None)


def _says_nothing_new(guardian: Guardian, known: Guardian) -> bool:
    pairs = (
        (guardian.name, known.name),
        (guardian.relation, known.relation),
        (guardian.phone, known.phone),
    )
    return all(said is None or said == has for said, has in pairs)


def _shown(field: str, value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return f"{value.year}. {value.month}. {value.day}."
    return Sex(value).korean if field == "sex" else str(value)
