"""`python -m tools.contact_sheet [ID …]` (make sheet): every form as small pictures, to be looked at.

Writes var/sheet/sheet-01.png and so on: of each form the sample and the blank paper as PDF pages, and where Node and
@rhwp/core are installed the sample as another program lays the HWPX out. Captions tell form, kind, page and pages.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import typst
from tests.web.documents.papers import has_rhwp, rhwp

from hakjeok_web.documents.rendering import Definition, definitions, fonts, render_hwpx, render_pngs

SHEETS = Path(__file__).resolve().parents[1] / "var" / "sheet"
PPI, SHEET_PPI = 70, 90
PROGRAM = """
#let shown = json(bytes(sys.inputs.shown))
#set page(width: 420mm, height: 297mm, margin: 8mm)
#set text(font: "Pretendard", size: 8pt, fallback: true)
#set block(spacing: 2mm)
#grid(columns: (1fr,) * 6, gutter: 4mm, ..shown.map(one => block(breakable: false, {
  text(fill: if one.kind == "rhwp" { blue } else if one.kind == "blank" { luma(40%) } else { black }, one.caption)
  linebreak()
  rect(inset: 0pt, stroke: 0.2pt, image(one.file, height: 88mm, fit: "contain"))
})))
"""


@dataclass(frozen=True)
class Picture:
    """One page of one form, in a file beside the program of the sheet."""

    file: str
    kind: str
    caption: str


def main(wanted: list[str]) -> None:
    chosen = [each for each in definitions().values() if not wanted or each.id in wanted]
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        pictures = [picture for each in chosen for picture in _of_form(each, folder)]
        (folder / "sheet.typ").write_text(PROGRAM)
        sheets = _sheets(folder, pictures)
    shutil.rmtree(SHEETS, ignore_errors=True)
    SHEETS.mkdir(parents=True)
    for number, sheet in enumerate(sheets, start=1):
        (SHEETS / f"sheet-{number:02}.png").write_bytes(sheet)
    sys.stdout.write(f"{len(chosen)} forms on {len(sheets)} sheets in {SHEETS}\n")


def _of_form(definition: Definition, folder: Path) -> Iterator[Picture]:
    for kind, values in (("sample", definition.sample), ("blank", {})):
        yield from _kept(definition, kind, ".png", render_pngs(definition, values, ppi=PPI), folder)
    if has_rhwp():
        file = folder / f"{definition.id}.hwpx"
        file.write_bytes(render_hwpx(definition, definition.sample))
        pages = [svg.encode() for svg in rhwp("svg", [file])[0]]
        yield from _kept(definition, "rhwp", ".svg", pages, folder)


def _kept(definition: Definition, kind: str, ending: str, pages: list[bytes], folder: Path) -> Iterator[Picture]:
    for number, page in enumerate(pages, start=1):
        file = folder / f"{definition.id}-{kind}-{number}{ending}"
        file.write_bytes(page)
        caption = f"{definition.id} {definition.title[:24]} · {kind} {number}/{len(pages)}"
        yield Picture(file.name, kind, caption)


def _sheets(folder: Path, pictures: list[Picture]) -> list[bytes]:
    shown = json.dumps([asdict(each) for each in pictures], ensure_ascii=False)
    made = typst.compile(
        str(folder / "sheet.typ"), root=str(folder), format="png", ppi=SHEET_PPI, sys_inputs={"shown": shown},
        font_paths=[str(fonts.font_folder())], ignore_system_fonts=True,
    )  # fmt: skip
    return made if isinstance(made, list) else [made]


if __name__ == "__main__":
    main(sys.argv[1:])
