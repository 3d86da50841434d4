"""A drawn signature (그린 서명) is a small picture after the name, in both files, and is read aloud as one."""

import io
import zipfile

import pypdf
import pytest
from hwpx import HwpxDocument, validate_package

from hakjeok_web.documents.rendering import check, render_hwpx, render_pdf, render_pngs
from hakjeok_web.documents.rendering.isolated import RenderProcess
from hakjeok_web.documents.rendering.signatures import MOST_BYTES
from tests.web.documents.drawings import a_png, signed
from tests.web.documents.papers import NOTICE, OUTING, hwpx_words, pdf_pages, pdf_words, rhwp_pages

SIGNERS = [each.key for each in OUTING.fields if each.type == "signature"]
SIGNED = OUTING.sample | {key: signed(name) for key, name in zip(SIGNERS, ("박영수", "김담임"), strict=False)}


def pictures_of(content):
    return [image.image.size for page in pypdf.PdfReader(io.BytesIO(content)).pages for image in page.images]


def test_the_sample_has_signatures_at_all():
    assert SIGNERS


def test_name_and_picture_are_on_the_pdf():
    content = render_pdf(OUTING, SIGNED)
    assert "박영수" in pdf_words(content)
    reader = pypdf.PdfReader(io.BytesIO(content))
    drawn = [name for page in reader.pages for name in page.get("/Resources", {}).get("/XObject", {})]
    assert len(drawn) == len(SIGNERS)


def test_the_picture_is_read_aloud():
    found = _alternatives(pypdf.PdfReader(io.BytesIO(render_pdf(OUTING, SIGNED))).trailer["/Root"]["/StructTreeRoot"])
    assert "박영수 서명" in found


def _alternatives(element):
    element = element.get_object()
    if not isinstance(element, dict):
        return [text for each in element for text in _alternatives(each)] if isinstance(element, list) else []
    own = [str(element["/Alt"])] if "/Alt" in element else []
    return own + (_alternatives(element["/K"]) if "/K" in element else [])


def test_signatures_need_no_further_page():
    assert len(pdf_pages(render_pdf(OUTING, SIGNED))) == len(pdf_pages(render_pdf(OUTING, OUTING.sample)))


def test_the_hwpx_keeps_each_picture_once_and_is_valid():
    content = render_hwpx(OUTING, SIGNED)
    package = zipfile.ZipFile(io.BytesIO(content))
    assert package.read("BinData/image1.png") == a_png()
    assert [name for name in package.namelist() if name.startswith("BinData/")] == ["BinData/image1.png"]
    assert package.read("Contents/section0.xml").count(b"<hp:pic ") == len(SIGNERS)
    assert 'href="BinData/image1.png"' in package.read("Contents/content.hpf").decode()
    assert validate_package(content).errors == ()
    assert HwpxDocument.open(io.BytesIO(content)).validate().issues == ()
    assert "박영수" in hwpx_words(content)


def test_the_renderer_shows_the_signed_paper_on_as_many_pages(tmp_path):
    assert len(rhwp_pages(render_hwpx(OUTING, SIGNED), tmp_path)) == 2


def test_a_signature_without_a_name_is_the_picture_alone():
    content = render_pdf(NOTICE, NOTICE.sample | {"principal_seal": signed("")})
    assert pypdf.PdfReader(io.BytesIO(content)).pages[0]["/Resources"]["/XObject"]


def test_a_drawing_changes_the_page():
    plain, drawn = (
        render_pngs(NOTICE, NOTICE.sample | {"principal_seal": each}, ppi=40) for each in ("교장", signed("교장"))
    )
    assert plain != drawn


def test_a_signed_paper_printed_apart_is_the_same():
    with RenderProcess() as process:
        assert process.render("2-3", "pdf", NOTICE.sample | {"principal_seal": signed()}).content == render_pdf(
            NOTICE, NOTICE.sample | {"principal_seal": signed()}
        )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (signed(content=b"GIF89a"), "그린 서명을 읽을 수 없습니다"),
        (signed(content=a_png()[:-4]), "그린 서명을 읽을 수 없습니다"),
        (signed(content=a_png().replace(b"IDAT", b"XXXX")), "그린 서명을 읽을 수 없습니다"),
        ({"name": "박영수", "drawn": "!!"}, "그린 서명을 읽을 수 없습니다"),
        ({"name": "박영수", "drawn": 7}, "그린 서명을 읽을 수 없습니다"),
        (signed(content=a_png(2001, 1)), "그린 서명이 너무 큽니다"),
        (signed(content=b"\0" * (MOST_BYTES + 1)), "그린 서명이 너무 큽니다"),
        (signed("가" * 51), "너무 깁니다"),
    ],
)
def test_a_drawing_that_cannot_be_printed_is_told(value, sentence):
    problems = check(NOTICE, NOTICE.sample | {"principal_seal": value})
    assert [str(problem) for problem in problems if sentence in str(problem)]


def test_an_empty_signature_is_missing():
    problems = check(NOTICE, NOTICE.sample | {"principal_seal": {"name": " ", "drawn": ""}})
    assert [problem.key for problem in problems] == ["principal_seal"]


def test_a_good_drawing_passes():
    assert check(NOTICE, NOTICE.sample | {"principal_seal": signed()}) == []
