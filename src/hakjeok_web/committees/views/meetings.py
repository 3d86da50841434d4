"""회의: planned, attended, opened, closed; its papers and its attendance sheet."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.accounts.policies import Menu, signed_in, to_those_concerned, writes
from hakjeok_web.committees import meeting_actions, meeting_page, papers, queries
from hakjeok_web.committees.forms import ClosingForm, ItemForm, MeetingForm, OpeningForm, PlanForm, ReasonForm
from hakjeok_web.committees.models import Meeting
from hakjeok_web.committees.views.acts import done_once
from hakjeok_web.config.converters import id_of
from hakjeok_web.config.refusals import Refused

GET_OR_POST = ("GET", "POST")


@writes(Menu.COMMITTEES, pupils=True)
@require_http_methods(GET_OR_POST)
def new(request, committee):
    """회의 계획: when, where, and the first item."""
    found = queries.committee_or_404(request.actor, committee)
    initial = {"session": Meeting.Session.OCCASIONAL}
    form = MeetingForm(request.POST or None, committee=found, actor=request.actor, initial=initial)
    facts = {"plan": form.plan(), "item": form.item()} if form.is_valid() else {}
    if facts and done_once(request, form, meeting_actions.plan_meeting, committee=found, **facts):
        messages.success(request, "회의를 계획했습니다. 안건을 더하거나 개최 기안을 만들 수 있습니다.")
        return redirect("committees:meeting", form.outcome["id"])
    request.shown.add(form.suggested, purpose="안건의 학생 찾기")
    return render(request, "committees/plan.html", {"form": form, "committee": found}, status=form.http_status)


@writes(Menu.COMMITTEES)
@require_http_methods(GET_OR_POST)
def plan(request, meeting):
    """일시·장소 바꾸기."""
    found = queries.meeting_or_404(request.actor, meeting)
    form = PlanForm(request.POST or None, initial=PlanForm.initial_of(found))
    if form.is_valid() and form.apply(
        meeting_actions.change_plan, meeting=found, plan=form.plan(), seen=_seen(form), by=request.actor
    ):
        messages.success(request, "회의 계획을 바꿨습니다.")
        return redirect("committees:meeting", found.pk)
    context = {"form": form, "meeting": found, "committee": found.committee}
    return render(request, "committees/plan.html", context, status=form.http_status)


def _seen(form) -> int:
    """The version of the meeting that the page showed; a form without it saw none."""
    sent = form.cleaned_data.get("seen")
    return -1 if sent is None else sent


@to_those_concerned
@require_GET
def meeting(request, meeting):
    """One meeting: agenda, who came, quorum, items, papers."""
    return _page(request, queries.meeting_or_404(request.actor, meeting))


def _page(request, found: Meeting, status: int = 200, **forms):
    context = meeting_page.meeting_context(request, found, **forms)
    return render(request, "committees/meeting.html", context, status=status)


def _again(request, found: Meeting, **forms):
    """The page with a form that was refused, as the meeting stands by now."""
    return _page(request, queries.meeting_or_404(request.actor, found.pk), status=422, **forms)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def item_new(request, meeting):
    """안건 더하기."""
    found = queries.meeting_or_404(request.actor, meeting)
    form = ItemForm(request.POST, committee=found.committee, actor=request.actor)
    item = form.item() if form.is_valid() else None
    if item and done_once(request, form, meeting_actions.add_item, meeting=found, item=item):
        messages.success(request, "안건을 더했습니다.")
        return redirect("committees:meeting", found.pk)
    request.shown.add(form.suggested)
    return _again(request, found, item_form=form)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def item_removal(request, meeting, item):
    """안건 빼기."""
    found = queries.meeting_or_404(request.actor, meeting)
    taken = queries.item_or_404(found, item)
    try:
        meeting_actions.remove_item(meeting=found, item=taken, by=request.actor)
    except Refused as refused:
        return _again(request, found, refusal=str(refused))
    messages.success(request, f"{taken.title}을 뺐습니다.")
    return redirect("committees:meeting", found.pk)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def attendance(request, meeting):
    """출석 저장."""
    found = queries.meeting_or_404(request.actor, meeting)
    form = meeting_page.attendance_form(found, queries.heads_of(found), request.POST)
    if form.is_valid() and form.apply(
        meeting_actions.save_attendance, meeting=found, marks=form.marks(), seen=_seen(form), by=request.actor
    ):
        messages.success(request, "출석을 저장했습니다.")
        return redirect("committees:meeting", found.pk)
    return _again(request, found, attendance_form=form)


@signed_in
@require_GET
def quorum(request, meeting):
    """지금 정족수: what is typed in the form of attendance, saved or not."""
    found = queries.meeting_or_404(request.actor, meeting)
    heads = queries.heads_of(found)
    form = meeting_page.attendance_form(found, heads, request.GET)
    typed = queries.Heads(heads.members, form.present())
    context = {"quorum": meeting_page.quorum_of(typed), "heads": typed, "is_typed": True}
    return render(request, "committees/_quorum.html", context)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def opening(request, meeting):
    """개회."""
    found = queries.meeting_or_404(request.actor, meeting)
    form = OpeningForm(request.POST, members=queries.members_on(found.committee, found.held_on))
    if form.is_valid() and form.apply(
        meeting_actions.open_meeting, meeting=found, acting_chair=form.cleaned_data["acting_chair"],
        seen=_seen(form), by=request.actor,
    ):  # fmt: skip
        messages.success(request, "개회했습니다. 안건마다 심의와 의결을 적어 주세요.")
        return redirect("committees:meeting", found.pk)
    return _again(request, found, opening_form=form)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def closing(request, meeting):
    """회의 마침."""
    found = queries.meeting_or_404(request.actor, meeting)
    form = ClosingForm(request.POST)
    if form.is_valid() and form.apply(meeting_actions.close_meeting, meeting=found, seen=_seen(form), by=request.actor):
        messages.success(request, "회의를 마쳤습니다. 회의록과 결과 문서를 만들어 주세요.")
        return redirect("committees:meeting", found.pk)
    return _again(request, found, closing_form=form)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def cancellation(request, meeting):
    """회의를 열지 않음."""
    found = queries.meeting_or_404(request.actor, meeting)
    form = ReasonForm(request.POST, auto_id="id_cancel_%s")
    if form.is_valid() and form.apply(
        meeting_actions.cancel_meeting, meeting=found, by=request.actor, **form.cleaned_data
    ):
        messages.success(request, "회의를 열지 않음으로 적었습니다.")
        return redirect("committees:meeting", found.pk)
    return _again(request, found, cancel_form=form)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def paper(request, meeting):
    """회의에서 문서 만들기; a second press finds the first one's draft."""
    found = queries.meeting_or_404(request.actor, meeting)
    definition, _, item = request.POST.get("paper", "").partition(":")
    try:
        draft = papers.start_paper(meeting=found, definition=definition, item_id=id_of(item), by=request.actor)
    except Refused as refused:
        return _again(request, found, refusal=str(refused))
    return redirect("documents:document", draft.pk)


@signed_in
@require_GET
def sheet(request, meeting):
    """참석 등록부: for signing, printed by the browser. It names no pupil."""
    found = queries.meeting_or_404(request.actor, meeting)
    heads = queries.heads_of(found)
    return render(request, "committees/sheet.html", {"meeting": found, "heads": heads, "items": found.items.all()})
