"""미인정결석학생 등록: what was registered, reported, submitted, received and closed, for one pupil and the school."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts import idempotency
from hakjeok_web.accounts.policies import Menu, Scope, reads
from hakjeok_web.attendance import registration_pages, registrations
from hakjeok_web.attendance.case_forms import ReceiptForm, RegistrationForm
from hakjeok_web.attendance.case_tabs import tabs_for
from hakjeok_web.attendance.cases import Case, read_cases
from hakjeok_web.attendance.models import AbsenceRegistration, RegistrationReport
from hakjeok_web.config.converters import id_or_404
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.forms import ActionForm
from hakjeok_web.students.models import Student

PER_PAGE = 50


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_GET
def index(request):
    """등록·제출: every registration with its last report and what is still to be done."""
    page = Paginator(registration_pages.within(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    request.shown.add((each.student_id for each in page), purpose="미인정결석학생 등록")
    rows = registration_pages.rows_of(page.object_list)
    context = {"rows": rows, "page": page, "count": page.paginator.count}
    context["tabs"] = tabs_for(request.actor, "registrations")
    return render(request, "attendance/registrations.html", context)


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same as an Excel file."""
    rows = registration_pages.rows_of(registration_pages.within(request.actor))
    request.shown.add(row["registration"].student_id for row in rows)
    return excel_of(
        request,
        title="미인정결석학생 등록",
        columns=registration_pages.COLUMNS,
        rows=lambda: (registration_pages.line_of(row) for row in rows),
    )


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_http_methods(["GET", "POST"])
def registration(request, student):
    """One pupil's registration with all its reports, and the act that comes next."""
    pupil, case = _within_reach(request, student)
    request.shown.add([student], purpose="미인정결석학생 등록")
    page = _Page(request, pupil, case)
    if request.method == "POST":
        if not page.may_write:
            raise PermissionDenied
        if page.done():
            return page.answer
    return render(request, "attendance/registration.html", page.context(), status=page.form.http_status)


def _within_reach(request, student_id) -> tuple[Student, Case | None]:
    """The pupil and his case of this year; of those without a class the registrar alone sees a registration."""
    year, reach = schools.year_of(request.actor.school_id, request.today), None
    reach = request.actor.readable_classes(Menu.ABSENCE_CASES)
    found = year and read_cases(year, calendars_of(year), today=request.today, students=[student_id], classes=reach)
    pupil = Student.objects.filter(pk=student_id).first()
    registered = reach is None and AbsenceRegistration.objects.filter(student_id=student_id).exists()
    if pupil is None or not (found or registered):
        raise Http404
    return pupil, found[0] if found else None


class _Page:
    """The acts of one registration page; what is wrong lands at the form that was sent."""

    def __init__(self, request, pupil: Student, case: Case | None) -> None:
        self.request, self.pupil, self.case, self.by = request, pupil, case, request.actor
        self.act = request.POST.get("act", "")
        self.may_submit = self.by.right(Menu.ABSENCE_CASES).writes == Scope.SCHOOL
        own = case is not None and self.by.may_write_class(Menu.ABSENCE_CASES, case.facts.school_class_id)
        self.may_write = own or self.may_submit
        self.key = uuid.uuid4()
        self.form: ActionForm = RegistrationForm(request.POST) if self.act == "register" else self._fresh()
        self.receipt = ReceiptForm(request.POST if self.act == "receive" else None, initial={"on": request.today})

    def _fresh(self) -> RegistrationForm:
        known = AbsenceRegistration.objects.filter(student=self.pupil).first()
        return RegistrationForm(
            self.request.POST if self.request.method == "POST" and self.act not in _ACTS else None,
            initial={"reason": known.reason, "remark": known.remark} if known else None,
        )

    def done(self) -> bool:
        """Whether the act was done, or told as refused; a refusal of typed text stays at its form."""
        act = _ACTS.get(self.act)
        if act is None or (self.act == "register" and not self.form.is_valid()):
            return False
        self.answer = redirect("attendance:registration", self.pupil.pk)
        try:
            self.answer = act(self) or self.answer
        except Refused as refused:
            return self._told(refused)
        return True

    def _told(self, refused: Refused) -> bool:
        for reason in refused.reasons:
            messages.error(self.request, reason.text)
            if self.form.is_bound:
                self.form.add_error(None, reason.text)
        return not self.form.is_bound

    def once(self, act: Callable[[], RegistrationReport], what: str) -> None:
        """Do it once however often it was sent; a double is told with the report that stays (p.28)."""

        def report() -> dict[str, str]:
            made = act()
            registration_pages.tell(self.request, made, what)
            return {"report": str(made.pk)}

        key, body = idempotency.key_of(self.request), f"{self.act} {self.pupil.pk}".encode()
        idempotency.once(report, key=key, body=body, by=self.by)

    def report(self) -> RegistrationReport:
        """The report that a button names; only one of this pupil."""
        wanted = id_or_404(self.request.POST.get("report", ""))
        found = RegistrationReport.objects.filter(pk=wanted, registration__student=self.pupil).first()
        if found is None:
            raise Http404
        return found

    def context(self) -> dict:
        return registration_pages.context_of(self.pupil, self.case, self.request.today) | {
            "form": self.form,
            "receipt": self.receipt,
            "key": self.key,
            "may_write": self.may_write,
            "may_submit": self.may_submit,
            "page_errors": bool(self.form.is_bound and self.form.errors),
        }


def _case(page: _Page) -> Case:
    if page.case is None:
        raise Refused("지금 반에 있는 학생이 아닙니다. 면제·유예·정원 외로 바뀌었으면 ‘복귀 처리’를 눌러 주세요.")
    return page.case


def _register(page: _Page) -> None:
    sent = page.form.cleaned_data
    told = {"reason": sent["reason"], "remark": sent["remark"]}
    page.once(lambda: registrations.register(case=_case(page), by=page.by, **told), "등록하고 보고했습니다")


def _return(page: _Page) -> None:
    page.once(lambda: registrations.report_return(case=_case(page), by=page.by), "복귀를 보고했습니다")


def _close(page: _Page) -> None:
    page.once(lambda: registrations.close_for_change(student=page.pupil, by=page.by), "복귀 처리하고 보고했습니다")


def _request(page: _Page):
    made = registrations.request_approval(report=page.report(), by=page.by)
    messages.success(page.request, "승인요청 문서를 만들었습니다. 결재선을 보고 상신해 주세요.")
    return redirect("documents:document", made.pk)


def _receive(page: _Page) -> None:
    if not page.receipt.is_valid():
        raise Refused(*(error for errors in page.receipt.errors.values() for error in errors))
    sent = page.receipt.cleaned_data
    registrations.note_receipt(report=page.report(), on=sent["on"], received_by=sent["received_by"], by=page.by)
    messages.success(page.request, "접수를 적었습니다.")


def _drop(page: _Page) -> None:
    dropped = registrations.drop(report=page.report(), by=page.by)
    messages.success(page.request, f"순번 {dropped.number}을 삭제했습니다. 앞의 보고가 남습니다.")


_ACTS: dict[str, Callable[[_Page], object]] = {
    "register": _register,
    "return": _return,
    "close": _close,
    "request": _request,
    "receive": _receive,
    "drop": _drop,
}
