"""Whom a page is about: the pupil of its address, else the page that finds him (학생 찾기)."""

from django.shortcuts import render

from hakjeok_web.accounts.policies import Menu
from hakjeok_web.config.converters import id_or_404
from hakjeok_web.students.models import Student
from hakjeok_web.students.queries import pupil_or_404
from hakjeok_web.students.search import find


def told_pupil(request, menu: Menu, purpose: str) -> Student | None:
    """The pupil of `?student=`; None where nobody was chosen, 404 where he is out of reach."""
    text = request.GET.get("student", "")
    if not text:
        return None
    pupil = pupil_or_404(request.actor, id_or_404(text), menu)
    request.shown.add([pupil.pk], purpose=purpose)
    return pupil


def choose_pupil(request, *, title: str, back: tuple[str, str]):
    """The page that finds the pupil; a form that was sent without one comes back."""
    text = request.GET.get("q", "")
    found = find(request.actor, text) if request.method == "GET" else []
    request.shown.add(each.id for each in found)
    context = {"text": text, "found": found, "title": title, "back": back}
    return render(request, "students/choose.html", context, status=422 if request.method == "POST" else 200)
