"""People who sign in, their posts and rights, and the log of what they saw."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from hakjeok_web.config import tenancy
from hakjeok_web.config.tenancy import SchoolForeignKey, SchoolOwned, same_school


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, login: str, name: str, password: str | None = None) -> "User":
        user = self.model(login=login, name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in (사용자). What he may do follows from his posts, never from this row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login = models.CharField("아이디", max_length=60, unique=True)
    name = models.CharField("성명", max_length=60)
    email = models.EmailField("전자우편", blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    tenancy = tenancy.SITE

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Staff(SchoolOwned):
    """A person's post at a school (교직원)."""

    class Role(models.TextChoices):
        HOMEROOM = "homeroom", "담임교사"
        REGISTRAR = "registrar", "학적 담당"
        DUTY = "duty", "업무 담당 교직원"
        VICE_PRINCIPAL = "vice_principal", "교감"
        PRINCIPAL = "principal", "교장"
        SCHOOL_ADMIN = "school_admin", "학교권한관리자"

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    role = models.CharField("역할", max_length=20, choices=Role)
    position = models.CharField("직위", max_length=40, blank=True)
    from_on = models.DateField("시작일")
    to_on = models.DateField("끝난 날", null=True, blank=True)

    tenancy = tenancy.OWN_OR_SCHOOL

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=("school", "user"), condition=Q(to_on=None), name="one_post_a_school"),
        ]

    @property
    def title(self) -> str:
        """The position as written before the name (교무부장 정교무)."""
        return self.position or self.get_role_display()

    def is_serving(self, on: date) -> bool:
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


class Homeroom(SchoolOwned):
    """Who is the homeroom teacher (담임) of a class, from day to day inclusive."""

    staff = SchoolForeignKey(Staff, models.PROTECT, related_name="homerooms")
    school_class = SchoolForeignKey("schools.SchoolClass", models.CASCADE, related_name="homerooms")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            *same_school("accounts", "homeroom", "staff", "school_class"),
            models.UniqueConstraint(fields=("school_class",), condition=Q(to_on=None), name="one_homeroom_a_class"),
        ]


class MenuGrant(SchoolOwned):
    """One act of granting or withdrawing a menu right (메뉴 권한); the last one per staff and menu counts."""

    staff = SchoolForeignKey(Staff, models.PROTECT, related_name="grants")
    menu = models.CharField(max_length=40)
    may_read = models.BooleanField()
    may_write = models.BooleanField()
    reason = models.CharField(max_length=200)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta(SchoolOwned.Meta):
        constraints = [*SchoolOwned.Meta.constraints, *same_school("accounts", "menugrant", "staff")]
        indexes = [models.Index(fields=("staff", "menu", "-granted_at"), name="latest_grant")]


class UserSession(AbstractBaseSession):
    """A signed-in browser (로그인 기록), listed to its owner, ended on the server."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    place = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)

    tenancy = tenancy.SITE

    @classmethod
    def get_session_store_class(cls):
        from hakjeok_web.accounts.sessions import SessionStore

        return SessionStore


class Invitation(models.Model):
    """A one-time enrolment link (등록 링크) for a new person or a lost key; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    code_hash = models.BinaryField(unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    tenancy = tenancy.SITE


class AccessChain(models.Model):
    """The end of a school's access log: number and digest of its last entry."""

    school = models.OneToOneField("schools.School", models.PROTECT, primary_key=True, related_name="+")
    seq = models.BigIntegerField(default=0)
    digest = models.BinaryField()

    tenancy = tenancy.SCHOOL_KEPT


class AccessEntry(models.Model):
    """One act of looking at pupils (조회 기록): who, when, where, which pupils, what for. Hash-chained."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="+")
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    place = models.CharField(max_length=45)
    function = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200, blank=True)
    pupils = ArrayField(models.UUIDField())
    digest = models.BinaryField()

    tenancy = tenancy.SCHOOL_APPEND_ONLY

    class Meta:
        constraints = [models.UniqueConstraint(fields=("school", "seq"), name="access_log_has_no_gap_twice")]
        indexes = [
            GinIndex(fields=("pupils",), name="access_by_pupil"),
            models.Index(fields=("school", "user", "at"), name="access_by_user"),
            models.Index(fields=("school", "at"), name="access_by_day"),
        ]


class IdempotencyKey(SchoolOwned):
    """An act already done (중복 방지): the same key answers the same, another body is refused."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.UUIDField()
    body_hash = models.BinaryField()
    answer = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta(SchoolOwned.Meta):
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=("school", "user", "key"), name="one_answer_a_key"),
        ]
