"""학교장이 정한 값: how long an absence is long, and how often is frequent."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hakjeok.attendance.remark import LONG
from hakjeok_web.accounts.policies import Menu, Scope, reads
from hakjeok_web.remarks import actions, queries
from hakjeok_web.remarks.forms import RuleForm
from hakjeok_web.remarks.models import SchoolRule
from hakjeok_web.schools import queries as schools


@reads(Menu.REMARKS)
@require_http_methods(["GET", "POST"])
def rules(request):
    """The values of the year beside the handbook's own, and who set them when."""
    year = schools.selected_year(request)
    if year is None:
        raise Http404
    may_write = request.actor.right(Menu.REMARKS).writes == Scope.SCHOOL and not year.is_past(request.today)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = _form(request, year)
    if form.is_bound and form.is_valid() and _set(request, form, year):
        return redirect(request.get_full_path())
    context = _context(year) | {"form": form, "may_write": may_write}
    return render(request, "remarks/rules.html", context, status=form.http_status)


def _form(request, year) -> RuleForm:
    if request.method == "POST":
        return RuleForm(request.POST)
    return RuleForm.of(queries.rule_of(year), LONG.at(year.year).whole)


def _context(year) -> dict:
    acts = list(SchoolRule.objects.filter(school_year=year).select_related("set_by"))
    return {"rule": acts[0] if acts else None, "standard": LONG.at(year.year).whole, "year": year, "acts": acts}


def _set(request, form: RuleForm, year) -> bool:
    if not form.apply(actions.set_rule, school_year=year, by=request.actor, **form.cleaned_data):
        return False
    messages.success(request, "학교가 정한 값을 저장했습니다. 제안에 바로 쓰입니다.")
    return True
