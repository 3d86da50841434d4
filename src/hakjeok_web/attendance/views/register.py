"""The month grid and the day list of a class (출석부·하루 출결)."""

import uuid
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.accounts import idempotency
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.attendance import actions, facts, forms, queries, returning
from hakjeok_web.attendance.grid import render_grid, render_legend
from hakjeok_web.attendance.month import Month, end_of, month_of
from hakjeok_web.attendance.reason_words import suggestions
from hakjeok_web.attendance.statistics import COUNT_WORDS
from hakjeok_web.attendance.views.answers import answer_of
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import clock_time, korean_time, short_date
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass

NO_DAY = date(1, 1, 1)  # stands for a day that the script puts in
NOBODY = uuid.UUID(int=0)


@reads(Menu.REGISTER)
@require_GET
def index(request):
    """The register: one's own class at once, otherwise the list of classes within reach."""
    reach = request.actor.readable_classes(Menu.REGISTER)
    if reach is not None and len(reach) == 1:
        return redirect(register_url(next(iter(reach)), request.today))
    year = schools.current_year(request.actor.school_id, request.today)
    classes = SchoolClass.objects.filter(school_year=year)
    classes = classes if reach is None else classes.filter(pk__in=reach)
    listed = [(each, register_url(each.pk, request.today), day_url(each.pk, request.today)) for each in classes]
    school = (
        reverse("attendance:school_month", args=(request.today,)) if request.actor.may_read(Menu.STATISTICS) else ""
    )
    context = {"year": year, "classes": listed, "month": request.today, "school_url": school}
    return render(request, "attendance/registers.html", context)


@reads(Menu.REGISTER)
@require_GET
def this_month(request, school_class):
    """The class's register at today's month."""
    found = queries.readable_class(request.actor, school_class)
    year = found.school_year
    return redirect(register_url(found.pk, min(max(request.today, year.first_on), year.last_on)))


@reads(Menu.REGISTER, pupils=True)
@require_http_methods(["GET", "POST"])
def month_excel(request, school_class, month):
    """The month's entries as an Excel file."""
    found = queries.readable_class(request.actor, school_class)
    shown = queries.class_month(found, month, reader=request.actor)
    request.shown.add(pupil.id for pupil in shown.pupils)
    return excel_of(
        request,
        title=f"{found} {month_label(month)} 출석부",
        columns=["번호", "성명", *[short_date(day) for day in shown.school_days], *COUNT_WORDS],
        rows=lambda: [_excel_row(shown, pupil) for pupil in shown.pupils],
        conditions=[("반", str(found)), ("달", month_label(month))],
    )


def _excel_row(shown: Month, pupil) -> list:
    return [
        pupil.number,
        pupil.name,
        *[_excel_word(shown, pupil, day) for day in shown.school_days],
        *shown.totals(pupil.id),
    ]


def _excel_word(shown: Month, pupil, day: date) -> str:
    if not pupil.belongs(day):
        return "재적 아님"
    if shown.is_consigned(pupil.id, day):
        return "위탁"
    return shown.cell(pupil.id, day).word or ("출석" if shown.day(day).is_taken else "확인 전")


@reads(Menu.REGISTER, pupils=True)
@require_GET
def month(request, school_class, month):
    """월별 출석부: the grid, or for reading only where the person may not write."""
    found = queries.readable_class(request.actor, school_class)
    shown = queries.class_month(found, month, reader=request.actor)
    request.shown.add(pupil.id for pupil in shown.pupils)
    return render(request, "attendance/register_month.html", month_context(request, found, shown))


def month_context(request, found: SchoolClass, shown: Month) -> dict:
    calendars = calendars_of(found.school_year)
    readonly_text = why_readonly(request, found)
    may_write = not readonly_text
    grid = facts.grid_of(
        found, shown, calendars, today=request.today, readonly=not may_write, label_id="register-title"
    )
    base = register_url(found.pk, shown.first_on)
    todays = request.today if request.today in shown.school_days else None
    return {
        "grid": render_grid(grid),
        "legend": render_legend(static("img/symbols.svg")),
        "class_label": str(found),
        "month_label": month_label(shown.first_on),
        "count_text": f"{len(shown.pupils)}명 · 수업일 {len(shown.school_days)}일",
        **_neighbours(found, shown.first_on),
        "save_url": f"{base}cells/",
        "changes_url": f"{base}changes/",
        "days_url": f"{base}days/",
        "version": shown.version,
        "day_page_url": day_url(found.pk, NO_DAY).replace(NO_DAY.isoformat(), "0000-00-00"),
        "pupil_url": reverse("attendance:pupil", args=(NOBODY,)),
        "today": todays,
        "today_taken": bool(todays and shown.day(todays).is_taken),
        "may_write": may_write and not shown.is_closed,
        "readonly_text": readonly_text,
        **_closing_strip(found, shown),
        "closing_url": reverse("attendance:closing", args=(found.pk, shown.first_on)),
        "excel_url": f"{base}excel/",
        "pdf_url": f"{base}paper/",
        "saved_at": clock_time(queries.last_touched(shown)),
        "reasons": suggestions(),
        "day_links": [_day_link(found, shown, day, todays) for day in shown.school_days],
        "empty": None if shown.pupils else _empty_class(request, found),
    }


def _day_link(found: SchoolClass, shown: Month, day: date, today: date | None) -> dict:
    """A day in the phone's list, where the grid does not fit."""
    return {
        "on": day,
        "url": day_url(found.pk, day),
        "is_today": day == today,
        "is_taken": shown.day(day).is_taken,
        "absent": shown.count_on(day).absent,
    }


def why_readonly(request, school_class: SchoolClass) -> str:
    """Why the person may read the class's register only; empty where he may write it."""
    if school_class.school_year.is_past(request.today):
        return f"{school_class.school_year}는 지난 학년도라 출결을 고칠 수 없습니다."
    if not request.actor.may_write_class(Menu.REGISTER, school_class.pk):
        return f"{school_class}의 출결은 그 반 담임교사가 적습니다."
    return ""


def month_label(first_on: date) -> str:
    return f"{first_on.year}년 {first_on.month}월"


def _neighbours(school_class: SchoolClass, first_on: date) -> dict[str, str]:
    year, found = school_class.school_year, {}
    for name, other in (("previous", month_of(first_on - timedelta(days=1))), ("next", end_of(first_on))):
        within = month_of(year.first_on) <= other <= month_of(year.last_on)
        found[f"{name}_url"] = register_url(school_class.pk, other) if within else ""
        found[f"{name}_label"] = month_label(other) if within else ""
    return found


def _closing_strip(school_class: SchoolClass, shown: Month) -> dict[str, str]:
    """Who closed the month, or who opened it again and why. One query."""
    last = queries.last_closing(school_class, shown.first_on)
    if last is None:
        return {"closed_text": ""}
    who = f"{korean_time(last.at)} {last.by.name}"
    if not shown.is_closed:
        return {"closed_text": "", "reopened_text": f"마감취소됨 · 사유 {last.reason} · {who}"}
    return {
        "closed_text": f"{shown.first_on.month}월은 마감했습니다. {who}",
        "closed_url": reverse("attendance:closing", args=(school_class.pk, shown.first_on)),
        "closed_link": f"{shown.first_on.month}월 마감",
    }


def _empty_class(request, school_class: SchoolClass) -> dict[str, str]:
    text = f"{school_class}에 학생이 없습니다. 명렬표를 올리거나 반편성을 반영해 주세요."
    if request.actor.may_write(Menu.IMPORTS):
        return {"text": text, "url": "/imports/", "link": "명렬표 올리기"}
    return {"text": text}


def register_url(school_class_id, day: date) -> str:
    return reverse("attendance:month", args=(school_class_id, month_of(day)))


def day_url(school_class_id, day: date) -> str:
    return reverse("attendance:day", args=(school_class_id, day))


@writes(Menu.REGISTER, pupils=True)
@require_POST
def cells(request, school_class, month):
    """One act on cells of the grid."""
    found = _writable(request, school_class)
    return _act(request, found, month, lambda: forms.parse_cells(_json_of(request)))


@writes(Menu.REGISTER, pupils=True)
@require_POST
def take(request, school_class, month, day):
    """모두 출석: the rest of the day's pupils are present. A plain form comes back to the month."""
    found = _writable(request, school_class)
    if request.content_type != "application/json":
        return _take_by_form(request, found, month, day)
    try:
        key, came = forms.parse_taking(_json_of(request))
    except Refused as refused:
        return _refusal(refused)
    if not came and (asked := returning.question(found, day, by=request.actor)):
        return JsonResponse({"ask": asked}, status=422)
    return _act(request, found, month, lambda: (key, []), take=day)


def _take_by_form(request, found: SchoolClass, month: date, day: date) -> HttpResponse:
    if asked := returning.question(found, day, by=request.actor):
        messages.warning(request, asked)
        return redirect(day_url(found.pk, day))
    try:
        saved = actions.save_cells(school_class=found, month=month, entries=[], by=request.actor, take=day)
        messages.success(request, said(saved, day))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(register_url(found.pk, month))


def said(saved: actions.Saved, day: date) -> str:
    """What became of a day, in one sentence."""
    if day in saved.taken:
        count = saved.month.count_on(day)
        return f"출석을 확인했습니다. 등교 {count.present}명, 결석 {count.absent}명입니다."
    return f"{len(saved.written)}명의 출결을 저장했습니다." if saved.written else "바뀐 것이 없습니다."


def _writable(request, school_class) -> SchoolClass:
    found = queries.readable_class(request.actor, school_class)
    if not request.actor.may_write_class(Menu.REGISTER, found.pk):
        raise PermissionDenied
    return found


def _json_of(request) -> bytes:
    """The body as the script sends it; that of a form may have been read already and cannot be had again."""
    if request.content_type != "application/json":
        raise Refused("보낸 내용을 읽을 수 없습니다. 화면을 새로 열어 다시 적어 주세요.")
    return request.body


def _act(request, found: SchoolClass, month: date, parse, take: date | None = None) -> JsonResponse:
    try:
        key, entries = parse()
        body = request.path.encode() + request.body  # the same key for another day is another act
        known = idempotency.answer_given(key=key, body=body, by=request.actor)
        if known is not None:
            return JsonResponse(known["body"], status=known["status"])
        saved = actions.save_cells(school_class=found, month=month, entries=entries, by=request.actor, take=take)
    except Refused as refused:
        return _refusal(refused)
    told, status = answer_of(saved)
    idempotency.remember(key=key, body=body, answer={"body": told, "status": status}, by=request.actor)
    request.shown.add((entry.student for entry in entries), purpose="출결 입력")
    return JsonResponse(told, status=status)


def _refusal(refused: Refused) -> JsonResponse:
    return JsonResponse({"errors": [{"message": reason.text} for reason in refused.reasons]}, status=422)


@writes(Menu.REGISTER, pupils=True)
@require_POST
def untake(request, school_class, month, day):
    """확인 취소: the day is 확인 전 again."""
    found = _writable(request, school_class)
    try:
        after = actions.untake_day(school_class=found, day=day, by=request.actor)
    except Refused as refused:
        return _refusal(refused)
    body, status = answer_of(actions.Saved(month=after), days=[day])
    return JsonResponse(body, status=status)


@reads(Menu.REGISTER, pupils=True)
@require_GET
def changes(request, school_class, month):
    """What others changed since a version (every 20 seconds); 204 where nothing did."""
    found = queries.readable_class(request.actor, school_class)
    since = request.GET.get("since", "0")
    if not since.isdecimal():
        raise Http404
    shown = queries.class_month(found, month, reader=request.actor)
    if shown.version <= int(since):
        return HttpResponse(status=204)
    changed = queries.changes_since(shown, int(since))
    request.shown.add(student for student, _ in changed)
    body, _ = answer_of(actions.Saved(month=shown), cells=changed, days=shown.school_days)
    return JsonResponse(body)
