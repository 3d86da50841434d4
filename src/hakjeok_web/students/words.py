"""How the state of a record is shown (학적 상태): word, tone and icon from one place."""

from hakjeok.vocabulary import Change, Status

TONES = {
    Status.NONE: "outline",
    Status.ENROLLED: "neutral",
    Status.DEFERRED: "warn",
    Status.EXEMPT: "warn",
    Status.OUT_OF_QUOTA: "warn",
    Status.TRANSFERRED_OUT: "outline",
    Status.GRADUATED: "outline",
}
CANCELLATION = "학적반영취소"
SEX = {"male": "남", "female": "여"}


def badge_of(standing: str) -> dict[str, str]:
    """A state for components/_badge.html."""
    status = Status(standing)
    return {"text": status.korean, "tone": TONES[status], "icon": ""}


def kind_word(kind: str) -> str:
    return Change(kind).korean
