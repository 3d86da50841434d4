"""A screen in somebody else's hands (보호자에게 건넨 화면): the sign-in opens one page until its own person is back.

The lock lies in the session, so that neither Back nor another tab nor a reload of the page knows a way around it, and
other sign-ins of the same person know nothing of it.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from allauth.account.authentication import get_authentication_records
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

SESSION_KEY = "handed_over"
# Besides the page itself: showing a factor, ending the sign-in, and the page that asks for the person.
_WAYS_BACK = ("accounts:take-back", "mfa_reauthenticate_webauthn", "mfa_reauthenticate", "account_logout")
SENTENCE = "보호자에게 건넨 화면입니다. 선생님 확인을 한 뒤에 다시 열 수 있습니다."


@dataclass(frozen=True)
class HandedOver:
    """What was handed over: `page` and what lies below it may be opened, nothing else of the site."""

    page: str
    back: str  # where the person goes on afterwards
    factors: int  # how often a factor had been shown before
    pupils: Sequence[str] = ()

    def opens(self, path: str) -> bool:
        """Whether an address may be opened now."""
        return path.startswith(self.page) or path in map(reverse, _WAYS_BACK)


def held_by(request) -> HandedOver | None:
    """What this sign-in has handed over, if it has."""
    kept = request.session.get(SESSION_KEY)
    return HandedOver(**kept) if kept else None


def hand_over(request, *, page: str, back: str, pupils: Iterable[uuid.UUID]) -> None:
    """Lock this sign-in to one page (건네기); logged with the pupils whom the page tells of."""
    told = [str(each) for each in pupils]
    held = HandedOver(page=page, back=back, factors=_factors_shown(request), pupils=told)
    request.session[SESSION_KEY] = asdict(held)
    _log(request, told, "보호자에게 화면을 건넴")


def take_back(request) -> str:
    """Open the site again (돌려받기), logged; where to go on. The caller has made sure who is there."""
    held = held_by(request)
    if held is None:
        return "/"
    del request.session[SESSION_KEY]
    _log(request, held.pupils, "보호자에게서 화면을 돌려받음")
    return held.back


def is_back(request, held: HandedOver) -> bool:
    """Whether the person has shown one of his own factors since, however fresh an earlier one may be."""
    return _factors_shown(request) > held.factors


def refusal(request) -> HttpResponse:
    """What any other address answers: the page that asks for the person; a sentence to scripts."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("accounts:take-back")})
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"message": SENTENCE}, status=423)
    return redirect("accounts:take-back")


def _factors_shown(request) -> int:
    return sum(each.get("method") == "mfa" for each in get_authentication_records(request, request.user))


def _log(request, pupils: Iterable[str], purpose: str) -> None:
    request.shown.add(map(uuid.UUID, pupils), purpose=purpose)
    request.shown.notable = True
