"""Reads about people and rights."""

import uuid
from datetime import date

from django.db import connection

from hakjeok_web.accounts.models import User
from hakjeok_web.accounts.policies import Actor, Menu, Right, Scope

# One query a request: the post, its classes and its grants. Every request asks anew, so that a withdrawn right
# is gone with the next click.
_ACTOR = """
SELECT st.id, st.school_id, sc.name, st.role, st.position,
       (SELECT coalesce(array_agg(h.school_class_id), '{}') FROM accounts_homeroom h
         WHERE h.staff_id = st.id AND h.from_on <= %(today)s AND (h.to_on IS NULL OR h.to_on >= %(today)s)),
       (SELECT coalesce(json_agg(json_build_array(g.menu, g.may_read, g.may_write)), '[]')
          FROM (SELECT DISTINCT ON (menu) menu, may_read, may_write FROM accounts_menugrant
                 WHERE staff_id = st.id ORDER BY menu, granted_at DESC) g)
  FROM accounts_staff st JOIN schools_school sc ON sc.id = st.school_id
 WHERE st.user_id = %(user)s AND st.school_id = %(school)s
   AND st.from_on <= %(today)s AND (st.to_on IS NULL OR st.to_on >= %(today)s)
"""


def actor_of(user: User, *, school_id: uuid.UUID, today: date) -> Actor | None:
    """The person with his present rights at a school, or None when he has no post there. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, {"user": user.pk, "school": school_id, "today": today})
        row = cursor.fetchone()
    if row is None:
        return None
    staff_id, school, school_name, role, position, classes, grants = row
    return Actor(
        user=user,
        school_id=school,
        school_name=school_name,
        staff_id=staff_id,
        role=role,
        title=position,
        today=today,
        homerooms=frozenset(classes),
        grants={menu: _granted(may_read, may_write) for menu, may_read, may_write in grants if menu in list(Menu)},
    )


def _granted(may_read: bool, may_write: bool) -> Right:
    return Right(Scope.SCHOOL if may_read else Scope.NONE, Scope.SCHOOL if may_write else Scope.NONE)


def schools_of(user: User, *, today: date) -> list[tuple[uuid.UUID, str]]:
    """The schools at which the person serves today, by name. One query; needs `tenancy.enter(user=…)` only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sc.id, sc.name FROM accounts_staff st JOIN schools_school sc ON sc.id = st.school_id "
            "WHERE st.user_id = %s AND st.from_on <= %s AND (st.to_on IS NULL OR st.to_on >= %s) ORDER BY sc.name",
            (user.pk, today, today),
        )
        return cursor.fetchall()
