"""Taking over what another system says (출결 대조): upload, choose, take over once, or drop. Nothing is cleared."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction

from hakjeok.dates import school_year_of
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance import queries as registers
from hakjeok_web.attendance.actions import save_cells
from hakjeok_web.attendance.locks import MonthClosed
from hakjeok_web.attendance.models import RegisterAct
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import clock_time, korean_date, korean_time, short_date
from hakjeok_web.documents.actions import approve_document
from hakjeok_web.documents.models import Document
from hakjeok_web.reconciliations.compare import plan_of
from hakjeok_web.reconciliations.differences import rows_of
from hakjeok_web.reconciliations.meanings import MEANINGS
from hakjeok_web.reconciliations.models import Reconciliation
from hakjeok_web.reconciliations.plan import Match, Plan, month_key
from hakjeok_web.reconciliations.reading import PASTED, Reading, UnreadableFile, read_attendance, read_pasted
from hakjeok_web.schools.actions import require_open
from hakjeok_web.schools.models import SchoolYear

DEFINITION = "attendance-reconciliation"
TITLE = "출결 대조 반영"
MOST_TOLD = 10
LONGEST_NAME = 80


@dataclass(frozen=True)
class Source:
    """What is compared: a file or a pasted table, which days, and whether every class is meant."""

    file_name: str
    content: bytes
    first_on: date | None = None
    last_on: date | None = None
    whole_school: bool = False

    @classmethod
    def pasted(cls, text: str, **scope) -> "Source":
        return cls(PASTED, text.encode(), **scope)

    def read(self, school_year: int) -> Reading:
        if self.file_name == PASTED:
            return read_pasted(self.content.decode(), school_year=school_year)
        return read_attendance(self.content, self.file_name, school_year=school_year)


def upload(*, school_year: SchoolYear, source: Source, by: Actor) -> Reconciliation:
    """Read a list and keep its lines until they are taken over or dropped; the same list waits only once.

    Raises:
        Refused: the school year is past, or the file as a whole cannot be read; the sentence says why and what to do.

    """
    require_open(school_year, today=by.today)
    scope = {
        "school_year": school_year,
        "sha256": sha256(source.content).hexdigest(),
        "first_on": source.first_on,
        "last_on": source.last_on,
        "whole_school": source.whole_school,
    }
    waiting = Reconciliation.objects.filter(**scope, state=Reconciliation.State.PREVIEW).first()
    if waiting is not None:
        return waiting
    reading = _read(source, school_year)
    return Reconciliation.objects.create(
        school_id=school_year.school_id, file_name=source.file_name[-200:], reading=reading.stored(),
        uploaded_by=by.user, **scope,
    )  # fmt: skip


def _read(source: Source, school_year: SchoolYear) -> Reading:
    try:
        reading = source.read(school_year.year)
    except UnreadableFile as error:
        field = "table" if source.file_name == PASTED else "file"
        raise Refused(Reason(f"{error.sentence} {error.remedy}", field)) from error
    _require_scope(source, school_year)
    return reading


def _require_scope(source: Source, school_year: SchoolYear) -> None:
    for name in ("first_on", "last_on"):
        day = getattr(source, name)
        if day and school_year_of(day) != school_year.year:
            raise Refused(Reason(f"{korean_date(day)}은 {school_year}의 날이 아닙니다. 연도를 보고 고쳐 주세요.", name))
    if source.first_on and source.last_on and source.last_on < source.first_on:
        raise Refused(Reason("끝나는 날이 시작하는 날보다 앞섭니다. 두 날을 보고 고쳐 주세요.", "last_on"))


@transaction.atomic
def choose(
    *, reconciliation: Reconciliation, shown: Collection[str], ticked: Collection[str], version: int, by: Actor
) -> None:
    """Remember what was ticked and unticked among the rows that were shown; everything else stays as it was.

    Raises:
        Refused: it was taken over or dropped before, or somebody chose since the page of `version` was made.

    """
    locked = _locked_waiting(reconciliation, version)
    _keep(locked, by, choices={**locked.choices, **{key: key in set(ticked) for key in shown}})
    reconciliation.choices, reconciliation.version = locked.choices, locked.version


@transaction.atomic
def explain(*, reconciliation: Reconciliation, said: Mapping[str, str], version: int, by: Actor) -> None:
    """Remember what unknown words of this list mean (말의 뜻); an empty meaning takes it back.

    Raises:
        Refused: as for `choose`, or a meaning is none.

    """
    locked = _locked_waiting(reconciliation, version)
    known = {line.word for line in Reading.of(locked.reading).lines if line.word}
    if wrong := [meaning for meaning in said.values() if meaning and meaning not in MEANINGS]:
        raise Refused(f"‘{wrong[0]}’은 말의 뜻이 아닙니다. 목록에서 골라 주세요.")
    changed = {**locked.meanings, **{key: meaning for key, meaning in said.items() if key in known}}
    _keep(locked, by, meanings={key: meaning for key, meaning in changed.items() if meaning})
    reconciliation.meanings, reconciliation.version = locked.meanings, locked.version


def _keep(locked: Reconciliation, by: Actor, **changed: dict) -> None:
    """Store what a person decided, with his name; nothing where it is what stood before."""
    changed = {name: value for name, value in changed.items() if getattr(locked, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.version, locked.changed_by, locked.changed_at = locked.version + 1, by.user, clock.now()
    locked.save(update_fields=[*changed, "version", "changed_by", "changed_at"])


@transaction.atomic
def take_over(*, reconciliation: Reconciliation, seen: Collection[str], version: int, by: Actor) -> list[Match]:
    """Write what is ticked into the register, all of it or nothing, under one finished paper (반영).

    `seen` are the versions of the months that the person looked at: a cell that somebody wrote since is not written
    over. One list of a school is taken over at a time, and each at most once.

    Raises:
        Refused: it was taken over or dropped before, nothing is ticked, or ticks, meanings or the register have changed
            since.

    """
    SchoolYear.objects.select_for_update(no_key=True).get(pk=reconciliation.school_year_id)
    locked = _locked_waiting(reconciliation, version)
    require_open(locked.school_year, today=by.today)
    plan = plan_of(locked, reader=by)
    _require_unchanged(plan, _seen(seen), locked.choices)
    chosen = plan.chosen(locked.choices)
    if not chosen:
        raise Refused("고른 칸이 없습니다. 반영할 칸을 하나라도 골라 주세요.")
    told = _told(plan_of(locked), chosen)
    paper = _finished_paper(locked, plan, chosen, by)
    _write(chosen, paper, by)
    _close(locked, Reconciliation.State.APPLIED, by, document=paper, told=told)
    return list(chosen)


@transaction.atomic
def drop(*, reconciliation: Reconciliation, by: Actor) -> None:
    """Leave it: nothing is taken over and the lines are forgotten (그만두기)."""
    _close(_locked_waiting(reconciliation), Reconciliation.State.DROPPED, by)


def _locked_waiting(reconciliation: Reconciliation, version: int | None = None) -> Reconciliation:
    rows = Reconciliation.objects.select_for_update(of=("self",)).select_related("school_year", "changed_by")
    locked = rows.get(pk=reconciliation.pk)
    if not locked.is_waiting:
        who, when = locked.outcome.get("by", ""), locked.outcome.get("at", "")
        act = "반영했습니다" if locked.state == Reconciliation.State.APPLIED else "그만두었습니다"
        raise Refused(f"{who} 선생님이 {when}에 이미 {act}. 같은 대조는 한 번만 반영합니다.")
    if version not in (None, locked.version) and locked.changed_by:
        raise Refused(
            f"{locked.changed_by.name} 선생님이 {korean_time(locked.changed_at)}에 먼저 칸을 고르거나 말의 뜻을 "
            "정했습니다. 아래 표를 다시 보고 저장하거나 반영해 주세요."
        )
    return locked


@dataclass(frozen=True)
class _Seen:
    """What the page said of a class's month: its version, and which cells it would add."""

    version: int = 0
    additions: str = ""


def _seen(sent: Collection[str]) -> dict[str, _Seen]:
    """By class and month; what is not ours is passed over."""
    parts = [each.split(":") for each in sent]
    return {f"{each[0]}:{each[1]}": _Seen(int(each[2]), each[3]) for each in parts if _is_ours(each)}


def _is_ours(parts: Sequence[str]) -> bool:
    return len(parts) == 4 and parts[2].isascii() and parts[2].isdecimal()


def _require_unchanged(plan: Plan, seen: Mapping[str, _Seen], choices: Mapping[str, bool]) -> None:
    """Refuse where a month of the comparison was written to, confirmed or closed since the person looked."""
    sentences: list[str] = []
    shut = plan.shut(choices)
    for matches in _by_month((*plan.added, *plan.differing)):
        month = matches[0].place.month
        key = month_key(month)
        looked = seen.get(key, _Seen())
        if looked.version < month.version:
            told = _changes(matches, looked, shut)
            if not told and looked.additions != plan.additions(key):
                told = [_confirmed(matches)]
            sentences += told
    if sentences:
        raise Refused(*_first_of(list(dict.fromkeys(sentences))))


def _changes(matches: Sequence[Match], looked: _Seen, shut: Collection[Match]) -> list[str]:
    """What was closed for him, and which cells somebody wrote or cleared."""
    touched = set(registers.changes_since(matches[0].place.month, looked.version))
    closed = [_closed(match) for match in matches if match in shut]
    changed = [match for match in matches if match.cell in touched and not match.closed]
    return [*closed, *(_changed(match) for match in changed[: MOST_TOLD + 1])]


def _closed(match: Match) -> str:
    """Who closed the cell's month; of a single day that it is closed."""
    month, school_class = match.place.month, match.place.school_class
    if not month.is_closed:
        return f"{school_class} {match.closed}"
    return f"{school_class} {MonthClosed(school_class, month.first_on)} 그때까지 이 반의 칸은 고를 수 없습니다."


def _confirmed(matches: Sequence[Match]) -> str:
    """Who took the day, or gave it back, so that other cells would be added than he saw."""
    place, days = matches[0].place, {match.line.day for match in matches}
    acts = RegisterAct.objects.filter(school_class=place.school_class, date__in=days).select_related("by")
    act = acts.order_by("-at").first()
    if act is None:
        return f"{place.school_class}: 보는 사이에 출석부가 바뀌어 더할 칸이 달라졌습니다. 다시 보고 골라 주세요."
    return (
        f"{place.school_class} {short_date(act.date)}: {act.by.name} 선생님이 {clock_time(act.at)}에 먼저 "
        f"‘{act.get_kind_display()}’을 해서 더할 칸이 달라졌습니다. 다시 보고 골라 주세요."
    )


def _by_month(chosen: Sequence[Match]) -> list[list[Match]]:
    """The matches of each class's month, always in the same order, so that two people wait in turn."""
    months: dict[tuple[uuid.UUID, date], list[Match]] = {}
    for match in chosen:
        month = match.place.month
        months.setdefault((month.school_class_id, month.first_on), []).append(match)
    return [months[key] for key in sorted(months)]


def _changed(match: Match) -> str:
    change = registers.history_of_cell(match.pupil.id, match.line.day)[0]
    return (
        f"{_cell(match)}: {change.changed_by.name} 선생님이 {clock_time(change.changed_at)}에 먼저 고쳤습니다. "
        f"지금은 {match.now_word}이고 파일은 {match.entry_word}입니다. 다시 보고 골라 주세요."
    )


def _cell(match: Match) -> str:
    return f"{match.place.school_class} {match.pupil.number}번 {match.pupil.name} {short_date(match.line.day)}"


def _first_of(sentences: Sequence[str]) -> list[str]:
    more = ["이 밖에도 더 있습니다."] if len(sentences) > MOST_TOLD else []
    return [*sentences[:MOST_TOLD], *more]


def _write(chosen: Sequence[Match], paper: Document, by: Actor) -> None:
    for matches in _by_month(chosen):
        place = matches[0].place
        saved = save_cells(
            school_class=place.school_class, month=place.month.first_on, entries=[match.entry for match in matches],
            by=by, right=Menu.RECONCILIATIONS, ordered_by=paper,
        )  # fmt: skip
        unwritten = {(each.mine.student, each.mine.day) for each in saved.conflicts}
        changed = [_changed(match) for match in matches if match.cell in unwritten]
        if sentences := [*changed, *(each.reason.text for each in saved.refused)]:
            raise Refused(*_first_of(sentences))


def _finished_paper(locked: Reconciliation, plan: Plan, chosen: Sequence[Match], by: Actor) -> Document:
    added = sum(match.is_new for match in chosen)
    values = {
        "file": locked.file_name,
        "period": f"{korean_date(plan.first_on)}~{korean_date(plan.last_on)}",
        "added": added,
        "changed": len(chosen) - added,
    }
    draft = Document.objects.create(
        school_id=locked.school_id, definition=DEFINITION, title=_title(locked), values=values, drafted_by=by.user
    )
    return approve_document(document=draft, by=by.user, on=by.today)


def _title(locked: Reconciliation) -> str:
    """With the file's name, so that the history of every cell names it."""
    name = locked.file_name
    return f"{TITLE}({name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + '…'})"


def _told(plan: Plan, chosen: Sequence[Match]) -> dict:
    """What came of it; the differences that were left are kept for the Excel file, as anybody may read them."""
    added, taken = sum(match.is_new for match in chosen), {match.key for match in chosen}
    left = rows_of(plan, without=taken)
    return {
        "added": added,
        "changed": len(chosen) - added,
        "same": len(plan.same),
        "left": [row.stored() for row in left],
    }


def _close(
    locked: Reconciliation, state: str, by: Actor, *, document: Document | None = None, told: dict | None = None
) -> None:
    locked.state, locked.reading, locked.choices, locked.document = state, {}, {}, document
    locked.outcome = {**(told or {}), "by": by.user.name, "at": korean_time(clock.now())}
    locked.save(update_fields=["state", "reading", "choices", "document", "outcome"])
