"""What no page of ours sends: nonsense in addresses and bodies is refused with an answer, never with an error."""

import json
import uuid

import pytest

from hakjeok_web.attendance.models import AttendanceEntry
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
ADDRESSES = (
    ("/students/?name=%00", 400),
    ("/students/search/?q=%E3%84%B1%00", 400),
    ("/registers/{school_class}/9999-12-31/", 404),
    ("/registers/{school_class}/9999-12/", 404),
    ("/registers/{school_class}/0001-01/", 404),
    ("/register-closings/{school_class}/1999-12/", 404),
    ("/attendance-statistics/years/0/", 404),
    ("/attendance-statistics/years/99999999999999999999/", 404),
    ("/students/{pupil}/?on=9999-12-31", 200),
    ("/students/{pupil}/?on=0001-01-01", 200),
    ("/absentees/?day=9999-12-31", 200),
)
KEY = str(uuid.UUID(int=7))


@pytest.mark.parametrize(("address", "status"), ADDRESSES)
def test_an_address_that_nobody_was_given_has_an_answer(client, school_class, pupil, address, status):
    builders.sign_in(client, builders.a_staff("registrar"))
    assert client.get(address.format(school_class=school_class.pk, pupil=pupil.pk)).status_code == status


@pytest.mark.parametrize("address", ["/settings/staff/?name=%00", "/settings/rights/?name=%00"])
def test_a_nul_in_a_search_for_people_is_refused(client, school_class, address):
    builders.sign_in(client, builders.a_staff("school_admin"))
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("days", ["first_on=0001-01-01", "last_on=0001-01-01", "first_on=9999-12-31"])
def test_days_before_and_after_all_logs_are_left_out_of_the_filter(client, school_class, days):
    builders.sign_in(client, builders.a_staff("school_admin"))
    assert client.get(f"/access-log/?{days}").status_code == 200


def bodies(pupil):
    day = {"p": str(pupil.pk), "d": "2024-05-03", "form": "absence", "kind": "illness"}
    yield "a key that is a number", {"key": 5, "cells": []}
    yield "a pupil that is a number", {"key": KEY, "cells": [day | {"p": 5}]}
    yield "one cell twice", {"key": KEY, "cells": [day, day | {"kind": "other"}]}
    yield (
        "an endless version",
        f'{{"key": "{KEY}", "cells": [{{"p": "{pupil.pk}", "d": "2024-05-03", "v": Infinity}}]}}',
    )
    yield "half a letter", {"key": KEY, "cells": [day | {"reason": "\ud800"}]}
    yield "brackets without end", "[" * 100_000


@pytest.mark.parametrize("number", range(6))
def test_a_body_that_the_register_does_not_send_is_refused(client, school_class, homeroom, pupil, number):
    name, body = list(bodies(pupil))[number]
    builders.sign_in(client, homeroom)
    sent = body if isinstance(body, str) else json.dumps(body)
    answer = client.post(f"/registers/{school_class.pk}/2024-05/cells/", sent, content_type="application/json")
    assert (name, answer.status_code) == (name, 422)
    assert not AttendanceEntry.objects.exists()


def test_a_form_that_no_button_sends_is_not_shown_again(client, school_class, homeroom, pupil):
    builders.sign_in(client, homeroom)
    sent = {f"form-{pupil.pk}": '"><script>alert(1)</script>'}
    answer = client.post(f"/registers/{school_class.pk}/2024-05-03/", sent, follow=True)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_the_purpose_of_a_list_of_closings_is_asked_before_a_year_is_open(client):
    builders.enter()
    builders.sign_in(client, builders.a_staff("registrar"))
    assert client.get("/register-closings/excel/").status_code == 200
