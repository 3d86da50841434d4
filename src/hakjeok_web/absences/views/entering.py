"""Entering a request (접수): the pupil is found, the form is filled with the judgement beside it, the paper begun."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render

from hakjeok.errors import BadInput
from hakjeok_web.absences import actions, queries
from hakjeok_web.absences.desks import Desk
from hakjeok_web.absences.forms import RequestForm, form_class, initial_of
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.papers import begin_paper, paper_subject, papers_on, period_on
from hakjeok_web.absences.sentences import period_of
from hakjeok_web.absences.several import receive_days
from hakjeok_web.absences.states import next_day
from hakjeok_web.absences.views import common
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.accounts import idempotency
from hakjeok_web.accounts.policies import Menu
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
# What a request that goes on from another says for itself.
NOT_GOING_ON = (
    "to_on",
    "half_day",
    "received_on",
    "original_seen",
    "phone_approved_on",
    "exception_reason",
    "documents",
)


@dataclass
class Entering:
    """The page on which a request is entered or corrected, with the judgement beside it."""

    request: Any
    desk: Desk
    student: Student
    stored: AbsenceRequest | None = None
    paper: Document | None = None
    after: AbsenceRequest | None = None  # the approved request that it goes on from (기간 늘리기)
    said: tuple[Wanted, Sequence[date]] | None = None  # what was asked for, and further single days

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
            return made(_picked(self.request.POST))
        return made(initial=self._initial() | {"key": uuid.uuid4()})

    def _initial(self) -> dict[str, Any]:
        if self.stored:
            return initial_of(Wanted.of(self.stored))
        found = {"received_on": self.request.today, "how": How.PAPER, "absence_form": "absence", "half_day": ""}
        found |= {"purpose": "trip", "registered_sport": True, "adult_companion": False}
        return found | self._going_on() | self._from_paper()

    def _going_on(self) -> dict[str, Any]:
        """The same from the next school day on."""
        if self.after is None:
            return {}
        said = initial_of(Wanted.of(self.after))
        kept = {name: said[name] for name in said if name not in NOT_GOING_ON}
        return kept | {"from_on": next_day(self.after)}

    def _from_paper(self) -> dict[str, Any]:
        """What the guardian has written on the tablet already."""
        days = period_on(self.paper) if self.paper else None
        if self.paper is None:
            return {}
        key = "purpose" if self.desk.is_trip else "reason"
        said = {"how": How.GUARDIAN, "reason_text": str(self.paper.values.get(key) or "")[:100]}
        said |= {} if self.desk.is_trip else {"documents": papers_on(self.paper)}
        return said | ({"from_on": days[0], "to_on": days[1]} if days else {})

    def _save(self, form: RequestForm) -> bool:
        try:
            return form.apply(self._keep, form=form)
        except BadInput as wrong:
            form.add_error(None, str(wrong))
            return False

    def _keep(self, form: RequestForm) -> None:
        wanted, by = self._say(form), self.request.actor
        if self.stored:
            seen = common.version_of(self.request)
            self.stored = actions.change(request=self.stored, wanted=wanted, seen=seen, by=by)
            messages.success(self.request, "고쳤습니다. 서식의 기간과 사유도 함께 바꿨습니다.")
            return
        self.stored = self._received(form, wanted)

    def _say(self, form: RequestForm) -> Wanted:
        """What a valid form says; kept, so that the page judges it also where it was refused."""
        self.said = form.wanted(id=self.stored.pk if self.stored else None), form.more
        return self.said[0]

    def _received(self, form: RequestForm, wanted: Wanted) -> AbsenceRequest:
        key, body = form.cleaned_data["key"] or uuid.uuid4(), repr((wanted, form.more)).encode()
        receive = partial(self._receive, wanted, form.more)
        answer = idempotency.once(receive, key=key, body=body, by=self.request.actor)
        return AbsenceRequest.objects.get(pk=answer["request"])

    def _receive(self, wanted: Wanted, more: Sequence[date]) -> dict[str, str]:
        by = self.request.actor
        made = receive_days(student=self.student, wanted=wanted, more_days=more, by=by, paper=self.paper)
        messages.success(self.request, "접수했습니다. 서식을 채워 상신하면 결재 뒤에 출석부에 적힙니다.")
        return {"request": str(made.pk)}

    def _page(self, form: RequestForm, status: int):
        self.request.shown.add([self.student.pk], purpose=self.desk.title)
        context = {
            "desk": self.desk, "student": self.student, "label": labels_of([self.student.pk]).get(self.student.pk, ""),
            "form": form, "stored": self.stored, "paper": self.paper, "after": self.after and period_of(self.after),
            "version": self.stored.version if self.stored else 0, "may_read_committees": self._reads(Menu.COMMITTEES),
            "page_errors": form.errors if status == WRONG else None, "may_read_athletes": self._reads(Menu.ATHLETES),
            **self._judged(form),
        }  # fmt: skip
        form.spare(context["judged"])
        return render(self.request, "absences/entry.html", context, status=status)

    def _reads(self, menu: Menu) -> bool:
        return self.request.actor.may_read(menu)

    def _judged(self, form: RequestForm) -> dict[str, Any]:
        """The judgement of what stands in the form, where enough stands there."""
        if self.stored and not form.is_bound:
            self.said = Wanted.of(self.stored), ()
        elif form.is_bound and form.is_valid():
            self._say(form)
        if self.said is None:
            return {"judged": None}
        wanted, more = self.said
        return common.judgement_of(self.student, wanted, self.request.today, more_days=more)


def _picked(sent: QueryDict) -> QueryDict:
    """What was sent, with the reason that was picked among those found."""
    if "pick" not in sent:
        return sent
    chosen = sent.copy()
    chosen["reason"], chosen["find"] = sent["pick"], ""
    return chosen


def enter(request, desk: Desk):
    """A new request; first the pupil is found."""
    asked = request.GET.get("student")
    if not asked:
        return _choose_pupil(request, desk)
    student = _pupil(request, desk, asked)
    paper, after = _paper(request, desk, student), _after(request, desk, student)
    return Entering(request, desk, student, paper=paper, after=after).answer()


def _choose_pupil(request, desk: Desk):
    wanted = request.GET.get("q", "").strip()[:60]
    by, menu = request.actor, desk.menu
    found = search.find(by, wanted, menu=menu, most=MOST_FOUND) if wanted else search.own_class(by, menu=menu)
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


def _after(request, desk: Desk, student: Student) -> AbsenceRequest | None:
    """The approved request that a new one goes on from."""
    asked = request.GET.get("after")
    if not asked:
        return None
    found = queries.request_or_404(request.actor, desk.menu, desk.kind, id_or_404(asked))
    if found.student_id != student.pk or queries.withheld_from(request.actor, [found]):
        raise Http404
    return found


def start_on_tablet(request, desk: Desk):
    """보호자가 화면에서 쓰기: a draft of the form, and the guardian's page of it."""
    student = _pupil(request, desk, request.GET.get("student") or request.POST.get("student", ""))
    subject = paper_subject(student.pk, request.actor)
    if subject is None:
        raise PermissionDenied
    paper = begin_paper(desk.kind, subject, request.actor)
    return handing_over.start(request, paper, back=desk.address, began_it=True)
