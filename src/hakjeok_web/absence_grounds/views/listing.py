"""A page of a list of grounds (목록): bans, athletes and diagnoses are listed alike."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.shortcuts import render

PER_PAGE = 50


def list_page(request, template: str, found: Sequence[Any], *, menu: str, purpose: str, unit: str, **more: Any):
    """One page of lines that tell their `seat`, with who may write and the way to the other pages."""
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    request.shown.add((line.seat.student.pk for line in page), purpose=purpose)
    context = {
        "page": page, "count": len(found), "may_write": request.actor.may_write(menu),
        "pages": _pages(request, page, len(found), unit),
    }  # fmt: skip
    return render(request, template, context | more)


def _pages(request, page, count: int, unit: str) -> dict[str, str] | None:
    """As `_pager.html` wants it; nothing where everything is on one page."""
    if page.paginator.num_pages == 1:
        return None
    return {
        "text": f"{page.start_index()}~{page.end_index()}{unit} / {count}{unit}",
        "previous_url": _url(request, page.previous_page_number()) if page.has_previous() else "",
        "next_url": _url(request, page.next_page_number()) if page.has_next() else "",
    }


def _url(request, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"
