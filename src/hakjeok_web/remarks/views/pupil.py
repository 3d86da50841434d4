"""One pupil's remark: writing it, checking while typing, its history, and the facts beside it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.attendance.queries import readable_class
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.remarks import actions, pages, queries
from hakjeok_web.remarks.checking import checked
from hakjeok_web.remarks.desk import Desk, Line, desk_of, line_or_404
from hakjeok_web.remarks.forms import GroundForm, HiddenReasonForm, version_of
from hakjeok_web.remarks.models import HiddenReason, RemarkChange
from hakjeok_web.remarks.views.desk import desk_page
from hakjeok_web.schools import queries as schools

NOTHING_SENT = "보낸 글이 없습니다. 화면을 새로 열어 다시 적어 주세요."


@writes(Menu.REMARKS)
@require_POST
def check(request):
    """The length of a text and what may not stand in it, while it is typed. Nothing is kept."""
    sent = checked(request.POST.get("text", ""), request.POST.get("measures", ""))
    return render(request, "remarks/_check.html", {"checked": sent, "may_write": True})


@reads(Menu.REMARKS, pupils=True)
@require_http_methods(["GET", "POST"])
def pupil(request, school_class, student):
    """The pupil's remark with its reasons and history; a POST saves the text."""
    found = readable_class(request.actor, school_class, Menu.REMARKS)
    shown = desk_of(found, by=request.actor, students=[student])
    line = line_or_404(shown, student)
    if request.method == "POST":
        return _save(request, shown, line)
    return _page(request, shown, line)


def _save(request, shown: Desk, line: Line) -> HttpResponse:
    if not request.actor.may_write_class(Menu.REMARKS, shown.school_class.pk):
        raise PermissionDenied
    text = _text_of(request.POST, line)
    try:
        if text is None:
            raise Refused(NOTHING_SENT)
        saved = actions.save_remark(
            school_class=shown.school_class, student=line.id, text=text,
            seen=version_of(request.POST.get("seen", "")), by=request.actor,
        )  # fmt: skip
    except Refused as refused:
        return _not_saved(request, shown, line, text or "", refused)
    return _saved(request, shown, saved)


def _text_of(sent, line: Line) -> str | None:
    """What was typed, or what a button puts in its place where no script runs."""
    if sent.get("action") == "take":
        return line.proposal.text
    text = sent.get("text")
    return checked(text).replaced if text is not None and sent.get("action") == "replace" else text


def _saved(request, shown: Desk, line: Line) -> HttpResponse:
    if request.htmx:
        request.shown.add([line.id], purpose="출결 특기사항 저장")
        return render(request, "remarks/_state.html", {"row": pages.row_of(request, shown, line, is_saved=True)})
    messages.success(request, "특기사항을 저장했습니다.")
    if request.POST.get("from") == "desk":
        return redirect(f"{reverse('remarks:desk', args=(shown.school_class.pk,))}#p-{line.id}")
    return redirect(request.path)


def _not_saved(request, shown: Desk, line: Line, text: str, refused: Refused) -> HttpResponse:
    status = 409 if isinstance(refused, actions.Clash) else 422
    if request.htmx:
        request.shown.add([line.id], purpose="출결 특기사항 저장")
        row = pages.row_of(request, shown, line, typed=text, refused=refused)
        return render(request, "remarks/_state.html", {"row": row}, status=status)
    if request.POST.get("from") == "desk":
        whole = desk_of(shown.school_class, by=request.actor)
        return desk_page(request, whole, refusal=(line.id, text, refused), status=status)
    return _page(request, shown, line, typed=text, refused=refused, status=status)


def _page(
    request, shown: Desk, line: Line, *, typed=None, refused=None, ground=None, hidden=None, status=200
) -> HttpResponse:
    found = shown.school_class
    schools.show_year(request, found.school_year)
    request.shown.add([line.id], purpose="출결 특기사항")
    context = {
        "row": pages.row_of(request, shown, line, typed=typed, refused=refused, common=pages.common_warnings(shown)),
        "line": line,
        "school_class": found,
        "perfect": reasons_of(line.proposal.perfect) if line.proposal.perfect else None,
        "history": _of(RemarkChange, line, found).select_related("changed_by"),
        "hidden_acts": _of(HiddenReason, line, found).select_related("recorded_by"),
        "ground_form": ground or GroundForm.of(queries.ground_of(line.id, found.school_year)),
        "hidden_form": hidden or HiddenReasonForm(reasons=actions.illnesses_of(line)),
        "page_errors": status != 200,
    }
    return render(request, "remarks/pupil.html", context, status=status)


def _of(model, line: Line, found):
    return model.objects.filter(student_id=line.id, school_year=found.school_year)


@reads(Menu.REMARKS, pupils=True)
@require_POST
def grounds(request, school_class, student):
    """개근 판단의 사실: special education, and the entries of the time before a transfer or reentry."""
    shown, line = _writable(request, school_class, student)
    form = GroundForm(request.POST, auto_id="ground-%s")
    if form.is_valid() and form.apply(
        actions.tell_ground, school_class=shown.school_class, student=line.id, by=request.actor,
        special=form.cleaned_data["special"], former=form.former(),
    ):  # fmt: skip
        messages.success(request, "개근을 판단하는 사실을 적었습니다.")
        return redirect("remarks:pupil", shown.school_class.pk, line.id)
    return _page(request, shown, line, ground=form, status=422)


@reads(Menu.REMARKS, pupils=True)
@require_POST
def hidden_reasons(request, school_class, student):
    """사유 공란: an illness that the committee decided not to name."""
    shown, line = _writable(request, school_class, student)
    form = HiddenReasonForm(request.POST, reasons=actions.illnesses_of(line))
    if form.is_valid() and form.apply(
        actions.hide_reason, school_class=shown.school_class, line=line, by=request.actor, **form.cleaned_data
    ):
        messages.success(request, "심의 결과를 적었습니다. 제안을 다시 보아 주세요.")
        return redirect("remarks:pupil", shown.school_class.pk, line.id)
    return _page(request, shown, line, hidden=form, status=422)


def _writable(request, school_class, student) -> tuple[Desk, Line]:
    found = readable_class(request.actor, school_class, Menu.REMARKS)
    shown = desk_of(found, by=request.actor, students=[student])
    line = line_or_404(shown, student)
    if not request.actor.may_write_class(Menu.REMARKS, found.pk):
        raise PermissionDenied
    return shown, line
