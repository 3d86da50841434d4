"""Reads about people and rights."""

import uuid
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from hakjeok_web.accounts import devices
from hakjeok_web.accounts.models import Homeroom, MenuGrant, Staff, User, UserSession
from hakjeok_web.accounts.policies import Actor, Menu, Right, Scope
from hakjeok_web.accounts.sessions import IDLE_LIMIT, session_name
from hakjeok_web.config import clock, tenancy
from hakjeok_web.schools.models import School

# One query a request: the post, its classes and its grants. Every request asks anew, so that a withdrawn right
# is gone with the next click.
_ACTOR = """
SELECT st.id, st.school_id, sc.name, st.role, st.position,
       (SELECT coalesce(array_agg(h.school_class_id), '{}') FROM accounts_homeroom h
         WHERE h.staff_id = st.id AND h.from_on <= %(today)s AND (h.to_on IS NULL OR h.to_on >= %(today)s)),
       (SELECT coalesce(json_agg(json_build_array(g.menu, g.may_read, g.may_write)), '[]')
          FROM (SELECT DISTINCT ON (menu) menu, may_read, may_write FROM accounts_menugrant
                 WHERE staff_id = st.id ORDER BY menu, granted_at DESC, id DESC) g),
       (SELECT number FROM schools_semester
         WHERE school_id = st.school_id AND %(today)s BETWEEN first_on AND last_on LIMIT 1)
  FROM accounts_staff st JOIN schools_school sc ON sc.id = st.school_id
 WHERE st.user_id = %(user)s AND st.school_id = %(school)s
   AND st.from_on <= %(today)s AND (st.to_on IS NULL OR st.to_on >= %(today)s)
"""


def actor_of(user: User, *, school_id: uuid.UUID, today: date) -> Actor | None:
    """The person with his present rights at a school, or None when he has no post there. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, {"user": user.pk, "school": school_id, "today": today})
        row = cursor.fetchone()
    if row is None:
        return None
    staff_id, school, school_name, role, position, classes, grants, semester = row
    return Actor(
        user=user,
        school_id=school,
        school_name=school_name,
        staff_id=staff_id,
        role=role,
        title=position,
        today=today,
        homerooms=frozenset(classes),
        grants={menu: _granted(may_read, may_write) for menu, may_read, may_write in grants if menu in list(Menu)},
        semester=semester,
    )


def _granted(may_read: bool, may_write: bool) -> Right:
    return Right(Scope.SCHOOL if may_read else Scope.NONE, Scope.SCHOOL if may_write else Scope.NONE)


def schools_of(user: User, *, today: date) -> list[tuple[uuid.UUID, str]]:
    """The schools at which the person serves today, by name. One query; needs `tenancy.enter(user=…)` only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sc.id, sc.name FROM accounts_staff st JOIN schools_school sc ON sc.id = st.school_id "
            "WHERE st.user_id = %s AND st.from_on <= %s AND (st.to_on IS NULL OR st.to_on >= %s) ORDER BY sc.name",
            (user.pk, today, today),
        )
        return cursor.fetchall()


_ROLE_ORDER = (
    Staff.Role.HOMEROOM,
    Staff.Role.REGISTRAR,
    Staff.Role.DUTY,
    Staff.Role.VICE_PRINCIPAL,
    Staff.Role.PRINCIPAL,
    Staff.Role.SCHOOL_ADMIN,
)


def serving_on(day: date) -> Q:
    """The condition that a post (or a homeroom) holds on a day."""
    return Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))


def demo_schools(*, today: date) -> list[dict[str, Any]]:
    """Schools of a demonstration site with their people by role. Opens all schools to this transaction. 4 queries."""
    schools = {school.pk: school for school in School.objects.order_by("name")}
    tenancy.enter(schools=schools)
    posts = Staff.objects.filter(serving_on(today), user__is_active=True).select_related("user")
    classes = _classes_of_posts(today)
    by_school: dict[uuid.UUID, list[Staff]] = {}
    for post in posts:
        post.class_name = classes.get(post.pk, "")
        by_school.setdefault(post.school_id, []).append(post)
    return [
        {"school": schools[school_id], "roles": _by_role(people)}
        for school_id, people in sorted(by_school.items(), key=lambda each: schools[each[0]].name)
    ]


def _by_role(posts: Iterable[Staff]) -> list[dict[str, Any]]:
    posts = sorted(posts, key=lambda post: (_class_order(post.class_name), post.user.name))
    groups = ((role, [post for post in posts if post.role == role]) for role in _ROLE_ORDER)
    return [{"title": role.label, "posts": members} for role, members in groups if members]


def _class_order(class_name: str) -> tuple[int, ...]:
    """Classes count as numbers, and people without a class come last."""
    return tuple(int(part) for part in class_name.split("-")) if class_name else (99,)


def _classes_of_posts(today: date) -> dict[uuid.UUID, str]:
    """The class of each homeroom post today, as `4-2`. One query."""
    homerooms = Homeroom.objects.filter(serving_on(today)).select_related("school_class")
    return {homeroom.staff_id: homeroom.school_class.short_name for homeroom in homerooms}


def demo_post(user_id: uuid.UUID, *, today: date) -> Staff | None:
    """The post under which a demonstration shows a person. 3 queries."""
    tenancy.enter(schools=School.objects.values_list("pk", flat=True), user=user_id)
    posts = Staff.objects.filter(serving_on(today), user_id=user_id, user__is_active=True)
    return posts.select_related("user").order_by("pk").first()


def sessions_of(user: User, *, this: str) -> list[dict[str, Any]]:
    """The person's sign-ins that have not ended, this browser's first, then the last used. One query."""
    now = clock.now()
    alive = UserSession.objects.filter(user=user, expire_date__gt=now, seen_at__gt=now - IDLE_LIMIT)
    listed = sorted(alive.defer("session_data"), key=lambda each: (each.session_key != this, -each.seen_at.timestamp()))
    return [
        {
            "name": session_name(each.session_key),
            "is_this": each.session_key == this,
            "device": devices.describe(each.agent),
            "place": each.place,
            "created_at": each.created_at,
            "seen_at": each.seen_at,
        }
        for each in listed
    ]


def factors_of(user: User) -> dict[str, Any]:
    """What the person can sign in with. One query."""
    kinds: dict[str, list[Authenticator]] = {}
    for factor in Authenticator.objects.filter(user=user).order_by("created_at"):
        kinds.setdefault(factor.type, []).append(factor)
    codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "passkeys": [
            {"id": each.pk, "name": each.wrap().name, "created_at": each.created_at, "used_at": each.last_used_at}
            for each in kinds.get(Authenticator.Type.WEBAUTHN, [])
        ],
        "app": next(iter(kinds.get(Authenticator.Type.TOTP, [])), None),
        "recovery_codes_left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
        "has_password": user.has_usable_password(),
    }


def staff_of(
    school_id: uuid.UUID, *, today: date, state: str = "serving", name: str = "", page: int | None = 1
) -> tuple[list[Staff], int]:
    """A page of the school's staff by role and name, and how many there are; `page=None` gives all. 3 queries.

    `state` is serving, coming, over or all. Each has `class_name` (of today) and `has_enrolled`.
    """
    wanted = Staff.objects.filter(school_id=school_id).filter(_STATES[state](today))
    if name:
        wanted = wanted.filter(Q(user__name__icontains=name) | Q(user__login__icontains=name))
    order = Case(*(When(role=role, then=Value(place)) for place, role in enumerate(_ROLE_ORDER)))
    enrolled = Exists(Authenticator.objects.filter(user_id=OuterRef("user_id")))
    posts = wanted.select_related("user").annotate(has_enrolled=enrolled).order_by(order, "user__name", "pk")
    found = list(posts if page is None else posts[(page - 1) * STAFF_PER_PAGE : page * STAFF_PER_PAGE])
    classes = _classes_of_posts(today)
    for post in found:
        post.class_name = classes.get(post.pk, "")
    return found, len(found) if page is None else wanted.count()


STAFF_PER_PAGE = 50
STAFF_STATES = {"serving": "근무 중", "coming": "시작 전", "over": "끝남", "all": "모두"}
_STATES: dict[str, Callable[[date], Q]] = {
    "serving": serving_on,
    "coming": lambda today: Q(from_on__gt=today),
    "over": lambda today: Q(to_on__lt=today),
    "all": lambda today: Q(),
}


def post_of(school_id: uuid.UUID, staff_id: uuid.UUID) -> Staff | None:
    """One post of the school. One query."""
    return Staff.objects.filter(school_id=school_id, pk=staff_id).select_related("user").first()


def grants_of(school_id: uuid.UUID, *, since: date, staff_id: uuid.UUID | None = None) -> list[MenuGrant]:
    """Acts of granting and withdrawing, newest first. One query."""
    acts = MenuGrant.objects.filter(school_id=school_id, granted_at__date__gte=since)
    if staff_id:
        acts = acts.filter(staff_id=staff_id)
    return list(acts.select_related("staff__user", "granted_by").order_by("-granted_at", "-pk"))


def people_of(school_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Everybody who has or had a post at the school, by name. One query."""
    people = Staff.objects.filter(school_id=school_id).values_list("user_id", "user__name").distinct()
    return list(people.order_by("user__name"))


def present_grants(staff_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[tuple[str, str]]]:
    """The last act on each menu of these posts: menu and its words. One query."""
    acts = MenuGrant.objects.filter(staff_id__in=list(staff_ids)).order_by("staff_id", "menu", "-granted_at", "-pk")
    found: dict[uuid.UUID, list[tuple[str, str]]] = {}
    for act in acts.distinct("staff_id", "menu"):
        words = "보기와 적기" if act.may_write else "보기" if act.may_read else "없음"
        found.setdefault(act.staff_id, []).append((act.menu, words))
    return found
