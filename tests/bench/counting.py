"""How many statements a request sends: counted in this process, so that the measured server stays as it is."""

import json as json_module
from collections.abc import Callable

from tests.served import CSRF

FRAME = ("BEGIN", "COMMIT", "ROLLBACK")


def count(session: str, path: str, *, form: dict | None = None, json: Callable[[], dict] | None = None) -> int:
    """Statements of one request besides the transaction's own, once what processes remember is known."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.cookies[settings.CSRF_COOKIE_NAME] = CSRF
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer = _send(client, path, form, json)
        if answer.status_code >= 500 or answer.status_code in (302, 403, 404):
            raise RuntimeError(f"{path} answered {answer.status_code} while its queries were counted")
    return sum(each["sql"] not in FRAME for each in captured.captured_queries)


def _send(client, path, form, json):
    if json is not None:
        return client.post(path, json_module.dumps(json()), content_type="application/json")
    return client.get(path) if form is None else client.post(path, form)
