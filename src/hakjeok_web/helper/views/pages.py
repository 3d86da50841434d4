"""학적 판정 도우미: the list of all decisions, and the page of each, which asks and answers."""

import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok.errors import UnknownDecision
from hakjeok.registry import Decision, every, find
from hakjeok_web.accounts.policies import Menu, open_to_anyone, reads
from hakjeok_web.config.limits import seconds_to_wait
from hakjeok_web.helper import search
from hakjeok_web.helper.answer import answer_of
from hakjeok_web.helper.asking import Asked, ask, blank, summary, with_row, without_row
from hakjeok_web.helper.definitions import questions_of
from hakjeok_web.helper.frames import actor_of, frame_of
from hakjeok_web.helper.links import PARAMETER, facts_of, link_to
from hakjeok_web.helper.prefill import Asker, Known, Subject, is_about_pupils, of_pupil, usual
from hakjeok_web.students.queries import pupil_or_404

ADD, REMOVE = "__add", "__remove"
MOST_FIELDS = 3_000  # a year of entries with a record of every school; a page with more could not be read
TOO_OFTEN = "짧은 시간에 여러 번 물었습니다. 적은 것은 그대로 있으니 {seconds}초 뒤에 다시 눌러 주세요."
TOO_MUCH = "한 번에 물을 수 있는 양을 넘었습니다. 목록의 줄을 줄여 주세요."
UNREADABLE = "주소에 적힌 사실을 읽을 수 없습니다. 아래에 다시 적어 주세요."


@open_to_anyone
@require_GET
def index(request):
    """The list by families, or what fits a question in plain words; for a pupil what his record can fill."""
    wanted = request.GET.get("q", "").strip()[: search.LONGEST]
    student = _student_of(request)
    found = search.search(wanted) if wanted else every()
    listed = [each for each in found if not student or is_about_pupils(each)]
    groups = [search.Family("", tuple(listed), wanted)] if wanted else search.families(listed)
    context = {"groups": groups, "count": len(listed), "q": wanted, "student": student, "frame": frame_of(request)}
    return render(request, "helper/_list.html" if request.htmx else "helper/index.html", context)


@open_to_anyone
@require_http_methods(["GET", "POST"])
def question(request, name):
    """One decision: its form, and the answer to what was sent."""
    decision, student = _decision_or_404(name), _student_of(request)
    if student and request.method == "GET":
        return redirect("helper:of-pupil", name, student)
    known = usual(decision, Asker(request.today, actor_of(request)))
    return _answered(request, _asked(request, decision, known), known)


@reads(Menu.STUDENTS, pupils=True)
@require_http_methods(["GET", "POST"])
def of_pupil_page(request, name, student):
    """The same for a pupil, filled from his record; nothing of it goes into a link."""
    decision = _decision_or_404(name)
    found = pupil_or_404(request.actor, student)
    request.shown.add([found.pk], purpose=f"판정 도우미: {decision.title}")
    known = of_pupil(decision, Subject(request.today, request.actor, found))
    return _answered(request, _asked(request, decision, known), known, student=found)


def _answered(request, asked: Asked, known: Known, *, student=None):
    shown, answer = _shown(asked, known), answer_of(asked)
    context = {
        "asked": asked,
        "decision": asked.decision,
        "family": search.family_title(asked.decision),
        "shown": shown,
        "errors": [*({"href": "", "text": text} for text in asked.unplaced), *summary(shown)],
        "answer": answer,
        "link": "" if student or not answer else request.build_absolute_uri(link_to(request.path, asked.values)),
        "student": student,
        "page_errors": bool(asked.problems),
        "frame": frame_of(request),
    }
    response = render(request, "helper/_question.html" if request.htmx else "helper/question.html", context)
    response.status_code = asked.status
    if asked.wait:
        response["Retry-After"] = str(asked.wait)
    return response


def _asked(request, decision: Decision, known: Known) -> Asked:
    """What the request asks: nothing yet, a question by its address, a question by its form, or another row."""
    told = request.GET.get(PARAMETER)
    is_asked = request.method == "POST" or told is not None
    if not is_asked:
        return blank(decision, known.values)
    if request.method == "POST" and len(request.POST) > MOST_FIELDS:
        return _refused(blank(decision, known.values), TOO_MUCH, 422)
    typed = _typed(request, decision, known, told)
    if seconds := seconds_to_wait(request, "page"):
        return _refused(Asked(decision, typed, wait=seconds), TOO_OFTEN.format(seconds=seconds), 429)
    return _from_form(request, decision, typed) if request.method == "POST" else _from_address(decision, typed, told)


def _typed(request, decision: Decision, known: Known, told: str | None) -> dict[str, Any]:
    questions = questions_of(decision)
    if request.method == "POST":
        return questions.read(request.POST, "")
    return questions.typed({**known.values, **(facts_of(told) or {})})


def _from_form(request, decision: Decision, typed: dict[str, Any]) -> Asked:
    if ADD in request.POST:
        return with_row(decision, typed, request.POST[ADD])
    if REMOVE in request.POST:
        return without_row(decision, typed, request.POST[REMOVE])
    asked = ask(decision, typed)
    asked.status = 422 if asked.problems else 200
    return asked


def _from_address(decision: Decision, typed: dict[str, Any], told: str) -> Asked:
    if facts_of(told) is None:
        return _refused(Asked(decision, typed), UNREADABLE, 200)
    return ask(decision, typed)


def _refused(asked: Asked, text: str, status: int) -> Asked:
    asked.problems.append(("", text))
    asked.status = status
    return asked


def _shown(asked: Asked, known: Known):
    """The form; facts that are still as they were filled in say where they come from."""
    shown, filled = asked.shown(), asked.question.typed(known.values)
    for part in shown.parts:
        if part.typed == filled[part.path]:
            part.note = known.notes.get(part.path, "")
    return shown


def _decision_or_404(name: str) -> Decision:
    try:
        return find(name)
    except UnknownDecision:
        raise Http404 from None


def _student_of(request) -> uuid.UUID | None:
    """The pupil whom the address names, for people who may ask for pupils at all."""
    try:
        named = uuid.UUID(request.GET.get("student", ""))
    except ValueError:
        return None
    return named if actor_of(request) else None
