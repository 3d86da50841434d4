"""Addresses of remarks. Policies stand on the views."""

from django.urls import path

from hakjeok_web.remarks.views import desk, measures, pupil

app_name = "remarks"
PUPIL = "attendance-remarks/<uuid:school_class>/<uuid:student>/"

urlpatterns = [
    path("attendance-remarks/", desk.index, name="index"),
    path("attendance-remarks/check/", pupil.check, name="check"),
    # /attendance-remarks/measures/
    path("attendance-remarks/measures/", measures.index, name="measures"),
    path("attendance-remarks/measures/excel/", measures.excel, name="measures_excel"),
    # /attendance-remarks/<class>/
    path("attendance-remarks/<uuid:school_class>/", desk.desk, name="desk"),
    path("attendance-remarks/<uuid:school_class>/excel/", desk.excel, name="excel"),
    path("attendance-remarks/<uuid:school_class>/proposals/", desk.proposals, name="proposals"),
    # /attendance-remarks/<class>/<pupil>/
    path(PUPIL, pupil.pupil, name="pupil"),
    path(f"{PUPIL}grounds/", pupil.grounds, name="grounds"),
    path(f"{PUPIL}hidden-reasons/", pupil.hidden_reasons, name="hidden_reasons"),
    path(f"{PUPIL}measures/", measures.of_pupil, name="pupil_measures"),
]
