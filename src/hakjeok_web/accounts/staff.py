"""Posts and rights, as the school's administrator keeps them (교직원과 권한)."""

import re
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from hakjeok.korean import with_particle
from hakjeok_web.accounts import actions
from hakjeok_web.accounts.models import Homeroom, MenuGrant, Staff, User
from hakjeok_web.accounts.policies import MENU_TITLES, Actor, Menu, Right, Role, Scope
from hakjeok_web.config import tenancy
from hakjeok_web.config.refusals import Reason, Refused

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{3,29}")
# What a right may be set to, from none to most.
LEVELS = {"none": "없음", "read": "보기", "write": "보기와 적기"}


def add_person(*, by: Actor, name: str, login: str, role: str, position: str, from_on: date) -> str:
    """Make an account with a post at the actor's school; the enrolment link, to be shown once.

    Raises:
        Refused: the sign-in name is badly formed or taken.

    """
    if not LOGIN.fullmatch(login):
        raise Refused(Reason("아이디는 영문 소문자, 숫자, . _ - 로 4~30자를 적어 주세요.", field="login"))
    with transaction.atomic():
        user = _new_user(login, name)
        Staff.objects.create(
            school_id=by.school_id, user=user, role=role, position=position.strip(), from_on=from_on
        )  # fmt: skip
        return actions.invite(user)


def _new_user(login: str, name: str) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(login=login, name=name.strip())
    except IntegrityError:
        # A person of another school must not fall into the hands of this one, so an account is never reused.
        taken = f"‘{login}’은 이미 쓰는 아이디입니다. 다른 아이디를 적어 주세요."
        raise Refused(Reason(taken, field="login")) from None


def change_post(*, by: Actor, post: Staff, role: str, position: str) -> None:
    """Another role or position, from the next request on.

    Raises:
        Refused: the post is the actor's own, or over.

    """
    _refuse_own(by, post, "역할")
    _refuse_over(by, post)
    Staff.objects.filter(pk=post.pk).update(role=role, position=position.strip())


@transaction.atomic
def end_post(*, by: Actor, post: Staff, to_on: date) -> None:
    """The last day of a post; its classes lose their homeroom teacher with it.

    Raises:
        Refused: the post is the actor's own, or the day lies before its first day.

    """
    _refuse_own(by, post, "끝나는 날")
    if to_on < post.from_on:
        first = f"{post.from_on.year}. {post.from_on.month}. {post.from_on.day}."
        raise Refused(Reason(f"시작일 {first}보다 앞선 날입니다. 시작일 이후의 날을 적어 주세요.", field="to_on"))
    Staff.objects.filter(pk=post.pk).update(to_on=to_on)
    still_open = Homeroom.objects.filter(staff_id=post.pk).filter(Q(to_on=None) | Q(to_on__gt=to_on))
    still_open.filter(from_on__gt=to_on).delete()
    still_open.update(to_on=to_on)
    if to_on < by.today:
        actions.end_other_sessions(post.user_id)


def invite_again(*, by: Actor, post: Staff) -> str:
    """A new link for somebody who lost his keys. It takes away what he had.

    Raises:
        Refused: the actor himself, somebody who serves at another school too, or too many links a day.

    """
    _refuse_own(by, post, "등록 링크")
    _refuse_over(by, post)
    if _serves_elsewhere(by, post):
        raise Refused("다른 학교에도 근무하는 사람입니다. 시스템 관리자에게 등록 링크를 부탁해 주세요.")
    return actions.invite(post.user)


def grant(*, by: Actor, post: Staff, menu: str, level: str, reason: str) -> MenuGrant:
    """Give or withdraw a right of one menu; the person has it with his next click, and the act is kept.

    Raises:
        Refused: to oneself, to somebody whose post is over, or where nothing would change.

    """
    _refuse_own(by, post, "권한")
    _refuse_over(by, post)
    may_read, may_write = level != "none", level == "write"
    last = MenuGrant.objects.filter(staff=post, menu=menu).order_by("-granted_at", "-pk").first()
    if last and (last.may_read, last.may_write) == (may_read, may_write):
        raise Refused(Reason(f"‘{MENU_TITLES[Menu(menu)]}’ 권한은 이미 ‘{LEVELS[level]}’입니다.", field="level"))
    return MenuGrant.objects.create(
        school_id=by.school_id, staff=post, menu=menu, may_read=may_read, may_write=may_write,
        reason=reason.strip(), granted_by=by.user,
    )  # fmt: skip


def described(right: Right) -> str:
    """A right in words: `우리 반 보기와 적기`, `학교 전체 보기`, `없음`."""
    if right.reads == Scope.NONE:
        return "없음"
    reach = {Scope.OWN_CLASS: "우리 반", Scope.SCHOOL: "학교 전체"}
    if right.writes == Scope.NONE:
        return f"{reach[right.reads]} 보기"
    if right.writes == right.reads:
        return f"{reach[right.reads]} 보기와 적기"
    return f"{reach[right.reads]} 보기, {reach[right.writes]} 적기"


def _refuse_own(by: Actor, post: Staff, what: str) -> None:
    if post.user_id == by.user.pk:
        own = with_particle(what, "은", "는")
        raise Refused(f"자기 {own} 스스로 바꿀 수 없습니다. 다른 {Role.SCHOOL_ADMIN.label}에게 부탁해 주세요.")


def _refuse_over(by: Actor, post: Staff) -> None:
    if post.to_on and post.to_on < by.today:
        raise Refused("근무가 끝난 사람입니다. 다시 근무하면 새로 등록해 주세요.")


def _serves_elsewhere(by: Actor, post: Staff) -> bool:
    """Whether the person has a post at another school; looks there for this question only."""
    tenancy.enter(schools=[by.school_id], user=post.user_id)
    elsewhere = Staff.objects.filter(user_id=post.user_id).exclude(school_id=by.school_id).exclude(to_on__lt=by.today)
    found = elsewhere.exists()
    tenancy.enter(schools=[by.school_id], user=by.user.pk)
    return found
