"""Taking back what a ground wrote (되돌리기): its days say again what they said before it."""

from collections.abc import Sequence
from datetime import date

from hakjeok_web.absence_grounds.models import AthleteEvent, EntryBan, FamilyEvent
from hakjeok_web.absence_grounds.register import Seated, Value, Written, write
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.former import stood_before
from hakjeok_web.attendance.models import EntryChange, Form
from hakjeok_web.attendance.month import Cell
from hakjeok_web.config.templatetags.korean import short_date

Ground = EntryBan | AthleteEvent | FamilyEvent
MOST_NAMED = 10  # days in a message


def take_back(each: Seated, ground: Ground, value: Value, days: Sequence[date], *, by: Actor, right: Menu) -> Written:
    """Let the days say what stood there before the ground, where the register still says what the ground wrote.

    A day that somebody changed since stays as it is. What another ground wrote that was itself taken back meanwhile
    does not come back.

    Raises:
        Refused: a month is closed, or a day may not be written.

    """
    gone = [other for other in _grounds_of(each) if other.pk != ground.pk]
    before = stood_before(
        each.student.pk,
        days,
        wrote=lambda change: _wrote(ground, change),
        undone=lambda change: any(_wrote(other, change) and not other.stands_on(change.date) for other in gone),
    )
    return write([(each, {day: Value(*was) for day, was in before.items()})], by=by, right=right, only_if=value)


def _grounds_of(each: Seated) -> list[Ground]:
    """Every ground of the pupil that writes days, standing or not. Three queries."""
    contests = AthleteEvent.objects.filter(athlete__student=each.student)
    family = FamilyEvent.objects.filter(student=each.student)
    return [*EntryBan.objects.filter(student=each.student), *contests, *family]


def _wrote(ground: Ground, change: EntryChange) -> bool:
    said = change.form, change.reason
    return change.changed_at >= ground.registered_at and said == (ground.form, ground.reason)


def told(done: Written) -> str:
    """What to tell of it: the former entries that stand again, and the days that were left as somebody changed them."""
    again = {day: value.word for day, value in done.days.items() if value.form not in ("", Form.PRESENT)}
    left = {day: _word(cell) for day, cell in done.left.items()}
    sentences = (
        f" 앞서 적었던 출결로 되돌린 날: {_named(again)}." if again else "",
        f" 등록한 뒤에 고친 날은 그대로 두었습니다: {_named(left)}." if left else "",
    )
    return "".join(sentences)


def _word(cell: Cell) -> str:
    return cell.word or Form.PRESENT.label


def _named(days: dict[date, str]) -> str:
    named = [f"{short_date(day)} {word}" for day, word in sorted(days.items())]
    more = f" 외 {len(named) - MOST_NAMED}일" if len(named) > MOST_NAMED else ""
    return ", ".join(named[:MOST_NAMED]) + more
