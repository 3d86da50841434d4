from django.urls import path

from hakjeok_web.absence_grounds.views import athletes, bans, diagnoses, evidence, family_events

app_name = "absence_grounds"

urlpatterns = [
    path("entry-bans/", bans.index, name="bans"),
    path("entry-bans/excel/", bans.excel, name="bans_excel"),
    path("entry-bans/new/", bans.new, name="ban_new"),
    path("entry-bans/<uuid:ban>/", bans.ban, name="ban"),
    path("entry-bans/<uuid:ban>/evidence/", evidence.ban_files, name="ban_files"),
    path("entry-bans/<uuid:ban>/evidence/<uuid:ban_file>/", evidence.ban_file, name="ban_file"),
    path("athletes/", athletes.index, name="athletes"),
    path("athletes/excel/", athletes.excel, name="athletes_excel"),
    path("athletes/new/", athletes.new, name="athlete_new"),
    path("athletes/<uuid:athlete>/", athletes.athlete, name="athlete"),
    path("athletes/<uuid:athlete>/events/<uuid:event>/evidence/", evidence.event_files, name="event_files"),
    path(
        "athletes/<uuid:athlete>/events/<uuid:event>/evidence/<uuid:event_file>/",
        evidence.event_file,
        name="event_file",
    ),
    path("absences/diagnoses/", diagnoses.index, name="diagnoses"),
    path("absences/diagnoses/excel/", diagnoses.excel, name="diagnoses_excel"),
    path("absences/diagnoses/new/", diagnoses.new, name="diagnosis_new"),
    path("absences/diagnoses/<uuid:diagnosis>/cancellation/", diagnoses.cancellation, name="diagnosis_cancellation"),
    path("absences/diagnoses/<uuid:diagnosis>/evidence/", evidence.diagnosis_files, name="diagnosis_files"),
    path(
        "absences/diagnoses/<uuid:diagnosis>/evidence/<uuid:diagnosis_file>/",
        evidence.diagnosis_file,
        name="diagnosis_file",
    ),
    path("absences/family-events/new/", family_events.family_event, name="family_event"),
    path("absences/family-events/", family_events.index, name="family_events"),
    path("absences/family-events/excel/", family_events.excel, name="family_events_excel"),
    path("absences/family-events/<uuid:family_event>/", family_events.one, name="family_event_one"),
    path(
        "absences/family-events/<uuid:family_event>/evidence/", evidence.family_event_files, name="family_event_files"
    ),
    path(
        "absences/family-events/<uuid:family_event>/evidence/<uuid:family_event_file>/",
        evidence.family_event_file,
        name="family_event_file",
    ),
]
