"""Policies of views that come from libraries (로그인): they cannot be marked, so they stand here by name."""

from hakjeok_web.accounts.policies import Audience, RoutePolicy

_OPEN = RoutePolicy(Audience.ANYONE)
_STEP = RoutePolicy(Audience.SIGNED_IN, before_second_factor=True)
LIBRARY_POLICIES: dict[str, RoutePolicy] = {
    "allauth.account.views.LoginView": _OPEN,
    "allauth.account.views.ReauthenticateView": _STEP,
    "allauth.mfa.base.views.AuthenticateView": _OPEN,
    "allauth.mfa.base.views.ReauthenticateView": _STEP,
    "allauth.mfa.webauthn.views.LoginWebAuthnView": _OPEN,
    "allauth.mfa.webauthn.views.ReauthenticateWebAuthnView": _STEP,
}
