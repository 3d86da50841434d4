"""Finished papers on their way (발송·접수): who gets them, when they went, when they arrived."""

from datetime import date

from django.db import transaction

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.approvals.models import Dispatch
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.rendering.letter import INSIDE

LONGEST_RECIPIENT = 100


def recipients_of(document: Document) -> list[str]:
    """The places named after 수신, each once; none for a paper that stays inside (내부결재)."""
    written = str(document.values.get("recipient") or "")
    places = (place.strip()[:LONGEST_RECIPIENT] for place in written.split(","))
    return [place for place in dict.fromkeys(places) if place and place != INSIDE]


def plan_dispatches(document: Document) -> None:
    """One line for each recipient, to be sent (발송 대기)."""
    Dispatch.objects.bulk_create(
        Dispatch(school_id=document.school_id, document=document, recipient=place) for place in recipients_of(document)
    )


@transaction.atomic
def send(*, dispatch: Dispatch, method: str, on: date, by: Actor) -> Dispatch:
    """Note that the paper went out (발송).

    Raises:
        Refused: no right, an unknown way, a day to come or before the approval, or somebody noted it first.

    """
    locked = _locked(dispatch, by)
    if locked.sent_on:
        raise Refused(f"{locked.sent_by.name} 선생님이 먼저 {korean_date(locked.sent_on)} 발송으로 적었습니다.")
    if method not in Dispatch.Method.values:
        raise Refused(Reason("어떻게 보냈는지 고르지 않았습니다. 하나를 골라 주세요.", "method"))
    if not locked.document.approved_on <= on <= by.today:
        raise Refused(Reason("발송일은 결재가 끝난 날부터 오늘까지로 적어 주세요.", "on"))
    locked.method, locked.sent_on, locked.sent_by = method, on, by.user
    locked.save(update_fields=["method", "sent_on", "sent_by"])
    return locked


@transaction.atomic
def note_receipt(*, dispatch: Dispatch, on: date, received_by: str, by: Actor) -> Dispatch:
    """Note that the recipient has it (접수).

    Raises:
        Refused: no right, it was not sent yet, a day to come or before the sending, or somebody noted it first.

    """
    locked = _locked(dispatch, by)
    if not locked.sent_on:
        raise Refused("아직 발송하지 않은 문서입니다. 발송을 먼저 적어 주세요.")
    if locked.received_on:
        raise Refused(f"{locked.noted_by.name} 선생님이 먼저 {korean_date(locked.received_on)} 접수로 적었습니다.")
    if not locked.sent_on <= on <= by.today:
        raise Refused(Reason("접수일은 발송한 날부터 오늘까지로 적어 주세요.", "on"))
    locked.received_on, locked.received_by, locked.noted_by = on, received_by.strip()[:60], by.user
    locked.save(update_fields=["received_on", "received_by", "noted_by"])
    return locked


def _locked(dispatch: Dispatch, by: Actor) -> Dispatch:
    if not by.may_write(Menu.DISPATCHES):
        raise Refused("발송과 접수를 적을 권한이 없습니다. 학교권한관리자에게 요청해 주세요.")
    found = Dispatch.objects.select_for_update(of=("self",)).select_related("document", "sent_by", "noted_by")
    return found.get(pk=dispatch.pk)
