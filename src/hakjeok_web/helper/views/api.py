"""The decisions over HTTP (API): JSON in, the envelope of the contract out. No session, nothing kept."""

import json
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from hakjeok.errors import BadInput, UnknownDecision
from hakjeok.faces.answering import answer, error_body
from hakjeok.faces.openapi import described, document, listed
from hakjeok.registry import every, find
from hakjeok_web.accounts.policies import open_to_anyone
from hakjeok_web.config.limits import seconds_to_wait

JSON = "application/json"
TOO_OFTEN = "짧은 시간에 여러 번 물었습니다. {seconds}초 뒤에 다시 보내 주세요."
NOT_ALLOWED = "{method} 방식으로는 쓸 수 없습니다. {allowed} 방식으로 보내 주세요."
NOT_JSON = "내용의 종류가 application/json이 아닙니다. JSON으로 보내 주세요."
TOO_LONG = "내용이 {most:,}바이트를 넘습니다. 줄여서 보내 주세요."
UNREADABLE = "JSON으로 읽을 수 없습니다. UTF-8인지, 따옴표와 괄호가 맞는지 살펴봐 주세요."


class NotAsked(Exception):
    """A request that asks nothing: its status and why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


def answers_json(*methods: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Refuse other methods and too many questions; write what the view returns, or its refusal, as JSON."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def answered(request, **addressed: str) -> HttpResponse:
            if request.method not in methods:
                told = NOT_ALLOWED.format(method=request.method, allowed="·".join(methods))
                return _refusal(405, told, headers={"Allow": ", ".join(methods)})
            if seconds := seconds_to_wait(request, "api"):
                return _refusal(429, TOO_OFTEN.format(seconds=seconds), headers={"Retry-After": str(seconds)})
            return _said(view, request, addressed)

        return csrf_exempt(open_to_anyone(answered))

    return wrap


def _said(view: Callable[..., Any], request, addressed: dict[str, str]) -> HttpResponse:
    try:
        return _json(view(request, **addressed))
    except UnknownDecision as unknown:
        return _json(error_body(unknown), status=404)
    except BadInput as problem:
        return _json(error_body(problem), status=422)
    except NotAsked as problem:
        return _refusal(problem.status, problem.message)


@answers_json("GET", "HEAD")
def listing(request):
    """`GET /api/v1/decisions`: every decision by name."""
    return {"decisions": [listed(each) for each in every()]}


@answers_json("GET", "HEAD", "POST")
def decision(request, name):
    """`GET` tells what a decision asks and answers, `POST` decides."""
    if request.method == "POST":
        find(name)
        return answer(name, _facts_of(request))
    return described(find(name))


@answers_json("GET", "HEAD")
def openapi(request):
    """`GET /api/v1/openapi.json`: the description of all of this."""
    return _document()


@cache
def _document() -> dict[str, Any]:
    return document()


def _facts_of(request) -> Any:
    if request.content_type != JSON:
        raise NotAsked(415, NOT_JSON)
    most, length = settings.DECISIONS_LONGEST_BODY, request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > most:
        raise NotAsked(413, TOO_LONG.format(most=most))
    try:
        return json.loads(request.body.decode())
    except (ValueError, RecursionError):
        raise NotAsked(400, UNREADABLE) from None


def _refusal(status: int, message: str, *, headers: dict[str, str] | None = None) -> HttpResponse:
    return _json(error_body(BadInput("input", message)), status=status, headers=headers)


def _json(body: dict[str, Any], *, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    """Korean as it is; half a letter, which no UTF-8 can hold, as JSON escapes it."""
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return HttpResponse(content, content_type=JSON, status=status, headers=headers)
