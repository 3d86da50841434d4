from django.urls import path, register_converter

from hakjeok_web.attendance.views import (
    cases,
    closings,
    day,
    lists,
    papers,
    periods,
    pupil,
    pupil_lists,
    register,
    school_statistics,
    several_closings,
)
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
    path("register-closings/<month:month>/", several_closings.several, name="closing_several"),
    path("register-closings/years/<int:year>/", several_closings.year_closings, name="year_closings"),
    path("register-closings/years/<int:year>/excel/", several_closings.year_closings_excel, name="year_closings_excel"),
    path("register-closings/<uuid:school_class>/year/", several_closings.class_year, name="class_year"),
    path(
        "register-closings/<uuid:school_class>/year/excel/", several_closings.class_year_excel, name="class_year_excel"
    ),
    # /attendance-statistics/
    path("attendance-statistics/<month:month>/", lists.month_statistics, name="month_statistics"),
    path("attendance-statistics/<month:month>/excel/", lists.month_statistics_excel, name="month_statistics_excel"),
    path("attendance-statistics/years/<int:year>/", lists.year_statistics, name="year_statistics"),
    path("attendance-statistics/years/<int:year>/excel/", lists.year_statistics_excel, name="year_statistics_excel"),
    path("attendance-statistics/", school_statistics.overview, name="statistics"),
    path("attendance-statistics/excel/", school_statistics.overview_excel, name="statistics_excel"),
    path("attendance-statistics/periods/", periods.index, name="periods"),
    path("attendance-statistics/periods/excel/", periods.excel, name="periods_excel"),
    path("attendance-statistics/perfect/", pupil_lists.perfect, name="perfect"),
    path("attendance-statistics/perfect/excel/", pupil_lists.perfect_excel, name="perfect_excel"),
    path("attendance-statistics/watch/", pupil_lists.watch, name="watch"),
    path("attendance-statistics/watch/excel/", pupil_lists.watch_excel, name="watch_excel"),
    # /students/<id>/attendance/
    path("students/<uuid:student>/attendance/", pupil.attendance, name="pupil"),
    path("students/<uuid:student>/attendance/excel/", pupil.attendance_excel, name="pupil_excel"),
    path("students/<uuid:student>/attendance/<day:day>/", pupil.cell_history, name="cell_history"),
    # /absence-cases/
    path("absence-cases/", cases.index, name="cases"),
    path("absence-cases/excel/", cases.excel, name="cases_excel"),
    path("absence-cases/<uuid:student>/", cases.case, name="case"),
]
