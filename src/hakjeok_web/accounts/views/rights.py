"""Menu rights (권한): who may do what, who gave it and why."""

import uuid
from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts import queries, staff
from hakjeok_web.accounts.factors import asks_fresh_factor
from hakjeok_web.accounts.forms import GrantForm
from hakjeok_web.accounts.pages import page_number, pager
from hakjeok_web.accounts.policies import MENU_TITLES, Menu, reads, writes
from hakjeok_web.accounts.queries import STAFF_PER_PAGE
from hakjeok_web.accounts.staff import described
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused

YEARS_KEPT = 5


@reads(Menu.RIGHTS)
@require_GET
def index(request):
    """Everybody who serves, with what was granted beyond the role."""
    page, name = page_number(request), request.GET.get("name", "")[:60]
    posts, total = queries.staff_of(request.actor.school_id, today=request.today, name=name, page=page)
    granted = queries.present_grants([post.pk for post in posts])
    for post in posts:
        post.granted = [f"{MENU_TITLES[Menu(menu)]} {words}" for menu, words in granted.get(post.pk, [])]
    context = {
        "rows": posts,
        "columns": [{"label": label} for label in ("성명", "역할", "담임", "따로 준 권한")],
        "count_text": f"근무 중 {total}명",
        "name": name,
        "pages": pager(request, page, total, STAFF_PER_PAGE, "명"),
        "excel_url": "excel/",
        "empty": {"text": "맞는 사람이 없습니다.", "more": "이름의 일부로 찾아 보세요."},
    }
    return render(request, "accounts/rights.html", context)


@reads(Menu.RIGHTS)
@require_http_methods(["GET", "POST"])
def excel(request):
    """Five years of granting and withdrawing as an Excel file."""
    return excel_of(
        request,
        title="권한 기록",
        columns=["때", "성명", "메뉴", "권한", "까닭", "준 사람"],
        rows=lambda: (_row(act) for act in queries.grants_of(request.actor.school_id, since=_since(request.today))),
        conditions=[("기간", f"{YEARS_KEPT}년")],
    )


@reads(Menu.RIGHTS)
@require_GET
def person(request, staff_id: uuid.UUID):
    """One person's rights, by menu, and their history."""
    return _page(request, _post(request, staff_id), GrantForm())


@writes(Menu.RIGHTS)
@asks_fresh_factor
@require_http_methods(["GET", "POST"])
def grant(request, staff_id: uuid.UUID):
    """Give or withdraw one right."""
    post, form = _post(request, staff_id), GrantForm(request.POST or None)
    if request.method == "GET":
        return redirect("accounts:rights-person", staff_id)
    if not form.is_valid():
        return _page(request, post, form)
    try:
        act = staff.grant(by=request.actor, post=post, **form.cleaned_data)
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(reason.field or None, reason.text)
        return _page(request, post, form)
    title = MENU_TITLES[Menu(act.menu)]
    messages.success(
        request, f"{post.user.name} 선생님의 ‘{title}’ 권한을 바꿨습니다. 다음 화면부터 바뀐 대로 보입니다."
    )
    return redirect("accounts:rights-person", staff_id)


def _page(request, post, form):
    actor = queries.actor_of(post.user, school_id=post.school_id, today=request.today)
    history = queries.grants_of(post.school_id, since=_since(request.today), staff_id=post.pk)
    for act in history:
        act.title, act.words = MENU_TITLES.get(act.menu, act.menu), _level(act)
    context = {
        "post": post,
        "form": form,
        "rights": _rights(actor) if actor else [],
        "history": history,
        "is_self": post.user_id == request.user.pk,
        "may_write": request.actor.may_write(Menu.RIGHTS),
    }
    return render(request, "accounts/rights_person.html", context, status=422 if form.is_bound else 200)


def _rights(actor) -> list[dict[str, str]]:
    return [
        {"title": title, "words": described(actor.right(menu)), "source": "따로 줌" if menu in actor.grants else "역할"}
        for menu, title in MENU_TITLES.items()
    ]


def _level(act) -> str:
    return staff.LEVELS["write" if act.may_write else "read" if act.may_read else "none"]


def _row(act) -> list:
    title = MENU_TITLES.get(act.menu, act.menu)
    return [act.granted_at, act.staff.user.name, title, _level(act), act.reason, act.granted_by.name]


def _since(today: date) -> date:
    """The first day of the history that is shown; 29 February counts as the 28th."""
    return today.replace(year=today.year - YEARS_KEPT, day=min(today.day, 28 if today.month == 2 else today.day))


def _post(request, staff_id):
    post = queries.post_of(request.actor.school_id, staff_id)
    if post is None:
        raise Http404
    return post
