"""The two sentences everybody needs: this document, with these values, as PDF or as HWPX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hakjeok_web.documents.rendering.compose import PrintFoot, compose
from hakjeok_web.documents.rendering.definition import Definition
from hakjeok_web.documents.rendering.hwpx import write_hwpx
from hakjeok_web.documents.rendering.typst_pdf import write_pdf, write_pngs

FORMATS = ("pdf", "hwpx")


def render_pdf(definition: Definition, values: Mapping[str, Any], foot: PrintFoot | None = None) -> bytes:
    """PDF/A-2a and PDF/UA-1, A4. Values are printed as given: call `check` first where a person typed them.

    Raises:
        MissingGlyph: a character that no font has; names the field.
        RenderingFailed: the fonts are missing or typst refused.

    """
    return write_pdf(compose(definition, values, foot))


def render_hwpx(definition: Definition, values: Mapping[str, Any], foot: PrintFoot | None = None) -> bytes:
    """HWPX for Hancom Office, from the same blocks as the PDF.

    Raises:
        MissingGlyph: a control character, which no file of this kind may hold.

    """
    return write_hwpx(compose(definition, values, foot))


def render(format: str, definition: Definition, values: Mapping[str, Any], foot: PrintFoot | None = None) -> bytes:
    """By the name of the format, `pdf` or `hwpx`."""
    return {"pdf": render_pdf, "hwpx": render_hwpx}[format](definition, values, foot)


def render_pngs(
    definition: Definition, values: Mapping[str, Any], foot: PrintFoot | None = None, ppi: float = 100
) -> list[bytes]:
    """Each page as a picture (미리보기)."""
    return write_pngs(compose(definition, values, foot), ppi)
