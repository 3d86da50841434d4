"""미취학 아동: the children of the school's list who never came, each with his own ladder."""

import uuid
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, Scope, reads, writes
from hakjeok_web.attendance.case_forms import VoidForm
from hakjeok_web.attendance.case_pages import reasons_of_task
from hakjeok_web.attendance.case_tabs import tabs_for
from hakjeok_web.attendance.voiding import asked, lines_of
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import days_left, short_date
from hakjeok_web.nonenrollments import actions, queries
from hakjeok_web.nonenrollments.cases import ChildCase, known_of
from hakjeok_web.nonenrollments.forms import DONE, FACTS, ChildForm, ChildMeasureForm, CloseForm
from hakjeok_web.nonenrollments.papers import PAPERS

COLUMNS = ("입학기일", "성명", "생년월일", "보호자", "일차", "단계", "먼저 할 일", "언제까지", "상태")
PURPOSE = "미취학 아동 관리"


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_GET
def index(request):
    """The children who did not come, the step that is due first on top."""
    found = _asked(request)
    request.shown.add((case.child.pk for case in found), purpose=PURPOSE)
    rows = [{"case": case, "next": next(iter(_lines(case, request.today)), None)} for case in found]
    tabs = tabs_for(request.actor, "children")
    context = {"rows": rows, "count": len(found), "tabs": tabs, "may_write": _may_write(request)}
    return render(request, "nonenrollments/children.html", context)


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same as an Excel file."""
    found = _asked(request)
    request.shown.add(case.child.pk for case in found)
    return excel_of(request, title="미취학 아동", columns=COLUMNS, rows=lambda: (_cells(case) for case in found))


def _asked(request) -> list[ChildCase]:
    _require_reach(request)
    found = queries.cases_of(request.actor, request.today)
    return sorted(found, key=lambda case: (not case.child.is_open, _due(case), case.child.name))


def _due(case: ChildCase) -> date:
    return case.open_tasks[0].due if case.open_tasks else date.max


def _cells(case: ChildCase) -> list:
    child, first = case.child, next(iter(case.open_tasks), None)
    return [
        child.entrance_on, child.name, child.birth_on, child.guardian_name, case.decided.day_no,
        case.decided.stage.korean, first.title if first else "", first.due if first else None,
        child.get_state_display(),
    ]  # fmt: skip


def _require_reach(request) -> None:
    if not queries.sees_children(request.actor):
        raise Http404


def _may_write(request) -> bool:
    return request.actor.right(Menu.ABSENCE_CASES).writes == Scope.SCHOOL


@writes(Menu.ABSENCE_CASES)
@require_http_methods(["GET", "POST"])
def new(request):
    """미취학 아동 올리기."""
    _require_reach(request)
    form = ChildForm(request.POST) if request.method == "POST" else ChildForm.of(None)
    if form.apply_once(_adding(request, form), request):
        return redirect("nonenrollments:child", form.outcome["child"])
    context = {"form": form, "child": None, "page_errors": form.errors}
    return render(request, "nonenrollments/edit.html", context, status=form.http_status)


def _adding(request, form):
    def add() -> dict[str, str]:
        made = actions.add_child(facts=form.facts(), by=request.actor)
        messages.success(request, "미취학 아동으로 올렸습니다.")
        return {"child": str(made.pk)}

    return add


@writes(Menu.ABSENCE_CASES, pupils=True)
@require_http_methods(["GET", "POST"])
def edit(request, child):
    """Correct what is known of a child."""
    found = _case_or_404(request, child).child
    form = ChildForm(request.POST) if request.method == "POST" else ChildForm.of(found)
    if form.is_bound and form.is_valid():
        told = {"facts": form.facts(), "seen": form.cleaned_data["seen"] or 0}
        if form.apply(actions.correct_child, child=found, by=request.actor, **told):
            messages.success(request, "고쳤습니다.")
            return redirect("nonenrollments:child", child)
    context = {"form": form, "child": found, "page_errors": form.errors}
    return render(request, "nonenrollments/edit.html", context, status=form.http_status)


def _case_or_404(request, child_id) -> ChildCase:
    found = queries.case_of(request.actor, request.today, child_id)
    if found is None:
        raise Http404
    request.shown.add([found.child.pk], purpose=PURPOSE)
    return found


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_http_methods(["GET", "POST"])
def child(request, child):
    """One child: ladder, due steps, papers, measures, and the end of the matter."""
    found = _case_or_404(request, child)
    if request.method == "POST" and not _may_write(request):
        raise PermissionDenied
    forms = _forms(request, found)
    if any(form.is_bound and form.is_valid() and _done(request, form, found) for form in forms.values()):
        return redirect("nonenrollments:child", child)
    wrong = next((form for form in forms.values() if form.is_bound), None)
    context = _context(request, found, forms["void_form"]) | forms | {"page_errors": bool(wrong), "wrong_form": wrong}
    return render(request, "nonenrollments/child.html", context, status=wrong.http_status if wrong else 200)


def _forms(request, found: ChildCase) -> dict:
    sent, act = request.POST if request.method == "POST" else None, request.POST.get("act")
    code = request.GET.get("code") or next((task.code for task in found.open_tasks), "")
    fresh = {"code": code if code in DONE + FACTS else "", "done_on": request.today, "key": uuid.uuid4()}
    return {
        "form": ChildMeasureForm(sent) if sent and not act else ChildMeasureForm(initial=fresh),
        "close_form": CloseForm(sent) if act == "close" else CloseForm(initial={"on": request.today}),
        "void_form": VoidForm.of(sent if act == "void" else None, request.GET.get("void", "")),
    }


def _done(request, form, found: ChildCase) -> bool:
    if isinstance(form, CloseForm):
        done = form.apply(actions.close_child, child=found.child, by=request.actor, **form.cleaned_data)
        if done:
            messages.success(request, f"‘{form.outcome.get_state_display()}’으로 적고 관리를 끝냈습니다.")
        return done
    record = _voiding if isinstance(form, VoidForm) else _recording
    return form.apply_once(record(request, form, found), request)


def _voiding(request, form: VoidForm, found: ChildCase):
    def void() -> dict[str, str]:
        sent = form.cleaned_data
        measure = next((each for each in found.written if each.pk == sent["measure"]), None)
        if measure is None:
            raise Refused("이 아동의 조치가 아닙니다. 이력에서 다시 골라 주세요.")
        actions.void_child_measure(measure=measure, reason=sent["reason"], by=request.actor)
        told = f"{short_date(measure.done_on)} {measure.get_code_display()}"
        messages.success(request, f"{told}: 잘못 적음으로 표시했습니다.")
        return {"measure": str(measure.pk)}

    return void


def _recording(request, form, found: ChildCase):
    def record() -> dict[str, str]:
        told = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        made = actions.record_child_measure(child=found.child, by=request.actor, **told)
        messages.success(request, f"{short_date(made.done_on)} {made.get_code_display()}: 적었습니다.")
        return {"measure": str(made.pk)}

    return record


def _context(request, found: ChildCase, void_form: VoidForm) -> dict:
    history = lines_of(found.written, _text_of, may_void=_may_write(request))
    made = {each.document.definition: each for each in reversed(found.measures) if each.document_id}
    return {
        "case": found,
        "lines": list(_lines(found, request.today)),
        "known": known_of(found),
        "papers": [
            {"id": form, "title": title, "url": _form_url(form, found), "made": made.get(form)}
            for form, title, _ in PAPERS
        ],
        "history": history,
        "voiding": asked(history, void_form.about),
        "reasons": reasons_of(found.decided),
        "may_write": _may_write(request),
        "may_print": request.actor.may_write(Menu.FORMS),
    }


def _form_url(form: str, found: ChildCase) -> str:
    return f"/forms/{form}/?student={found.child.pk}"


def _lines(case: ChildCase, today: date) -> list[dict]:
    own = {form for form, _, _ in PAPERS}
    return [
        {
            "task": task,
            "state": "overdue" if task.due < today else "today" if task.due == today else "later",
            "when": "오늘" if task.due == today else days_left(task.due, today),
            "due": f"{short_date(task.due)}까지",
            "papers": [{"id": form, "url": _form_url(form, case)} for form in task.forms if form in own],
            "reasons": reasons_of_task(task),
        }
        for task in case.open_tasks
    ]


def _text_of(each) -> str:
    means = each.get_means_display() if each.means else ""
    return " · ".join(part for part in (means, each.contact, each.note) if part)
