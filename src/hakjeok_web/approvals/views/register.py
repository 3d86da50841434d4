"""문서대장: the list of finished papers and its Excel file."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.approvals import register as papers_register
from hakjeok_web.approvals.delegation import KIND_TITLES
from hakjeok_web.approvals.register import Filters, Key
from hakjeok_web.approvals.retention import kept_words
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.schools.forms import date_field

COLUMNS = ("번호", "결재일", "제목", "학생", "서식", "기안", "보존기간")


@reads(Menu.DOCUMENT_REGISTER, pupils=True)
@require_GET
def register(request):
    """One page, the newest first."""
    filters = _filters(request)
    after = Key.read(request.GET.get("after", ""))
    rows, key = papers_register.page_of(papers_register.papers(request.actor, filters, after))
    labels = papers_register.labels(rows)
    request.shown.add(labels, purpose="문서대장")
    asked = {name: value for name, value in request.GET.items() if name != "after" and value}
    context = {
        "rows": [_row(each, labels) for each in rows],
        "filters": filters,
        "kinds": KIND_TITLES.items(),
        "next_url": f"?{urlencode(asked | {'after': str(key)})}" if key else "",
        "first_url": f"?{urlencode(asked)}" if after else "",
        "excel_url": f"excel/?{urlencode(asked)}",
    }
    return render(request, "approvals/register.html", context)


def _row(document, labels) -> dict:
    return {
        "document": document,
        "pupil": labels.get(document.pupil_id, ""),
        "form": papers_register.form_of(document),
        "kept": kept_words(document.kept_years),
    }


@reads(Menu.DOCUMENT_REGISTER, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same rows, all pages, as an Excel file."""
    filters = _filters(request)
    found = papers_register.rows_of(papers_register.papers(request.actor, filters)) if request.method == "POST" else []
    labels = papers_register.labels(found)
    request.shown.add(labels)
    return excel_of(
        request,
        title="문서대장",
        columns=COLUMNS,
        rows=lambda: (_line(each, labels) for each in found),
        conditions=[*_conditions(filters)],
    )


def _line(document, labels) -> list:
    row = _row(document, labels)
    return [
        document.number, document.approved_on, document.title, row["pupil"], row["form"], document.drafted_by.name,
        row["kept"],
    ]  # fmt: skip


def _conditions(filters: Filters):
    days = (korean_date(filters.first_on), korean_date(filters.last_on))
    told = {
        "찾기": filters.text,
        "기간": "~".join(days) if any(days) else "",
        "종류": KIND_TITLES.get(filters.kind, ""),
        "기안": filters.drafter,
    }
    return [(name, value) for name, value in told.items() if value]


def _filters(request) -> Filters:
    """From the address; what cannot be read counts as not asked."""
    asked = request.GET
    kind = asked.get("kind", "")
    return Filters(
        text=asked.get("q", "").strip()[:60],
        first_on=_day(asked.get("first_on", "")),
        last_on=_day(asked.get("last_on", "")),
        kind=kind if kind in KIND_TITLES else "",
        drafter=asked.get("drafter", "").strip()[:60],
    )


def _day(text: str):
    try:
        return date_field("").to_python(text)
    except ValidationError:
        return None
