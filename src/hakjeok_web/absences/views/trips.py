"""교외체험학습: the list, a new application, one trip with contacts and report."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.absences import actions
from hakjeok_web.absences.desks import TRIPS
from hakjeok_web.absences.forms import ContactForm, ReportTakingForm
from hakjeok_web.absences.papers import REPORT_PART
from hakjeok_web.absences.sentences import period
from hakjeok_web.absences.views import common, entering, lists, pages
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.documents import handing_over
from hakjeok_web.documents.registry import labels_of


@reads(Menu.FIELD_TRIPS, pupils=True)
@require_GET
def index(request):
    return lists.index(request, TRIPS)


@reads(Menu.FIELD_TRIPS, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    return lists.excel(request, TRIPS)


@writes(Menu.FIELD_TRIPS, pupils=True)
@require_http_methods(["GET", "POST"])
def new(request):
    return entering.enter(request, TRIPS)


@writes(Menu.FIELD_TRIPS)
@require_POST
def tablet(request):
    return entering.start_on_tablet(request, TRIPS)


@reads(Menu.FIELD_TRIPS, pupils=True)
@require_GET
def trip(request, field_trip):
    found = common.found_request(request, TRIPS, field_trip)
    return pages.page(request, TRIPS, found, ContactForm.fresh(request.today))


@writes(Menu.FIELD_TRIPS, pupils=True)
@require_http_methods(["GET", "POST"])
def edit(request, field_trip):
    found = common.found_request(request, TRIPS, field_trip, writes=True)
    return entering.Entering(request, TRIPS, found.student, stored=found).answer()


@writes(Menu.FIELD_TRIPS, pupils=True)
@require_POST
def paper(request, field_trip):
    return common.open_paper(request, TRIPS, field_trip)


@writes(Menu.FIELD_TRIPS, pupils=True)
@require_http_methods(["GET", "POST"])
def cancellation(request, field_trip):
    return common.cancel(request, TRIPS, field_trip)


@writes(Menu.FIELD_TRIPS, pupils=True)
@require_http_methods(["GET", "POST"])
def end(request, field_trip):
    return common.end(request, TRIPS, field_trip)


@writes(Menu.FIELD_TRIPS, pupils=True)
@require_POST
def contacts(request, field_trip):
    """The pupil got in touch during a long trip (p.23)."""
    found = common.found_request(request, TRIPS, field_trip, writes=True)
    form = ContactForm(request.POST)

    def note() -> dict[str, str]:
        sent = form.cleaned_data
        act = actions.contacted(request=found, on=sent["on"], told=sent["told"], by=request.actor)
        messages.success(request, "학생이 연락한 것을 적었습니다.")
        return {"act": str(act.pk)}

    if form.apply_once(note, request):
        return redirect("absences:trip", found.pk)
    return pages.page(request, TRIPS, found, form)


@writes(Menu.FIELD_TRIPS, pupils=True)
@require_http_methods(["GET", "POST"])
def report(request, field_trip):
    """보고서 받기: in time it closes the trip; a late one becomes unexcused or goes to the principal (p.22, 35)."""
    found = common.found_request(request, TRIPS, field_trip, writes=True)
    given = request.POST if request.method == "POST" else None
    initial = {"report_on": found.report_on or request.today, "version": found.version}
    form = ReportTakingForm(given, initial=initial)
    act = _REPORT_ACTS.get(request.POST.get("do", ""), _taken)
    if form.is_valid() and form.apply(act, request=request, found=found, sent=form.cleaned_data):
        return redirect(form.outcome)
    standing = pages.standing_of(found, request.today)
    context = {
        "desk": TRIPS, "found": found, "form": form, "standing": standing, "page_errors": form.errors,
        "label": labels_of([found.student_id]).get(found.student_id, ""), "period": period(found.from_on, found.to_on),
        "report_sent": _is_report_sent(found), "is_late": (found.report_on or request.today) > standing.report_due,
        **common.judgement_of(found.student, replace(Wanted.of(found), report_on=found.report_on), request.today),
    }  # fmt: skip
    return render(request, "absences/report.html", context, status=form.http_status)


def _is_report_sent(found) -> bool:
    """Whether the guardian has sent the report from his page."""
    return bool(found.report and handing_over.handing_of(found.report).sent_at)


def _taken(*, request, found, sent) -> str:
    seen = found.version if sent["version"] is None else sent["version"]
    done = actions.take_report(
        request=found, on=sent["report_on"], confirmed=sent["confirmed"], seen=seen, by=request.actor
    )
    if done.state == done.State.CLOSED:
        messages.success(request, "보고서를 확인했습니다. 출석인정을 확정하고 마쳤습니다.")
        return reverse("absences:trip", args=(found.pk,))
    late = done.report_on > pages.standing_of(done, request.today).report_due
    told = (
        "보고서가 늦었습니다. 아래에서 어떻게 할지 정해 주세요."
        if late
        else "보고서를 받았습니다. 사실을 확인하면 마칩니다."
    )
    messages.info(request, told)
    return reverse("absences:trip_report", args=(found.pk,))


def _unexcused(*, request, found, sent) -> str:
    seen = found.version if sent["version"] is None else sent["version"]
    actions.make_unexcused(request=found, seen=seen, by=request.actor)
    messages.success(request, "체험학습 기간을 미인정결석으로 바꾸고 마쳤습니다.")
    return reverse("absences:trip", args=(found.pk,))


def _written(*, request, found, sent) -> str:
    paper = actions.begin_report(request=found, reason=sent["reason"], by=request.actor)
    return reverse("documents:edit" if paper.is_editable else "documents:document", args=(paper.pk,))


def _on_tablet(*, request, found, sent) -> str:
    """보호자가 보고서 쓰기: the report's page alone, after the trip."""
    paper = actions.begin_report(request=found, reason=sent["reason"], by=request.actor)
    if not paper.is_editable:
        return reverse("documents:document", args=(paper.pk,))
    back = reverse("absences:trip_report", args=(found.pk,))
    return handing_over.start(request, paper, part=REPORT_PART, back=back).url


_REPORT_ACTS = {"unexcused": _unexcused, "paper": _written, "tablet": _on_tablet}
