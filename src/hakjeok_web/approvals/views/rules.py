"""전결 규정, and the table of everything that a final approval changes (결재가 바꾸는 것)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.approvals.delegation import KIND_TITLES, Kind, Stop, own_rules, posts, rule_for, rule_of_kind
from hakjeok_web.approvals.forms import RuleForm
from hakjeok_web.approvals.models import DelegationRule
from hakjeok_web.approvals.retention import kept_words, kept_years_of_kind
from hakjeok_web.approvals.rules import change_rule, rule_in_force, subject_title
from hakjeok_web.documents import registry
from hakjeok_web.documents.rendering import definitions


@reads(Menu.APPROVAL_RULES)
@require_GET
def rules(request):
    """One row a kind, and the forms that differ from their kind."""
    own = own_rules(request.actor.school_id)
    kinds = [_row(kind, title, rule_of_kind(kind, own), own) for kind, title in KIND_TITLES.items()]
    forms = [
        _row(each.id, subject_title(each.id), rule_for(each.id, each, own), own) for each in definitions().values()
    ]
    context = {
        "kinds": kinds,
        "forms": forms,
        "may_write": request.actor.may_write(Menu.APPROVAL_RULES),
    }
    return render(request, "approvals/rules.html", context)


def _row(subject: str, title: str, rule, own) -> dict:
    kept = kept_words(kept_years_of_kind(subject if subject in KIND_TITLES else definitions()[subject].kind))
    return {"subject": subject, "title": title, "rule": rule, "changed": own.get(subject), "kept": kept}


@reads(Menu.APPROVAL_RULES)
@require_http_methods(["GET", "POST"])
def rule(request, subject):
    """The line of one kind or form, its history, and the form that changes it."""
    if not subject_title(subject):
        raise Http404
    if request.method == "POST" and not request.actor.may_write(Menu.APPROVAL_RULES):
        raise PermissionDenied
    in_force = rule_in_force(subject, request.actor)
    form = _form(request, in_force)
    if form.is_bound and form.is_valid() and _changed(request, form, subject):
        return redirect("approvals:rules")
    return render(request, "approvals/rule.html", _context(request, subject, in_force, form), status=form.http_status)


def _context(request, subject: str, in_force, form: RuleForm) -> dict:
    return {
        "title": subject_title(subject),
        "rule": in_force,
        "form": form,
        "may_write": request.actor.may_write(Menu.APPROVAL_RULES),
        "history": _history(request, subject),
        "page_errors": form.errors,
    }


def _form(request, in_force) -> RuleForm:
    stops = [Stop(kind, post) for post in posts().values() for kind in Kind]
    choices = [(str(stop), str(stop)) for stop in stops]
    known = [str(stop) for stop in in_force.line]
    return RuleForm(request.POST if request.method == "POST" else None, stops=known, choices=choices)


def _changed(request, form: RuleForm, subject: str) -> bool:
    words = {kind.label: kind.value for kind in Kind}
    chosen = (each.split(" ", 1) for each in form.chosen())
    line = [{"kind": words[kind], "post": post} for kind, post in chosen]
    done = form.apply(change_rule, subject=subject, line=line, reason=form.cleaned_data["reason"], by=request.actor)
    if done:
        messages.success(
            request, f"{subject_title(subject)}의 전결 규정을 바꿨습니다. 지금 결재 중인 문서는 그대로입니다."
        )
    return done


def _history(request, subject: str) -> list[dict]:
    """Earlier rules of the school, newest first, as `_timeline.html` wants them."""
    by_subject = {"form_kind": subject} if subject in KIND_TITLES else {"definition": subject}
    found = DelegationRule.objects.filter(school_id=request.actor.school_id, **by_subject).select_related("made_by")
    return [
        {"on": each.made_at, "kind": str(_as_rule(each)), "text": each.reason, "who": each.made_by.name}
        for each in found
    ]


def _as_rule(found: DelegationRule):
    return rule_of_kind("own", {"own": found})


@reads(Menu.APPROVAL_RULES)
@require_GET
def effects(request):
    """Everything that a final approval can change, in one table."""
    rows = [
        {"form": subject_title(definition) or definition, "titles": [effect.title for effect in known]}
        for definition, known in sorted(registry.effects.items())
    ]
    return render(request, "approvals/effects.html", {"rows": rows})
