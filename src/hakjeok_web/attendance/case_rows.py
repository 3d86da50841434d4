"""The statement that reads what cases rest on (미인정결석 관리의 자료)."""

from datetime import date
from typing import Any

from hakjeok_web.attendance.consigned import told
from hakjeok_web.schools.models import SchoolYear

# One row for each pupil with an unexcused absence in the year, here or at an institution, who is in a class on the
# day. `which` and `elsewhere` are the project's own, never text from a request. Few pupils have one, which the index
# `unexcused_absences` tells; everything else (`a`) is read for those only: it hangs on `u` so that the database cannot
# do it first.
ROWS = """
SELECT s.id, s.name, c.id, c.grade, c.number, p.number, coalesce(a.days, '{{}}'),
       array_cat(a.entered, (SELECT array_agg(d.date) FROM students_classplacement q
                               JOIN attendance_registerday d ON d.school_class_id = q.school_class_id
                              WHERE q.student_id = s.id AND d.taken_at IS NOT NULL
                                AND d.date BETWEEN greatest(a.since, q.from_on) AND least(q.to_on, %(today)s))),
       (SELECT json_agg(json_build_array(m.code, m.done_on) ORDER BY m.done_on, m.recorded_at)
          FROM attendance_absencemeasure m
         WHERE m.student_id = s.id AND m.voids_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM attendance_absencemeasure v WHERE v.voids_id = m.id))
  FROM students_classplacement p
  JOIN students_student s ON s.id = p.student_id
  JOIN schools_schoolclass c ON c.id = p.school_class_id
  JOIN LATERAL (SELECT e.student_id FROM attendance_attendanceentry e
                 WHERE e.student_id = s.id AND e.date BETWEEN %(first)s AND %(last)s
                   AND e.form = 'absence' AND e.kind = 'unexcused'
                 UNION ALL ({elsewhere}) LIMIT 1) u ON true
  JOIN LATERAL (SELECT array_agg(e.date) FILTER (WHERE e.form = 'absence' AND e.kind = 'unexcused') AS days,
                       min(e.date) FILTER (WHERE e.form = 'absence' AND e.kind = 'unexcused') AS since,
                       array_agg(e.date) FILTER (WHERE e.date <= %(today)s) AS entered
                  FROM attendance_attendanceentry e
                 WHERE e.student_id = u.student_id AND e.date BETWEEN %(first)s AND %(last)s) a ON true
 WHERE c.school_year_id = %(year)s AND p.from_on <= %(today)s AND (p.to_on IS NULL OR p.to_on >= %(today)s)
   AND ({which})
 ORDER BY c.grade, c.number, p.number
"""


def rows_of(which: str) -> str:
    """The statement that reads the cases of the pupils for whom a condition holds."""
    return ROWS.format(which=which, elsewhere=told.source.unexcused_elsewhere)


def wanted_of(school_year: SchoolYear, today: date) -> dict[str, Any]:
    """What the statement always asks for."""
    return {"year": school_year.pk, "first": school_year.first_on, "last": school_year.last_on, "today": today}
