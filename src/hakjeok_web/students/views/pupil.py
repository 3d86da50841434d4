"""One pupil: summary, ledger, class and number, resident number."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.accounts.factors import ask_for_factor
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.schools.queries import current_year
from hakjeok_web.students import contacts, facts, identity, panels, placements, queries
from hakjeok_web.students.forms import REVEAL_REASONS, NumberForm, PlacementForm, RevealForm
from hakjeok_web.students.words import SEX, badge_of

NEWEST = 5
TABS = (("요약", ""), ("출결", "attendance/"), ("학적변동", "changes/"), ("보호자·주소", "guardians/"))


@reads(Menu.STUDENTS, pupils=True)
@require_GET
def summary(request, student):
    """학생: the state in words, what is to be done, the year, the ledger."""
    found, context = opened(request, student, "")
    on, changes = context["on"], queries.ledger(found)
    context |= {
        "badge": badge_of(queries.standing_word(changes, on=on)),
        "facts": _facts_of(found),
        "reveal": reveal_of(request, found),
        "panels": panels.panels_of(request, found, on),
        "entries": queries.timeline(changes, on=on)[:NEWEST],
        "guardians": _contacts_of(found),
    }
    return render(request, "students/pupil.html", context)


@reads(Menu.PUPIL_RECORDS, pupils=True)
@require_GET
def changes(request, student):
    """학적변동: the ledger as of any day, and the words of the student record."""
    found, context = opened(request, student, "changes/", menu=Menu.PUPIL_RECORDS)
    on, lines = context["on"], queries.ledger(found)
    told = tuple(event for event in facts.events(lines) if event.date <= on)
    printed = facts.printed_lines(told)
    context |= {
        "badge": badge_of(queries.standing_word(lines, on=on)),
        "entries": queries.timeline(lines, on=on),
        "printed": printed,
        "cancellable": _last_in_force(lines) if context["may_write"] else None,
        "reasons": reasons_of(printed),
    }
    return render(request, "students/changes.html", context)


def _last_in_force(lines):
    """Only the last line can go without the others losing their ground."""
    return next((line.pk for line in reversed(facts.in_force(lines))), None)


@writes(Menu.PUPIL_RECORDS, pupils=True)
@require_http_methods(["GET", "POST"])
def placement(request, student):
    """반·번호 바꾸기, from a day on."""
    found, context = opened(request, student, "", menu=Menu.PUPIL_RECORDS)
    year = current_year(request.actor.school_id, request.today)
    seat = context["seat"]
    initial = {"from_on": request.today, **({"school_class": seat.school_class, "number": seat.number} if seat else {})}
    form = PlacementForm(request.POST or None, initial=initial, school_year=year)
    if form.is_valid() and form.apply(placements.place, student=found, by=request.actor, **form.cleaned_data):
        made = form.outcome
        messages.success(request, f"{korean_date(made.from_on)}부터 {made.school_class} {made.number}번입니다.")
        return redirect("students:pupil", found.pk)
    context |= {"form": form, "form_title": "반·번호 바꾸기", "page_errors": form.errors}
    return render(request, "students/form.html", context, status=form.http_status)


@writes(Menu.PUPIL_RECORDS, pupils=True)
@require_http_methods(["GET", "POST"])
def number_entry(request, student):
    """주민등록번호 적기: sealed as soon as it is saved."""
    found, context = opened(request, student, "", menu=Menu.PUPIL_RECORDS)
    request.shown.add([found.pk], purpose="주민등록번호 적기(대조)")
    form = NumberForm(request.POST or None)
    if form.is_valid() and form.apply(identity.set_number, student=found, by=request.actor, **form.cleaned_data):
        messages.success(request, "주민등록번호를 저장했습니다. 화면에는 가려서 보입니다.")
        return redirect("students:pupil", found.pk)
    context |= {"form": form, "form_title": "주민등록번호 적기", "page_errors": form.errors}
    return render(request, "students/form.html", context, status=form.http_status)


@reads(Menu.NUMBER_REVEAL, pupils=True)
@require_POST
def number(request, student):
    """The whole resident number for sixty seconds, after a fresh factor and a reason; the log keeps the reason."""
    found = queries.pupil_or_404(request.actor, student, Menu.NUMBER_REVEAL)
    if asking := ask_for_factor(request, back=f"/students/{found.pk}/"):
        return asking
    why = RevealForm(request.POST).why()
    request.shown.add([found.pk], purpose=f"주민등록번호 보기: {why}" if why else "주민등록번호 보기(까닭 없음)")
    reveal = reveal_of(request, found, is_shown=bool(why))
    status = 200 if why else 422
    if request.headers.get("HX-Request"):
        return render(request, "components/_reveal.html", {"reveal": reveal}, status=status)
    context = {"student": found, "reveal": reveal, "missing": not why}
    return render(request, "students/number.html", context, status=status)


def opened(request, student, tab: str, *, menu: Menu = Menu.STUDENTS):
    """The pupil, logged, with what every one of his pages shows: seat, day, tabs. Two queries."""
    found = queries.pupil_or_404(request.actor, student, menu)
    on = _day(request)
    request.shown.add([found.pk])
    seat = queries.placement_on(found, on)
    return found, {
        "student": found,
        "seat": seat,
        "on": on,
        "is_today": on == request.today,
        "tabs": _tabs(found, tab),
        "sex": SEX[found.sex],
        "anonymous": f"{seat.school_class} {seat.number}번 학생" if seat else "학생",
        "may_write": request.actor.may_write(Menu.PUPIL_RECORDS),
    }


def reveal_of(request, student, *, is_shown: bool = False) -> dict | None:
    """The masked number for components/_reveal.html; None where there is none or no right to see it."""
    if student.person.rrn_sealed is None or not request.actor.may_read(Menu.NUMBER_REVEAL):
        return None
    digits = identity.number_of(student.person)
    return {
        "id": student.pk,
        "label": "주민등록번호",
        "masked": identity.masked(digits),
        "value": f"{digits[:6]}-{digits[6:]}" if is_shown else "",
        "url": f"/students/{student.pk}/number/",
        "reasons": REVEAL_REASONS,
        "free": True,
    }


def _contacts_of(student) -> list[tuple]:
    guardians = student.guardians.order_by("-is_first_contact", "pk")
    return [(each, contacts.masked_phone(each.phone)) for each in guardians]


def _facts_of(student) -> list[tuple[str, str]]:
    return [
        ("생년월일", korean_date(student.birth_on)),
        ("성별", SEX[student.sex]),
        ("국적", student.nationality),
    ]


def _day(request) -> date:
    """기준일: today unless the address says otherwise."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return request.today


def _tabs(student, current: str) -> list[dict]:
    tabs = []
    for title, part in TABS:
        url = f"/students/{student.pk}/{part}"
        if _exists(url):
            tabs.append({"title": title, "url": url, "current": part == current})
    return tabs


def _exists(url: str) -> bool:
    try:
        resolve(url)
    except Resolver404:
        return False
    return True
