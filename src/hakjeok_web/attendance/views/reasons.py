"""결석 등의 사유: every reason in plain words, found by any of them, with what it asks for."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance.reason_words import search

LONGEST = 40


@reads(Menu.REGISTER)
@require_GET
def index(request):
    """The reasons that were looked for; all of them before."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    return render(request, "attendance/reasons.html", {"text": text, "found": search(text)})
