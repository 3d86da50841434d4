from django.urls import path

from hakjeok_web.absences.views import reports, trips

app_name = "absences"

urlpatterns = [
    # /absence-reports/
    path("absence-reports/", reports.index, name="reports"),
    path("absence-reports/excel/", reports.excel, name="reports_excel"),
    path("absence-reports/new/", reports.new, name="report_new"),
    path("absence-reports/tablet/", reports.tablet, name="report_tablet"),
    path("absence-reports/<uuid:absence_report>/", reports.report, name="report"),
    path("absence-reports/<uuid:absence_report>/edit/", reports.edit, name="report_edit"),
    path("absence-reports/<uuid:absence_report>/paper/", reports.paper, name="report_paper"),
    path("absence-reports/<uuid:absence_report>/cancellation/", reports.cancellation, name="report_cancellation"),
    path("absence-reports/<uuid:absence_report>/end/", reports.end, name="report_end"),
    # /field-trips/
    path("field-trips/", trips.index, name="trips"),
    path("field-trips/excel/", trips.excel, name="trips_excel"),
    path("field-trips/new/", trips.new, name="trip_new"),
    path("field-trips/tablet/", trips.tablet, name="trip_tablet"),
    path("field-trips/<uuid:field_trip>/", trips.trip, name="trip"),
    path("field-trips/<uuid:field_trip>/edit/", trips.edit, name="trip_edit"),
    path("field-trips/<uuid:field_trip>/paper/", trips.paper, name="trip_paper"),
    path("field-trips/<uuid:field_trip>/cancellation/", trips.cancellation, name="trip_cancellation"),
    path("field-trips/<uuid:field_trip>/end/", trips.end, name="trip_end"),
    path("field-trips/<uuid:field_trip>/contacts/", trips.contacts, name="trip_contacts"),
    path("field-trips/<uuid:field_trip>/report/", trips.report, name="trip_report"),
]
