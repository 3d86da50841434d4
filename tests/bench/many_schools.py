"""`python -m tests.bench.many_schools SCHOOLS`: a support office or a city, as copies of one school in the database.

Builds what the nightly computation reads, and nothing else: no history, no papers. A school is filled by the project's
own actions; its copies are made by one statement a table, their rows strewn among one another as in a site that has
grown from day to day. Grows a site that has fewer schools; runs as the superuser of the embedded server, who alone
may leave triggers out.
"""

import sys
import time

import psycopg

from hakjeok_web.platform import embedded, site
from hakjeok_web.platform.database import DATABASE

MODEL = "B000001"
FIRST = 1000  # smaller numbers are those of schools made by hand
TABLES = (
    "schools_school", "schools_schoolyear", "schools_calendarentry", "schools_semester", "schools_schoolclass",
    "accounts_staff", "accounts_homeroom", "students_person", "students_student", "students_classplacement",
    "attendance_registermonth", "attendance_registerday", "attendance_attendanceentry", "attendance_absencemeasure",
)  # fmt: skip
SHARED = ("user_id", "support_office_id")  # and everybody who did something (`…_by_id`)
NEW = {
    ("schools_school", "code"): "'B' || lpad(n::text, 6, '0')",
    ("students_person", "rrn_lookup"): "NULL",  # no two children have one number
    ("students_person", "rrn_sealed"): "NULL",
}
OURS = {
    "schools_school": "t.code = %(model)s",
    "students_person": "t.id IN (SELECT person_id FROM students_student s JOIN schools_school m ON m.id = s.school_id"
    " WHERE m.code = %(model)s)",
}
OF_THE_MODEL = "t.school_id = (SELECT id FROM schools_school WHERE code = %(model)s)"


def grow(db: psycopg.Connection, schools: int) -> float:
    """Copy the model until there are that many schools; seconds that it took."""
    begun = time.monotonic()
    there = db.execute("SELECT count(*) FROM schools_school WHERE code LIKE 'B%'").fetchone()[0]
    if there < schools:
        db.execute("SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '64MB'")
        for table in TABLES:
            db.execute(_copy(db, table), {"model": MODEL, "first": FIRST + there, "last": FIRST + schools - 1})
        db.execute("SET session_replication_role = DEFAULT")
        db.execute("VACUUM ANALYZE")
    return time.monotonic() - begun


def _copy(db: psycopg.Connection, table: str) -> str:
    asked = (
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
    )
    columns = dict(db.execute(asked, [table]).fetchall())
    values = ", ".join(_value(table, name, kind) for name, kind in columns.items())
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} t"
        f" CROSS JOIN generate_series(%(first)s::int, %(last)s::int) n"
        f" WHERE {OURS.get(table, OF_THE_MODEL)} ORDER BY t.id, n"
    )


def _value(table: str, name: str, kind: str) -> str:
    """Keys of a copy are the model's with the copy's number in their last digits."""
    if (table, name) in NEW:
        return NEW[table, name]
    if kind == "uuid" and name not in SHARED and not name.endswith("_by_id"):
        return f"overlay(t.{name}::text placing lpad(to_hex(n), 8, '0') from 29 for 8)::uuid"
    return f"t.{name}"


if __name__ == "__main__":
    server = embedded.ensure_running(site.current().postgres_directory)
    with psycopg.connect(**server.dsn("superuser", DATABASE), autocommit=True) as db:
        sys.stdout.write(f"{grow(db, int(sys.argv[1])):.1f}\n")
