"""What the decisions rest on, for everybody to look up: figures by school year, and contradictions of the handbook."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from hakjeok.dates import school_year_of
from hakjeok.registry import find
from hakjeok_web.accounts.policies import open_to_anyone
from hakjeok_web.helper import figures as known
from hakjeok_web.helper.frames import frame_of


@open_to_anyone
@require_GET
def discrepancies(request):
    """Where the handbook says two things, and which of them the decisions follow."""
    differing = [(each, [find(name) for name in each.decisions]) for each in known.differing()]
    context = {"differing": differing, "frame": frame_of(request)}
    return render(request, "helper/discrepancies.html", context)


@open_to_anyone
@require_GET
def figures_now(request):
    """Today's school year, where a link names none."""
    return redirect("helper:figures", school_year_of(request.today))


@open_to_anyone
@require_GET
def figures(request, year):
    """The figures that hold in a school year."""
    years = known.years(school_year_of(request.today))
    if year not in years:
        raise Http404
    families = known.figures_of(year)
    context = {
        "year": year,
        "years": years,
        "families": families,
        "unchecked": known.unchecked(families, year),
        "frame": frame_of(request),
    }
    return render(request, "helper/figures.html", context)
