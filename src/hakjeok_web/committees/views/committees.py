"""위원회: the list, one committee with its members and meetings, appointments, the report and the result register."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok.dates import first_of_school_year, last_of_school_year, school_year_of
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.committees import actions, committee_page, papers, queries, register
from hakjeok_web.committees.forms import CommitteeForm, EndForm, MemberForm, ReportForm
from hakjeok_web.committees.meeting_page import badge_of
from hakjeok_web.committees.models import Committee, Member
from hakjeok_web.committees.views.acts import done_once
from hakjeok_web.config.refusals import Refused

PER_PAGE = 12
GET_OR_POST = ("GET", "POST")


@reads(Menu.COMMITTEES)
@require_GET
def index(request):
    """The committees, this year's first: problems, next meeting, report."""
    found = Committee.objects.filter(school_id=request.actor.school_id).select_related("reported_by")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = committee_page.shown(page.object_list, request.actor)
    return render(request, "committees/committees.html", {"rows": rows, "page": page, **_rights(request)})


def _rights(request) -> dict:
    return {"may_write": request.actor.may_write(Menu.COMMITTEES)}


@writes(Menu.COMMITTEES)
@require_http_methods(GET_OR_POST)
def new(request):
    """위원회 만들기."""
    form = CommitteeForm(request.POST or None, initial={"year": school_year_of(request.today)})
    facts = {name: form.cleaned_data[name] for name in ("kind", "year")} if form.is_valid() else {}
    if facts and done_once(request, form, actions.make_committee, **facts):
        messages.success(request, "위원회를 만들었습니다. 위원을 위촉해 주세요.")
        return redirect("committees:committee", form.outcome["id"])
    return render(request, "committees/new.html", {"form": form}, status=form.http_status)


@reads(Menu.COMMITTEES)
@require_GET
def committee(request, committee):
    """One committee: who sits in it, whether that is lawful, its meetings, what is to be reported."""
    found = queries.committee_or_404(request.actor, committee)
    return _page(request, found, ReportForm(initial={"reported_on": request.today}))


def _page(request, found: Committee, report_form: ReportForm):
    shown = committee_page.shown([found], request.actor)[0]
    earlier = [each for each in found.members.all() if each not in shown.members]
    context = {
        "shown": shown,
        "committee": found,
        "earlier": earlier,
        "meetings": [(each, badge_of(each)) for each in shown.meetings],
        "report_form": report_form,
        "by_school_rule": committee_page.BY_SCHOOL_RULE,
        "page_errors": report_form.errors,
        **_rights(request),
    }
    return render(request, "committees/committee.html", context, status=report_form.http_status)


@writes(Menu.COMMITTEES)
@require_POST
def report(request, committee):
    """정기 개최 결과를 보고한 날."""
    found = queries.committee_or_404(request.actor, committee)
    form = ReportForm(request.POST)
    if form.is_valid() and form.apply(actions.mark_reported, committee=found, by=request.actor, **form.cleaned_data):
        messages.success(request, "보고한 날을 적었습니다.")
        return redirect("committees:committee", found.pk)
    return _page(request, found, form)


@writes(Menu.COMMITTEES)
@require_http_methods(GET_OR_POST)
def member_new(request, committee):
    """위원 위촉."""
    found = queries.committee_or_404(request.actor, committee)
    term = {"from_on": first_of_school_year(found.year), "to_on": last_of_school_year(found.year)}
    form = MemberForm(request.POST or None, actor=request.actor, initial={**term, "position": "member"})
    seat = form.seat() if form.is_valid() else None
    if seat and done_once(request, form, actions.appoint, committee=found, seat=seat):
        messages.success(request, "위원을 위촉했습니다.")
        return redirect("committees:committee", found.pk)
    return render(request, "committees/member.html", {"form": form, "committee": found}, status=form.http_status)


@writes(Menu.COMMITTEES)
@require_http_methods(GET_OR_POST)
def member_end(request, committee, member):
    """위원의 임기 끝내기."""
    found = queries.committee_or_404(request.actor, committee)
    seat = Member.objects.filter(committee=found, pk=member).select_related("ended_by").first()
    if seat is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"last_on": request.today})
    if form.is_valid() and form.apply(actions.end_seat, member=seat, by=request.actor, **form.cleaned_data):
        messages.success(request, f"{seat.name} 위원의 임기를 끝냈습니다.")
        return redirect("committees:committee", found.pk)
    context = {"form": form, "committee": found, "member": seat}
    return render(request, "committees/member_end.html", context, status=form.http_status)


@reads(Menu.COMMITTEES, pupils=True)
@require_http_methods(GET_OR_POST)
def results(request, committee):
    """심의결과 기록부: what was decided over the year; a POST begins it as a paper."""
    found = queries.committee_or_404(request.actor, committee)
    entries = register.entries_of(found, request.actor)
    request.shown.add((each.item.pupil_id for each in entries if each.pupil), purpose="심의결과 기록부")
    may_draft = papers.has_register_form(found) and request.actor.may_write(Menu.COMMITTEES)
    context = {"committee": found, "entries": entries, "may_draft": may_draft}
    if request.method == "POST":
        return _register_paper(request, context)
    return render(request, "committees/results.html", context)


def _register_paper(request, context: dict):
    values = [each.values() for each in context["entries"]]
    try:
        if not context["may_draft"]:
            raise Refused("이 위원회의 기록부 서식이 없습니다. 인쇄해서 보관해 주세요.")
        draft = papers.start_register(committee=context["committee"], entries=values, by=request.actor)
    except Refused as refused:
        return render(request, "committees/results.html", {**context, "refusal": str(refused)}, status=422)
    messages.success(request, "기록부 기안을 만들었습니다.")
    return redirect("documents:document", draft.pk)
