from django.urls import path

from hakjeok_web.helper.views import api, pages

app_name = "helper"

urlpatterns = [
    path("helper/", pages.index, name="index"),
    path("helper/<str:name>/", pages.question, name="question"),
    path("helper/<str:name>/students/<uuid:student>/", pages.of_pupil_page, name="of-pupil"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("api/v1/decisions", api.listing, name="api-decisions"),
    path("api/v1/decisions/<str:name>", api.decision, name="api-decision"),
]
