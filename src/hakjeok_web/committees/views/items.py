"""안건: who takes no part, what was said, how it was voted."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hakjeok_web.accounts.policies import Menu, to_those_concerned, writes
from hakjeok_web.committees import deliberation, meeting_page, queries
from hakjeok_web.committees.forms import ReasonForm, RecusalForm, StatementForm, VoteForm
from hakjeok_web.committees.views.acts import done_once
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.forms import ActionForm


@to_those_concerned
@require_GET
def item(request, meeting, item):
    """One item: recusals, statements, vote."""
    found, asked = _found(request, meeting, item)
    return _page(request, found, asked)


def _found(request, meeting, item):
    found = queries.meeting_or_404(request.actor, meeting)
    return found, queries.item_or_404(found, item)


def _page(request, meeting, item, status: int = 200, **forms):
    context = meeting_page.item_context(request, meeting, item, **forms)
    return render(request, "committees/item.html", context, status=status)


def _again(request, meeting, item, **forms):
    """The page with a form that was refused, as the meeting stands by now."""
    return _page(request, queries.meeting_or_404(request.actor, meeting.pk), item, status=422, **forms)


def _back(request, meeting, item, told: str):
    messages.success(request, told)
    return redirect("committees:item", meeting.pk, item.pk)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def recusal(request, meeting, item):
    """제척·기피·회피 적기."""
    found, asked = _found(request, meeting, item)
    members = queries.members_on(found.committee, found.held_on)
    form = RecusalForm(request.POST, members=members, auto_id="id_recusal_%s")
    names = ("member", "kind", "reason", "in_favour")
    facts = {name: form.cleaned_data[name] for name in names} if form.is_valid() else {}
    if facts and done_once(request, form, deliberation.record_recusal, item=asked, **facts):
        return _back(request, found, asked, f"{facts['member'].name} 위원의 제척·기피·회피를 적었습니다.")
    return _again(request, found, asked, recusal_form=form)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def statement(request, meeting, item):
    """발언 적기."""
    found, asked = _found(request, meeting, item)
    members = queries.members_on(found.committee, found.held_on)
    form = StatementForm(request.POST, members=members, auto_id="id_statement_%s")
    facts = {name: form.cleaned_data[name] for name in ("speaker", "text")} if form.is_valid() else {}
    if facts and done_once(request, form, deliberation.add_statement, item=asked, **facts):
        return _back(request, found, asked, "발언을 적었습니다.")
    return _again(request, found, asked, statement_form=form)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def statement_removal(request, meeting, item, statement):
    """잘못 적은 발언 지우기."""
    found, asked = _found(request, meeting, item)
    said = asked.statements.filter(pk=statement).first()
    if said is None:
        raise Http404
    said.item = asked
    try:
        deliberation.remove_statement(statement=said, by=request.actor)
    except Refused as refused:
        return _again(request, found, asked, refusal=str(refused))
    return _back(request, found, asked, "발언을 지웠습니다.")


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def vote(request, meeting, item):
    """의결 적기."""
    found, asked = _found(request, meeting, item)
    form = VoteForm(request.POST, auto_id="id_vote_%s")
    facts = {"count": form.count(), "summary": form.cleaned_data["summary"]} if form.is_valid() else {}
    if facts and done_once(request, form, deliberation.record_vote, item=asked, **facts):
        return _back(request, found, asked, "의결을 적었습니다.")
    return _again(request, found, asked, vote_form=form)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def vote_voiding(request, meeting, item):
    """의결 다시 적기: the vote that was written down wrongly stays, marked."""
    found, asked = _found(request, meeting, item)
    form = ReasonForm(request.POST, auto_id="id_void_%s")
    if _applied(form, deliberation.void_vote, item=asked, by=request.actor):
        return _back(request, found, asked, "먼저 적은 의결에 표시했습니다. 의결을 다시 적어 주세요.")
    return _again(request, found, asked, void_form=form)


@writes(Menu.COMMITTEES, pupils=True)
@require_POST
def postponement(request, meeting, item):
    """안건을 다음 회의로 미루기, or taking that back."""
    found, asked = _found(request, meeting, item)
    if "undo" in request.POST:
        form = ActionForm({})
        done = form.apply(deliberation.postpone, item=asked, reason="", by=request.actor)
        told = "미루기를 되돌렸습니다."
    else:
        form = ReasonForm(request.POST, auto_id="id_postpone_%s")
        done, told = _applied(form, deliberation.postpone, item=asked, by=request.actor), "안건을 미뤘습니다."
    if done:
        return _back(request, found, asked, told)
    return _again(request, found, asked, postpone_form=form)


def _applied(form: ReasonForm, act, **facts) -> bool:
    return form.is_valid() and form.apply(act, **facts, **form.cleaned_data)
