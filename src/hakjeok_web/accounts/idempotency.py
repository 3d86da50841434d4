"""Acts that are done once however often they arrive (중복 방지)."""

import uuid
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import connection

from hakjeok_web.accounts.models import IdempotencyKey
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Refused


def key_of(request) -> uuid.UUID:
    """The key that a page was made with; a new one where none was sent, so that its act is done all the same."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def answer_given(*, key: uuid.UUID, body: bytes, by: Actor) -> Any | None:
    """The answer that this act got before, or None. One query.

    Raises:
        Refused: the key was used for another act.

    """
    known = IdempotencyKey.objects.filter(user=by.user, key=key).first()
    if known is None:
        return None
    if bytes(known.body_hash) != sha256(body).digest():
        raise Refused("같은 번호로 다른 내용을 보냈습니다. 화면을 새로 열어 다시 적어 주세요.")
    return known.answer


def remember(*, key: uuid.UUID, body: bytes, answer: Any, by: Actor) -> None:
    """Keep the answer in the transaction of the act itself. Two at once: the second fails on the constraint."""
    IdempotencyKey.objects.create(
        school_id=by.school_id, user=by.user, key=key, body_hash=sha256(body).digest(), answer=answer
    )


def once(act: Callable[[], Any], *, key: uuid.UUID, body: bytes, by: Actor) -> Any:
    """Do an act of a plain form, or give the answer that it got before (두 번 누름). Three queries beside the act.

    The second of two at once waits for the first and gets its answer. `act` answers with JSON values.

    Raises:
        Refused: the key was used for another act, or the act itself was refused; then nothing is remembered.

    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (str(key),))
    answer = answer_given(key=key, body=body, by=by)
    if answer is None:
        answer = act()
        remember(key=key, body=body, answer=answer, by=by)
    return answer
