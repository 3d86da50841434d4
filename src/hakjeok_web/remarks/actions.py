"""Verbs of remarks (출결 특기사항): writing one, taking over proposals, telling facts of a year.

A text is saved with the version that was seen; each act leaves its line of history in the same transaction.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from hakjeok.attendance.perfect import Special
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import clock_time, korean_date
from hakjeok_web.remarks import queries
from hakjeok_web.remarks.checking import checked, one_line
from hakjeok_web.remarks.desk import Desk, Line, desk_of, line_or_404
from hakjeok_web.remarks.models import HiddenReason, PerfectGround, Remark, RemarkChange
from hakjeok_web.schools.actions import require_open
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.students.models import Student


class Clash(Refused):
    """Somebody else wrote this remark first; `theirs` is his text and `version` what stands now."""

    def __init__(self, sentence: str, line: Line) -> None:
        super().__init__(Reason(sentence, field="text"))
        self.theirs, self.version = line.text, line.version


def save_remark(*, school_class: SchoolClass, student: uuid.UUID, text: str, seen: int, by: Actor) -> Line:
    """Write a pupil's remark (특기사항 저장) and give his line back. The same text once more changes nothing.

    Raises:
        Clash: somebody else wrote it since `seen`.
        Refused: a past year, no right, words that may not stand, too long.

    """
    require_writer(by, school_class)
    lock_pupils([student])
    line = line_or_404(desk_of(school_class, by=by, students=[student], sees_all=True), student)
    text = one_line(text)
    if line.kept is None or line.text != text:
        _require_seen(line, seen)
        _require_writable(text, line, by, school_class)
        _write(school_class, [(line, text)], by)
    return line_or_404(desk_of(school_class, by=by, students=[student]), student)


def require_writer(by: Actor, school_class: SchoolClass) -> None:
    """Refuse a past year, and whoever does not write this class's remarks."""
    require_open(school_class.school_year, today=by.today)
    if not by.may_write_class(Menu.REMARKS, school_class.pk):
        raise Refused(f"{school_class}의 출결 특기사항은 그 반 담임교사나 학적 담당이 씁니다.")


def lock_pupils(students: Iterable[uuid.UUID]) -> None:
    """Let acts on the same pupils come one after the other. One query."""
    pupils = Student.objects.select_for_update(no_key=True).filter(pk__in=list(students)).order_by("pk")
    list(pupils.values_list("pk"))


def _require_seen(line: Line, seen: int) -> None:
    if line.version == seen or line.kept is None:
        return
    when = timezone.localtime(line.kept.at)
    at = clock_time(line.kept.at) if when.date() == clock.today() else korean_date(when.date())
    raise Clash(
        f"{line.kept.by} 선생님이 {at}에 먼저 고쳤습니다. 저장된 글과 내 글을 견주어 보고 하나를 골라 주세요.", line
    )


def _require_writable(text: str, line: Line, by: Actor, school_class: SchoolClass) -> None:
    """The measures count towards the length only for those who may know of them."""
    sees = by.may_read_class(Menu.VIOLENCE_MEASURES, school_class.pk)
    found = checked(text, line.measures.text if sees else "")
    if found.problems:
        raise Refused(*found.reasons())


def _write(school_class: SchoolClass, texts: Sequence[tuple[Line, str]], by: Actor) -> None:
    """Remarks and their history. Two queries, whatever the number of pupils, who are locked."""
    ours = {"school_id": school_class.school_id, "school_year": school_class.school_year}
    now = clock.now()
    Remark.objects.bulk_create(
        [
            Remark(
                **ours, student_id=line.id, text=text, proposed=line.proposal.text, version=line.version + 1,
                written_by=by.user, written_at=now,
            )
            for line, text in texts
        ],
        update_conflicts=True,
        unique_fields=("student", "school_year"),
        update_fields=("text", "proposed", "version", "written_by", "written_at"),
    )  # fmt: skip
    RemarkChange.objects.bulk_create(
        RemarkChange(
            **ours, student_id=line.id, was_text=line.text, text=text, version=line.version + 1,
            changed_by=by.user, changed_at=now,
        )
        for line, text in texts
    )  # fmt: skip


@dataclass
class Taken:
    """What became of taking proposals over: how many were written, and who was left out and why."""

    written: int = 0
    left: list[tuple[Line, str]] = field(default_factory=list)


def take_proposals(*, school_class: SchoolClass, by: Actor, chosen: Mapping[uuid.UUID, int] | None = None) -> Taken:
    """Write the proposals of a class at once (제안 받기): of pupils without a remark, or of the chosen ones.

    `chosen` says which version was seen of each; who was written to since is left as he is and told.
    """
    require_writer(by, school_class)
    lock_pupils(line.id for line in desk_of(school_class, by=by).lines)
    desk = desk_of(school_class, by=by, sees_all=True)
    taken, texts = Taken(), []
    for line in _wanted(desk, chosen):
        why = _why_not(line, chosen, by, school_class)
        if why:
            taken.left.append((line, why))
        elif line.may_take:
            texts.append((line, line.proposal.text))
    _write(school_class, texts, by)
    taken.written = len(texts)
    return taken


def _wanted(desk: Desk, chosen: Mapping[uuid.UUID, int] | None) -> list[Line]:
    if chosen is not None:
        return [line for line in desk.lines if line.id in chosen]
    # A pupil of whom 개근 is still open is not written as one with nothing to write.
    return [line for line in desk.lines if not line.text and not line.proposal.waiting]


def _why_not(line: Line, chosen: Mapping[uuid.UUID, int] | None, by: Actor, school_class: SchoolClass) -> str:
    if line.proposal.problem:
        return line.proposal.problem
    try:
        if chosen is not None and line.text != line.proposal.text:
            _require_seen(line, chosen[line.id])
        _require_writable(line.proposal.text, line, by, school_class)
    except Refused as refused:
        return str(refused)
    return ""


def tell_ground(
    *, school_class: SchoolClass, student: uuid.UUID, special: str, former: Sequence[int | None], by: Actor
) -> PerfectGround:
    """Record what the register cannot tell about a perfect year (개근 판단의 사실); the same again adds nothing."""
    require_writer(by, school_class)
    if special and special not in [each.value for each in Special]:
        raise Refused(Reason("순회교육·건강장애를 목록에서 골라 주세요.", field="special"))
    if None in former and any(number is not None for number in former):
        raise Refused(Reason("결석·지각·조퇴·결과를 모두 적어 주세요. 없으면 0을 적습니다.", field="former_absences"))
    lock_pupils([student])
    last = queries.ground_of(student, school_class.school_year)
    if last and (last.special, last.former) == (special, tuple(former)):
        return last
    absences, lates, early_leaves, class_absences = former
    return PerfectGround.objects.create(
        school_id=school_class.school_id, student_id=student, school_year=school_class.school_year, special=special,
        former_absences=absences, former_lates=lates, former_early_leaves=early_leaves,
        former_class_absences=class_absences, recorded_by=by.user, recorded_at=clock.now(),
    )  # fmt: skip


def hide_reason(
    *, school_class: SchoolClass, line: Line, reason: str, is_hidden: bool, reviewed_on: date, by: Actor
) -> None:
    """Leave an illness unnamed, or name it again, by the committee's decision (사유 공란, p.30).

    Raises:
        Refused: no such illness among the year's entries, a day to come.

    """
    require_writer(by, school_class)
    if reason not in illnesses_of(line):
        raise Refused(Reason("올해 출결에 그런 질병 사유가 없습니다. 목록에서 골라 주세요.", field="reason", page=30))
    if reviewed_on > by.today:
        raise Refused(
            Reason(
                f"{korean_date(reviewed_on)}은 아직 오지 않은 날입니다. 심의를 마친 날을 적어 주세요(p.30).",
                field="reviewed_on",
            )
        )
    lock_pupils([line.id])
    hidden = queries.hidden_reasons([line.id], school_class.school_year).get(line.id, frozenset())
    if (reason in hidden) != is_hidden:
        HiddenReason.objects.create(
            school_id=school_class.school_id, student_id=line.id, school_year=school_class.school_year,
            reason=reason, is_hidden=is_hidden, reviewed_on=reviewed_on, recorded_by=by.user, recorded_at=clock.now(),
        )  # fmt: skip


def illnesses_of(line: Line) -> list[str]:
    """The reasons of the year's illnesses, each once."""
    return list(dict.fromkeys(each.reason for each in line.entries if each.kind == "illness" and each.reason))
