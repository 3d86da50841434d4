"""Every form, blank and filled: what it says is read back from both files, which are valid and of as many pages."""

import io
import zipfile
from collections.abc import Iterator
from functools import cache

import pypdf
import pytest
from hwpx import HwpxDocument, validate_package

from hakjeok.forms import forms as forms_of_the_appendix
from hakjeok_web.documents.rendering import check, compose, definitions, render_hwpx, render_pdf
from hakjeok_web.documents.rendering.blocks import texts_of
from hakjeok_web.documents.rendering.signatures import name_of
from tests.web.documents.papers import hwpx_words, pdf_pages, rhwp_pages_of, squeezed

pytestmark = pytest.mark.xdist_group("forms")  # each is made once, for all tests
KINDS = ("blank", "sample")
EVERY = pytest.mark.parametrize("form", list(definitions()))
BOTH = pytest.mark.parametrize("kind", KINDS)
# Where the other program needs another number of pages than we, and why that is no fault of the file.
OTHER_PAGES: dict[tuple[str, str], str] = {}
# Labels of the handbook that the paper says with other words, and why.
_HEAD, _OPTIONS = "the head of every draft says 수신", "the label names its two options, which stand apart"
SAID_OTHERWISE = {
    ("6-5", "recipient"): _HEAD,
    ("6-11", "recipient"): _HEAD,
    ("6-13", "recipient"): _HEAD,
    ("6-1", "goal"): _OPTIONS,
    ("6-3", "goal"): _OPTIONS,
}
IN_THE_DATA = {("attendance-register", "sheet")}


@cache
def made(form: str, kind: str) -> tuple[bytes, bytes]:
    definition, values = definitions()[form], values_of(form, kind)
    return render_pdf(definition, values), render_hwpx(definition, values)


@cache
def words(form: str, kind: str) -> tuple[str, str]:
    pdf, hwpx = made(form, kind)
    return "".join(pdf_pages(pdf)), hwpx_words(hwpx)


def values_of(form: str, kind: str):
    return definitions()[form].sample if kind == "sample" else {}


@EVERY
def test_the_sample_is_whole_and_right(form):
    assert check(definitions()[form], definitions()[form].sample) == []


@EVERY
@BOTH
def test_every_word_is_read_back_from_both_files(form, kind):
    for run in texts_of(compose(definitions()[form], values_of(form, kind)).blocks):
        for found in words(form, kind):
            assert squeezed(run.text) in found


@EVERY
def test_every_printed_label_stands_on_the_blank_paper(form):
    """A label that is a blank itself (`○○○ 귀하`) has a spoken name beside it, and is written in many ways."""
    for field in definitions()[form].fields:
        if field.printed and not field.spoken and (form, field.key) not in {*SAID_OTHERWISE, *IN_THE_DATA}:
            for found in words(form, "blank"):
                assert squeezed(field.label) in found, field.key


@EVERY
def test_every_sample_value_stands_on_the_filled_paper(form):
    definition = definitions()[form]
    for key, text in typed(definition.fields, definition.sample):
        for found in words(form, "sample"):
            assert squeezed(text) in found, key


def typed(fields, values) -> Iterator[tuple[str, str]]:
    """What was written in words; dates and numbers are written in many ways, their words are read back above."""
    for field in fields:
        value = name_of(values.get(field.key))
        if field.type == "table":
            for line in value or ():
                yield from typed(field.columns, line)
        elif isinstance(value, str) and field.type not in ("date", "datetime"):
            yield field.key, value


@EVERY
@BOTH
def test_the_pdf_can_be_kept_and_read_aloud(form, kind):
    root = pypdf.PdfReader(io.BytesIO(made(form, kind)[0])).trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("ko-KR", True)


@EVERY
@BOTH
def test_the_hwpx_is_valid(form, kind):
    content = made(form, kind)[1]
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert validate_package(content).errors == ()
    assert HwpxDocument.open(io.BytesIO(content)).validate().issues == ()


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory) -> dict[tuple[str, str], int]:
    """The pages of every HWPX as another program lays it out; starting that program once saves minutes."""
    papers = [(form, kind) for form in definitions() for kind in KINDS]
    pages = rhwp_pages_of([made(*paper)[1] for paper in papers], tmp_path_factory.mktemp("laid-out"))
    return dict(zip(papers, map(len, pages), strict=True))


@EVERY
def test_another_program_lays_the_hwpx_out_on_as_many_pages(form, laid_out):
    differing = {kind for kind in KINDS if laid_out[form, kind] != len(pdf_pages(made(form, kind)[0]))}
    assert differing == {kind for other, kind in OTHER_PAGES if other == form}


@EVERY
def test_a_filled_paper_needs_as_many_pages_as_the_handbook_gives_it(form):
    """The handbook prints up to three short forms on a page; a form with pages of its own may use them all."""
    if form not in forms_of_the_appendix():
        pytest.skip("not a form of the appendix")
    assert len(pdf_pages(made(form, "sample")[0])) <= pages_in_the_handbook(form)


def pages_in_the_handbook(form: str) -> int:
    listed = forms_of_the_appendix()
    begins = [listed[each].page for each in listed]
    after = next((page for page in begins if page > listed[form].page), LAST_PAGE + 1)
    return after - listed[form].page


LAST_PAGE = 164  # of the appendix
