"""결석신고: the list, a new report, one report."""

from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.absences.desks import REPORTS
from hakjeok_web.absences.views import common, entering, lists, pages
from hakjeok_web.accounts.policies import Menu, reads, writes


@reads(Menu.ABSENCE_REPORTS, pupils=True)
@require_GET
def index(request):
    return lists.index(request, REPORTS)


@reads(Menu.ABSENCE_REPORTS, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    return lists.excel(request, REPORTS)


@writes(Menu.ABSENCE_REPORTS, pupils=True)
@require_http_methods(["GET", "POST"])
def new(request):
    return entering.enter(request, REPORTS)


@writes(Menu.ABSENCE_REPORTS)
@require_POST
def tablet(request):
    return entering.start_on_tablet(request, REPORTS)


@reads(Menu.ABSENCE_REPORTS, pupils=True)
@require_GET
def report(request, absence_report):
    return pages.page(request, REPORTS, common.found_request(request, REPORTS, absence_report))


@writes(Menu.ABSENCE_REPORTS, pupils=True)
@require_http_methods(["GET", "POST"])
def edit(request, absence_report):
    found = common.found_request(request, REPORTS, absence_report, writes=True)
    return entering.Entering(request, REPORTS, found.student, stored=found).answer()


@writes(Menu.ABSENCE_REPORTS, pupils=True)
@require_POST
def paper(request, absence_report):
    return common.open_paper(request, REPORTS, absence_report)


@writes(Menu.ABSENCE_REPORTS, pupils=True)
@require_http_methods(["GET", "POST"])
def cancellation(request, absence_report):
    return common.cancel(request, REPORTS, absence_report)


@writes(Menu.ABSENCE_REPORTS, pupils=True)
@require_http_methods(["GET", "POST"])
def end(request, absence_report):
    return common.end(request, REPORTS, absence_report)
