"""Addresses of the school's settings (screens.md 1.4)."""

from django.urls import path

from hakjeok_web.schools.views import calendar, classes, rules, years

app_name = "schools"

urlpatterns = [
    path("settings/", years.overview, name="settings"),
    path("settings/years/", years.years, name="years"),
    path("settings/years/new/", years.opening, name="opening"),
    path("settings/calendar/<int:year>/", calendar.calendar, name="calendar"),
    path("settings/calendar/<int:year>/days/", calendar.year_days, name="year_days"),
    path("settings/calendar/<int:year>/grades/<int:grade>/", calendar.grade_days, name="grade_days"),
    path("settings/calendar/<int:year>/entries/new/", calendar.new_entry, name="new_entry"),
    path("settings/calendar/<int:year>/entries/<uuid:entry>/", calendar.entry, name="entry"),
    path("settings/calendar/<int:year>/entries/<uuid:entry>/removal/", calendar.entry_removal, name="entry_removal"),
    path("settings/calendar/<int:year>/public-holidays/", calendar.public_holidays, name="public_holidays"),
    path("settings/calendar/<int:year>/export/", calendar.export, name="calendar_export"),
    path("settings/rules/", rules.rules, name="rules"),
    path("settings/rules/<int:year>/<slug:figure>/", rules.rule, name="rule"),
    path("settings/classes/<int:year>/", classes.classes, name="classes"),
    path("settings/classes/<int:year>/counts/", classes.class_counts, name="class_counts"),
    path("settings/classes/<int:year>/export/", classes.export, name="classes_export"),
    path("settings/classes/<int:year>/<uuid:school_class>/", classes.class_page, name="class"),
    path("settings/classes/<int:year>/<uuid:school_class>/homeroom/", classes.homeroom, name="homeroom"),
    path(
        "settings/classes/<int:year>/<uuid:school_class>/homeroom/<uuid:homeroom>/end/",
        classes.homeroom_end,
        name="homeroom_end",
    ),
    path("settings/classes/<int:year>/<uuid:school_class>/removal/", classes.class_removal, name="class_removal"),
]
