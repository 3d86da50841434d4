"""Two hundred people of twenty schools print at once, printers are killed, and each receives his own paper only.

Real workers of the queue run beside the test; a name that occurs nowhere else tells of each paper whose it is.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from contextlib import closing
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from hakjeok_web.documents import printing
from hakjeok_web.documents.models import GeneratedFile, Job
from tests import builders
from tests.served import environment
from tests.web.documents.papers import NOTICE, hwpx_words, pdf_words

pytestmark = pytest.mark.xdist_group("serve")
SCHOOLS, PEOPLE, WORKERS, KILLS = 20, 10, 2, 6
SECONDS = 400
READ = {"pdf": pdf_words, "hwpx": hwpx_words}


def canary(number):
    """A name that is no part of another."""
    return f"감{chr(ord('가') + 28 * number)}새"


class Person:
    """Somebody of a school with a paper to print."""

    def __init__(self, number, school):
        self.number, self.school, self.name = number, school, canary(number)
        self.staff = builders.a_staff("registrar", school=school, name=f"교사{number}")
        self.actor = builders.actor(self.staff)

    def order(self):
        values = dict(NOTICE.sample) | {"student_name": self.name}
        format = ("pdf", "hwpx")[self.number % 2]
        order = printing.Order(definition="2-3", format=format, name="통지서", values=values)
        printing.order_files(title="통지서", orders=[order], purpose="시험", by=self.actor)

    def together(self, start):
        """Order at the same moment as all others, on a connection of one's own."""
        try:
            start.wait(60)
            with transaction.atomic():
                builders.enter(self.school, user=self.staff.user_id)
                self.order()
        finally:
            connection.close()

    def received(self):
        """The words of each file that is delivered to this person."""
        with transaction.atomic():
            builders.enter(self.school, user=self.staff.user_id)
            for file in GeneratedFile.objects.filter(requested_by=self.staff.user):
                with closing(printing.deliverable(file.pk, to=self.actor).content) as content:
                    yield READ[file.name.rpartition(".")[2]](content.read())


class Workers:
    """Processes of the queue on this test's database."""

    def __init__(self):
        settings = connection.settings_dict
        user, password = quote(settings["USER"]), quote(settings["PASSWORD"])
        where = urlencode({"host": settings["HOST"], "port": settings["PORT"]})
        url = f"postgresql://{user}:{password}@/{settings['NAME']}?{where}"
        self.environment = environment(
            HAKJEOK_SITE=str(django_settings.SITE_SETTINGS.path), DATABASE_URL=url, DATABASE_OWNER_URL=url
        )
        self.running = [self._start() for _ in range(WORKERS)]

    def _start(self):
        return subprocess.Popen(
            [sys.executable, "-m", "hakjeok_web.platform", "worker"],
            env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self):
        """End all of them in the middle of their work, give back what they had, and start new ones."""
        for each in self.running:
            os.kill(each.pid, signal.SIGKILL)
            each.wait()
        with closing(builders.owner_connection()) as owner:  # as `rescue_stalled_jobs` does after half a minute
            owner.execute("UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL WHERE status = 'doing'")
        self.running = [self._start() for _ in range(WORKERS)]

    def end(self):
        for each in self.running:
            each.kill()
            each.wait()


def twenty_schools():
    """Eighteen more than the template has."""
    keys = [uuid.UUID(int=0x0190_0000_0000_7000_9000_0000_0000_0000 + number) for number in range(SCHOOLS)]
    with closing(builders.owner_connection()) as owner:
        columns = [row[0] for row in owner.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'schools_school' ORDER BY 1"
        ).fetchall()]  # fmt: skip
        taken = {"id": "%s", "name": "%s", "code": "%s"}
        chosen = ", ".join(taken.get(each, each) for each in columns)
        sql = f"INSERT INTO schools_school ({', '.join(columns)}) SELECT {chosen} FROM schools_school WHERE id = %s"
        for number, key in enumerate(keys):
            given = {"id": key, "name": f"{number + 1}번째초등학교", "code": f"X{number:06}"}
            owner.execute(sql, [*(given[each] for each in columns if each in given), builders.HANBIT])
    return keys


@pytest.fixture
def people(own_database):
    made = []
    for school in twenty_schools():
        with transaction.atomic():
            builders.enter(school)
            made += [Person(len(made) + number, school) for number in range(PEOPLE)]
    return made


def order_together(people):
    start = threading.Barrier(20)
    waves = [people[at : at + 20] for at in range(0, len(people), 20)]
    for wave in waves:
        threads = [threading.Thread(target=each.together, args=(start,)) for each in wave]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)


def states(people):
    found = []
    for school in {each.school for each in people}:
        with transaction.atomic():
            builders.enter(school)
            found += Job.objects.values_list("state", flat=True)
    return found


def wait_until_done(people, workers):
    chance, deadline = random.Random(11), time.monotonic() + SECONDS
    for _ in range(KILLS):
        time.sleep(chance.uniform(2, 5))
        workers.kill()
    while set(states(people)) & {"waiting", "running"}:
        assert time.monotonic() < deadline, states(people)
        time.sleep(1)


def test_each_person_receives_his_own_paper_and_nothing_else(people):
    workers = Workers()
    try:
        order_together(people)
        wait_until_done(people, workers)
    finally:
        workers.end()
    assert states(people) == ["done"] * SCHOOLS * PEOPLE
    for person in people:
        (words,) = person.received()
        assert [each.name for each in people if each.name in words] == [person.name]
    swapped_files_are_refused(people)


def swapped_files_are_refused(people):
    """Of two colleagues: the content of the one, or his name on the row, does not open for the other."""
    one, other = people[0], people[2]
    with transaction.atomic():
        builders.enter(one.school)
        mine, theirs = (GeneratedFile.objects.get(requested_by=each.staff.user) for each in (one, other))
        assert printing.deliverable(theirs.pk, to=one.actor) is None
        for change in ({"content": theirs.content}, {"job_id": theirs.job_id}, {"binding": theirs.binding}):
            with transaction.atomic():
                GeneratedFile.objects.filter(pk=mine.pk).update(**change)
                assert printing.deliverable(mine.pk, to=one.actor) is None
                transaction.set_rollback(True)
        GeneratedFile.objects.filter(pk=theirs.pk).update(requested_by=one.staff.user)
        assert printing.deliverable(theirs.pk, to=one.actor) is None
