"""A decision's reasons as `components/_reasons.html` shows them."""

from typing import Any

from hakjeok.result import Result


def reasons_of(result: Result) -> dict[str, Any]:
    """Steps with page, law, quotation and whether they are a reading; warnings; the school year of the figures."""
    return {
        "steps": [
            {
                "text": step.text,
                "page": step.source.page,
                "law": step.source.law or "",
                "quote": step.source.quote or "",
                "reading": step.source.reading,
            }
            for step in result.because
        ],
        "warnings": [{"text": warning} for warning in result.warnings],
        "discrepancies": [],
        "school_year": result.school_year,
    }
