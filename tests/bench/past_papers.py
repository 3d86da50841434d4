"""A register of many years: papers as ten years of a large school leave them, put in by one statement."""

from django.db import connection

from hakjeok_web.schools.models import School

PAPERS, YEARS = 100_000, 10
# Each paper of its year has the next number; a third of them is about a pupil, and their values are of usual length.
_FILL = """
WITH pupils AS (SELECT array_agg(id ORDER BY id) AS ids FROM students_student WHERE school_id = %(school)s),
people AS (SELECT array_agg(user_id ORDER BY id) AS ids FROM accounts_staff WHERE school_id = %(school)s)
INSERT INTO documents_document (id, school_id, definition, title, values, pupil_id, drafted_by_id, drafted_at, saved_at,
                                version, state, round, turn, submitted_at, number, approved_on, approved_by_id,
                                kept_years, code)
SELECT gen_random_uuid(), %(school)s, (ARRAY['2-3', '1-5', 'change'])[n %% 3 + 1],
       (ARRAY['미인정결석학생 내교통지서', '취학의무 유예(면제) 결정 통보', '학적변동 반영'])[n %% 3 + 1] || ' ' || n,
       jsonb_build_object('text', repeat('가나다라마바사 ', 40)),
       CASE WHEN n %% 3 = 0 THEN pupils.ids[n %% cardinality(pupils.ids) + 1] END,
       people.ids[n %% cardinality(people.ids) + 1], day, day, 0, 'approved', 1, 1, day, n %% %(a_year)s + 1,
       day::date, people.ids[1], 5, ''
  FROM pupils, people, generate_series(0, %(papers)s - 1) AS n,
       LATERAL (SELECT make_timestamptz(%(first)s + n / %(a_year)s, 1, 1, 12, 0, 0, 'Asia/Seoul')
                       + (n %% %(a_year)s) * interval '300 days' / %(a_year)s AS day) days
"""


def fill(school: School, *, until: int, papers: int = PAPERS, years: int = YEARS) -> None:
    """So many finished papers in the years before `until`. The school must have been entered and have its people."""
    told = {"school": school.pk, "papers": papers, "a_year": papers // years, "first": until - years}
    with connection.cursor() as cursor:
        cursor.execute(_FILL, told)
