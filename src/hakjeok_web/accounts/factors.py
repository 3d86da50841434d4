"""What follows when a second factor (인증 수단) is made, lost or renewed."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.http import HttpResponse
from django.shortcuts import redirect

from hakjeok_web.accounts import actions

STRONG_TYPES = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)


def watch() -> None:
    """End all other sign-ins with every change of a factor, whichever way it came (AUT-6)."""
    post_save.connect(_made, sender=Authenticator, dispatch_uid="factor-made")
    post_delete.connect(_lost, sender=Authenticator, dispatch_uid="factor-lost")


def has_factor(user) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=STRONG_TYPES).exists()


def count_as_strong(request, kind: str) -> None:
    """Setting up a factor proves that one holds it: the sign-in is a strong one from now on."""
    record_authentication(request, request.user, method="mfa", type=kind)


def asks_fresh_factor(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view wants a factor shown within the last five minutes (AUT-8); else it asks for one and comes back."""

    @wraps(view)
    def asking(request, *args, **kwargs):
        return ask_for_factor(request, back=request.path) or view(request, *args, **kwargs)

    return asking


def ask_for_factor(request, *, back: str) -> HttpResponse | None:
    """The way to a fresh factor and then `back`; None where one was shown within the last five minutes.

    A demonstration asks nobody: the people whom it shows have no factors.
    """
    if not is_reauthentication_required(request, app="hakjeok_web.accounts"):
        return None
    if request.method == "POST":
        messages.warning(request, "시간이 지나 다시 본인 확인을 했습니다. 한 번 더 보내 주세요.")
    return way_to_factor(request, back=back)


def way_to_factor(request, *, back: str) -> HttpResponse:
    """The page on which the person shows a factor, which then leads `back`."""
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    url = f"{ways[0]['url']}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def spend_code(factor: Authenticator, code: str) -> bool:
    """Note that a code of the app was used; False where it was used just before, also on another server process."""
    unspent = Authenticator.objects.filter(Q(data__spent__isnull=True) | ~Q(data__spent=code), pk=factor.pk)
    return unspent.update(data=factor.data | {"spent": code}) == 1


def _made(sender, instance, created, **kwargs) -> None:
    if created:
        actions.end_other_sessions(instance.user_id, keep=_present_key(instance.user_id))


def _lost(sender, instance, **kwargs) -> None:
    actions.end_other_sessions(instance.user_id, keep=_present_key(instance.user_id))


def _present_key(user_id) -> str | None:
    request = context.request
    if request is None or request.user.pk != user_id:
        return None
    return request.session.session_key
