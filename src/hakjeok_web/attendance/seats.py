"""What a change of pupils' classes means for the register (반 이동과 출결)."""

from collections.abc import Sequence

from django.db import connection

from hakjeok_web.config.refusals import Refused
from hakjeok_web.students.placements import SeatChange

_CLOSED = """
SELECT DISTINCT c.grade, c.number, m.first_on
  FROM unnest(%(classes)s::uuid[], %(days)s::date[]) AS s(school_class, day)
  JOIN attendance_registermonth m
    ON m.school_class_id = s.school_class AND m.is_closed AND m.first_on >= date_trunc('month', s.day)::date
  JOIN schools_schoolclass c ON c.id = m.school_class_id
 ORDER BY m.first_on, c.grade, c.number LIMIT 1
"""
# Entries belong to the day's class, which counts them; they follow the pupil into the class that he is now said to
# have been in.
_FOLLOW = """
UPDATE attendance_attendanceentry e SET school_class_id = p.school_class_id
  FROM unnest(%(students)s::uuid[], %(days)s::date[]) AS s(student, day), students_classplacement p
 WHERE e.student_id = s.student AND e.date >= s.day AND p.student_id = e.student_id AND p.from_on <= e.date
   AND (p.to_on IS NULL OR p.to_on >= e.date) AND p.school_class_id <> e.school_class_id
"""


def follow(seats: Sequence[SeatChange]) -> None:
    """Let the entries of moved pupils go with them. Two queries.

    Raises:
        Refused: the register of one of the days is closed in a class that loses or gets a pupil.

    """
    with connection.cursor() as cursor:
        days = [seat.from_on for seat in seats]
        cursor.execute(_CLOSED, {"classes": [seat.school_class_id for seat in seats], "days": days})
        if closed := cursor.fetchone():
            grade, number, month = closed
            raise Refused(
                f"{grade}학년 {number}반의 {month.year}년 {month.month}월 출석부를 마감했습니다. "
                "바뀌는 날을 그 뒤로 적거나 마감취소를 한 뒤에 다시 해 주세요. 명렬표에서는 ‘전입일’ 열에 적습니다."
            )
        cursor.execute(_FOLLOW, {"students": [seat.student_id for seat in seats], "days": days})
