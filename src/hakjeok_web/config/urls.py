"""Every address of the site; each route's policy stands on its view, or in accounts.library_views."""

from django.urls import include, path

from hakjeok_web.config import help
from hakjeok_web.config.style_guide import style_guide

urlpatterns = [
    path("", include("hakjeok_web.obligations.urls")),
    path("", include("hakjeok_web.accounts.urls")),
    path("", include("hakjeok_web.accounts.sign_in_urls")),
    path("", include("hakjeok_web.schools.urls")),
    path("", include("hakjeok_web.students.urls")),
    path("", include("hakjeok_web.attendance.urls")),
    path("", include("hakjeok_web.absences.urls")),
    path("", include("hakjeok_web.committees.urls")),
    path("", include("hakjeok_web.reconciliations.urls")),
    path("", include("hakjeok_web.consignments.urls")),
    path("", include("hakjeok_web.remarks.urls")),
    path("", include("hakjeok_web.documents.urls")),
    path("", include("hakjeok_web.approvals.urls")),
    path("", include("hakjeok_web.helper.urls")),
    path("help/", help.home, name="help"),
    path("help/<slug:topic>/", help.topic, name="help_topic"),
    path("style/", style_guide, name="style_guide"),
]
