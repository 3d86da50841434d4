"""The people of a demonstration site for the terminal (시연용 계정), read without loading the web application."""

from itertools import groupby

import psycopg

from hakjeok_web.platform import database, site

MOST_A_ROLE = 3
ROLES = {
    "homeroom": "담임교사",
    "registrar": "학적 담당",
    "duty": "업무 담당 교직원",
    "vice_principal": "교감",
    "principal": "교장",
    "school_admin": "학교권한관리자",
}
_PEOPLE = """
SELECT sc.name, st.role, u.name,
       (SELECT c.grade || '-' || c.number
          FROM accounts_homeroom h JOIN schools_schoolclass c ON c.id = h.school_class_id
         WHERE h.staff_id = st.id AND h.to_on IS NULL ORDER BY c.grade, c.number LIMIT 1)
  FROM accounts_staff st JOIN accounts_user u ON u.id = st.user_id JOIN schools_school sc ON sc.id = st.school_id
 WHERE st.to_on IS NULL AND u.is_active
 ORDER BY sc.name, array_position(%s::text[], st.role::text), 4 NULLS LAST, u.name
"""


def lines() -> list[str]:
    """One line for the address, then one a school and role."""
    found = site.current()
    with psycopg.connect(**database.connect_arguments(found, "app")) as connection:
        schools = ",".join(str(row[0]) for row in connection.execute("SELECT id FROM schools_school").fetchall())
        connection.execute("SELECT set_config('app.schools', %s, true)", (schools,))
        people = connection.execute(_PEOPLE, (list(ROLES),)).fetchall()
    groups = groupby(people, key=lambda row: row[:2])
    return [
        f"비밀번호 없이 골라서 로그인: {found.address}/demo/",
        *(_line(school, role, list(members)) for (school, role), members in groups),
    ]


def _line(school: str, role: str, members: list[tuple[str, str, str, str | None]]) -> str:
    shown = [f"{name}({school_class})" if school_class else name for _, _, name, school_class in members[:MOST_A_ROLE]]
    more = f" 외 {len(members) - MOST_A_ROLE}명" if len(members) > MOST_A_ROLE else ""
    return f"{school} {ROLES[role]}: {', '.join(shown)}{more}"
