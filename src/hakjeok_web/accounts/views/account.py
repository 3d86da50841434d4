"""A person's own account (내 계정): ways to sign in, sign-ins, the school he looks at."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hakjeok_web.accounts import actions, queries
from hakjeok_web.accounts.actions import DEMO_KEY, SCHOOL_KEY
from hakjeok_web.accounts.factors import asks_fresh_factor
from hakjeok_web.accounts.forms import NewPasswordForm
from hakjeok_web.accounts.policies import open_to_anyone, signed_in
from hakjeok_web.accounts.sessions import session_name


@open_to_anyone
@require_POST
def sign_out(request):
    """End this sign-in; pressing it twice is no error."""
    actions.sign_out(request)
    return redirect("/sign-in/")


@signed_in
@require_GET
def overview(request):
    """What this person can sign in with, and the settings of his screen."""
    context = queries.factors_of(request.user) | {
        "schools": queries.schools_of(request.user, today=request.today),
        "is_demo": DEMO_KEY in request.session,
    }
    return render(request, "accounts/account.html", context)


@signed_in
@asks_fresh_factor
def password(request):
    """A new password, after a factor was shown afresh."""
    if DEMO_KEY in request.session:
        messages.warning(request, "시연용 계정의 비밀번호는 바꿀 수 없습니다.")
        return redirect("mfa_index")
    form = NewPasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.change_password(request, form.cleaned_data["password1"])
        messages.success(request, "비밀번호를 바꿨습니다. 다른 기기의 로그인은 모두 끝났습니다.")
        return redirect("mfa_index")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.is_bound else 200)


@signed_in
@require_GET
def sessions(request):
    """Sign-ins of this person, this one first."""
    found = queries.sessions_of(request.user, this=request.session.session_key)
    return render(request, "accounts/sessions.html", {"sessions": found})


@signed_in
@require_POST
def end_session(request, key: str):
    """End one sign-in."""
    if key == session_name(request.session.session_key):
        return sign_out(request)
    if not actions.end_session(by_user=request.user, key_hash=key):
        raise Http404
    messages.success(request, "그 로그인을 끝냈습니다.")
    return redirect("accounts:sessions")


@signed_in
@require_POST
def end_other_sessions(request):
    """End all sign-ins but this one."""
    ended = actions.end_other_sessions(request.user.pk, keep=request.session.session_key)
    messages.success(request, f"다른 로그인 {ended}건을 끝냈습니다.")
    return redirect("accounts:sessions")


@open_to_anyone
@require_POST
def extend(request):
    """Go on (계속 쓰기): the request itself has noted that the person is there."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return JsonResponse({"minutes": request.session.minutes_left()})


@signed_in
@require_POST
def school(request):
    """Look at another school at which the person serves."""
    serving = {str(key) for key, _ in queries.schools_of(request.user, today=request.today)}
    chosen = request.POST.get("school", "")
    if chosen not in serving:
        raise Http404
    request.session[SCHOOL_KEY] = str(uuid.UUID(chosen))
    return redirect("/")
