"""What the verbs of all grounds share: the second of two people is told, and every act is on record (이력)."""

from dataclasses import dataclass
from typing import TypeVar

from hakjeok.korean import with_particle
from hakjeok_web.absence_grounds.models import AthleteEvent, Diagnosis, EntryBan, FamilyEvent, GroundAct
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_time

Ground = EntryBan | AthleteEvent | Diagnosis | FamilyEvent
G = TypeVar("G", EntryBan, AthleteEvent, Diagnosis, FamilyEvent)
SHORTEST_REASON, LONGEST_NOTE = 2, 300


@dataclass(frozen=True)
class Sort:
    """A sort of ground: its name, the right by which it is read and written, and the field that points to it."""

    name: str
    field: str
    right: Menu


SORTS: dict[type, Sort] = {
    EntryBan: Sort("등교중지", "ban", Menu.ENTRY_BANS),
    AthleteEvent: Sort("대회", "event", Menu.ATHLETES),
    Diagnosis: Sort("진단서", "diagnosis", Menu.ABSENCE_REPORTS),
    FamilyEvent: Sort("경조사", "family_event", Menu.ABSENCE_REPORTS),
}


def require_as_seen(stands: Ground, seen: int) -> None:
    """Refuse who saw an older state of the ground than stands there now, naming who changed it; and what was cancelled.

    Raises:
        Refused: it was changed meanwhile, or is cancelled.

    """
    name = SORTS[type(stands)].name
    if stands.version != seen:
        last = stands.acts.select_related("by").first()
        who = f"{last.by.name} 선생님이 {korean_time(last.at)}에 ‘{last.get_code_display()}’로" if last else "누군가"
        raise Refused(
            f"{who} 이 {with_particle(name, '을', '를')} 바꾸었습니다. 화면을 새로 열어 본 뒤 다시 해 주세요."
        )
    if stands.is_cancelled:
        raise Refused(f"취소한 {name}입니다. 필요하면 새로 등록해 주세요.")


def require_reason(reason: str) -> None:
    """Refuse to take a ground back without saying why (취소하는 까닭)."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(Reason("취소하는 까닭이 비어 있습니다. 무엇이 틀렸는지 적어 주세요.", "reason"))


def saved(stands: G, code: str, by: Actor, note: str) -> G:
    """Keep the ground as it is now, one version on, with the act."""
    stands.version += 1
    stands.save()
    record(stands, code, by, note)
    return stands


def record(ground: Ground, code: str, by: Actor, note: str) -> None:
    """One line of the ground's history."""
    about = {SORTS[type(ground)].field: ground}
    GroundAct.objects.create(school_id=ground.school_id, code=code, note=note[:LONGEST_NOTE], by=by.user, **about)
