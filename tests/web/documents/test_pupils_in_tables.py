"""Chosen pupils fill the lines of a paper's table, and the log knows whom the paper tells of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.documents.models import Document
from tests import builders
from tests.web.documents.every_field import a_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def draft(client, homeroom):
    builders.sign_in(client, homeroom)
    return a_draft(homeroom, values={"together": [{}, {"name": "김서연"}]})


@pytest.fixture
def pupils(school_class):
    return [builders.a_pupil(school_class, number=number, name=f"도하{number}") for number in (3, 5)]


def address(draft):
    return f"/documents/{draft.pk}/pupils/together/"


def test_a_whole_class_is_found_at_once(client, draft, pupils):
    page = client.get(f"{address(draft)}?q=4-2").content.decode()
    assert all(pupil.name in page for pupil in pupils)


def test_chosen_pupils_fill_the_lines_from_the_record(client, draft, pupils):
    client.post(address(draft), {"version": 0, "pupil": [str(pupil.pk) for pupil in pupils]})
    draft.refresh_from_db()
    assert draft.values["together"] == [
        {"name": "김서연"},
        {"name": "도하3", "born": "2014-08-03"},
        {"name": "도하5", "born": "2014-08-05"},
    ]


def test_whoever_opens_the_paper_is_logged_for_each_pupil_in_it(client, draft, pupils):
    client.post(address(draft), {"version": 0, "pupil": [str(pupil.pk) for pupil in pupils]})
    client.get(f"/documents/{draft.pk}/edit/")
    assert set(AccessEntry.objects.last().pupils) == {pupil.pk for pupil in pupils}


def test_the_same_choice_sent_twice_fills_them_once(client, draft, pupils):
    sent = {"version": 0, "pupil": [str(pupils[0].pk)]}
    client.post(address(draft), sent)
    client.post(address(draft), sent)
    draft.refresh_from_db()
    assert len(draft.values["together"]) == 2


def test_pupils_of_other_classes_are_neither_found_nor_taken(client, draft, school_class):
    other = builders.a_pupil(builders.a_class(school_class.school_year, number=3), number=1, name="나라온")
    assert "나라온" not in client.get(f"{address(draft)}?q=나라온").content.decode().replace('value="나라온"', "")
    client.post(address(draft), {"version": 0, "pupil": [str(other.pk)]})
    assert "나라온" not in str(Document.objects.get().values)


def test_a_paper_about_forty_pupils_asks_the_database_as_often_as_one_about_two(client, draft, pupils):
    counts = []
    for lines in (2, 40):
        draft.values = {"together": [{"name": f"도하{number}"} for number in range(lines)]}
        draft.save()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/documents/{draft.pk}/edit/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_table_that_the_paper_does_not_have_is_not_there(client, draft):
    assert client.get(f"/documents/{draft.pk}/pupils/nothing/").status_code == 404
