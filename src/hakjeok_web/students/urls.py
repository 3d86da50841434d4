from django.urls import path

from hakjeok_web.students.views import family, imports, ledger, lists, pupil

app_name = "students"

urlpatterns = [
    path("students/", lists.index, name="list"),
    path("students/search/", lists.find, name="search"),
    path("students/sheet/", lists.sheet, name="sheet"),
    path("students/excel/", lists.excel, name="excel"),
    path("students/<uuid:student>/", pupil.summary, name="pupil"),
    path("students/<uuid:student>/changes/", pupil.changes, name="changes"),
    path("students/<uuid:student>/placement/", pupil.placement, name="placement"),
    path("students/<uuid:student>/number/", pupil.number, name="number"),
    path("students/<uuid:student>/number/entry/", pupil.number_entry, name="number-entry"),
    path("students/<uuid:student>/guardians/", family.family, name="family"),
    path("students/<uuid:student>/guardians/new/", family.guardian, name="guardian-new"),
    path("students/<uuid:student>/guardians/<uuid:guardian>/", family.guardian, name="guardian"),
    path(
        "students/<uuid:student>/guardians/<uuid:guardian>/removal/", family.guardian_removal, name="guardian-removal"
    ),
    path("students/<uuid:student>/addresses/new/", family.address, name="address-new"),
    path("changes/", ledger.index, name="ledger"),
    path("changes/excel/", ledger.excel, name="ledger-excel"),
    path("changes/<uuid:change>/cancellation/", ledger.cancellation, name="cancellation"),
    path("imports/", imports.index, name="imports"),
    path("imports/upload/", imports.upload, name="upload"),
    path("imports/<uuid:roster>/", imports.detail, name="import"),
    path("imports/<uuid:roster>/choices/", imports.choices, name="import-choices"),
    path("imports/<uuid:roster>/application/", imports.application, name="import-application"),
    path("imports/<uuid:roster>/dropping/", imports.dropping, name="import-dropping"),
    path("imports/<uuid:roster>/problems/", imports.problems, name="import-problems"),
]
