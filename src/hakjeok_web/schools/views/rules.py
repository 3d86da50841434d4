"""학교 규정값: the figures that the handbook leaves to the school, beside its own; setting one."""

import uuid
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok.dates import first_of_school_year
from hakjeok.korean import because_of, with_particle
from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.config.templatetags.korean import korean_date, korean_time
from hakjeok_web.schools import queries
from hakjeok_web.schools.figures import FIGURES, Figure, figure_named, number
from hakjeok_web.schools.forms import RulingForm
from hakjeok_web.schools.models import Ruling, SchoolYear
from hakjeok_web.schools.ruling_actions import rule_on
from hakjeok_web.schools.rulings import InForce, Rulings, left_from, rulings_by_year

RESET = "reset"


@dataclass(frozen=True)
class Row:
    """One figure on the page: as it holds, what is coming, what last year had."""

    now: InForce
    coming: list[InForce]
    may_set: bool
    left: InForce | None = None

    @property
    def figure(self) -> Figure:
        return self.now.figure

    @property
    def handbook(self) -> str:
        """`3일 전까지`; where the handbook names no figure, that it leaves it to the school."""
        return "학교장이 정함" if self.now.handbook is None else self.figure.said(self.now.handbook)

    @property
    def source(self):
        """Where the handbook's value stands, or that it has none."""
        found = self.figure.found(self.now.year)
        return found.source if found else self.figure.left_by

    @property
    def url(self) -> str:
        return reverse("schools:rule", args=(self.now.year, self.figure.name))

    @property
    def badge(self) -> dict[str, str] | None:
        """As `_badge.html` wants it; None where neither the school nor the handbook names a value."""
        if self.now.value is None:
            return None
        if self.now.own is None:
            return {"text": "기준대로", "tone": "outline", "icon": ""}
        if self.now.handbook is None:
            return {"text": "정함", "tone": "ok", "icon": "done"}
        differs = {"text": "기준과 다름", "tone": "info", "icon": "info"}
        return differs if self.now.differs else {"text": "기준과 같음", "tone": "ok", "icon": "done"}


@dataclass(frozen=True)
class Year:
    """A school year's rulings as a person sees them on the day looked at."""

    school_year: SchoolYear
    rulings: Rulings
    before: Rulings | None
    day: date

    def left(self) -> list[InForce]:
        return left_from(self.before, self.rulings, FIGURES)

    def row(self, figure: Figure, request) -> Row:
        is_open = not self.school_year.is_past(request.today)
        left = next((each for each in self.left() if each.figure is figure), None)
        return Row(
            self.rulings.on(figure, self.day),
            self.rulings.coming(figure, self.day),
            is_open and figure.may_be_set_by(request.actor),
            left if is_open else None,
        )


@reads(Menu.SCHOOL_RULES, or_menu=Menu.REMARKS)  # the pages of remarks lead here
@require_GET
def rules(request):
    """Every figure by topic: the handbook's value, the school's, ground, since when and who."""
    year = queries.selected_year(request)
    if year is None:
        return render(request, "schools/rules.html", {"year": None})
    found = _year(request, year)
    rows = [found.row(each, request) for each in FIGURES]
    context = {
        "year": year,
        "topics": [(topic, list(listed)) for topic, listed in groupby(rows, key=lambda each: each.figure.topic)],
        "differing": sum(each.now.differs for each in rows),
        "left": [each for each in rows if each.left],
        "warnings": _warnings(year.year),
        "is_past": year.is_past(request.today),
        "may_set": any(each.may_set for each in rows),
    }
    return render(request, "schools/rules.html", context)


@reads(Menu.SCHOOL_RULES, or_menu=Menu.REMARKS)  # the pages of remarks lead here
@require_http_methods(["GET", "POST"])
def rule(request, year, figure):
    """One figure: what holds and why, its history, and a form for whoever may set it."""
    found, wanted = _year_or_404(request, year), figure_named(figure)
    if wanted is None:
        raise Http404
    row = found.row(wanted, request)
    if request.method == "POST" and not wanted.may_be_set_by(request.actor):
        raise PermissionDenied
    form = _form(request, found, row)
    if form.is_bound and form.apply_once(lambda: _set(request, found, wanted, form), request, about=_act(request)):
        return redirect(f"{reverse('schools:rules')}?year={year}")
    return render(request, "schools/rule.html", _context(request, found, row, form), status=form.http_status)


def _year_or_404(request, year: int) -> Year:
    found = next((each for each in queries.years_of(request) if each.year == year), None)
    if found is None:
        raise Http404
    queries.show_year(request, found)
    return _year(request, found)


def _year(request, school_year: SchoolYear) -> Year:
    """The rulings of the year and of the one before, looked at today or on the nearest day of the year. One query."""
    known = rulings_by_year(each for each in queries.years_of(request) if school_year.year - each.year in (0, 1))
    day = queries.within_year(school_year.year, request.today)
    return Year(school_year, known[school_year.year], known.get(school_year.year - 1), day)


def _warnings(year: int) -> list[str]:
    """That a figure of the handbook was not checked for this year, each sentence once."""
    found = (each.found(year) for each in FIGURES)
    return list(dict.fromkeys(warning for each in found if each for warning in each.warnings))


def _act(request) -> str:
    return RESET if request.POST.get("do") == RESET else ""


def _form(request, found: Year, row: Row) -> RulingForm:
    year = found.school_year.year
    about = {"figure": row.figure, "year": year}
    if request.method == "POST":
        return RulingForm(request.POST, resets=_act(request) == RESET, **about)
    last = row.left or row.now
    initial = {
        "key": uuid.uuid4(), "seen": found.rulings.seen(row.figure),
        "from_on": first_of_school_year(year) if row.left else found.day,
        "value": "" if last.own is None else number(last.own),
        "ground": last.ruling.ground if last.ruling and last.own is not None else "",
    }  # fmt: skip
    return RulingForm(initial=initial, **about)


def _set(request, found: Year, figure: Figure, form: RulingForm) -> dict[str, str]:
    made = rule_on(school_year=found.school_year, figure=figure, by=request.actor, **form.told())
    title, since = with_particle(figure.title, "을", "를"), korean_date(made.from_on)
    said = (
        "지침서의 기준으로 되돌렸습니다" if made.value is None else f"{because_of(figure.said(made.value))} 정했습니다"
    )
    messages.success(request, f"{title} {said}. {since}부터 씁니다.")
    return {"ruling": str(made.pk)}


def _context(request, found: Year, row: Row, form: RulingForm) -> dict:
    history = found.rulings.of(row.figure)[::-1]
    return {
        "year": found.school_year,
        "row": row,
        "form": form,
        # After a refusal that names no field (somebody was faster) the page shows what stands now: that has been seen.
        "seen": found.rulings.seen(row.figure) if form.non_field_errors() else form["seen"].value(),
        "history": [_line(each, row.figure, found.day) for each in history],
        "form_url": _form_url(request, row.figure),
        "may_reset": row.now.own is not None or any(each.own is not None for each in row.coming),
        "is_past": found.school_year.is_past(request.today),
        "page_errors": form.errors,
    }


def _form_url(request, figure: Figure) -> str:
    """Where the words of the form are changed, for whoever may."""
    return f"/form-overrides/{figure.form}/" if request.actor.may_write(Menu.FORM_WORDINGS) else ""


def _line(ruling: Ruling, figure: Figure, day: date) -> dict:
    """As `_timeline.html` wants it."""
    return {
        "on": ruling.from_on,
        "kind": "지침서의 기준으로 되돌림" if ruling.value is None else figure.said(ruling.value),
        "text": f" {ruling.ground}",
        "who": f"{ruling.set_by.name} {korean_time(ruling.set_at)}",
        "planned": ruling.from_on > day,
    }
