"""Reading papers back: the words of a PDF and of an HWPX, and an independent renderer's pages of an HWPX."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest

from hakjeok_web.documents.rendering import definitions, load
from hakjeok_web.documents.rendering.register_sheet import RegisterSheet, sheet_from_values

PROJECT = Path(__file__).parents[3]
HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
NOTICE = definitions()["2-3"]
REGISTER = definitions()["attendance-register"]
OUTING = load(Path(__file__).with_name("data") / "outing.toml")


def pdf_pages(content: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def pdf_words(content: bytes) -> str:
    return "".join(pdf_pages(content))


def hwpx_words(content: bytes) -> str:
    return squeezed("".join(hwpx_paragraphs(content)))


def hwpx_paragraphs(content: bytes) -> list[str]:
    section = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("Contents/section0.xml"))
    return ["".join(_words(text) for text in paragraph.iter(f"{HP}t")) for paragraph in section.iter(f"{HP}p")]


def _words(text: ElementTree.Element) -> str:
    return (text.text or "") + "".join(" " + (child.tail or "") for child in text)


def squeezed(text: str) -> str:
    """Without any space, because justified lines and spaced titles read back with other spaces; boxes made equal."""
    return "".join(text.split()).replace("□", "☐")


def a_sheet() -> RegisterSheet:
    return sheet_from_values(REGISTER.sample["sheet"])


@cache
def _node() -> str | None:
    """Node of the virtual environment, which `make setup` puts there where the machine has none, or the machine's."""
    return shutil.which("node", path=Path(sys.executable).parent) or shutil.which("node")


def rhwp_pages(content: bytes, folder: Path) -> list[str]:
    """The words of each page as @rhwp/core lays the HWPX out; skips where the renderer is not installed."""
    return rhwp_pages_of([content], folder)[0]


def rhwp_pages_of(contents: Sequence[bytes], folder: Path) -> list[list[str]]:
    """The same of several files, which is quicker than one by one."""
    if not has_rhwp():
        pytest.skip("@rhwp/core is not installed: run make setup")
    files = [folder / f"paper-{number}.hwpx" for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    return [[squeezed(page) for page in pages] for pages in rhwp("words", files)]


def has_rhwp() -> bool:
    return _node() is not None and (PROJECT / "node_modules/@rhwp/core").is_dir()


def rhwp(what: str, files: Sequence[Path]) -> list[list[str]]:
    """For each HWPX its pages, as `words` or as `svg`."""
    script = Path(__file__).with_name("rhwp_pages.mjs")
    command = [_node(), str(script), str(PROJECT / "node_modules/@rhwp/core"), what, *map(str, files)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    return json.loads(done.stdout)
