"""Changing the school's delegation rules (전결 규정): a new rule is added, the one before stays as history."""

from collections.abc import Sequence

from django.db import transaction

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.approvals.delegation import (
    KIND_TITLES,
    Kind,
    Rule,
    form_title,
    own_rules,
    rule_for,
    rule_of_kind,
    stops_of,
)
from hakjeok_web.approvals.models import DelegationRule
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.documents.rendering import definitions


def subject_title(subject: str) -> str:
    """`통지서` for a kind, `2-3 내교 통지서` for a form; empty for neither."""
    if subject in KIND_TITLES:
        return KIND_TITLES[subject]
    known = definitions().get(subject)
    return form_title(known) if known else ""


def rule_in_force(subject: str, by: Actor) -> Rule:
    """What holds now for a kind or a form. One query."""
    own = own_rules(by.school_id)
    if subject in KIND_TITLES:
        return rule_of_kind(subject, own)
    return rule_for(subject, definitions()[subject], own)


@transaction.atomic
def change_rule(*, subject: str, line: Sequence[dict[str, str]], reason: str, by: Actor) -> DelegationRule:
    """From now on papers take this line; those on their way keep theirs.

    Raises:
        Refused: no right, no such form or kind, the last place does not decide, or somebody before it does.

    """
    if not by.may_write(Menu.APPROVAL_RULES):
        raise Refused("전결 규정은 학교권한관리자가 고칩니다.")
    if not subject_title(subject):
        raise Refused("그런 서식이나 문서 종류가 없습니다. 목록에서 다시 골라 주세요.")
    kinds = [stop.kind for stop in stops_of(line)]
    if kinds and (kinds[-1] != Kind.DECISION or Kind.DECISION in kinds[:-1]):
        raise Refused(
            Reason("결재는 마지막 한 단계만 합니다. 앞 단계는 검토나 협조로 골라 주세요.", f"place{len(kinds)}")
        )
    if len({stop["post"] for stop in line}) < len(line):
        raise Refused("같은 직위가 두 번 있습니다. 한 번만 골라 주세요.")
    is_kind = subject in KIND_TITLES
    return DelegationRule.objects.create(
        school_id=by.school_id, definition="" if is_kind else subject, form_kind=subject if is_kind else "",
        line=list(line), reason=reason.strip(), made_by=by.user,
    )  # fmt: skip
