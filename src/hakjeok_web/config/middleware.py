"""Around every view: where a request comes from, one transaction for all that it does, text that can be kept, and a
page for what only a button may send.
"""

from contextlib import suppress
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import transaction
from django.http import HttpResponseBadRequest, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import Resolver404, resolve


class ClientAddressMiddleware:
    """Behind the site's own proxy, the browser's address is the last one that the proxy wrote down.

    Earlier ones in the header come from the browser itself and prove nothing. Without a proxy the header is ignored.
    """

    def __init__(self, get_response):
        if not settings.SITE_SETTINGS.behind_https_proxy:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        with suppress(ValueError):  # where no proxy wrote one, the address of the connection stays
            request.META["REMOTE_ADDR"] = str(ip_address(last))
        return self.get_response(request)


class TransactionMiddleware:
    """Run the request in one transaction; roll back whatever an error or a refusal leaves half done.

    Row security is set inside it (`tenancy.enter`), so nothing that queries may come before it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/static/"):
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= 500 or getattr(request, "failed", False):
                transaction.set_rollback(True)
        return response

    def process_exception(self, request, exception):
        # Django turns a view's error into an answer, which atomic() would otherwise commit. Not rolled back here:
        # the answer is still to be made, and the session that it read to be saved, in this transaction.
        request.failed = True


class KeepableTextMiddleware:
    """Refuse text with a NUL: no keyboard writes one, and the database keeps none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if any("\x00" in text for query in (request.GET, request.POST) for _, texts in query.lists() for text in texts):
            sentence = "보낸 내용에 저장할 수 없는 글자가 있습니다. 화면을 새로 열어 다시 적어 주세요."
            return HttpResponseBadRequest(sentence, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class ButtonsOnlyMiddleware:
    """An address that takes only what a button sends says so, with the way back; without it the page would be blank."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or not _was_opened(request):
            return response
        page = render(request, "405.html", {"back": _page_above(request.path)}, status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page


def _was_opened(request) -> bool:
    """Whether a person opened the address as a page, and no form or script asked."""
    return request.method == "GET" and not request.headers.get("HX-Request")


def _page_above(path: str) -> str:
    """The nearest address above that exists and names nothing (no pupil); the first page where there is none."""
    while path := path.rstrip("/").rpartition("/")[0]:
        with suppress(Resolver404):
            if not resolve(f"{path}/").kwargs:
                return f"{path}/"
    return "/"
