"""A meeting and its items as their pages show them (회의 화면): which step is next, the quorum, what can be made."""

from collections.abc import Mapping
from typing import Any

from hakjeok_web.accounts.policies import Menu
from hakjeok_web.committees import papers, queries, rules, told
from hakjeok_web.committees.forms import (
    AttendanceForm,
    ClosingForm,
    ItemForm,
    OpeningForm,
    ReasonForm,
    RecusalForm,
    StatementForm,
    VoteForm,
)
from hakjeok_web.committees.meeting_actions import require_lawful
from hakjeok_web.committees.models import AgendaItem, Meeting
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import reference

BADGES = {
    Meeting.State.PLANNED: ("info", "calendar"),
    Meeting.State.CONVENED: ("warn", ""),
    Meeting.State.CLOSED: ("ok", "done"),
    Meeting.State.CANCELLED: ("outline", ""),
}


def badge_of(meeting: Meeting) -> dict[str, str]:
    tone, icon = BADGES[Meeting.State(meeting.state)]
    return {"text": meeting.get_state_display(), "tone": tone, "icon": icon}


def meeting_context(request, meeting: Meeting, **forms: Any) -> dict[str, Any]:
    """The variables of the page of a meeting; `forms` are those that came back with errors."""
    held = papers.read(meeting, request.actor)
    request.shown.add(held.pupils.keys(), purpose="위원회 회의")
    may_write = request.actor.may_write(Menu.COMMITTEES)
    context = {
        "meeting": meeting,
        "badge": badge_of(meeting),
        "lines": [line_of(held, each) for each in held.items],
        "heads": held.heads,
        "quorum": quorum_of(held.heads),
        "may_write": may_write,
        "offers": [_offered(each) for each in papers.offers(meeting, held.items)] if may_write else [],
        "hindrances": hindrances(request, held) if meeting.is_planned else [],
    }
    return context | _forms(request, held, forms) | forms | {"page_errors": any(_errors(forms))}


def _errors(forms: Mapping[str, Any]):
    return (form.errors for form in forms.values() if hasattr(form, "errors"))


def _forms(request, held: told.Held, given: Mapping[str, Any]) -> dict[str, Any]:
    meeting = held.meeting
    voters = [each for each in held.heads.members if each.votes]
    seen = {"seen": meeting.version}
    return {
        "attendance_form": given.get("attendance_form") or attendance_form(meeting, held.heads),
        "opening_form": OpeningForm(members=voters, initial=seen),
        "closing_form": ClosingForm(initial=seen),
        "item_form": ItemForm(committee=meeting.committee, actor=request.actor),
        "cancel_form": ReasonForm(auto_id="id_cancel_%s"),
    }


def attendance_form(meeting: Meeting, heads: queries.Heads, data=None) -> AttendanceForm:
    """Who came, as saved or as typed. One query."""
    rows = meeting.attendances.all()
    return AttendanceForm(data, members=heads.members, attendances=rows, seen=meeting.version)


def quorum_of(heads: queries.Heads) -> dict[str, Any] | None:
    """The quorum of these heads in one sentence with its reasons; None without members."""
    result = heads.result()
    if result is None:
        return None
    return {"result": result, "present": len(heads.voters), "enrolled": heads.enrolled, "reasons": _first(result)}


def _first(result) -> dict[str, Any]:
    """Only the steps on the quorum: nobody has voted yet."""
    reasons = reasons_of(result)
    return reasons | {"steps": [each for each in reasons["steps"] if "재적위원" in each["text"]]}


def hindrances(request, held: told.Held) -> list[str]:
    """What would keep the meeting from being opened: composition, ground (p.12–13, 93)."""
    try:
        require_lawful(held.meeting, held.heads, request.actor)
    except Refused as refused:
        return [reason.text for reason in refused.reasons]
    return []


def line_of(held: told.Held, item: AgendaItem) -> dict[str, Any]:
    """An item in the agenda: whom it is about, and what came of it."""
    pupil = held.pupils.get(item.pupil_id)
    return {
        "item": item,
        "whom": pupil.label if pupil else item.child_name,
        "decision": told.decision_word(item),
        "vote": queries.vote_of(item),
        "excluded": [each for each in item.recusals.all() if each.excluded],
        "said": len(item.statements.all()),
    }


def _offered(offer: papers.Offer) -> dict[str, Any]:
    document = offer.made.document if offer.made else None
    return {
        "offer": offer,
        "document": document,
        "reference": reference(document) if document else "",
        "state": document.get_state_display() if document else "",
    }


def item_context(request, meeting: Meeting, item: AgendaItem, **forms: Any) -> dict[str, Any]:
    """The variables of the page of an item."""
    held = papers.read(meeting, request.actor)
    found = next(each for each in held.items if each.pk == item.pk)
    heads = held.heads.without(queries.excluded_of(found))
    request.shown.add({found.pupil_id} & held.pupils.keys(), purpose="위원회 심의")
    vote = queries.vote_of(found)
    context = {
        "meeting": meeting,
        "item": found,
        "line": line_of(held, found),
        "heads": heads,
        "quorum": quorum_of(heads),
        "vote": vote,
        "vote_reasons": reasons_of(_counted(vote)) if vote else None,
        "void_votes": [each for each in found.votes.all() if each.voided_at],
        "recusals": [(each, told.recusal_told(each)) for each in found.recusals.all()],
        "may_write": request.actor.may_write(Menu.COMMITTEES) and not meeting.is_over,
        "neighbours": _neighbours(held, found),
    }
    return context | item_forms(held, heads) | forms | {"page_errors": any(_errors(forms))}


def _counted(vote):
    return rules.voted(enrolled=vote.enrolled, present=vote.present, in_favour=vote.in_favour, excluded=vote.excluded)


def _neighbours(held: told.Held, item: AgendaItem) -> dict[str, Any]:
    """The items before and after this one."""
    at = held.items.index(item)
    return {
        "before": held.items[at - 1] if at else None,
        "after": held.items[at + 1] if at + 1 < len(held.items) else None,
    }


def item_forms(held: told.Held, heads: queries.Heads) -> dict[str, Any]:
    """The forms of an item, with the members that each may name."""
    present = [each for each in held.heads.members if each.pk in heads.present - heads.excluded]
    counted = [each for each in held.heads.members if each.votes]
    return {
        "recusal_form": RecusalForm(members=counted, auto_id="id_recusal_%s"),
        "statement_form": StatementForm(members=present, auto_id="id_statement_%s"),
        "vote_form": VoteForm(auto_id="id_vote_%s"),
        "void_form": ReasonForm(auto_id="id_void_%s"),
        "postpone_form": ReasonForm(auto_id="id_postpone_%s"),
    }
