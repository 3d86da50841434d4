"""The printed monthly register (월별 출석부 인쇄)."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hakjeok_web.accounts.models import Homeroom
from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance import paper, queries
from hakjeok_web.attendance.models import RegisterAct
from hakjeok_web.attendance.views.register import month_label, register_url
from hakjeok_web.config.exports import PURPOSES, purpose_of
from hakjeok_web.documents import printing
from hakjeok_web.documents.rendering.register_sheet import values_of
from hakjeok_web.schools.facts import calendars_of


@reads(Menu.REGISTER, pupils=True)
@require_http_methods(["GET", "POST"])
def register_paper(request, school_class, month):
    """Asks for format and purpose, then orders the file."""
    found = queries.readable_class(request.actor, school_class)
    shown = queries.class_month(found, month, reader=request.actor)
    purpose = purpose_of(request)
    if request.method == "POST" and purpose and request.POST.get("format") in printing.FORMAT_WORDS:
        return redirect("documents:job", _order(request, found, shown, purpose).pk)
    context = {
        "class_label": str(found),
        "month_label": month_label(month),
        "formats": list(printing.FORMAT_WORDS.items()),
        "purposes": PURPOSES,
        "missing": request.method == "POST",
        "untaken": len(shown.untaken_days(until=request.today)),
        "register_url": register_url(found.pk, month),
    }
    return render(request, "attendance/register_paper.html", context, status=422 if context["missing"] else 200)


def _order(request, found, shown, purpose: str):
    title = f"{found} {shown.first_on.month}월 출석부"
    request.shown.add((pupil.id for pupil in shown.pupils), purpose=f"출석부 인쇄: {purpose}")
    sheet = paper.sheet_of(
        found,
        shown,
        calendars_of(found.school_year),
        school_name=request.actor.school_name,
        homeroom=_homeroom_name(found),
        closed_on=_closed_on(found, shown),
    )
    order = printing.Order(
        definition="attendance-register",
        format=request.POST["format"],
        name=title,
        values={"sheet": values_of(sheet)},
        pupils=[str(pupil.id) for pupil in shown.pupils],
    )
    return printing.order_files(title=title, orders=[order], purpose=purpose, by=request.actor)


def _homeroom_name(school_class) -> str:
    last = Homeroom.objects.filter(school_class=school_class).select_related("staff__user").order_by("from_on").last()
    return last.staff.user.name if last else ""


def _closed_on(school_class, shown):
    if not shown.is_closed:
        return None
    act = RegisterAct.objects.filter(
        school_class=school_class, date=shown.first_on, kind=RegisterAct.Kind.CLOSE_MONTH
    ).first()
    return timezone.localtime(act.at).date() if act else None
