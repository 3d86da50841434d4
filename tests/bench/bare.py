"""The answer of each page as plain SQL: what the database alone needs for it."""

_CELLS = """
SELECT c.grade, c.number, p.number, s.name, e.date, e.form, e.kind, e.reason, e.note
  FROM students_classplacement p
  JOIN schools_schoolclass c ON c.id = p.school_class_id
  JOIN students_student s ON s.id = p.student_id
  LEFT JOIN attendance_attendanceentry e ON e.student_id = s.id AND e.date BETWEEN %(first)s AND %(last)s
"""
CLASS_DAY = CLASS_MONTH = _CELLS + "WHERE p.school_class_id = %(class)s ORDER BY p.number"
SCHOOL_MONTH = _CELLS + "WHERE c.school_year_id = %(year_id)s ORDER BY c.grade, c.number, p.number"
MONTH_TOTALS = """
SELECT school_class_id, form, kind, count(*) FROM attendance_attendanceentry
 WHERE school_id = %(school)s AND date BETWEEN %(first)s AND %(last)s GROUP BY 1, 2, 3
"""
YEAR_TOTALS = """
SELECT c.grade, c.number, p.number, s.name, e.form, e.kind, count(e.id)
  FROM students_classplacement p
  JOIN schools_schoolclass c ON c.id = p.school_class_id
  JOIN students_student s ON s.id = p.student_id
  LEFT JOIN attendance_attendanceentry e ON e.student_id = s.id
 WHERE c.school_year_id = %(year_id)s GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3
"""
SCHOOL_SUMS = """
SELECT extract(month FROM e.date), c.grade, s.sex, e.form, e.kind, count(*)
  FROM attendance_attendanceentry e
  JOIN schools_schoolclass c ON c.id = e.school_class_id
  JOIN students_student s ON s.id = e.student_id
 WHERE c.school_year_id = %(year_id)s GROUP BY 1, 2, 3, 4, 5
"""
PUPIL_YEAR = """
SELECT date, form, kind, reason, note FROM attendance_attendanceentry WHERE student_id = %(pupil)s ORDER BY date
"""
REMARKS = """
SELECT p.number, s.name, e.date, e.form, e.kind, e.reason
  FROM students_classplacement p
  JOIN students_student s ON s.id = p.student_id
  LEFT JOIN attendance_attendanceentry e ON e.student_id = s.id AND e.form <> 'present'
 WHERE p.school_class_id = %(class)s ORDER BY p.number, e.date
"""
LIST = """
SELECT c.grade, c.number, p.number, s.name, s.sex, s.birth_on, count(*) OVER ()
  FROM students_student s JOIN students_classplacement p ON p.student_id = s.id
  JOIN schools_schoolclass c ON c.id = p.school_class_id
 WHERE s.is_open ORDER BY 1, 2, 3 LIMIT %(most)s
"""
PAPERS = """
SELECT d.id, d.number, d.title, d.approved_on, d.kept_years, u.name
  FROM documents_document d JOIN accounts_user u ON u.id = d.drafted_by_id
 WHERE d.school_id = %(school)s AND d.approved_on IS NOT NULL AND d.title LIKE %(text)s
 ORDER BY d.approved_on DESC, d.number DESC LIMIT %(most)s
"""
SESSION = "SELECT session_data FROM accounts_usersession WHERE session_key = %(session)s"
SAVE = """
WITH cells AS (SELECT unnest(%(pupils)s::uuid[]) AS pupil),
history AS (
  INSERT INTO attendance_entrychange (school_id, student_id, school_class_id, date, was_form, was_kind, form, kind,
                                      reason, note, changed_by_id, changed_at, version)
  SELECT %(school)s, pupil, %(class)s, %(last)s, '', '', %(form)s, 'illness', '', '', %(user)s, now(), 1 FROM cells)
INSERT INTO attendance_attendanceentry (id, school_id, student_id, school_class_id, date, form, kind, reason, note,
                                        version, entered_by_id, entered_at)
SELECT gen_random_uuid(), %(school)s, pupil, %(class)s, %(last)s, %(form)s, 'illness', '', '', 1, %(user)s, now()
  FROM cells
ON CONFLICT (student_id, date) DO UPDATE SET form = excluded.form, version = excluded.version
"""
OPEN_DUTIES = """
SELECT e.student_id, array_agg(e.date ORDER BY e.date), (
         SELECT count(*) FROM attendance_registerday d WHERE d.school_id = %(school)s AND d.taken_at IS NULL)
  FROM attendance_attendanceentry e
 WHERE e.school_id = %(school)s AND e.form = 'absence' AND e.kind = 'unexcused' GROUP BY e.student_id
"""
# No RETURNING: a new person becomes visible only with the record that follows.
NEW_PUPILS = """
WITH ids AS MATERIALIZED (SELECT gen_random_uuid() AS id FROM generate_series(1, 1000)),
persons AS (INSERT INTO students_person (id, created_at) SELECT id, now() FROM ids)
INSERT INTO students_student (id, school_id, person_id, name, sex, birth_on, nationality, created_at, standing,
                              is_open, last_seq)
SELECT gen_random_uuid(), %(school)s, id, '박하준', 'male', '2014-05-03', '대한민국', now(), 'enrolled', true, 1
  FROM ids
"""
CALENDAR = "SELECT kind, name, first_on, last_on, grades FROM schools_calendarentry WHERE school_year_id = %(year_id)s"
