"""An answer as the page shows it (답): the result in words, its reasons, the forms that come next."""

from dataclasses import dataclass
from typing import Any

from hakjeok.discrepancies import Discrepancy, discrepancies
from hakjeok.forms import Form
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.helper.asking import Asked
from hakjeok_web.helper.said import FORMS, Said, forms_of, parts_of


@dataclass(frozen=True)
class Answer:
    """Everything below the heading 답."""

    parts: tuple[tuple[str, Said], ...]
    reasons: dict[str, Any]
    warnings: tuple[str, ...]
    forms: list[Form]
    differs: list[Discrepancy]
    told: tuple[tuple[str, Said], ...]
    has_reading: bool
    school_year: int

    @property
    def telling(self) -> tuple[tuple[str, Said], ...]:
        """The parts that say something."""
        return tuple((title, value) for title, value in self.parts if not value.is_nothing)

    @property
    def silent(self) -> dict[str, list[str]]:
        """The titles of the others under what is to be said of them, so that a line does for all."""
        found: dict[str, list[str]] = {}
        for title, value in self.parts:
            if value.is_nothing:
                found.setdefault(value.text, []).append(title)
        return found

    @property
    def is_checked(self) -> bool:
        """Whether the figures were checked for the school year; if not, a warning tells which were taken."""
        return not any(warning.startswith(f"{self.school_year}학년도 기준은 아직") for warning in self.warnings)


def answer_of(asked: Asked) -> Answer | None:
    """None where nothing was asked yet, or where the facts were refused."""
    result = asked.result
    if result is None:
        return None
    return Answer(
        parts=parts_of(result, without=FORMS),
        reasons=reasons_of(result) | {"warnings": [], "school_year": None},  # both stand at the answer itself
        warnings=result.warnings,
        forms=forms_of(asked.decision.forms, result),
        differs=[each for each in discrepancies().values() if asked.decision.name in each.decisions],
        told=parts_of(asked.facts),
        has_reading=any(step.source.reading for step in result.because),
        school_year=result.school_year,
    )
