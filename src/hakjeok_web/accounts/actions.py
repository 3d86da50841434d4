"""What people do with sign-ins, invitations, posts and rights."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.db import transaction

from hakjeok_web.accounts.models import Invitation, Staff, User, UserSession
from hakjeok_web.accounts.sessions import session_name
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Refused

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SCHOOL_KEY = "school"
DEMO_KEY = "demo_as"
INVITATION_LIMIT = timedelta(hours=72)
INVITATIONS_A_DAY = 5


def sign_in_for_demo(request, post: Staff) -> None:
    """Sign in as somebody of a demonstration site; any earlier sign-in of this browser ends."""
    logout(request)
    login(request, post.user, backend=BACKEND)
    request.session[DEMO_KEY] = str(post.user.pk)
    request.session[SCHOOL_KEY] = str(post.school_id)


def sign_out(request) -> None:
    """End this browser's sign-in on the server."""
    logout(request)


def end_session(*, by_user: User, key_hash: str) -> bool:
    """End one of the person's own sign-ins, named by `session_name`; whether there was one."""
    for session in UserSession.objects.filter(user=by_user).only("session_key"):
        if session_name(session.session_key) == key_hash:
            session.delete()
            return True
    return False


def end_other_sessions(user_id: uuid.UUID, *, keep: str | None = None) -> int:
    """End all sign-ins of a person but the one with the key `keep`; how many."""
    others = UserSession.objects.filter(user_id=user_id).exclude(session_key=keep or "")
    return others.delete()[0]


def change_password(request, password: str) -> None:
    """Set a new password; every other sign-in ends, this one goes on under a new key."""
    user = request.user
    user.set_password(password)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    end_other_sessions(user.pk, keep=request.session.session_key)


@transaction.atomic
def invite(user: User) -> str:
    """A one-time link (등록 링크) by which a new person, or one who lost his key, enrols; earlier links stop working.

    Who may send it is decided before (`staff_actions.invite_again`, `bootstrap`).

    Raises:
        Refused: five links were made for this person within a day.

    """
    now = clock.now()
    User.objects.select_for_update().get(pk=user.pk)
    if user.invitations.filter(created_at__gt=now - timedelta(days=1)).count() >= INVITATIONS_A_DAY:
        raise Refused("등록 링크는 한 사람에게 하루 5번까지 만들 수 있습니다. 내일 다시 만들어 주세요.")
    user.invitations.filter(used_at=None).update(expires_at=now)
    code = secrets.token_urlsafe(32)
    Invitation.objects.create(user=user, code_hash=_hash(code), expires_at=now + INVITATION_LIMIT)
    return f"{settings.SITE_SETTINGS.address}/enrol/{code}/"


def invitation_of(code: str) -> Invitation | None:
    """The invitation of a code while it can be used. One query."""
    usable = Invitation.objects.filter(used_at=None, expires_at__gt=clock.now(), user__is_active=True)
    return usable.select_related("user").filter(code_hash=_hash(code)).first()


@transaction.atomic
def enrol(request, invitation: Invitation, *, password: str | None) -> None:
    """Use an invitation once: what the person had before is gone, and he is let in to make a second factor.

    Raises:
        Refused: it was used in the meantime.

    """
    unused = Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=clock.now())
    if unused.update(used_at=clock.now()) != 1:
        raise Refused("이 등록 링크는 방금 쓰였습니다. 학교권한관리자에게 새 링크를 부탁해 주세요.")
    user = invitation.user
    Authenticator.objects.filter(user=user).delete()
    user.set_password(password)
    user.save(update_fields=["password"])
    end_other_sessions(user.pk)
    logout(request)
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="invitation")


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()
