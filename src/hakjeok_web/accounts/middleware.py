"""From the cookie to an actor, and from the actor to what he may open."""

import uuid
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from hakjeok_web.accounts import access_log, handed_over, queries
from hakjeok_web.accounts.actions import DEMO_KEY, SCHOOL_KEY
from hakjeok_web.accounts.library_views import LIBRARY_POLICIES
from hakjeok_web.accounts.policies import Audience, RoutePolicy, may_be_seen
from hakjeok_web.config import clock, tenancy

POLL_HEADER = "X-Background"
SECOND_FACTOR_URL = "/account/second-factor/"


class UserMiddleware:
    """`request.user` from the session's own query; no second one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.session.place = request.META.get("REMOTE_ADDR")
        request.session.agent = request.headers.get("User-Agent", "")[:200]
        request.user = self._user(request)
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _user(self, request):
        session = request.session
        if SESSION_KEY not in session or session.record is None:
            return AnonymousUser()
        user = session.record.user
        same = user and constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
        if not same or not user.is_active or BACKEND_SESSION_KEY not in session:
            session.flush()
            return AnonymousUser()
        if not request.headers.get(POLL_HEADER):
            session.touch()
        return user


class HandedOverMiddleware:
    """A screen that was handed to a guardian opens his page and nothing else, until its teacher is back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        held = handed_over.held_by(request) if request.user.is_authenticated else None
        if held and not held.opens(request.path):
            return handed_over.refusal(request)
        return self.get_response(request)


class ActorMiddleware:
    """`request.actor`: the person at his school with today's rights; opens the school's rows for this transaction."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.today = clock.today()
        request.shown = access_log.Shown()
        request.actor = self._actor(request) if request.user.is_authenticated else None
        response = self.get_response(request)
        has_entry = request.shown.pupils or request.shown.notable
        if request.actor and has_entry and response.status_code < 500:
            request.shown.function = request.shown.function or _function(request)
            access_log.append(request.shown, by=request.actor, place=request.META.get("REMOTE_ADDR", ""))
        return response

    def _actor(self, request):
        school = request.session.get(SCHOOL_KEY)
        if school is None:
            tenancy.enter(schools=(), user=request.user.pk)
            serving = queries.schools_of(request.user, today=request.today)
            if not serving:
                return None
            school = str(serving[0][0])
            request.session[SCHOOL_KEY] = school
        tenancy.enter(schools=[uuid.UUID(school)], user=request.user.pk)
        actor = queries.actor_of(request.user, school_id=uuid.UUID(school), today=request.today)
        if actor is None:
            tenancy.enter(schools=(), user=request.user.pk)
            del request.session[SCHOOL_KEY]
        return actor


class PolicyMiddleware:
    """No view runs without a policy that lets the person in; what he may not see does not exist."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        policy = policy_of(view)
        if policy is None:
            raise Http404
        if policy.audience == Audience.ANYONE:
            return None
        if policy.audience == Audience.DEMO:
            if not settings.DEMO:
                raise Http404
            return None
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        if not has_strong_sign_in(request):
            return None if policy.before_second_factor else redirect(SECOND_FACTOR_URL)
        if policy.audience == Audience.MENU:
            self._check_menu(request, policy, kwargs)
        return None

    def _check_menu(self, request, policy: RoutePolicy, addressed: dict) -> None:
        if request.actor is None or not policy.lets_read(request.actor):
            raise Http404
        if policy.writes and not request.actor.may_write(policy.menu):
            if not may_be_seen(request.actor, policy.menu, addressed):
                raise Http404
            raise PermissionDenied


def policy_of(view) -> RoutePolicy | None:
    """The policy that a view was marked with; library views are listed in `config.urls`."""
    named = getattr(view, "view_class", view)  # Django leaves the name of `as_view()` to the class
    found = getattr(view, "route_policy", None) or getattr(named, "route_policy", None)
    return found or LIBRARY_POLICIES.get(f"{named.__module__}.{named.__qualname__}")


def has_strong_sign_in(request) -> bool:
    """Signed in with a passkey, or with password and code; never with a password alone (AUT-2)."""
    if DEMO_KEY in request.session:
        return settings.DEMO
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def _ask_to_sign_in(request):
    """A page leads to the sign-in and back; a script is told so, and what was typed stays where it is."""
    if request.headers.get("HX-Request") or request.headers.get(POLL_HEADER):
        return HttpResponse(
            "로그인이 끝났습니다. 다시 로그인해 주세요.",
            status=401,
            content_type="text/plain; charset=utf-8",
            headers={"HX-Reswap": "none", "HX-Trigger": "hj:session-over"},
        )
    back = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': back})}")


def _function(request) -> str:
    match = request.resolver_match
    return f"{match.app_name}:{match.url_name}" if match else request.path[:80]
