"""Who may open what: every route × role × relation of the reviewed table `access_matrix.toml`, GET and POST.

Where a page is opened, it also proves the access log: exactly the pupils that the answer shows, in one entry.
"""

import io
import os
import re
import tomllib
import zipfile
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connections, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from hakjeok_web.accounts.middleware import policy_of
from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.accounts.oversight import word_of
from hakjeok_web.accounts.policies import Audience
from tests import builders, conftest
from tests.web import access_stage
from tests.web.access_stage import NOW, ROLES

TABLE = tomllib.loads(Path(__file__).with_name("access_matrix.toml").read_text())
METHODS = ("GET", "POST")
SENT = {"sent": "1"}  # a form with none of its fields filled in


def routes(resolver=None, prefix="", namespace=""):
    """Every address of the site: its full name, its pattern, its view."""
    for each in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each, pattern, namespace + (f"{each.namespace}:" if each.namespace else ""))
        else:
            yield namespace + each.name, pattern, each.callback


def rows():
    """One row for each route, relation, method and role, with what is expected."""
    for name, route in TABLE["route"].items():
        for relation in TABLE["relations"][route.get("object", "none")]:
            for method in METHODS:
                for role, expected in zip(ROLES, route[relation][method].split(), strict=True):
                    yield pytest.param(name, relation, method, role, expected, id=f"{role}-{method}-{name}-{relation}")


@pytest.fixture(scope="module")
def stage(postgres, clone_database, django_db_setup, django_db_blocker, worker_id):
    """A database of its own, filled once and left as it is: each check rolls back what it did."""
    before = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        conftest._use(postgres, "app", clone_database(f"hakjeok_matrix_{worker_id}_{os.getpid()}"))
        with time_machine.travel(NOW, tick=False), transaction.atomic():
            made = access_stage.make()
        connections.close_all()
    yield made
    with django_db_blocker.unblock():
        conftest._use(postgres, "app", before)


@pytest.fixture
def answer(stage, db, time_machine):
    """A function that asks as somebody: the answer, and the entries of the access log that it made."""
    time_machine.move_to(NOW, tick=False)

    def ask(role, method, name, relation):
        builders.enter(*stage.schools)
        before = AccessEntry.objects.count()
        client = Client(raise_request_exception=False)
        if role in stage.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = stage.cookies[role]
        url = _address(stage, name, relation, role)
        sent = TABLE["route"][name].get("sends", SENT)
        response = client.get(url) if method == "GET" else client.post(url, sent)
        builders.enter(*stage.schools)
        return response, list(AccessEntry.objects.order_by("pk")[before:])

    return ask


def _address(stage, name, relation, role):
    route = TABLE["route"][name]
    parameters = re.findall(r"<(?:\w+:)?(\w+)>", route["path"])
    url = reverse(name, kwargs={each: stage.object_of(each, relation, role) for each in parameters})
    asked = route.get("asks_for")
    return f"{url}?{asked}={stage.object_of(asked, relation, role)}" if asked else url


def outcome(response):
    """`in`: asked to sign in and come back; else the number of the answer."""
    asks_in = response.status_code == 302 and response["Location"].startswith("/sign-in/?next=")
    return "in" if asks_in else str(response.status_code)


def test_the_table_names_every_route_and_no_other():
    assert {name for name, _, _ in routes()} == set(TABLE["route"])


def test_the_table_names_the_address_of_every_route():
    assert {name: pattern for name, pattern, _ in routes()} == {
        name: route["path"] for name, route in TABLE["route"].items()
    }


def test_the_table_is_written_for_these_roles():
    assert tuple(TABLE["roles"]) == ROLES


def test_the_access_log_has_a_word_for_every_screen_that_shows_pupils():
    screens = [name for name, policy in _policies() if policy.shows_pupils]
    assert [name for name in screens if word_of(name) == name] == []


def test_every_route_has_a_policy():
    assert [name for name, _, view in routes() if policy_of(view) is None] == []


@pytest.mark.parametrize(("name", "relation", "method", "role", "expected"), list(rows()))
def test_row(stage, answer, name, relation, method, role, expected):
    response, entries = answer(role, method, name, relation)
    assert outcome(response) == expected
    shown = _pupils_in(response, stage)
    logged = [{str(pupil) for pupil in entry.pupils} for entry in entries if entry.pupils]
    assert len(entries) <= 1
    if response.status_code != 302:
        assert logged == ([shown] if shown else [])


def test_who_serves_elsewhere_is_told_nothing_of_any_object():
    """No row of the table lets a teacher of another school see that an object of this one exists."""
    own = [name for name, policy in _policies() if policy.audience == Audience.MENU]
    seen = {
        (name, relation): route[relation][method].split()[-1]
        for name, route in TABLE["route"].items()
        for relation in TABLE["relations"][route.get("object", "none")]
        for method in METHODS
        if name in own and route.get("object") and relation != "other_school"
    }
    assert set(seen.values()) <= {"404", "405"}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", [name for name in TABLE["route"] if "demo" in name or name == "style_guide"])
def test_a_real_site_has_no_demonstration(answer, settings, name, method):
    settings.DEMO = False
    assert answer("school_admin", method, name, "any")[0].status_code == 404


def _policies():
    return [(name, policy_of(view)) for name, _, view in routes()]


def _pupils_in(response, stage):
    text = _text_of(response)
    return {key for key, name in stage.pupils.items() if key in text or name in text}


def _text_of(response):
    content = response.getvalue()
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
