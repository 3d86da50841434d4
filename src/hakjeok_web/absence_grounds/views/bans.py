"""등교중지: who is kept from school, for how long, and when he came back."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.absence_grounds import bans, queries, taking_back
from hakjeok_web.absence_grounds.forms import BanForm, CancellationForm, ExtensionForm, ReturnForm, SeenCells
from hakjeok_web.absence_grounds.queries import BanLine
from hakjeok_web.absence_grounds.views.listing import list_page
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.converters import id_of
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.students.models import ClassPlacement

PURPOSE = "등교중지"
MENU = Menu.ENTRY_BANS
FORMS = {"extend": ExtensionForm, "return": ReturnForm, "cancel": CancellationForm}


@reads(MENU, pupils=True)
@require_GET
def index(request):
    """Those over or ending today first; `?all=1` shows all."""
    found = queries.bans(request.actor, everything="all" in request.GET)
    return list_page(
        request, "absence_grounds/bans.html", found, menu=MENU, purpose=PURPOSE, unit="명",
        ending=[line for line in found if line.ends_today], shows_all="all" in request.GET,
    )  # fmt: skip


@reads(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same as an Excel file."""
    found = queries.bans(request.actor, everything="all" in request.GET)
    request.shown.add(line.ban.student_id for line in found)
    return excel_of(
        request,
        title=PURPOSE,
        columns=["학생", "성명", "까닭", "병명", "시작일", "마지막 날", "등교한 날", "상태"],
        rows=lambda: (_row(line) for line in found),
        conditions=[("보기", "모두" if "all" in request.GET else "지금")],
    )


def _row(line: BanLine) -> list:
    each = line.ban
    return [
        line.place, each.student.name, each.get_ground_display(), each.illness, each.from_on, each.to_on,
        each.returned_on or "", line.state,
    ]  # fmt: skip


@writes(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def new(request):
    """Register several pupils of a class: the class where there are several, then who and what, then what it means."""
    classes = _classes(request)
    chosen = _chosen(request, classes)
    if chosen is None:
        status = 422 if request.method == "POST" else 200
        return render(request, "absence_grounds/choose_class.html", {"classes": classes}, status=status)
    pupils = _pupils(chosen, request.today)
    request.shown.add((key for key, _ in pupils), purpose="등교중지 등록")
    form = BanForm(request.POST or None, pupils=pupils, initial={"from_on": request.today, "key": uuid.uuid4()})
    if "confirmed" in request.POST and form.apply_once(lambda: _registered(request, form), request):
        return redirect("absence_grounds:bans")
    context = {"form": form, "school_class": chosen, "several": len(classes) > 1}
    return _asked(request, form, context | {"planned": _planned(request, form, dict(pupils))})


def _asked(request, form: BanForm, context: dict):
    """The page that shows what would be written, where it can be shown; else the form."""
    template = "absence_grounds/ban_check.html" if context["planned"] else "absence_grounds/ban_new.html"
    return render(request, template, context | {"page_errors": form.errors}, status=form.http_status)


def _planned(request, form: BanForm, numbered: dict[uuid.UUID, str]) -> list[dict]:
    """A line for each pupil; nothing where the person goes back to the form, or what is wanted cannot be."""
    if "edit" in request.POST or not form.may_be_shown:
        return []
    try:
        found = bans.plan(students=form.cleaned_data["students"], told=form.told(), by=request.actor)
    except Refused as refused:
        form.add_refusal(refused)
        return []
    lines = [_line(each, numbered[each.each.student.pk], request.POST.getlist("replaces")) for each in found]
    return sorted(lines, key=lambda line: list(numbered.values()).index(line["name"]))


def _line(planned: bans.Planned, name: str, ticked: list[str]) -> dict:
    agreed = SeenCells.value_of(each.key for each in planned.standing) if planned.standing else ""
    return {
        "name": name, "student": planned.each.student, "days": planned.days, "word": planned.value.word,
        "standing": planned.standing, "agreed": agreed, "is_ticked": agreed in ticked,
    }  # fmt: skip


def _classes(request) -> list[SchoolClass]:
    year = schools.current_year(request.actor.school_id, request.today)
    every = schools.classes_of(year) if year else []
    return [each for each in every if request.actor.may_write_class(MENU, each.pk)]


def _chosen(request, classes: list[SchoolClass]) -> SchoolClass | None:
    if len(classes) == 1:
        return classes[0]
    wanted = id_of(request.GET.get("class", ""))
    return next((each for each in classes if each.pk == wanted), None)


def _pupils(school_class: SchoolClass, today) -> list[tuple[uuid.UUID, str]]:
    seats = ClassPlacement.objects.filter(queries.covering(today), school_class=school_class)
    rows = seats.order_by("number").values_list("student_id", "number", "student__name")
    return [(student, f"{number}번 {name}") for student, number, name in rows]


def _registered(request, form: BanForm) -> dict:
    sent = form.cleaned_data
    made = bans.register(students=sent["students"], told=form.told(), by=request.actor, replaces=sent["replaces"])
    for word in sorted({bans.value_of(each).word for each in made}):
        names = ", ".join(each.student.name for each in made if bans.value_of(each).word == word)
        messages.success(request, f"{names} 학생을 등교중지로 등록하고 출석부에 {word}으로 적었습니다.")
    return {"made": [str(each.pk) for each in made]}


@reads(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def ban(request, ban):
    """One ban with its history; POST extends it, says that the pupil came back, or cancels it."""
    line = queries.ban_or_404(request.actor, ban)
    request.shown.add([line.ban.student_id], purpose=PURPOSE)
    may_write = queries.may_write(request.actor, MENU, line.seat) and not line.ban.is_cancelled
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms = {name: _form(request, name, line, sent=name == act) for name in FORMS}
    sent = forms.get(act)
    if sent and sent.apply_once(lambda: _acted(request, act, sent, line), request):
        return redirect("absence_grounds:ban", ban)
    context = _context(line, forms, sent) | {"may_write": may_write}
    return render(request, "absence_grounds/ban.html", context, status=422 if request.method == "POST" else 200)


def _context(line: BanLine, forms: dict, sent) -> dict:
    return {
        "line": line, "ban": line.ban, "forms": forms, "form": sent, "page_errors": sent.errors if sent else None,
        "files": line.ban.files.count(), "history": queries.history_of(line.ban.acts.all()),
    }  # fmt: skip


def _form(request, name: str, line: BanLine, *, sent: bool):
    initial = {"seen": line.ban.version, "key": uuid.uuid4(), "returned_on": request.today}
    return FORMS[name](request.POST if sent else None, initial=initial, auto_id=f"{name}_%s")


def _acted(request, act: str, form, line: BanLine) -> dict:
    told, seen = form.cleaned_data, form.cleaned_data["seen"] or 0
    if act == "extend":
        told_days = {"to_on": told["to_on"], "replaces": told["replaces"]}
        done = bans.extend(ban=line.ban, seen=seen, by=request.actor, **told_days)
        messages.success(request, f"{korean_date(done.to_on)}까지 연장했습니다.")
    elif act == "return":
        back = bans.end(ban=line.ban, seen=seen, returned_on=told["returned_on"], by=request.actor)
        messages.success(request, f"등교한 날을 적었습니다.{taking_back.told(back)}")
    else:
        back = bans.cancel(ban=line.ban, seen=seen, reason=told["reason"], by=request.actor)
        messages.success(request, f"등록을 취소하고 그날들을 등록 전으로 되돌렸습니다.{taking_back.told(back)}")
    return {}
