"""Documents as data to paper (서식): a definition and values become a PDF or an HWPX, without Django or a database.

    definition = definitions()["2-3"]
    problems = check(definition, values)            # sentences for the entry page
    pdf = render_pdf(definition, values, PrintFoot(by="김담임", at=now, purpose="보호자 통지"))
    hwpx = render_hwpx(definition, values)

The way: `loading` reads definitions, `compose` makes the page model of `blocks`, `typst_pdf` and `hwpx` write it.
"""

from hakjeok_web.documents.rendering.compose import PrintFoot, compose
from hakjeok_web.documents.rendering.definition import Definition, Field
from hakjeok_web.documents.rendering.errors import (
    BadValue,
    DefinitionError,
    DocumentError,
    MissingGlyph,
    RenderingFailed,
)
from hakjeok_web.documents.rendering.loading import definitions, load
from hakjeok_web.documents.rendering.making import render, render_hwpx, render_pdf, render_pngs
from hakjeok_web.documents.rendering.printable import unprintable
from hakjeok_web.documents.rendering.values import check

__all__ = [
    "BadValue",
    "Definition",
    "DefinitionError",
    "DocumentError",
    "Field",
    "MissingGlyph",
    "PrintFoot",
    "RenderingFailed",
    "check",
    "compose",
    "definitions",
    "load",
    "render",
    "render_hwpx",
    "render_pdf",
    "render_pngs",
    "unprintable",
]
