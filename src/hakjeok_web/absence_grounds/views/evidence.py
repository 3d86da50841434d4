"""증빙 파일: what proves a ground of absence; read by whoever may read the ground itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.absence_grounds import evidence, queries
from hakjeok_web.absence_grounds.models import AthleteEvent, FamilyEvent
from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.config.converters import id_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import stored_files

PURPOSE = "증빙 파일"


@dataclass(frozen=True)
class Place:
    """A ground within the person's reach, in words, with the page that it belongs to."""

    ground: evidence.Ground
    seat: queries.Seat
    said: str
    back: tuple[str, str]


def _of_ban(request, ban) -> Place:
    line = queries.ban_or_404(request.actor, ban)
    said = f"등교중지 · {line.ban.illness}"
    return Place(line.ban, line.seat, said, (f"/entry-bans/{ban}/", "등교중지"))


def _of_event(request, athlete, event) -> Place:
    line = queries.athlete_or_404(request.actor, athlete)
    found = next((each for each in line.events if each.pk == event), None)
    if found is None:
        raise Http404
    return Place(found, line.seat, f"학생선수 · {found.name}", (f"/athletes/{athlete}/", "학생선수"))


def _of_diagnosis(request, diagnosis) -> Place:
    line = queries.diagnosis_or_404(request.actor, diagnosis)
    said = f"학기 진단서 · {line.diagnosis.get_ground_display()}"
    return Place(line.diagnosis, line.seat, said, ("/absences/diagnoses/", "학기 진단서"))


def _of_family_event(request, family_event) -> Place:
    line = queries.family_event_or_404(request.actor, family_event)
    back = (f"/absences/family-events/{family_event}/", "경조사")
    return Place(line.event, line.seat, f"경조사 · {line.event.said}", back)


def _files(menu: Menu, place_of: Callable[..., Place]):
    """The page of a ground's files: list, a place to put up more, and 삭제."""

    @reads(menu, pupils=True)
    @require_http_methods(["GET", "POST"])
    def files(request, **key):
        place = place_of(request, **key)
        request.shown.add([place.seat.student.pk], purpose=PURPOSE)
        may_write = queries.may_write(request.actor, menu, place.seat) and not place.ground.is_cancelled
        if request.method == "GET":
            return _page(request, place, [], may_write=may_write)
        if not may_write:
            raise PermissionDenied
        refusals = _acted(request, place)
        return _page(request, place, refusals, may_write=True) if refusals else redirect(request.path)

    return files


def _file(menu: Menu, place_of: Callable[..., Place], name: str):
    """받기: one file of a ground; `name` is what the address calls it."""

    @reads(menu, pupils=True)
    @require_GET
    def file(request, **key):
        wanted = key.pop(name)
        place = place_of(request, **key)
        found = place.ground.files.filter(pk=wanted).first()
        if found is None:
            raise Http404
        request.shown.add([place.seat.student.pk], purpose="증빙 파일 받기")
        return stored_files.given_out(found)

    return file


def _acted(request, place: Place) -> list[str]:
    """Put up what was sent, or take away what was named; what was refused, in sentences."""
    if "remove" not in request.POST:
        return stored_files.put_up(
            request,
            lambda name, content: evidence.attach(ground=place.ground, name=name, content=content, by=request.actor),
        )
    try:
        name = evidence.remove(ground=place.ground, evidence_id=id_of(request.POST["remove"]), by=request.actor)
    except Refused as refused:
        return [str(refused)]
    if name:
        messages.success(request, f"‘{name}’ 파일을 삭제했습니다.")
    return []


def _page(request, place: Place, refusals: list[str], *, may_write: bool):
    context = {
        "place": place,
        "pupil": place.seat.student,
        "files": evidence.files_of(place.ground),
        "may_write": may_write,
        "is_of_health": not isinstance(place.ground, AthleteEvent | FamilyEvent),
        "summary_errors": [{"href": "#id_files", "text": text} for text in refusals],
        "page_errors": bool(refusals),
    }
    status = 422 if refusals else 200
    return render(request, "absence_grounds/evidence.html", context | stored_files.ACCEPTED, status=status)


ban_files = _files(Menu.ENTRY_BANS, _of_ban)
ban_file = _file(Menu.ENTRY_BANS, _of_ban, "ban_file")
event_files = _files(Menu.ATHLETES, _of_event)
event_file = _file(Menu.ATHLETES, _of_event, "event_file")
diagnosis_files = _files(Menu.ABSENCE_REPORTS, _of_diagnosis)
diagnosis_file = _file(Menu.ABSENCE_REPORTS, _of_diagnosis, "diagnosis_file")
family_event_files = _files(Menu.ABSENCE_REPORTS, _of_family_event)
family_event_file = _file(Menu.ABSENCE_REPORTS, _of_family_event, "family_event_file")
