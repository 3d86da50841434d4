from django.urls import path, register_converter

from hakjeok_web.attendance.views import cases, closings, day, lists, papers, pupil, register, registrations
from hakjeok_web.config.converters import DayConverter, MonthConverter

register_converter(DayConverter, "day")
register_converter(MonthConverter, "month")

app_name = "attendance"

urlpatterns = [
    # /registers/
    path("registers/", register.index, name="registers"),
    path("registers/school/<month:month>/", lists.school_month, name="school_month"),
    path("registers/<uuid:school_class>/", register.this_month, name="this_month"),
    path("registers/<uuid:school_class>/<month:month>/", register.month, name="month"),
    path("registers/<uuid:school_class>/<month:month>/cells/", register.cells, name="cells"),
    path("registers/<uuid:school_class>/<month:month>/changes/", register.changes, name="changes"),
    path("registers/<uuid:school_class>/<month:month>/excel/", register.month_excel, name="month_excel"),
    path("registers/<uuid:school_class>/<month:month>/paper/", papers.register_paper, name="paper"),
    path("registers/<uuid:school_class>/<month:month>/days/<day:day>/taken/", register.take, name="take"),
    path("registers/<uuid:school_class>/<month:month>/days/<day:day>/untaken/", register.untake, name="untake"),
    path("registers/<uuid:school_class>/<day:day>/", day.day, name="day"),
    # /absentees/
    path("absentees/", lists.absentees, name="absentees"),
    path("absentees/excel/", lists.absentees_excel, name="absentees_excel"),
    # /register-closings/
    path("register-closings/", closings.index, name="closings"),
    path("register-closings/excel/", closings.excel, name="closings_excel"),
    path("register-closings/<uuid:school_class>/<month:month>/", closings.closing, name="closing"),
    # /attendance-statistics/
    path("attendance-statistics/<month:month>/", lists.month_statistics, name="month_statistics"),
    path("attendance-statistics/<month:month>/excel/", lists.month_statistics_excel, name="month_statistics_excel"),
    path("attendance-statistics/years/<int:year>/", lists.year_statistics, name="year_statistics"),
    path("attendance-statistics/years/<int:year>/excel/", lists.year_statistics_excel, name="year_statistics_excel"),
    path("attendance-statistics/", lists.statistics_index, name="statistics"),
    # /students/<id>/attendance/
    path("students/<uuid:student>/attendance/", pupil.attendance, name="pupil"),
    path("students/<uuid:student>/attendance/excel/", pupil.attendance_excel, name="pupil_excel"),
    path("students/<uuid:student>/attendance/<day:day>/", pupil.cell_history, name="cell_history"),
    # /absence-cases/
    path("absence-cases/", cases.index, name="cases"),
    path("absence-cases/excel/", cases.excel, name="cases_excel"),
    path("absence-cases/registrations/", registrations.index, name="registrations"),
    path("absence-cases/registrations/excel/", registrations.excel, name="registrations_excel"),
    path("absence-cases/<uuid:student>/", cases.case, name="case"),
    path("absence-cases/<uuid:student>/registration/", registrations.registration, name="registration"),
]
