"""Addresses under allauth's own names, which it looks up without a namespace. What is not here does not exist:
no sign-up, no e-mail, no password reset.
"""

from django.urls import path

from hakjeok_web.accounts.views import account, factors, sign_in

urlpatterns = [
    path("sign-in/", sign_in.password, name="account_login"),
    path("sign-in/passkey/", sign_in.passkey, name="mfa_login_webauthn"),
    path("sign-in/code/", sign_in.code, name="mfa_authenticate"),
    path("sign-out/", account.sign_out, name="account_logout"),
    path("account/", account.overview, name="mfa_index"),
    path("account/second-factor/", factors.second_factor, name="second_factor"),
    path("account/confirm/passkey/", sign_in.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("account/confirm/code/", sign_in.confirm_by_code, name="mfa_reauthenticate"),
    path("account/confirm/password/", sign_in.confirm_by_password, name="account_reauthenticate"),
    path("account/passkeys/new/", factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/name/", factors.NamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/removal/", factors.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("account/one-time-codes/new/", factors.ConnectApp.as_view(), name="mfa_activate_totp"),
    path("account/one-time-codes/removal/", factors.DisconnectApp.as_view(), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", factors.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", factors.RenewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
]
