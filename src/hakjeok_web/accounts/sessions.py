"""Signed-in browsers kept on the server (로그인 유지), with an idle limit that never comes early."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection

from hakjeok_web.accounts.models import User, UserSession
from hakjeok_web.config import clock

# `seen_at` is written at most this often; the promise to the user is shorter by as much, so that it always holds.
WRITE_EVERY = timedelta(seconds=60)
IDLE_LIMIT = timedelta(minutes=settings.STAFF_IDLE_MINUTES)
PROMISED = IDLE_LIMIT - WRITE_EVERY
ABSOLUTE_LIMIT = timedelta(seconds=settings.SESSION_COOKIE_AGE)


# Every request asks this, so it is written once and not put together anew each time.
_FIELDS = [[field.attname for field in model._meta.concrete_fields] for model in (UserSession, User)]
_READ = f"""
SELECT {", ".join([f"s.{name}" for name in _FIELDS[0]] + [f"u.{name}" for name in _FIELDS[1]])}
  FROM accounts_usersession s LEFT JOIN accounts_user u ON u.id = s.user_id
 WHERE s.session_key = %s AND s.expire_date > %s AND s.seen_at > %s
"""  # noqa: S608 (names of columns only)


def _read(session_key: str, now: datetime) -> UserSession | None:
    """The session with its user, unless it is over or was left alone too long."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, (session_key, now, now - IDLE_LIMIT))
        row = cursor.fetchone()
    if row is None:
        return None
    of_session, of_user = row[: len(_FIELDS[0])], row[len(_FIELDS[0]) :]
    found = UserSession.from_db(connection.alias, _FIELDS[0], of_session)
    if found.user_id:
        found.user = User.from_db(connection.alias, _FIELDS[1], of_user)
    return found


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
        self.record = found = _read(self.session_key, now)
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
