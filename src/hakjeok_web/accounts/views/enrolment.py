"""Enrolling by a one-time link (계정 등록)."""

from allauth.account import app_settings
from allauth.core.internal import ratelimit
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from hakjeok_web.accounts import actions
from hakjeok_web.accounts.forms import NewPasswordForm
from hakjeok_web.accounts.policies import open_to_anyone
from hakjeok_web.config.refusals import Refused

RATE = {"enrol": "60/m/ip"}


@open_to_anyone
@sensitive_post_parameters()
def enrol(request, code: str):
    """Choose a password, or go straight to a passkey; the second factor comes next."""
    if not ratelimit.consume(request, app=app_settings.__name__, action="enrol", config=RATE, limit_get=True):
        return ratelimit.respond_429(request)
    invitation = actions.invitation_of(code)
    if invitation is None:
        return render(request, "accounts/enrol_over.html", status=404)
    if request.method != "POST":
        return _form(request, invitation, NewPasswordForm(user=invitation.user))
    if request.POST.get("way") == "passkey":
        return _enrolled(request, invitation, None, "mfa_add_webauthn")
    form = NewPasswordForm(request.POST, user=invitation.user)
    if not form.is_valid():
        return _form(request, invitation, form)
    return _enrolled(request, invitation, form.cleaned_data["password1"], "second_factor")


def _form(request, invitation, form):
    context = {"form": form, "person": invitation.user, "expires_at": invitation.expires_at}
    return render(request, "accounts/enrol.html", context, status=422 if form.is_bound else 200)


def _enrolled(request, invitation, password: str | None, following: str):
    try:
        actions.enrol(request, invitation, password=password)
    except Refused:
        return render(request, "accounts/enrol_over.html", status=404)
    return redirect(following)
