"""Whom a page is about: a pupil from the address, else the page that finds him (학생 찾기)."""

import uuid

from django.shortcuts import render

from hakjeok_web.accounts.policies import Menu
from hakjeok_web.students.models import Student
from hakjeok_web.students.queries import pupil_or_404
from hakjeok_web.students.search import find

NOBODY = uuid.UUID(int=0)


def told_pupil(request, menu: Menu, purpose: str) -> Student | None:
    """The pupil of `?student=`; None where nobody was chosen, 404 where he is out of reach."""
    text = request.GET.get("student", "")
    if not text:
        return None
    pupil = pupil_or_404(request.actor, id_of(text), menu)
    request.shown.add([pupil.pk], purpose=purpose)
    return pupil


def id_of(text: str) -> uuid.UUID:
    """The number in an address; one that is none belongs to nobody."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return NOBODY


def choose_pupil(request, *, title: str, back: tuple[str, str]):
    """The page that finds the pupil; a form that was sent without one comes back."""
    text = request.GET.get("q", "")
    found = find(request.actor, text) if request.method == "GET" else []
    request.shown.add(each.id for each in found)
    context = {"text": text, "found": found, "title": title, "back": back}
    return render(request, "absence_grounds/choose.html", context, status=422 if request.method == "POST" else 200)
