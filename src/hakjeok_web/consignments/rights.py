"""Who may write a consignment (위탁학생을 적을 수 있는 사람)."""

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.consigned import is_insider
from hakjeok_web.consignments.queries import Line


def may_write(actor: Actor, line: Line) -> bool:
    """Whether the person may write it now; a cancelled one is only read, a protected one only an insider writes."""
    if line.consignment.is_cancelled or line.school_class is None:
        return False
    may = actor.may_write_class(Menu.CONSIGNMENTS, line.school_class.pk)
    return may and (not line.consignment.is_secret or is_insider(actor))
