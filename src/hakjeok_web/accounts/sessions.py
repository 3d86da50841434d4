"""Signed-in browsers kept on the server (로그인 유지), with an idle limit that never comes early."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from hakjeok_web.accounts.models import UserSession
from hakjeok_web.config import clock

# `seen_at` is written at most this often; the promise to the user is shorter by as much, so that it always holds.
WRITE_EVERY = timedelta(seconds=60)
IDLE_LIMIT = timedelta(minutes=settings.STAFF_IDLE_MINUTES)
PROMISED = IDLE_LIMIT - WRITE_EVERY


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
        known = self.record if self.record and self.record.session_key == self.session_key else None
        record = UserSession(
            session_key=self._get_or_create_session_key(),
            session_data=self.encode(data),
            # Signing in starts the absolute limit; later saves do not lengthen it.
            expire_date=known.expire_date if known else now + timedelta(seconds=settings.SESSION_COOKIE_AGE),
            created_at=known.created_at if known else now,
            seen_at=now,
            user_id=user_id,
            place=self.place or (known.place if known else None),
            agent=self.agent or (known.agent if known else ""),
        )
        return record

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
