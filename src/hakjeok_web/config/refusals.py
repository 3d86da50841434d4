"""A lawful no (거절): what the rules or the state of the record do not allow, told with its reason and remedy."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One sentence in Korean, with the field it belongs to and where the rule stands."""

    text: str
    field: str = ""
    page: int | None = None
    law: str = ""


class Refused(Exception):
    """An action did not happen. Nothing was written."""

    def __init__(self, *reasons: Reason | str) -> None:
        self.reasons: Sequence[Reason] = [Reason(each) if isinstance(each, str) else each for each in reasons]
        super().__init__(" ".join(reason.text for reason in self.reasons))
