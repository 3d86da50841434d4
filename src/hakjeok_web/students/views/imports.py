"""자료 올리기: upload a roster, look at what it would do, apply it once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import reference
from hakjeok_web.schools.queries import current_year
from hakjeok_web.students import roster_import
from hakjeok_web.students.forms import RosterForm
from hakjeok_web.students.models import RosterImport
from hakjeok_web.students.roster_preview import Preview

LISTED = 50


@reads(Menu.IMPORTS)
@require_GET
def index(request):
    """The rosters that were uploaded, those that wait for a decision first."""
    return _list(request, RosterForm())


@writes(Menu.IMPORTS)
@require_POST
def upload(request):
    """Take a file in; nothing is written into the record yet."""
    form = RosterForm(request.POST, request.FILES)
    year = current_year(request.actor.school_id, request.today)
    if year is None:
        form.add_error(None, "학년도를 아직 열지 않았습니다. 학교 설정에서 학년도를 연 뒤 올려 주세요.")
    if form.is_valid():
        file = form.cleaned_data["file"]
        sent = {"file_name": file.name, "content": file.read(), "school_year": year, "by": request.actor}
        if form.apply(roster_import.upload, **sent):
            return redirect("students:import", form.outcome.pk)
    return _list(request, form)


@reads(Menu.IMPORTS, pupils=True)
@require_GET
def detail(request, roster):
    """The preview in four tabs, or what came of it."""
    return _shown(request, _roster_or_404(roster))


@writes(Menu.IMPORTS, pupils=True)
@require_POST
def choices(request, roster):
    """Keep what was ticked on the shown page."""
    found = _roster_or_404(roster)
    try:
        _choose(request, found)
    except Refused as refusal:
        return _shown(request, found, refusal)
    return redirect(f"{reverse('students:import', args=(found.pk,))}?{request.POST.get('query', '')}")


@writes(Menu.IMPORTS, pupils=True)
@require_POST
def application(request, roster):
    """반영: once, all of what is ticked, or nothing."""
    found = _roster_or_404(roster)
    try:
        _choose(request, found)
        seen = request.POST.get("seen", "")
        applied = roster_import.apply_roster(roster=found, seen=seen, by=request.actor)
    except Refused as refusal:
        return _shown(request, _roster_or_404(roster), refusal)
    request.shown.add([*applied.added, *applied.changed], purpose="명렬표 반영(주민등록번호 대조)")
    messages.success(request, f"{len(applied.added)}명을 새로 등록하고 {len(applied.changed)}명을 고쳤습니다.")
    return redirect("students:import", found.pk)


@writes(Menu.IMPORTS)
@require_POST
def dropping(request, roster):
    """그만두기: the file is forgotten, the record stays as it is."""
    found = _roster_or_404(roster)
    try:
        roster_import.drop(roster=found, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("students:imports")


@reads(Menu.IMPORTS, pupils=True)
@require_http_methods(["GET", "POST"])
def problems(request, roster):
    """What could not be read, as an Excel file to work through."""
    found = _roster_or_404(roster)
    return excel_of(
        request,
        title="명렬표 고칠 곳",
        columns=["시트", "행", "열", "항목", "값", "성명", "까닭", "고치는 법"],
        rows=lambda: [
            [line[name] for name in ("sheet", "row", "column", "header", "value", "name", "cause", "remedy")]
            for line in _problem_lines(request, found)
        ],
        conditions=[("파일", found.file_name)],
    )


def _problem_lines(request, roster: RosterImport) -> list[dict]:
    if roster.state != RosterImport.State.PREVIEW:
        return roster.outcome.get("problems", [])
    plan = roster_import.plan_for(roster, by=request.actor)
    return [roster_import.problem_line(problem) for problem in (*plan.unreadable, *plan.noticed)]


def _roster_or_404(roster) -> RosterImport:
    found = RosterImport.objects.filter(pk=roster).select_related("school_year", "uploaded_by", "document").first()
    if found is None:
        raise Http404
    return found


def _choose(request, roster: RosterImport) -> None:
    shown, ticked = request.POST.getlist("shown"), request.POST.getlist("rows")
    if shown:
        roster_import.choose(roster=roster, shown=shown, ticked=ticked, by=request.actor)


def _list(request, form: RosterForm):
    rosters = RosterImport.objects.defer("content").select_related("uploaded_by", "school_year")
    ordered = sorted(rosters[:LISTED], key=lambda each: each.state != RosterImport.State.PREVIEW)
    context = {
        "rosters": ordered,
        "form": form,
        "page_errors": form.errors if form.is_bound else None,
        "may_write": request.actor.may_write(Menu.IMPORTS),
    }
    return render(request, "students/imports.html", context, status=form.http_status)


def _shown(request, roster: RosterImport, refusal: Refused | None = None):
    context = {
        "roster": roster,
        "refusal": [reason.text for reason in refusal.reasons] if refusal else [],
        "page_errors": bool(refusal),
        "may_write": request.actor.may_write(Menu.IMPORTS),
    }
    if roster.state == RosterImport.State.PREVIEW:
        preview = Preview(roster_import.plan_for(roster, by=request.actor), roster, request)
        request.shown.add(preview.known_pupils, purpose="명렬표 미리 보기")
        return render(request, "students/import.html", context | {"preview": preview}, status=422 if refusal else 200)
    if roster.document:
        context["paper"] = reference(roster.document)
    return render(request, "students/import_result.html", context, status=422 if refusal else 200)
