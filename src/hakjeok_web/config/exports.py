"""Lists as Excel files (엑셀 받기): the purpose is asked first and stays in the access log."""

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hakjeok_web.accounts.factors import ask_for_factor
from hakjeok_web.config.spreadsheet import workbook
from hakjeok_web.config.templatetags.korean import korean_time

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PURPOSES = ("학급 운영", "출결 확인", "결재·보고 자료", "교육지원청 제출", "점검")
SHORTEST, LONGEST = 2, 100


def purpose_of(request: HttpRequest) -> str:
    """The purpose that was told: one's own words before the chosen ones; empty where none was."""
    told = request.POST.get("purpose_text", "").strip() or request.POST.get("purpose", "").strip()
    return told if SHORTEST <= len(told) <= LONGEST else ""


def excel_of(
    request: HttpRequest,
    *,
    title: str,
    columns: Sequence[str],
    rows: Callable[[], Iterable[Sequence]],
    conditions: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """The list as .xlsx once the purpose is given (`purpose` by POST); the question for it before.

    Whoever takes a list away shows a factor that is no older than five minutes (AUT-8).
    `rows` is called only then, so that nothing is read for a question. The caller adds the pupils to `request.shown`.
    """
    if asking := ask_for_factor(request, back=request.get_full_path()):
        request.shown.pupils.clear()
        return asking
    purpose = purpose_of(request)
    if not purpose:
        request.shown.pupils.clear()  # the question shows nobody
        asked = {"title": title, "purposes": PURPOSES, "missing": request.method == "POST"}
        return render(request, "export_purpose.html", asked, status=422 if request.method == "POST" else 200)
    request.shown.purpose, request.shown.notable = f"엑셀 받기: {purpose}", True
    stamp = timezone.now()
    lines = [("학교", request.actor.school_name), *conditions, ("받은 사람", request.actor.user.name)]
    lines += [("받은 때", korean_time(stamp)), ("목적", purpose)]
    response = HttpResponse(workbook(title, columns, rows(), lines), content_type=MEDIA_TYPE)
    name = f"{title} {timezone.localtime(stamp):%Y-%m-%d}.xlsx"
    response.headers["Content-Disposition"] = _attachment(name)
    return response


def _attachment(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"
