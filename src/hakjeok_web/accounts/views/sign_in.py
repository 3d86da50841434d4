"""Getting in (로그인): allauth's logic under our addresses, with our words."""

from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView

password = LoginView.as_view(template_name="accounts/sign_in.html")
passkey = LoginWebAuthnView.as_view()
code = AuthenticateView.as_view(template_name="accounts/sign_in_code.html")
confirm_by_password = ReauthenticateView.as_view(template_name="accounts/confirm.html")
confirm_by_code = ReauthenticateByCodeView.as_view(template_name="accounts/confirm.html")
confirm_by_passkey = ReauthenticateWebAuthnView.as_view(template_name="accounts/confirm_passkey.html")
