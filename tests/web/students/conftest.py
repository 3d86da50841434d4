"""A database of one test's own, in which committed work stays: for what two people do at once."""

import pytest
from django.db import connection


@pytest.fixture
def own_database(django_db_setup, clone_database, django_db_blocker, request, worker_id):
    """Point Django at a fresh copy for this test; threads get connections of their own to it."""
    settings = connection.settings_dict
    usual = settings["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        settings["NAME"] = clone_database(f"hakjeok_own_{worker_id}")
        yield settings["NAME"]
        connection.close()
        settings["NAME"] = usual
