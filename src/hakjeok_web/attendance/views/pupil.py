"""One pupil's year of attendance (개인 출결)."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance import queries
from hakjeok_web.attendance.month import Cell
from hakjeok_web.attendance.reason_words import listed_reason
from hakjeok_web.attendance.year import PupilYear, class_of, pupil_year
from hakjeok_web.attendance.year_map import describe, render_legend, render_year_map, sentence_of_forecast
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.schools import queries as schools
from hakjeok_web.students.models import Student


@reads(Menu.STUDENTS, pupils=True)
@require_GET
def attendance(request, student):
    """Totals, picture and entries of the year."""
    pupil, year = _year(request, student)
    request.shown.add([pupil.pk])
    forecast = year.forecast
    return render(
        request,
        "attendance/pupil.html",
        {
            "pupil": pupil,
            "year": year,
            "school_class": class_of(year),
            "map": render_year_map(year, name=f"{year.school_year} 출결"),
            "legend": render_legend(),
            "described": describe(year),
            "totals": year.totals,
            "forecast": forecast,
            "reasons": reasons_of(forecast) if forecast else None,
            "forecast_sentence": sentence_of_forecast(year.forecast),
            "entries": year.entered,
        },
    )


@reads(Menu.STUDENTS, pupils=True)
@require_http_methods(["GET", "POST"])
def attendance_excel(request, student):
    """The entries of the year as an Excel file."""
    pupil, year = _year(request, student)
    request.shown.add([pupil.pk])
    return excel_of(
        request,
        title="개인 출결",
        columns=["날짜", "학년", "반", "번호", "성명", "출결", "사유", "비고", "적은 사람"],
        rows=lambda: (_excel_row(pupil, year, day, cell) for day, cell in year.entered),
        conditions=[("학생", pupil.name), ("학년도", str(year.school_year))],
    )


def _excel_row(pupil: Student, year: PupilYear, day: date, cell: Cell) -> list:
    """With the class and number of the day, so that a row says alone whose it is."""
    place = year.place_on(day)
    seat = [place.grade, place.class_number, place.number] if place else [None] * 3
    return [day, *seat, pupil.name, cell.word, listed_reason(cell.reason, cell.kind), cell.note, cell.by]


@reads(Menu.STUDENTS, pupils=True)
@require_GET
def cell_history(request, student, day):
    """Who entered a cell and what was changed (입력 이력)."""
    pupil, _ = _year(request, student)
    request.shown.add([pupil.pk])
    history = queries.history_of_cell(pupil.pk, day, reader=request.actor)
    return render(request, "attendance/cell_history.html", {"pupil": pupil, "day": day, "history": history})


def _year(request, student):
    pupil = Student.objects.filter(pk=student).first()
    school_year = schools.current_year(request.actor.school_id, request.today) if pupil else None
    if pupil is None or school_year is None:
        raise Http404
    year = pupil_year(pupil.pk, school_year, today=request.today, reader=request.actor)
    school_class = class_of(year)
    reach = request.actor.readable_classes(Menu.STUDENTS)
    if reach is not None and (school_class is None or school_class.pk not in reach):
        raise Http404
    return pupil, year
