"""학적변동 대장 and 학적반영취소."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok.vocabulary import Change
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.exports import excel_of
from hakjeok_web.students import school_ledger
from hakjeok_web.students.cancellations import draft_cancellation
from hakjeok_web.students.forms import CancellationForm, page_number
from hakjeok_web.students.models import RecordChange
from hakjeok_web.students.views.lists import pages_of, with_query
from hakjeok_web.students.views.pupil import opened

COLUMNS = ("변동일", "학생", "변동", "학년", "학교", "사유", "문서", "반영한 사람")


@reads(Menu.PUPIL_RECORDS, pupils=True)
@require_GET
def index(request):
    """The school's changes, latest first."""
    lines, filters = _wanted(request)
    page = page_number(request.GET)
    found, total = school_ledger.page_of(lines, page)
    request.shown.add((line.student_id for line in found), purpose="학적변동 대장")
    context = {
        "rows": [(line, school_ledger.word_of(line)) for line in found],
        "filters": filters,
        "kinds": Change.choices(),
        "columns": [{"label": label} for label in COLUMNS],
        "count_text": f"{total:,}건",
        "pages": pages_of(request, page, total, unit="건"),
        "excel_url": with_query("/changes/excel/", request),
        "empty": {"text": "이 조건에 맞는 학적변동이 없습니다. 조건을 바꾸어 찾아 보세요."},
    }
    return render(request, "students/ledger.html", context)


@reads(Menu.PUPIL_RECORDS, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same as an Excel file."""
    lines, filters = _wanted(request)
    found = list(lines) if request.method == "POST" else []
    request.shown.add(line.student_id for line in found)
    return excel_of(
        request,
        title="학적변동 대장",
        columns=[*COLUMNS, "취소"],
        rows=lambda: (school_ledger.row_of(line) for line in found),
        conditions=[("조건", filters.told())],
    )


@writes(Menu.PUPIL_RECORDS, pupils=True)
@require_http_methods(["GET", "POST"])
def cancellation(request, change):
    """학적반영취소: what falls away and why; drafts the paper that cancels it once it is approved."""
    line = RecordChange.objects.filter(pk=change).select_related("student", "document__school").first()
    if line is None:
        raise Http404
    _, context = opened(request, line.student_id, "changes/", menu=Menu.PUPIL_RECORDS)
    form = CancellationForm(request.POST or None)
    if form.is_valid() and form.apply(draft_cancellation, change=line, by=request.actor, **form.cleaned_data):
        messages.success(request, "기안을 만들었습니다. 결재선을 확인하고 상신해 주세요. 완결되면 취소가 반영됩니다.")
        return redirect("documents:document", form.outcome.pk)
    context |= {"form": form, "line": line, "word": school_ledger.word_of(line), "page_errors": form.errors}
    return render(request, "students/cancellation.html", context, status=form.http_status)


def _wanted(request):
    """A whole school's list is for those who see the whole school."""
    if request.actor.readable_classes(Menu.PUPIL_RECORDS) is not None:
        raise Http404
    filters = school_ledger.ledger_filters_of(request.GET)
    return school_ledger.changes_of_school(request.actor, filters), filters
