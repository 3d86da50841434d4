"""Entering a request (접수): the pupil is found, the form is filled with the judgement beside it, the paper begun."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from hakjeok.errors import BadInput
from hakjeok_web.absences import actions, queries
from hakjeok_web.absences.desks import Desk
from hakjeok_web.absences.forms import RequestForm, form_class, initial_of
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.papers import begin_paper, paper_subject, period_on
from hakjeok_web.absences.views import common
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.accounts import idempotency
from hakjeok_web.config.converters import id_or_404
from hakjeok_web.documents import handing_over
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import labels_of
from hakjeok_web.students import queries as students
from hakjeok_web.students import search
from hakjeok_web.students.models import Student

WRONG = 422
MOST_FOUND = 60  # more than any class has
How = AbsenceRequest.How


@dataclass
class Entering:
    """The page on which a request is entered or corrected, with the judgement beside it."""

    request: Any
    desk: Desk
    student: Student
    stored: AbsenceRequest | None = None
    paper: Document | None = None

    def answer(self):
        """The page, the judgement anew, or what was saved."""
        form = self._form()
        if self.request.method == "GET" or self.request.POST.get("do") != "save":
            return self._page(form, 200)
        if form.is_valid() and self._save(form):
            return redirect(f"{self.desk.address}{self.stored.pk}/")
        return self._page(form, WRONG)

    def _form(self) -> RequestForm:
        made = form_class(self.desk.kind)
        if self.request.method == "POST":
            return made(self.request.POST)
        return made(initial=self._initial() | {"key": uuid.uuid4()})

    def _initial(self) -> dict[str, Any]:
        if self.stored:
            return initial_of(Wanted.of(self.stored))
        found = {"received_on": self.request.today, "how": How.PAPER, "absence_form": "absence", "half_day": ""}
        found |= {"purpose": "trip", "registered_sport": True, "adult_companion": False}
        return found | self._from_paper()

    def _from_paper(self) -> dict[str, Any]:
        """What the guardian has written on the tablet already."""
        days = period_on(self.paper) if self.paper else None
        if self.paper is None:
            return {}
        key = "purpose" if self.desk.is_trip else "reason"
        said = {"how": How.GUARDIAN, "reason_text": str(self.paper.values.get(key) or "")[:100]}
        return said | ({"from_on": days[0], "to_on": days[1]} if days else {})

    def _save(self, form: RequestForm) -> bool:
        try:
            return form.apply(self._keep, form=form)
        except BadInput as wrong:
            form.add_error(None, str(wrong))
            return False

    def _keep(self, form: RequestForm) -> None:
        wanted, by = form.wanted(id=self.stored.pk if self.stored else None), self.request.actor
        if self.stored:
            seen = common.version_of(self.request)
            self.stored = actions.change(request=self.stored, wanted=wanted, seen=seen, by=by)
            messages.success(self.request, "고쳤습니다. 서식의 기간과 사유도 함께 바꿨습니다.")
            return
        key = form.cleaned_data["key"] or uuid.uuid4()
        answer = idempotency.once(lambda: self._receive(wanted), key=key, body=repr(wanted).encode(), by=by)
        self.stored = AbsenceRequest.objects.get(pk=answer["request"])

    def _receive(self, wanted: Wanted) -> dict[str, str]:
        made = actions.receive(student=self.student, wanted=wanted, by=self.request.actor, paper=self.paper)
        messages.success(self.request, "접수했습니다. 서식을 채워 상신하면 결재 뒤에 출석부에 적힙니다.")
        return {"request": str(made.pk)}

    def _page(self, form: RequestForm, status: int):
        self.request.shown.add([self.student.pk], purpose=self.desk.title)
        context = {
            "desk": self.desk, "student": self.student, "label": labels_of([self.student.pk]).get(self.student.pk, ""),
            "form": form, "stored": self.stored, "paper": self.paper,
            "version": self.stored.version if self.stored else 0,
            "page_errors": form.errors if status == WRONG else None, **self._judged(form),
        }  # fmt: skip
        return render(self.request, "absences/entry.html", context, status=status)

    def _judged(self, form: RequestForm) -> dict[str, Any]:
        """The judgement of what stands in the form, where enough stands there."""
        if form.is_bound and form.is_valid():
            wanted = form.wanted(id=self.stored.pk if self.stored else None)
        elif self.stored and not form.is_bound:
            wanted = Wanted.of(self.stored)
        else:
            return {"judged": None}
        return common.judgement_of(self.student, wanted, self.request.today)


def enter(request, desk: Desk):
    """A new request; first the pupil is found."""
    asked = request.GET.get("student")
    if not asked:
        return _choose_pupil(request, desk)
    student = _pupil(request, desk, asked)
    return Entering(request, desk, student, paper=_paper(request, desk, student)).answer()


def _choose_pupil(request, desk: Desk):
    wanted = request.GET.get("q", "").strip()[:60]
    found = search.find(request.actor, wanted, menu=desk.menu, most=MOST_FOUND)
    request.shown.add([each.id for each in found], purpose=desk.title)
    return render(request, "absences/choose.html", {"desk": desk, "q": wanted, "found": found})


def _pupil(request, desk: Desk, key: str) -> Student:
    found = students.pupil_or_404(request.actor, id_or_404(key), desk.menu)
    if not common.may_write(request, desk, found):
        raise PermissionDenied
    return found


def _paper(request, desk: Desk, student: Student) -> Document | None:
    """The loose draft that the page goes on from."""
    asked = request.GET.get("paper")
    if not asked:
        return None
    found = queries.loose_papers(request.actor, desk.definition)
    paper = found.filter(pk=id_or_404(asked), pupil_id=student.pk).first()
    if paper is None:
        raise Http404
    return paper


def start_on_tablet(request, desk: Desk):
    """보호자가 화면에서 쓰기: a draft of the form, and the guardian's page of it."""
    student = _pupil(request, desk, request.GET.get("student") or request.POST.get("student", ""))
    subject = paper_subject(student.pk, request.actor)
    if subject is None:
        raise PermissionDenied
    paper = begin_paper(desk.kind, subject, request.actor)
    return handing_over.start(request, paper, back=desk.address, began_it=True)
