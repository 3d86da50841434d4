"""Passkeys, one-time codes and recovery codes of one's own account (인증 수단)."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from hakjeok_web.accounts import factors
from hakjeok_web.accounts.actions import DEMO_KEY
from hakjeok_web.accounts.middleware import has_strong_sign_in
from hakjeok_web.accounts.policies import signed_in, while_signing_in

ACCOUNT_URL = "/account/"


class OwnFactor:
    """Nobody who is merely shown a demonstration may change the account of the shown person."""

    def dispatch(self, request, *args, **kwargs):
        if DEMO_KEY in request.session:
            messages.warning(request, "시연용 계정의 인증 수단은 바꿀 수 없습니다.")
            return redirect(ACCOUNT_URL)
        return super().dispatch(request, *args, **kwargs)


@while_signing_in
@require_GET
def second_factor(request):
    """Where people go who gave no more than a password or an invitation: choose a second factor."""
    if has_strong_sign_in(request):
        return redirect(ACCOUNT_URL)
    return render(request, "accounts/second_factor.html")


@while_signing_in
class AddPasskey(OwnFactor, AddWebAuthnView):
    """A passkey that is enough by itself: kept on the device, opened by PIN or finger."""

    template_name = "accounts/passkey_add.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, passwordless=True)}
        return context

    def form_valid(self, form):
        response = super().form_valid(form)
        factors.count_as_strong(self.request, Authenticator.Type.WEBAUTHN)
        return response


@while_signing_in
class ConnectApp(OwnFactor, ActivateTOTPView):
    """One-time codes from an app."""

    template_name = "accounts/app_connect.html"

    def form_valid(self, form):
        response = super().form_valid(form)
        factors.count_as_strong(self.request, Authenticator.Type.TOTP)
        messages.success(self.request, "인증 앱을 연결했습니다.")
        return response


@signed_in
class DisconnectApp(OwnFactor, DeactivateTOTPView):
    template_name = "accounts/app_disconnect.html"
    success_url = ACCOUNT_URL


@signed_in
class RemovePasskey(OwnFactor, RemoveWebAuthnView):
    template_name = "accounts/passkey_remove.html"
    success_url = ACCOUNT_URL

    def form_valid(self, form):
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect(ACCOUNT_URL)
        return super().form_valid(form)


@signed_in
class NamePasskey(OwnFactor, EditWebAuthnView):
    template_name = "accounts/passkey_name.html"
    success_url = ACCOUNT_URL


@signed_in
class RecoveryCodes(OwnFactor, ViewRecoveryCodesView):
    """The codes, once; afterwards only how many are left."""

    template_name = "accounts/recovery_codes.html"


@signed_in
class RenewRecoveryCodes(OwnFactor, GenerateRecoveryCodesView):
    template_name = "accounts/recovery_codes_renew.html"
