"""The served site of the journeys: a demonstration school in mid-May, and a new school that has nothing but people.

Run as a program, it makes the new school's people on the site named by HAKJEOK_SITE.
"""

import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from tests.served import PROJECT, environment, free_port, serving

from hakjeok_web.platform import embedded, site

NOW = "2026-05-14T10:00:00+09:00"  # a Thursday in the school year of samples/roster-600.xlsx
NEW_SCHOOL = "새빛초등학교"
PEOPLE = {
    "registrar": "봉학적",
    "school_admin": "봉관리",
    "vice_principal": "봉교감",
    "homeroom": "봉담임",
}


@contextmanager
def served(folder):
    """Start the real program on a fresh site; yields its address. Everything is gone afterwards."""
    made = site.create(
        folder / "site.toml", kind="demo", name="시험 사이트", school="한빛초등학교", port=free_port(), durable=False
    )
    with ExitStack() as stack:
        stack.callback(embedded.remove, made.postgres_directory)
        # Only what is started here lives at that time, not the tests that share this worker.
        with pytest.MonkeyPatch.context() as patch:
            for name, value in clock_at(NOW).items():
                patch.setenv(name, value)
            stack.enter_context(serving(made))
            _add_new_school(made)
        yield made.address


def clock_at(moment):
    """Environment in which served processes live at `moment` (ISO, with its offset); time goes on from there."""
    shift = datetime.fromisoformat(moment).timestamp() - datetime.now().astimezone().timestamp()
    folder = str(Path(__file__).with_name("shifted_clock"))
    path = os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))
    return {"PYTHONPATH": path, "HAKJEOK_TEST_CLOCK_SHIFT": str(shift)}


def _add_new_school(made):
    named = environment(HAKJEOK_SITE=str(made.path), DJANGO_SETTINGS_MODULE="hakjeok_web.config.settings")
    subprocess.run([sys.executable, "-m", "tests.journeys.stage"], env=named, cwd=PROJECT, check=True, timeout=60)


def make_new_school():
    import django

    django.setup()
    from django.db import transaction

    from hakjeok_web.accounts.access_log import GENESIS
    from hakjeok_web.accounts.bootstrap import Institutions, make_institutions
    from hakjeok_web.accounts.models import AccessChain, Staff, User
    from hakjeok_web.config import tenancy
    from hakjeok_web.config.management.commands.bootstrap_site import as_owner

    school = make_institutions(Institutions(school=NEW_SCHOOL, school_code="G000077"), using=as_owner())
    with transaction.atomic():
        tenancy.enter(schools=[school.pk])
        AccessChain.objects.create(school_id=school.pk, digest=GENESIS)
        for role, name in PEOPLE.items():
            user = User.objects.create_user(login=f"new-{role}", name=name)
            Staff.objects.create(school_id=school.pk, user=user, role=role, from_on="2026-03-01")


if __name__ == "__main__":
    make_new_school()
