from django.urls import path

from hakjeok_web.helper.views import api, handbook, pages

app_name = "helper"

urlpatterns = [
    path("helper/", pages.index, name="index"),
    path("helper/discrepancies/", handbook.discrepancies, name="discrepancies"),
    path("helper/figures/", handbook.figures_now, name="figures-now"),
    path("helper/figures/<int:year>/", handbook.figures, name="figures"),
    path("helper/<str:name>/", pages.question, name="question"),
    path("helper/<str:name>/students/<uuid:student>/", pages.of_pupil_page, name="of-pupil"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("api/v1/decisions", api.listing, name="api-decisions"),
    path("api/v1/decisions/<str:name>", api.decision, name="api-decision"),
]
