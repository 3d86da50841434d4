"""`python -m tests.bench.build NAME`: fill the site of HAKJEOK_SITE. Runs as the owner of its tables.

`bench` makes the measured school and empty ones to import into; `kill` a small school and three empty ones. Prints as
JSON who can sign in and where.
"""

import json
import os
import sys

os.environ["HAKJEOK_DB_ROLE"] = "owner"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hakjeok_web.config.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from hakjeok_web.accounts.access_log import GENESIS  # noqa: E402
from hakjeok_web.accounts.bootstrap import Institutions, make_institutions  # noqa: E402
from hakjeok_web.accounts.models import AccessChain, Homeroom, Staff  # noqa: E402
from hakjeok_web.accounts.policies import Role  # noqa: E402
from hakjeok_web.config import clock, tenancy  # noqa: E402
from hakjeok_web.platform import embedded, site  # noqa: E402
from hakjeok_web.platform.schema import Stamp, fingerprint  # noqa: E402
from hakjeok_web.schools.models import SchoolYear  # noqa: E402
from hakjeok_web.students.models import ClassPlacement  # noqa: E402
from tests.bench import past_papers  # noqa: E402
from tests.bench import school as made  # noqa: E402

MEASURED = "B000001"
SIZES = {
    "bench": (made.Size(), 21),
    "kill": (made.Size(classes=(0, 0, 0, 2, 0, 0), pupils_a_class=20, exceptions=0), 3),
}


def build(name: str) -> None:
    """The school, and empty schools whose year is open."""
    size, empty = SIZES[name]
    today = clock.today()
    school = _institution(MEASURED, "한빛초등학교")
    made.fill(school, size, today=today)
    if name == "bench":
        past_papers.fill(school, until=today.year)
    for number in range(empty):
        school = _institution(f"B{number + 100:06}", f"새솔{number + 1}초등학교")
        made.open_year(school, today, size.days)
        made.serve_at(school, Role.REGISTRAR, "정학적", f"{school.code}-registrar")


def mark_as_ready() -> None:
    """Let `serve` find tables and rows in place."""
    found = site.current()
    Stamp(found, "tables").write(fingerprint())
    Stamp(found, "filled").write("load_demo" if found.is_demo else "bootstrap_site")


def _institution(code: str, name: str):
    school = make_institutions(Institutions(school=name, school_code=code))
    tenancy.enter(schools=[school.pk])
    AccessChain.objects.create(school=school, digest=GENESIS)
    return school


def cast() -> dict:
    """Who can sign in, with new sessions, and what there is to look at."""
    schools = {each.code: each for each in made.School.objects.filter(code__startswith="B")}
    measured = schools.pop(MEASURED)
    tenancy.enter(schools=[measured.pk])
    year = SchoolYear.objects.get(school=measured)
    found = {
        "school": str(measured.pk), "year": year.year, "year_id": str(year.pk),
        "month": made.month_to_measure(year, clock.today()).isoformat(),
        "principal": _session(Role.PRINCIPAL), "registrar": _session(Role.REGISTRAR),
        "classes": [_class(each) for each in Homeroom.objects.select_related("staff__user", "school_class")],
    }  # fmt: skip
    found["empty"] = [_empty(each) for each in sorted(schools.values(), key=lambda each: each.code)]
    return found


def _session(role: str) -> str:
    return made.session_of(Staff.objects.select_related("user").get(role=role))


def _class(homeroom: Homeroom) -> dict:
    places = ClassPlacement.objects.filter(school_class=homeroom.school_class).order_by("number")
    return {
        "id": str(homeroom.school_class_id),
        "name": homeroom.school_class.short_name,
        "session": made.session_of(homeroom.staff),
        "pupils": [str(student) for student in places.values_list("student_id", flat=True)],
    }


def _empty(school) -> dict:
    tenancy.enter(schools=[school.pk])
    return {"school": str(school.pk), "registrar": _session(Role.REGISTRAR)}


if __name__ == "__main__":
    # The process is told whether to build or only to let people sign in again.
    embedded.ensure_running(site.current().postgres_directory)
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        if sys.argv[1] in SIZES:
            build(sys.argv[1])
        told = cast()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum has done within a minute on a site that is in use
    mark_as_ready()
    sys.stdout.write(json.dumps(told))
