"""출결 대조: bring a list of another system, look at what differs, take over what is chosen, once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import reference
from hakjeok_web.reconciliations import actions
from hakjeok_web.reconciliations.compare import plan_of
from hakjeok_web.reconciliations.differences import COLUMNS, Row, pupils_of, rows_of
from hakjeok_web.reconciliations.forms import ReconciliationForm
from hakjeok_web.reconciliations.meanings import MEANINGS
from hakjeok_web.reconciliations.models import Reconciliation
from hakjeok_web.reconciliations.preview import Preview
from hakjeok_web.schools.queries import current_year

LISTED = 50
MENU = Menu.RECONCILIATIONS


@reads(MENU)
@require_GET
def index(request):
    """The lists that were brought, those that wait for a decision first."""
    return _list(request, ReconciliationForm())


@writes(MENU)
@require_POST
def upload(request):
    """Take a list in; nothing is written into the register yet."""
    form = ReconciliationForm(request.POST, request.FILES)
    year = current_year(request.actor.school_id, request.today)
    if year is None:
        form.add_error(None, "학년도를 아직 열지 않았습니다. 학교 설정에서 학년도를 연 뒤 올려 주세요.")
    if form.is_valid():
        sent = {"school_year": year, "source": form.source, "by": request.actor}
        if form.apply(actions.upload, **sent):
            return redirect("reconciliations:detail", form.outcome.pk)
    return _list(request, form)


@reads(MENU, pupils=True)
@require_GET
def detail(request, reconciliation):
    """The comparison in five tabs, or what came of it."""
    return _shown(request, _found(reconciliation))


@writes(MENU, pupils=True)
@require_POST
def choices(request, reconciliation):
    """Keep what was ticked on the shown page, or tick the whole tab or nothing of it."""
    found = _found(reconciliation)
    try:
        _choose(request, found)
        if request.POST.get("tab_all") in ("yes", "no") and found.is_waiting:
            _choose_tab(request, found)
    except Refused as refusal:
        return _shown(request, _found(reconciliation), refusal)
    return _back_to(request, found)


@writes(MENU, pupils=True)
@require_POST
def words(request, reconciliation):
    """Keep what the unknown words of this list mean, and compare anew."""
    found = _found(reconciliation)
    said = dict(zip(request.POST.getlist("word"), request.POST.getlist("meaning"), strict=False))
    try:
        actions.explain(reconciliation=found, said=said, version=_version(request), by=request.actor)
    except Refused as refusal:
        return _shown(request, _found(reconciliation), refusal)
    return _back_to(request, found)


@writes(MENU, pupils=True)
@require_POST
def application(request, reconciliation):
    """반영: once, all of what is ticked, or nothing."""
    found = _found(reconciliation)
    try:
        _choose(request, found)
        seen = request.POST.getlist("seen")
        taken = actions.take_over(reconciliation=found, seen=seen, version=found.version, by=request.actor)
    except Refused as refusal:
        return _shown(request, _found(reconciliation), refusal, title="반영하지 않았습니다")
    request.shown.add([match.pupil.id for match in taken], purpose="출결 대조 반영")
    messages.success(request, f"출석부의 {len(taken):,}칸을 파일대로 적었습니다.")
    return redirect("reconciliations:detail", found.pk)


@writes(MENU)
@require_POST
def dropping(request, reconciliation):
    """그만두기: the lines are forgotten, the register stays as it is."""
    found = _found(reconciliation)
    try:
        actions.drop(reconciliation=found, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reconciliations:list")


@reads(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def differences(request, reconciliation):
    """Everything that is not the same, as an Excel file to work through."""
    found = _found(reconciliation)
    rows = _rows(found)
    request.shown.add(pupils_of(rows), purpose="출결 대조 다른 곳 엑셀")
    return excel_of(
        request,
        title="출결 대조 다른 곳",
        columns=COLUMNS,
        rows=lambda: [row.cells for row in rows],
        conditions=[("파일", found.file_name)],
    )


def _rows(found: Reconciliation) -> list[Row]:
    if found.is_waiting:
        return rows_of(plan_of(found))
    return [Row(**stored) for stored in found.outcome.get("left", ())]


def _found(reconciliation) -> Reconciliation:
    rows = Reconciliation.objects.select_related("school_year", "uploaded_by", "document__school")
    found = rows.filter(pk=reconciliation).first()
    if found is None:
        raise Http404
    return found


def _back_to(request, found: Reconciliation):
    """The same tab and page again."""
    return redirect(f"{reverse('reconciliations:detail', args=(found.pk,))}?{request.POST.get('query', '')}")


def _version(request) -> int:
    """Of which state of the choices the page was made; one that was never given is of none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else -1


def _choose(request, found: Reconciliation) -> None:
    """Keep the page's ticks; afterwards `found` is of the version that stands."""
    shown, ticked = request.POST.getlist("shown"), request.POST.getlist("rows")
    actions.choose(reconciliation=found, shown=shown, ticked=ticked, version=_version(request), by=request.actor)


def _choose_tab(request, found: Reconciliation) -> None:
    """모두 고르기, 모두 빼기: on every page of the tab, of the pupils and days that are looked for."""
    keys = Preview(found, request.POST, reader=request.actor).tab_keys
    ticked = keys if request.POST["tab_all"] == "yes" else []
    actions.choose(reconciliation=found, shown=keys, ticked=ticked, version=found.version, by=request.actor)


def _list(request, form: ReconciliationForm):
    rows = Reconciliation.objects.defer("reading", "choices", "outcome").select_related("uploaded_by", "school_year")
    context = {
        "reconciliations": sorted(rows[:LISTED], key=lambda each: not each.is_waiting),
        "form": form,
        "page_errors": form.errors if form.is_bound else None,
        "may_write": request.actor.may_write(MENU),
    }
    return render(request, "reconciliations/list.html", context, status=form.http_status)


def _shown(request, found: Reconciliation, refusal: Refused | None = None, *, title: str = "저장하지 않았습니다"):
    context = {
        "reconciliation": found,
        "refusal_title": title,
        "refusal": [reason.text for reason in refusal.reasons] if refusal else [],
        "page_errors": bool(refusal),
        "may_write": request.actor.may_write(MENU),
    }
    status = 422 if refusal else 200
    if found.is_waiting:
        preview = Preview(found, request.POST or request.GET, reader=request.actor)
        request.shown.add(preview.pupils, purpose="출결 대조")
        return render(
            request, "reconciliations/detail.html", context | {"preview": preview, "meanings": MEANINGS}, status=status
        )
    context["words"] = [(word, MEANINGS[meaning]) for word, meaning in found.meanings.items() if meaning in MEANINGS]
    context["paper"] = reference(found.document) if found.document else ""
    return render(request, "reconciliations/result.html", context, status=status)
