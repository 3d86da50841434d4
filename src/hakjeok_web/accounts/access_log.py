"""The access log (조회 기록): one chained entry per act, with every pupil that was shown."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config import clock

GENESIS = b"\x00" * 32

# What the digest covers, in SQL once, so that writing and checking cannot differ.
_PAYLOAD = (
    "convert_to(concat_ws('|', {seq}, extract(epoch FROM {at}), {user}, {place}, {function}, {purpose}, "
    "array_to_string({pupils}, ',')), 'UTF8')"
)
# Only constants are put together below; what comes from a request is always a parameter.
# The chain's head is updated and the entry inserted in one statement: the update waits for the school's previous
# entry and then sees it, so that no number is given twice.
_APPEND = """
WITH head AS (
  UPDATE accounts_accesschain SET seq = seq + 1,
         digest = sha256(digest || {payload})
   WHERE school_id = %(school)s RETURNING seq, digest)
INSERT INTO accounts_accessentry (school_id, seq, at, user_id, place, function, purpose, pupils, digest)
SELECT %(school)s, seq, %(at)s, %(user)s, %(place)s, %(function)s, %(purpose)s, %(pupils)s::uuid[], digest FROM head
""".format(  # noqa: S608
    payload=_PAYLOAD.format(
        seq="seq + 1",
        at="%(at)s::timestamptz",
        user="%(user)s::uuid",
        place="%(place)s",
        function="%(function)s",
        purpose="%(purpose)s",
        pupils="%(pupils)s::uuid[]",
    )
)
_BROKEN = """
SELECT seq FROM (
  SELECT seq, digest, sha256(coalesce(lag(digest) OVER chain, %(genesis)s) || {payload}) AS expected,
         coalesce(lag(seq) OVER chain, 0) + 1 AS next
    FROM accounts_accessentry WHERE school_id = %(school)s WINDOW chain AS (ORDER BY seq)) entries
 WHERE digest <> expected OR seq <> next ORDER BY seq LIMIT 1
""".format(  # noqa: S608
    payload=_PAYLOAD.format(
        seq="seq",
        at="at",
        user="user_id",
        place="place",
        function="function",
        purpose="purpose",
        pupils="pupils",
    )
)


class LogNotWritten(Exception):
    """The entry could not be written, so the data are not shown."""


@dataclass
class Shown:
    """What one request showed; written once, at its end."""

    function: str = ""
    purpose: str = ""
    pupils: set[uuid.UUID] = field(default_factory=set)
    notable: bool = False  # logged even without a pupil: a list of people taken away, a right given
    declared: bool = False  # a page that shows pupils said so, even when there was none to show

    def add(self, pupils: Iterable[uuid.UUID], *, purpose: str = "") -> None:
        self.declared = True
        self.pupils.update(pupils)
        self.purpose = purpose or self.purpose


def append(shown: Shown, *, by: Actor, place: str) -> None:
    """Write one entry. Two tables, one statement; holds the school's chain until the transaction ends.

    Raises:
        LogNotWritten: the school has no chain, or the database refused.

    """
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            {
                "school": by.school_id,
                "at": clock.now(),
                "user": by.user.pk,
                "place": place,
                "function": shown.function,
                "purpose": shown.purpose,
                "pupils": sorted(shown.pupils),
            },
        )
        if cursor.rowcount != 1:
            raise LogNotWritten("조회 기록을 남길 수 없어 자료를 보이지 않습니다.")


def first_break(school_id: uuid.UUID) -> int | None:
    """The number of the first entry that does not follow from the one before, or None where the chain holds.

    A shortened chain shows itself against the head: then the number after the last entry is returned. So does a last
    entry that was written anew with a digest of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BROKEN, {"school": school_id, "genesis": GENESIS})
        row = cursor.fetchone()
        if row:
            return row[0]
        cursor.execute(
            "SELECT c.seq, coalesce(e.seq, 0), c.digest = coalesce(e.digest, %s) FROM accounts_accesschain c "
            "LEFT JOIN LATERAL (SELECT seq, digest FROM accounts_accessentry WHERE school_id = c.school_id "
            "ORDER BY seq DESC LIMIT 1) e ON true WHERE c.school_id = %s",
            (GENESIS, school_id),
        )
        head = cursor.fetchone()
    if head is None:
        return None
    said, last, is_same = head
    return last + 1 if said != last else None if is_same else last
