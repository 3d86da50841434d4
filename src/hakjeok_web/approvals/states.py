"""The state of a paper as a badge (문서의 상태): word, tone and shape together."""

from collections.abc import Mapping

from hakjeok_web.documents.models import Document

State = Document.State
_LOOKS: Mapping[str, tuple[str, str]] = {
    State.DRAFT: ("outline", ""),
    State.SUBMITTED: ("info", "waiting"),
    State.RETURNED: ("danger", "warning"),
    State.WITHDRAWN: ("neutral", ""),
    State.APPROVED: ("ok", "done"),
    State.DISCARDED: ("outline", ""),
}


def badge_of(document: Document) -> dict[str, str]:
    """As `_badge.html` wants it."""
    tone, icon = _LOOKS[document.state]
    return {"text": document.get_state_display(), "tone": tone, "icon": icon}
