"""Staff of the school (교직원): list, new person, one person."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts import queries, staff
from hakjeok_web.accounts.factors import asks_fresh_factor
from hakjeok_web.accounts.forms import EndForm, PersonForm, PostForm
from hakjeok_web.accounts.pages import page_number, pager
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.accounts.queries import STAFF_PER_PAGE, STAFF_STATES
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import korean_date

BADGES = {
    "serving": {"text": "근무 중", "tone": "neutral"},
    "coming": {"text": "시작 전", "tone": "outline"},
    "over": {"text": "끝남", "tone": "outline"},
}
COLUMNS = ("성명", "아이디", "역할", "직위", "담임", "근무", "등록")


@reads(Menu.STAFF)
@require_GET
def index(request):
    """교직원 by role and name, fifty a page."""
    state, name, page = _filters(request)
    posts, total = queries.staff_of(request.actor.school_id, today=request.today, state=state, name=name, page=page)
    for post in posts:
        post.badge = BADGES[_state_of(post, request.today)]
    context = {
        "rows": posts,
        "columns": [{"label": label} for label in COLUMNS],
        "count_text": f"{STAFF_STATES[state]} {total}명",
        "states": STAFF_STATES.items(),
        "state": state,
        "name": name,
        "pages": pager(request, page, total, STAFF_PER_PAGE, "명"),
        "excel_url": f"excel/?{request.GET.urlencode()}",
        "may_write": request.actor.may_write(Menu.STAFF),
        "empty": {"text": "맞는 사람이 없습니다.", "more": "이름의 일부나 다른 상태로 찾아 보세요."},
    }
    return render(request, "accounts/staff.html", context)


@reads(Menu.STAFF)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The list as an Excel file."""
    state, name, _ = _filters(request)
    return excel_of(
        request,
        title="교직원",
        columns=["성명", "아이디", "역할", "직위", "담임", "시작일", "마지막 근무일"],
        rows=lambda: (_row(post) for post in _all(request, state, name)),
        conditions=[("상태", STAFF_STATES[state]), ("찾는 말", name)],
    )


@writes(Menu.STAFF)
@asks_fresh_factor
@require_http_methods(["GET", "POST"])
def new(request):
    """A new person; the enrolment link is shown once, on the page that follows."""
    form = PersonForm(request.POST or None, initial={"from_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            link = staff.add_person(by=request.actor, **form.cleaned_data)
        except Refused as refused:
            _tell(form, refused)
        else:
            return render(request, "accounts/invitation.html", {"link": link, "name": form.cleaned_data["name"]})
    return render(request, "accounts/staff_new.html", {"form": form}, status=422 if form.is_bound else 200)


@reads(Menu.STAFF)
@require_GET
def person(request, staff_id: uuid.UUID):
    """One person's post and what can be done about it."""
    post = _post(request, staff_id)
    return _page(request, post)


@writes(Menu.STAFF)
@asks_fresh_factor
@require_http_methods(["GET", "POST"])
def change(request, staff_id: uuid.UUID):
    """Another role or position."""
    post = _post(request, staff_id)
    form = PostForm(request.POST or None, initial={"role": post.role, "position": post.position})
    if request.method == "GET":
        return redirect("accounts:person", staff_id)
    if not form.is_valid():
        return _page(request, post, post_form=form)
    try:
        staff.change_post(by=request.actor, post=post, **form.cleaned_data)
    except Refused as refused:
        _tell(form, refused)
        return _page(request, post, post_form=form)
    messages.success(request, f"{post.user.name} 선생님의 역할과 직위를 바꿨습니다. 다음 화면부터 적용됩니다.")
    return redirect("accounts:person", staff_id)


@writes(Menu.STAFF)
@asks_fresh_factor
@require_http_methods(["GET", "POST"])
def end(request, staff_id: uuid.UUID):
    """The last day."""
    post = _post(request, staff_id)
    form = EndForm(request.POST or None)
    if request.method == "GET":
        return redirect("accounts:person", staff_id)
    if not form.is_valid():
        return _page(request, post, end_form=form)
    try:
        staff.end_post(by=request.actor, post=post, **form.cleaned_data)
    except Refused as refused:
        _tell(form, refused)
        return _page(request, post, end_form=form)
    last = korean_date(form.cleaned_data["to_on"])
    messages.success(request, f"{post.user.name} 선생님의 마지막 근무일을 {last}로 적었습니다.")
    return redirect("accounts:person", staff_id)


@writes(Menu.STAFF)
@asks_fresh_factor
@require_http_methods(["GET", "POST"])
def invitation(request, staff_id: uuid.UUID):
    """A new link for lost keys, shown once."""
    post = _post(request, staff_id)
    if request.method == "GET":
        return redirect("accounts:person", staff_id)
    try:
        link = staff.invite_again(by=request.actor, post=post)
    except Refused as refused:
        return _page(request, post, refused=refused)
    return render(request, "accounts/invitation.html", {"link": link, "name": post.user.name, "post": post})


def _page(request, post, *, post_form=None, end_form=None, refused=None):
    forms = (post_form, end_form)
    failed = next((form for form in forms if form is not None), None)
    context = {
        "post": post,
        "badge": BADGES[_state_of(post, request.today)],
        "is_self": post.user_id == request.user.pk,
        "is_over": bool(post.to_on and post.to_on < request.today),
        "post_form": post_form or PostForm(initial={"role": post.role, "position": post.position}),
        "end_form": end_form or EndForm(initial={"to_on": post.to_on}),
        "failed": failed,
        "summary_errors": [{"href": "", "text": reason.text} for reason in refused.reasons] if refused else [],
        "may_write": request.actor.may_write(Menu.STAFF),
        "may_grant": request.actor.may_read(Menu.RIGHTS),
    }
    return render(request, "accounts/person.html", context, status=422 if failed or refused else 200)


def _post(request, staff_id):
    post = queries.post_of(request.actor.school_id, staff_id)
    if post is None:
        raise Http404
    return post


def _tell(form, refused: Refused) -> None:
    for reason in refused.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.text)


def _filters(request) -> tuple[str, str, int]:
    state = request.GET.get("state", "serving")
    return state if state in STAFF_STATES else "serving", request.GET.get("name", "")[:60], page_number(request)


def _state_of(post, today) -> str:
    if post.from_on > today:
        return "coming"
    return "over" if post.to_on and post.to_on < today else "serving"


def _all(request, state, name):
    return queries.staff_of(request.actor.school_id, today=request.today, state=state, name=name, page=None)[0]


def _row(post) -> list:
    return [
        post.user.name, post.user.login, post.get_role_display(), post.position, post.class_name, post.from_on,
        post.to_on,
    ]  # fmt: skip
