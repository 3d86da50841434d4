"""Every address of the site; each route's policy stands on its view, or here for views of libraries."""

from django.urls import include, path

from hakjeok_web.accounts.policies import Audience, RoutePolicy
from hakjeok_web.config.style_guide import style_guide

# Views that come from a library cannot be marked, so they stand here by name.
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

urlpatterns = [
    path("", include("hakjeok_web.obligations.urls")),
    path("", include("hakjeok_web.accounts.urls")),
    path("", include("hakjeok_web.accounts.sign_in_urls")),
    path("", include("hakjeok_web.schools.urls")),
    path("", include("hakjeok_web.students.urls")),
    path("", include("hakjeok_web.attendance.urls")),
    path("", include("hakjeok_web.documents.urls")),
    path("style/", style_guide, name="style_guide"),
]
