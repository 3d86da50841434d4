"""Which schools a transaction may see (학교별 격리), and how the database enforces it.

Each table says by `tenancy` on its model who reaches its rows. After every migration `apply_rights` turns that into
row security and grants; a model that says nothing gets no grant at all, so forgetting it fails closed.
"""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.constraints import BaseConstraint
from uuid_utils.compat import uuid7

ALL_RIGHTS = "SELECT, INSERT, UPDATE, DELETE"
APPEND_ONLY = "SELECT, INSERT"

# `(SELECT …)` makes PostgreSQL read the setting once per statement, not once per row.
_SCHOOLS = "(SELECT string_to_array(nullif(current_setting('app.schools', true), ''), ',')::uuid[])::uuid[]"
_USER = "(SELECT nullif(current_setting('app.account', true), '')::uuid)"
_PERSON_MATCH = "(SELECT decode(nullif(current_setting('app.person_match', true), ''), 'hex'))"
_IN_SCHOOL = f"school_id = ANY ({_SCHOOLS})"


@dataclass(frozen=True)
class Tenancy:
    """Who reaches the rows of a table: SQL conditions for reading and for writing, and the granted rights."""

    rights: str = ALL_RIGHTS
    reads: str = _IN_SCHOOL
    writes: str = _IN_SCHOOL
    changes: str = ""  # which rows may be changed or removed, where that is less than `writes` lets in
    forced: bool = True
    set_up_by_owner: bool = False  # institutions are made by the site's owner, who is bound by row security too


SCHOOL = Tenancy()
SCHOOL_KEPT = Tenancy(rights="SELECT, INSERT, UPDATE")
SCHOOL_APPEND_ONLY = Tenancy(rights=APPEND_ONLY)
# The directory of schools is no secret; only one's own school may be changed.
DIRECTORY = Tenancy(rights="SELECT, UPDATE", reads="true", writes=f"id = ANY ({_SCHOOLS})", set_up_by_owner=True)
REFERENCE = Tenancy(rights="SELECT", reads="true", writes="false", set_up_by_owner=True)
# One's own posts must be readable before the school is known: they decide which schools one may see.
OWN_OR_SCHOOL = Tenancy(reads=f"{_IN_SCHOOL} OR user_id = {_USER}")
_KNOWN_PERSON = f"EXISTS (SELECT 1 FROM students_student s WHERE s.person_id = students_person.id AND s.{_IN_SCHOOL})"  # noqa: S608
# A child is found only through a record one may see, or by the exact number during an entry (which is logged).
PERSON = Tenancy(
    rights="SELECT, INSERT, UPDATE",
    reads=f"{_KNOWN_PERSON} OR rrn_lookup = {_PERSON_MATCH}",
    writes="true",  # a new person comes before his record
    changes=_KNOWN_PERSON,
)
# Accounts and sessions belong to the site, not to a school.
SITE = Tenancy(forced=False)
SITE_APPEND_ONLY = Tenancy(rights=APPEND_ONLY, forced=False)

# Tables of libraries, by prefix. Anything else needs a `tenancy` of its own.
LIBRARY_TABLES = {
    "account_": SITE,
    "mfa_": SITE,
    "axes_": SITE,
    "procrastinate_": SITE,
    "auth_": Tenancy(rights="SELECT", forced=False),
    "django_content_type": Tenancy(rights="SELECT", forced=False),
    "django_migrations": Tenancy(rights="SELECT", forced=False),
}


class SchoolOwned(models.Model):
    """A row that belongs to one school (학교 소속 자료)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="+")

    tenancy = SCHOOL

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=("school", "id"), name="%(app_label)s_%(class)s_in_school")]


class SameSchool(BaseConstraint):
    """The row that `field` points to belongs to the same school; checked by the database.

    The foreign key itself is declared with `db_constraint=False`: this composite key replaces it.
    """

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def create_sql(self, model: type[models.Model], schema_editor: Any) -> str:
        field = model._meta.get_field(self.field)
        quote = schema_editor.quote_name
        return (
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY (school_id, {quote(field.column)}) "
            f"REFERENCES {quote(field.related_model._meta.db_table)} (school_id, id)"
        )

    def constraint_sql(self, model: type[models.Model], schema_editor: Any) -> None:
        """Nothing inside CREATE TABLE: the referenced table may come later in the same migration."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def remove_sql(self, model: type[models.Model], schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Left to the database."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameSchool) and (self.name, self.field) == (other.name, other.field)

    __hash__ = BaseConstraint.__hash__


def same_school(app_label: str, model: str, *fields: str) -> list[SameSchool]:
    """The composite keys of a model, one per field, named after it."""
    return [SameSchool(field=field, name=f"{app_label}_{model}_{field}_same_school") for field in fields]


class SchoolForeignKey(models.ForeignKey):
    """A foreign key within one school; `SameSchool` holds it in the database."""

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)


def enter(*, schools: Iterable[uuid.UUID], user: uuid.UUID | None = None, using: str = DEFAULT_DB_ALIAS) -> None:
    """Let the running transaction see these schools, and act as this user; ends with the transaction. One query."""
    connection = connections[using]
    if not connection.in_atomic_block:
        raise RuntimeError("tenancy.enter works inside a transaction only")
    listed = ",".join(str(uuid.UUID(str(school))) for school in schools)
    acting = str(uuid.UUID(str(user))) if user else ""
    # Checked literals: SET LOCAL takes no parameters, and set_config() would not survive a sharded cluster.
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL app.schools = '{listed}'; SET LOCAL app.account = '{acting}'")


def match_person(lookup: bytes, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Let the running transaction see the one person with this lookup value (대조)."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SET LOCAL app.person_match = '{lookup.hex()}'")


def of_table(table: str) -> Tenancy | None:
    """The declared tenancy of a table, or None where nobody declared one."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table and hasattr(model, "tenancy"):
            return model.tenancy
    for prefix, tenancy in LIBRARY_TABLES.items():
        if table.startswith(prefix):
            return tenancy
    return None


def apply_rights(*, using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Give the application's role exactly the declared rights on every table, and force row security."""
    connection = connections[using]
    with connection.cursor() as cursor:
        role = _identifier(settings.APPLICATION_ROLE)
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for table in connection.introspection.table_names(cursor):
            for statement in _statements(table, of_table(table)):
                cursor.execute(statement)


def _statements(table: str, tenancy: Tenancy | None) -> Iterable[str]:
    if tenancy is None:
        return
    name = _identifier(table)
    yield f"GRANT {tenancy.rights} ON {name} TO {_identifier(settings.APPLICATION_ROLE)}"
    if not tenancy.forced:
        return
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
    for policy in (
        "tenancy_reads",
        "tenancy_inserts",
        "tenancy_updates",
        "tenancy_deletes",
        "tenancy_set_up",
    ):
        yield f"DROP POLICY IF EXISTS {policy} ON {name}"
    yield f"CREATE POLICY tenancy_reads ON {name} FOR SELECT USING ({tenancy.reads})"
    yield f"CREATE POLICY tenancy_inserts ON {name} FOR INSERT WITH CHECK ({tenancy.writes})"
    changes = tenancy.changes or tenancy.writes
    yield f"CREATE POLICY tenancy_updates ON {name} FOR UPDATE USING ({changes}) WITH CHECK ({tenancy.writes})"
    yield f"CREATE POLICY tenancy_deletes ON {name} FOR DELETE USING ({changes})"
    if tenancy.set_up_by_owner:
        yield f"CREATE POLICY tenancy_set_up ON {name} TO CURRENT_USER USING (true) WITH CHECK (true)"


def _identifier(name: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
        raise ValueError(name)
    return f'"{name}"'


__all__ = [
    "SameSchool",
    "SchoolForeignKey",
    "SchoolOwned",
    "apply_rights",
    "enter",
    "match_person",
    "same_school",
]
