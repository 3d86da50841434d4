"""Signed-in browsers kept on the server (로그인 유지), with an idle limit that never comes early."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from hakjeok_web.accounts.models import UserSession
from hakjeok_web.config import clock

# `seen_at` is written at most this often; the promise to the user is shorter by as much, so that it always holds.
WRITE_EVERY = timedelta(seconds=60)
IDLE_LIMIT = timedelta(minutes=settings.STAFF_IDLE_MINUTES)
PROMISED = IDLE_LIMIT - WRITE_EVERY
ABSOLUTE_LIMIT = timedelta(seconds=settings.SESSION_COOKIE_AGE)


class SessionStore(DatabaseStore):
    """Loads session, user and idle state in one query."""

    record: UserSession | None = None
    place: str | None = None
    agent: str = ""

    @classmethod
    def get_model_class(cls):
        return UserSession

    def _get_session_from_db(self):
        now = clock.now()
        found = (
            UserSession.objects.select_related("user")
            .filter(session_key=self.session_key, expire_date__gt=now, seen_at__gt=now - IDLE_LIMIT)
            .first()
        )
        self.record = found
        if found is None:
            self._session_key = None
        return found

    def create_model_instance(self, data):
        now = clock.now()
        user_id = data.get("_auth_user_id")
        known = self._same_sign_in(user_id)
        return UserSession(
            session_key=self._get_or_create_session_key(),
            session_data=self.encode(data),
            # Signing in starts both limits. Later saves lengthen neither: acting does, by `touch`.
            expire_date=known.expire_date if known else now + ABSOLUTE_LIMIT,
            created_at=known.created_at if known else now,
            seen_at=known.seen_at if known else now,
            user_id=user_id,
            place=known.place if known else self.place,
            agent=known.agent if known else self.agent,
        )

    def _same_sign_in(self, user_id: str | None) -> UserSession | None:
        """The loaded record if it is of the same person, also under a new key (after a change of password)."""
        record = self.record
        return record if record and str(record.user_id or "") == (user_id or "") else None

    def touch(self) -> None:
        """Note that the person did something; background polls must not call this."""
        now = clock.now()
        if self.record and now - self.record.seen_at >= WRITE_EVERY:
            UserSession.objects.filter(session_key=self.session_key).update(seen_at=now)
            self.record.seen_at = now

    def minutes_left(self) -> int:
        """Whole minutes that the person may rest without being signed out."""
        if self.record is None:
            return 0
        now = clock.now()
        left = min(self.record.seen_at + PROMISED, self.record.expire_date) - now
        return max(0, int(left.total_seconds() // 60))


def session_name(session_key: str) -> str:
    """How a page names a sign-in: the key itself would be as good as a password."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:32]
