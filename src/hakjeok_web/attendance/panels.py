"""The year's attendance on a pupil's page (학생 화면의 출결 그림)."""

from datetime import date

from hakjeok_web.attendance.year import pupil_year
from hakjeok_web.attendance.year_map import describe, render_legend, render_year_map, sentence_of_forecast
from hakjeok_web.schools import queries as schools
from hakjeok_web.students.models import Student
from hakjeok_web.students.panels import Panel


def year_panel(request, student: Student, on: date) -> Panel | None:
    """Picture, counts and forecast of the school year of a day; nothing where no year is open. Four queries."""
    school_year = schools.current_year(student.school_id, on)
    if school_year is None:
        return None
    year = pupil_year(student.pk, school_year, today=min(on, request.today), reader=request.actor)
    return Panel(
        "attendance/_year_panel.html",
        {
            "year": year,
            "map": render_year_map(year, name=f"{school_year} 출결"),
            "legend": render_legend(),
            "described": describe(year),
            "forecast": year.forecast,
            "forecast_sentence": sentence_of_forecast(year.forecast),
        },
    )
