"""학교폭력 조치사항: who has one, and one pupil's measures with what became of them. Only for who has the right."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance.queries import readable_class
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.remarks import queries, violence
from hakjeok_web.remarks.desk import Desk, Line, desk_of, line_or_404
from hakjeok_web.remarks.forms import MeasureChangeForm, ViolenceForm
from hakjeok_web.remarks.models import ViolenceMeasure
from hakjeok_web.schools import queries as schools

PER_PAGE = 50
PURPOSE = "학교폭력 조치사항"


@reads(Menu.VIOLENCE_MEASURES, pupils=True)
@require_GET
def index(request):
    """The measures of the year's pupils within reach, the last decided first."""
    page = Paginator(_listed(request), PER_PAGE).get_page(request.GET.get("page"))
    request.shown.add((row.student for row in page), purpose=PURPOSE)
    return render(request, "remarks/measures.html", {"rows": list(page), "page": page})


@reads(Menu.VIOLENCE_MEASURES, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same as an Excel file."""
    rows = _listed(request)
    request.shown.add(row.student for row in rows)
    return excel_of(
        request,
        title=PURPOSE,
        columns=["학년", "반", "번호", "성명", "처음 결정일", "조치", "조치사항", "바뀐 조치사항", "적는 곳"],
        rows=lambda: (
            [each.grade, each.class_number, each.number, each.name, each.decided_on, each.item, each.text, each.later,
             each.place]
            for each in rows
        ),
    )  # fmt: skip


def _listed(request) -> list[queries.ListedMeasure]:
    year = schools.selected_year(request)
    reach = request.actor.readable_classes(Menu.VIOLENCE_MEASURES)
    return queries.listed_measures(year, today=request.today, classes=reach) if year else []


@dataclass(frozen=True)
class _Shown:
    """The class, the pupil and his measures, as far as the person may see them."""

    desk: Desk
    line: Line
    measures: list[ViolenceMeasure]


@reads(Menu.VIOLENCE_MEASURES, pupils=True)
@require_http_methods(["GET", "POST"])
def of_pupil(request, school_class, student):
    """One pupil's measures; a POST adds one, or what an appeal made of one."""
    shown = _shown(request, school_class, student)
    found = shown.desk.school_class
    may_write = request.actor.may_write_class(Menu.VIOLENCE_MEASURES, found.pk)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    new, change = _forms(request, shown)
    if (new.is_bound and _recorded(request, new, shown)) or (change.is_bound and _changed(request, change, shown)):
        return redirect(request.path)
    schools.show_year(request, found.school_year)
    request.shown.add([student], purpose=PURPOSE)
    failed = next((form for form in (new, change) if form.is_bound), None)
    context = _context(shown) | {"new": new, "change": change, "form": failed}
    context["may_write"] = may_write and not found.school_year.is_past(request.today)
    return render(request, "remarks/pupil_measures.html", context, status=422 if failed else 200)


def _shown(request, school_class, student) -> _Shown:
    found = readable_class(request.actor, school_class, Menu.VIOLENCE_MEASURES)
    desk = desk_of(found, by=request.actor, students=[student])
    measures = ViolenceMeasure.objects.filter(student_id=student).select_related("recorded_by")
    return _Shown(desk, line_or_404(desk, student), list(measures.prefetch_related("later__recorded_by")))


def _forms(request, shown: _Shown) -> tuple[ViolenceForm, MeasureChangeForm]:
    standing = [each for each in shown.measures if queries.as_it_stands(each)]
    if request.method != "POST":
        return ViolenceForm.fresh(), MeasureChangeForm(measures=standing)
    if "measure" in request.POST:
        return ViolenceForm.fresh(), MeasureChangeForm(request.POST, measures=standing)
    return ViolenceForm(request.POST, auto_id="new-%s"), MeasureChangeForm(measures=standing)


def _recorded(request, form: ViolenceForm, shown: _Shown) -> bool:
    if not form.is_valid():
        return False
    sent = {name: value for name, value in form.cleaned_data.items() if name != "key"}

    def record() -> dict[str, str]:
        made = violence.record_violence(
            school_class=shown.desk.school_class, student=shown.line.id, by=request.actor, **sent
        )
        messages.success(request, f"{korean_date(made.decided_on)} {made.get_law_item_display()}: 적었습니다.")
        return {"measure": str(made.pk)}

    return form.apply_once(record, request)


def _changed(request, form: MeasureChangeForm, shown: _Shown) -> bool:
    if not form.is_valid():
        return False
    sent = {name: value for name, value in form.cleaned_data.items() if name != "key"}
    chosen, _, seen = sent.pop("measure").partition(":")
    measure = next(each for each in shown.measures if str(each.pk) == chosen)

    def change() -> dict[str, str]:
        made = violence.change_violence(
            school_class=shown.desk.school_class, measure=measure, seen=int(seen), by=request.actor, **sent
        )
        messages.success(request, "조치 변경을 적었습니다. 처음 결정한 날은 그대로입니다.")
        return {"change": str(made.pk)}

    return form.apply_once(change, request)


def _context(shown: _Shown) -> dict:
    said = shown.line.measures
    return {
        "line": shown.line,
        "school_class": shown.desk.school_class,
        "measures": [(each, queries.as_it_stands(each)) for each in shown.measures],
        "said": said,
        "reasons": reasons_of(said.answer) if said.answer else None,
    }
