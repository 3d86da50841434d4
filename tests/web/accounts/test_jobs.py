"""What is over is forgotten at night; what still counts stays."""

import uuid
from datetime import timedelta

import pytest

from hakjeok_web.accounts import jobs
from hakjeok_web.accounts.models import IdempotencyKey, UserSession
from hakjeok_web.config import clock
from tests import builders

pytestmark = pytest.mark.django_db


def an_answer(user, hours):
    kept = IdempotencyKey.objects.create(
        school_id=builders.HANBIT, user=user, key=uuid.uuid4(), body_hash=b"x", answer={"age": hours}
    )
    IdempotencyKey.objects.filter(pk=kept.pk).update(at=clock.now() - timedelta(hours=hours))


def a_sign_in(user, name, days):
    now = clock.now()
    UserSession.objects.create(
        session_key=name,
        session_data="",
        user=user,
        created_at=now,
        seen_at=now,
        expire_date=now + timedelta(days=days),
    )


def test_only_what_is_over_is_forgotten():
    builders.enter()
    user = builders.a_user()
    for hours in (47, 49):
        an_answer(user, hours)
    a_sign_in(user, "ended", -1)
    a_sign_in(user, "running", 1)
    jobs.forget_what_is_over.func()
    builders.enter()
    assert [kept.answer["age"] for kept in IdempotencyKey.objects.all()] == [47]
    assert [kept.session_key for kept in UserSession.objects.all()] == ["running"]
