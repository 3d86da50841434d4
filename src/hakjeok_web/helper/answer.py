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
