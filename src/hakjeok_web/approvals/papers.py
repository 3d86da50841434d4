"""What the approval writes on the paper (결재란, 기안문의 머리와 꼬리); none before it was submitted."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from hakjeok_web.approvals.models import ApprovalAct, ApprovalStep
from hakjeok_web.documents.actions import reference
from hakjeok_web.documents.models import Document

Kind = ApprovalStep.Kind


def around(document: Document) -> Mapping[str, Any]:
    """`_approvals` for the box of a form, `_letter` for a draft. Three queries."""
    if document.round == 0:
        return {}
    line = list(_line(document))
    boxes = [{"role": one["title"], "name": one["name"], "mark": one["mark"]} for one in line if one["kind"] != "협조"]
    return {"_approvals": boxes, "_letter": _letter(document) | {"line": line}}


def _letter(document: Document) -> dict[str, Any]:
    school = document.school
    return {
        "school": school.name, "address": school.address, "phone": school.phone, "number": reference(document),
    }  # fmt: skip


def _line(document: Document) -> Iterator[dict[str, str]]:
    """The drafter and everybody after him; who has not signed yet leaves his room empty."""
    acts = ApprovalAct.objects.filter(document=document, round=document.round).select_related("by", "step")
    by_step = {act.step_id: act for act in acts if act.kind in ("submit", "approve")}
    steps = list(ApprovalStep.objects.filter(document=document, round=document.round))
    if None in by_step:
        yield _entry("기안", by_step[None].title, by_step[None], "" if steps else "전결")
    for step in steps:
        act = by_step.get(step.pk)
        marks = ["전결"] * step.is_delegated + ["대결"] * bool(act and act.in_place_of_id)
        yield _entry(step.get_kind_display(), step.title, act, " ".join(marks))


def _entry(kind: str, title: str, act: ApprovalAct | None, mark: str) -> dict[str, str]:
    name, on = (act.by.name, _day(act.at)) if act else ("", "")
    return {"kind": kind, "title": title, "name": name, "mark": mark, "on": on}


def _day(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.month}. {local.day}."
