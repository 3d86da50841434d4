"""The access log (조회 기록): who saw whom, when, where, what for."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts import oversight, queries
from hakjeok_web.accounts.forms import AccessLogFilter
from hakjeok_web.accounts.oversight import DAYS_SHOWN, PER_PAGE, Wanted
from hakjeok_web.accounts.pages import page_number, pager
from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.templatetags.korean import korean_date

COLUMNS = (("때", False), ("본 사람", False), ("접속한 곳", False), ("화면", False), ("목적", False), ("학생", True))


@reads(Menu.ACCESS_LOG)
@require_GET
def index(request):
    """Unusual acts first, then the newest; a week unless other days are asked for."""
    wanted, page = _wanted(request), page_number(request)
    rows, total = _entries(request, wanted, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    functions = oversight.functions_used(school_id=request.actor.school_id)
    context = {
        "rows": rows,
        "columns": [{"label": label, "number": number} for label, number in COLUMNS],
        "count_text": f"{total:,}건 · {korean_date(wanted.first_on)}~{korean_date(wanted.last_on)}",
        "people": queries.people_of(request.actor.school_id),
        "functions": [(name, oversight.word_of(name)) for name in functions],
        "wanted": wanted,
        "pages": pager(request, page, total, PER_PAGE, "건"),
        "excel_url": f"excel/?{request.GET.urlencode()}",
        "empty": {"text": "맞는 기록이 없습니다.", "more": "기간을 넓히거나 다른 조건으로 찾아 보세요."},
    }
    return render(request, "accounts/access_log.html", context)


@reads(Menu.ACCESS_LOG)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same entries, all pages, as an Excel file; taking it away is an entry itself."""
    wanted = _wanted(request)
    return excel_of(
        request,
        title="조회 기록",
        columns=["번호", "때", "본 사람", "접속한 곳", "화면", "목적", "학생 수", "눈여겨볼 까닭"],
        rows=lambda: (_row(entry) for entry in _entries(request, wanted, limit=None, offset=0)[0]),
        conditions=[("기간", f"{korean_date(wanted.first_on)}~{korean_date(wanted.last_on)}")],
    )


def _entries(request, wanted: Wanted, *, limit: int | None, offset: int):
    zone = timezone.get_default_timezone()
    rows, total = oversight.entries(
        wanted, school_id=request.actor.school_id, zone=zone, limit=limit, offset=offset
    )  # fmt: skip
    return rows, total


def _wanted(request) -> Wanted:
    """The filter of the address; what cannot be read is left out."""
    form = AccessLogFilter(request.GET)
    form.is_valid()
    given = form.cleaned_data
    last = given.get("last_on") or request.today
    first = given.get("first_on") or last - timedelta(days=DAYS_SHOWN - 1)
    return Wanted(
        first_on=min(first, last),
        last_on=last,
        user=given.get("person"),
        pupil=given.get("pupil"),
        function=given.get("function") or "",
    )


def _row(entry) -> list:
    screen = oversight.word_of(entry.function)
    return [
        entry.seq, entry.at, entry.person, entry.place, screen, entry.purpose, entry.pupil_count, ", ".join(entry.why),
    ]  # fmt: skip
