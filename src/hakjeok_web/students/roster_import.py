"""Taking over a roster (자료 올리기): upload, choose, apply once, or drop. Nothing in the record is ever removed."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config import clock, encryption
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_time
from hakjeok_web.documents.actions import approve_document
from hakjeok_web.documents.models import Document
from hakjeok_web.schools.actions import require_open
from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.schools.queries import within_year
from hakjeok_web.students.models import RosterImport
from hakjeok_web.students.roster import Problem, Reading, UnreadableFile, read_roster
from hakjeok_web.students.roster_apply import Applied, apply_plan
from hakjeok_web.students.roster_plan import Plan, plan_of

DEFINITION = "roster-import"
TITLE = "명렬표에 따른 학적 등록"
NOTE = "명렬표를 올린 날보다 앞선 학적은 명렬표에 적힌 대로 옮긴 것입니다."
PLACE = "students_rosterimport.content"


def upload(*, school_year: SchoolYear, file_name: str, content: bytes, by: Actor) -> RosterImport:
    """Keep a roster with its rows, sealed, until it is applied or dropped.

    Raises:
        Refused: the school year is past, or the file as a whole cannot be read; the sentence says why and what to do.

    """
    require_open(school_year, today=by.today)
    read(content, file_name, school_year)
    roster = RosterImport(
        school_id=school_year.school_id, school_year=school_year, file_name=file_name[-200:], uploaded_by=by.user
    )
    # Bytes as characters, one each: the field's cipher takes text.
    roster.content = encryption.encrypt(content.decode("latin-1"), place=PLACE, row=roster.pk)
    roster.save()
    return roster


def read(content: bytes, file_name: str, school_year: SchoolYear) -> Reading:
    """The rows of a file, or `Refused` with the sentence about the file."""
    try:
        return read_roster(content, file_name, school_year=school_year.year)
    except UnreadableFile as error:
        raise Refused(Reason(f"{error.sentence} {error.remedy}", "file")) from error


def plan_for(roster: RosterImport, *, by: Actor) -> Plan:
    """What applying it today would do. Five queries and one reading of the file."""
    content = encryption.decrypt(roster.content, place=PLACE, row=roster.pk).encode("latin-1")
    reading = read(content, roster.file_name, roster.school_year)
    return plan_of(
        reading, school_year=roster.school_year, school_name=by.school_name, on=day_of_effect(roster, by.today)
    )


def day_of_effect(roster: RosterImport, today: date) -> date:
    """The day from which its numbers and addresses hold: today, or the nearest day of its school year."""
    return within_year(roster.school_year.year, today)


@transaction.atomic
def choose(*, roster: RosterImport, shown: Collection[str], ticked: Collection[str], by: Actor) -> None:
    """Remember what was unticked among the rows that were shown; everything else stays as it was."""
    locked = _locked_waiting(roster)
    left_out = (_left_out(locked) - set(shown)) | (set(shown) - set(ticked))
    locked.outcome = {**locked.outcome, "left_out": sorted(left_out)}
    locked.save(update_fields=["outcome"])
    roster.outcome = locked.outcome


@transaction.atomic
def apply_roster(*, roster: RosterImport, seen: str, by: Actor) -> Applied:
    """Apply what is ticked, all of it or nothing, under one approved document (반영).

    One roster of a school is applied at a time, and each at most once.

    Raises:
        Refused: it was applied or dropped before, the record has changed since the preview `seen`, or the rules
            do not allow a row.

    """
    SchoolYear.objects.select_for_update(no_key=True).get(pk=roster.school_year_id)
    locked = _locked_waiting(roster)
    require_open(locked.school_year, today=by.today)
    plan = plan_for(locked, by=by)
    if plan.fingerprint != seen:
        raise Refused("미리 본 뒤에 학적이 바뀌었습니다. 달라진 내용을 다시 보고 반영해 주세요.")
    chosen = plan.without(_left_out(locked))
    if not chosen.keys:
        raise Refused("고른 행이 없습니다. 반영할 행을 하나라도 골라 주세요.")
    paper = _approved_paper(locked, chosen, by)
    applied = apply_plan(
        chosen, school_year=locked.school_year, on=day_of_effect(locked, by.today), ordered_by=paper, by=by
    )
    _close(locked, RosterImport.State.APPLIED, by, document=paper, told=_told(plan, applied))
    return applied


@transaction.atomic
def drop(*, roster: RosterImport, by: Actor) -> None:
    """Leave it: nothing is applied and the file is forgotten (그만두기)."""
    _close(_locked_waiting(roster), RosterImport.State.DROPPED, by)


def _locked_waiting(roster: RosterImport) -> RosterImport:
    locked = RosterImport.objects.select_for_update(of=("self",)).select_related("school_year").get(pk=roster.pk)
    if locked.state == RosterImport.State.PREVIEW:
        return locked
    who, when = locked.outcome.get("by", ""), locked.outcome.get("at", "")
    act = "반영했습니다" if locked.state == RosterImport.State.APPLIED else "그만두었습니다"
    raise Refused(f"{who} 선생님이 {when}에 이미 {act}. 같은 파일은 한 번만 반영합니다.")


def _left_out(roster: RosterImport) -> set[str]:
    return set(roster.outcome.get("left_out", ()))


def _approved_paper(roster: RosterImport, plan: Plan, by: Actor) -> Document:
    values = {
        "file": roster.file_name,
        "added": len(plan.additions),
        "changed": len(plan.changes),
        "note": NOTE,
    }
    draft = Document.objects.create(
        school_id=roster.school_id, definition=DEFINITION, title=TITLE, values=values, drafted_by=by.user
    )
    return approve_document(document=draft, by=by.user, on=by.today)


def _told(plan: Plan, applied: Applied) -> dict:
    return {
        "added": len(applied.added),
        "changed": len(applied.changed),
        "same": len(plan.same),
        "classes": applied.classes,
        "problems": [problem_line(problem) for problem in (*plan.unreadable, *plan.noticed)],
    }


def problem_line(problem: Problem) -> dict[str, str | int]:
    """A problem as a line of a list: where, whom, what, remedy."""
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column or "",
        "header": problem.header or "",
        "value": problem.value,
        "name": problem.name or "",
        "cause": problem.cause,
        "remedy": problem.remedy,
        "sentence": problem.sentence,
    }


def _close(
    roster: RosterImport, state: str, by: Actor, *, document: Document | None = None, told: dict | None = None
) -> None:
    roster.state, roster.content, roster.document = state, b"", document
    roster.outcome = {**roster.outcome, **(told or {}), "by": by.user.name, "at": korean_time(clock.now())}
    roster.save(update_fields=["state", "content", "document", "outcome"])
