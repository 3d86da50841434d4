"""One day of a class (하루 출결): a plain form that also works without JavaScript."""

import uuid
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_http_methods

from hakjeok.korean import with_particle
from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance import actions, forms, queries, returning
from hakjeok_web.attendance.actions import Entry, Saved
from hakjeok_web.attendance.day_list import DayList, DayPupil, render_day_list
from hakjeok_web.attendance.grid import render_legend
from hakjeok_web.attendance.month import Month, Pupil, month_of
from hakjeok_web.attendance.monthly_leave import told_after
from hakjeok_web.attendance.reason_words import suggestions
from hakjeok_web.attendance.views.answers import conflict_sentence
from hakjeok_web.attendance.views.register import day_url, register_url, said, why_readonly
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import clock_time, korean_date
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass


@reads(Menu.REGISTER, pupils=True)
@require_http_methods(["GET", "POST"])
def day(request, school_class, day):
    """The day's list; a POST writes what was typed and, with `all_present`, takes the day."""
    found = queries.readable_class(request.actor, school_class)
    if request.method == "POST":
        return _save(request, found, day)
    shown = queries.class_day(found, day, reader=request.actor)
    request.shown.add(pupil.id for pupil in shown.pupils)
    return render(request, "attendance/register_day.html", _context(request, found, shown, day))


def _save(request, found: SchoolClass, day: date) -> HttpResponse:
    if not request.actor.may_write_class(Menu.REGISTER, found.pk):
        raise PermissionDenied
    before = queries.class_day(found, day, reader=request.actor)
    request.shown.add((pupil.id for pupil in before.pupils), purpose="출결 입력")
    entries = forms.entries_of_form(request.POST, before, day)
    take = day if request.POST.get("action") == "all_present" else None
    if take and "came" not in request.POST and (asked := _question(request, found, day, entries)):
        return _again(request, found, before, day, typed=entries, said=[asked], asks_who_came=True)
    try:
        saved = actions.save_cells(
            school_class=found, month=month_of(day), entries=entries, by=request.actor, take=take
        )
    except Refused as refused:
        return _again(request, found, before, day, typed=entries, said=[each.text for each in refused.reasons])
    if saved.conflicts or saved.refused:
        now = queries.class_day(found, day, reader=request.actor)
        return _again(request, found, now, day, typed=entries, saved=saved)
    messages.success(request, said(saved, day))
    for text in told_after(saved):
        messages.warning(request, text)
    return redirect(day_url(found.pk, day))


def _again(
    request, found: SchoolClass, shown: Month, day: date, *, asks_who_came: bool = False, **more
) -> HttpResponse:
    """The page with what was typed, and why it was not all written."""
    saved = more.get("saved")
    context = _context(request, found, shown, day, **more) | {"asks_who_came": asks_who_came}
    return render(request, "attendance/register_day.html", context, status=409 if saved and saved.conflicts else 422)


def _question(request, found: SchoolClass, day: date, entries: list[Entry]) -> str:
    """Whoever was absent the day before and has no entry in what was sent is asked about."""
    return returning.question(found, day, by=request.actor, spoken={each.student for each in entries if each.form})


def _context(request, found: SchoolClass, shown: Month, day: date, *, typed=(), said=(), saved=None) -> dict:
    state, count = shown.day(day), shown.count_on(day)
    problems = _problems(saved)
    may_write = not why_readonly(request, found)
    is_closed = shown.is_closed or state.is_closed
    return {
        "rows": render_day_list(_day_list(shown, day, typed, problems, readonly=not may_write or is_closed)),
        "legend": render_legend(static("img/symbols.svg")),
        "class_label": str(found),
        "on": day,
        "is_today": day == request.today,
        **_neighbours(found, day),
        "month_url": register_url(found.pk, day),
        "is_taken": state.is_taken,
        "taken_text": clock_time(state.taken_at),
        "open_count": count.untaken,
        "absent_count": count.absent,
        "may_write": may_write and not is_closed and day <= request.today,
        "closed_text": f"{korean_date(day)}은 마감했습니다." if is_closed else "",
        "closed_url": register_url(found.pk, day),
        "idempotency_key": uuid.uuid4(),
        "save_url": f"{register_url(found.pk, day)}cells/",
        "days_url": f"{register_url(found.pk, day)}days/",
        "reasons": suggestions(),
        "summary_errors": [{"href": "", "text": text} for text in said]
        + [{"href": f"#pupil-{student}", "text": text} for student, text in problems.items()],
        "empty": _empty(found, shown, day),
    }


def _problems(saved: Saved | None) -> dict[str, str]:
    """Sentence by pupil, of clashes and refusals."""
    if saved is None:
        return {}
    clashes = {str(each.mine.student): conflict_sentence(each) for each in saved.conflicts}
    return clashes | {str(each.entry.student): each.reason.text for each in saved.refused}


def _day_list(shown: Month, day: date, typed, problems: dict[str, str], *, readonly: bool) -> DayList:
    wanted = {entry.student: entry for entry in typed}
    return DayList(
        on=day,
        pupils=tuple(_pupil(pupil, shown, day, wanted.get(pupil.id)) for pupil in shown.listed_on(day)),
        sprite=static("img/symbols.svg"),
        is_taken=shown.day(day).is_taken,
        is_readonly=readonly,
        errors=problems,
    )


def _pupil(pupil: Pupil, shown: Month, day: date, typed: Entry | None) -> DayPupil:
    cell = shown.cell(pupil.id, day)
    form, kind, reason, note = (typed or cell).value
    return DayPupil(
        student=str(pupil.id),
        number=str(pupil.number),
        name=pupil.name,
        form=form,
        kind=kind,
        reason=reason,
        note=note,
        # The version that the person now sees: sending once more means that he has seen the other's value.
        version=cell.version,
        refusal="위탁" if shown.is_consigned(pupil.id, day) else "",
    )


def _neighbours(found: SchoolClass, day: date) -> dict:
    calendar = calendars_of(found.school_year).of(found.grade)
    before, after = calendar.previous_or_same(day - timedelta(days=1)), calendar.next_after(day)
    return {
        "previous_on": before,
        "previous_url": day_url(found.pk, before) if before else "",
        "next_on": after,
        "next_url": day_url(found.pk, after) if after else "",
    }


def _empty(found: SchoolClass, shown: Month, day: date) -> dict[str, str] | None:
    off = calendars_of(found.school_year).name_of(day, found.grade)
    if off:
        return {"text": f"{korean_date(day)}은 {with_particle(off, '이라', '라')} 수업이 없습니다."}
    if not shown.listed_on(day):
        return {"text": f"{found}에 학생이 없습니다. 명렬표를 올리거나 반편성을 반영해 주세요."}
    return None
