"""Where somebody sits is taken from the site's own proxy, and from nobody else."""

from dataclasses import replace

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.test import RequestFactory

from hakjeok_web.config.middleware import ClientAddressMiddleware


@pytest.fixture
def behind_proxy(settings):
    settings.SITE_SETTINGS = replace(settings.SITE_SETTINGS, behind_https_proxy=True)


def _address(header):
    request = RequestFactory().get("/", headers={"X-Forwarded-For": header}, REMOTE_ADDR="127.0.0.1")
    return ClientAddressMiddleware(lambda seen: seen.META["REMOTE_ADDR"])(request)


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("10.20.0.7", "10.20.0.7"),
        ("6.6.6.6, 10.20.0.7", "10.20.0.7"),  # the first one was made up by the browser
        ("2001:db8::7", "2001:db8::7"),
        ("", "127.0.0.1"),
        ("10.20.0.7, nonsense", "127.0.0.1"),
    ],
)
def test_the_last_address_counts(behind_proxy, header, address):
    assert _address(header) == address


def test_without_a_proxy_the_header_proves_nothing():
    with pytest.raises(MiddlewareNotUsed):
        _address("6.6.6.6")
