"""The guardians (보호자) that one line of a roster names."""

import re
from collections.abc import Mapping

from .rows import Guardian
from .values import read_relation

_NAME_AND_RELATION = re.compile(r"(.+?)\s*\((부|모|아버지|어머니|조부|조모|외조부|외조모|삼촌|고모|이모|기타)\)")


def guardians_of(said: Mapping[str, object]) -> tuple[Guardian, ...]:
    """The guardians of a row; one named both as 보호자 and as 부 or 모 is one."""
    name, relation = said.get("guardian_name"), said.get("guardian_relation")
    if name and (match := _NAME_AND_RELATION.fullmatch(name)):
        name, relation = match[1], relation or read_relation(match[2], 0)
    named = [
        Guardian(name, relation, said.get("guardian_phone")),
        Guardian(said.get("father_name"), "부", said.get("father_phone")),
        Guardian(said.get("mother_name"), "모", said.get("mother_phone")),
    ]
    found: dict[object, Guardian] = {}
    for guardian in named:
        if guardian.name or guardian.phone:
            key = guardian.name or ("phone", guardian.phone)
            found[key] = _completed(found[key], guardian) if key in found else guardian
    return tuple(found.values())


def _completed(first: Guardian, second: Guardian) -> Guardian:
    return Guardian(first.name, first.relation or second.relation, first.phone or second.phone)
