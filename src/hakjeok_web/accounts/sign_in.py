"""How allauth signs people in here: no sign-up, no mail, our words, sealed secrets."""

import base64
import time
import uuid

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponseRedirect

from hakjeok_web.config import encryption

SECRET_PLACE = "mfa_authenticator.data"  # noqa: S105  (where it is kept, not what it is)
# allauth seals a secret before its row has a number; the place alone binds it.
_NO_ROW = uuid.UUID(int=0)

_SAID = {
    "mfa/messages/webauthn_added.txt": "패스키를 등록했습니다.",
    "mfa/messages/webauthn_removed.txt": "패스키를 지웠습니다.",
    "mfa/messages/totp_deactivated.txt": "인증 앱 연결을 풀었습니다.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation, and a fresh factor is asked before a factor is changed."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "아이디나 비밀번호가 맞지 않습니다. 다시 적어 주세요.",
        "too_many_login_attempts": "여러 번 틀려서 잠시 멈췄습니다. 5분 뒤에 다시 로그인해 주세요.",
        "incorrect_password": "비밀번호가 맞지 않습니다. 다시 적어 주세요.",
        "rate_limited": "짧은 시간에 여러 번 보냈습니다. 5분 뒤에 다시 해 주세요.",
        "account_inactive": "지금은 쓸 수 없는 계정입니다. 학교권한관리자에게 물어봐 주세요.",
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def pre_authenticate(self, request, **credentials) -> None:
        """Nothing: axes counts wrong passwords by name and address, so that nobody can lock out another."""

    def respond_user_inactive(self, request, user):
        messages.error(request, self.error_messages["account_inactive"])
        return HttpResponseRedirect("/sign-in/")

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Not within five minutes of showing a factor; a password counts only while there is no factor yet."""
        records = get_authentication_records(context.request, context.request.user)
        strong = [record for record in records if record["method"] == "mfa"]
        shown_at = max((record["at"] for record in strong or records), default=0.0)
        return time.time() - shown_at >= app_settings.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Passkey first, then a code; the password only where there is neither."""
        words = {
            "mfa_reauthenticate:webauthn": "패스키로 본인 확인",
            "mfa_reauthenticate": "인증 앱의 코드로 본인 확인",
            "reauthenticate": "비밀번호로 본인 확인",
        }
        found = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        methods = [found[key] | {"description": text} for key, text in words.items() if key in found]
        return [method for method in methods if method["id"] != "reauthenticate"] or methods

    def add_message(self, request, level, message_template=None, *args, message=None, **kwargs) -> None:
        text = message or _SAID.get(message_template)
        if text:
            messages.add_message(request, level, text)


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of one-time codes are sealed; the last factor stays."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "코드나 패스키가 맞지 않습니다. 다시 해 주세요.",
        "cannot_delete_authenticator": "마지막 인증 수단은 지울 수 없습니다. 다른 것을 먼저 등록해 주세요.",
        "cannot_generate_recovery_codes": "패스키나 인증 앱을 먼저 등록해 주세요.",
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(encryption.encrypt(text, place=SECRET_PLACE, row=_NO_ROW)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(base64.b64decode(encrypted_text), place=SECRET_PLACE, row=_NO_ROW)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        factors = Authenticator.objects.filter(user_id=authenticator.user_id)
        factors = factors.exclude(type=Authenticator.Type.RECOVERY_CODES)
        return authenticator.type == Authenticator.Type.RECOVERY_CODES or factors.count() > 1

    def generate_authenticator_name(self, user, type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return f"패스키 {number}"

    def get_public_key_credential_user_entity(self, user) -> dict:
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.name}
