"""The HWPX of a document: valid, the same words as the PDF, laid out alike by an independent renderer."""

import io
import zipfile

import pytest
from hwpx import HwpxDocument, validate_package
from hypothesis import given, settings
from hypothesis import strategies as st

from hakjeok_web.documents.rendering import MissingGlyph, compose, render_hwpx
from hakjeok_web.documents.rendering.blocks import texts_of
from hakjeok_web.documents.rendering.isolated import RenderProcess
from tests.web.documents.papers import NOTICE, OUTING, REGISTER, hwpx_words, rhwp_pages, squeezed
from tests.web.documents.samples import FOOT, full_values, values_of

KINDS = ("blank", "sample", "full")
BOTH = pytest.mark.parametrize("definition", [NOTICE, OUTING], ids=lambda definition: definition.id)
INJECTED = "</hp:t><hp:p/> <script>&amp; ]]> \"따옴표\" 'x' {addressee} #let $a$ <!-- 설명 -->"


def parts_of(content):
    return zipfile.ZipFile(io.BytesIO(content))


@BOTH
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_the_paper_is_read_back(definition, kind):
    values = values_of(definition, kind)
    words = hwpx_words(render_hwpx(definition, values))
    for run in texts_of(compose(definition, values).blocks):
        assert squeezed(run.text) in words


@pytest.mark.parametrize("definition", [NOTICE, OUTING, REGISTER], ids=lambda definition: definition.id)
@pytest.mark.parametrize("kind", ["blank", "sample"])
def test_the_package_and_its_parts_are_valid(definition, kind):
    content = render_hwpx(definition, values_of(definition, kind), FOOT)
    assert validate_package(content).errors == ()
    assert HwpxDocument.open(io.BytesIO(content)).validate().issues == ()


@BOTH
@pytest.mark.parametrize("kind", KINDS)
def test_the_renderer_shows_every_word_on_as_many_pages_as_meant(definition, kind, tmp_path):
    values = values_of(definition, kind)
    pages = rhwp_pages(render_hwpx(definition, values), tmp_path)
    letters = sorted("".join(pages))
    wanted = squeezed("".join(run.text for run in texts_of(compose(definition, values).blocks)))
    assert [letter for letter in set(wanted) if letters.count(letter) < wanted.count(letter)] == []
    assert len(pages) == (1 if definition is NOTICE else 2) + (definition is OUTING and kind == "full")


def test_the_renderer_shows_the_foot_on_every_page(tmp_path):
    pages = rhwp_pages(render_hwpx(OUTING, OUTING.sample, FOOT), tmp_path)
    assert ["출력김담임" in page for page in pages] == [True, True]


def test_mimetype_comes_first_and_is_stored():
    first = parts_of(render_hwpx(NOTICE, {})).infolist()[0]
    assert (first.filename, first.compress_type, first.header_offset) == ("mimetype", zipfile.ZIP_STORED, 0)
    assert parts_of(render_hwpx(NOTICE, {})).read("mimetype") == b"application/hwp+zip"


def test_no_layout_cache_is_left_that_could_be_wrong():
    section = parts_of(render_hwpx(NOTICE, NOTICE.sample)).read("Contents/section0.xml")
    assert b"linesegarray" not in section


def test_the_preview_and_the_title_are_of_this_document():
    parts = parts_of(render_hwpx(NOTICE, NOTICE.sample))
    assert "박하나" in parts.read("Preview/PrvText.txt").decode()
    assert "<opf:title>내교 통지서</opf:title>" in parts.read("Contents/content.hpf").decode()


def test_nothing_of_the_skeletons_author_is_left():
    described = parts_of(render_hwpx(NOTICE, {})).read("Contents/content.hpf").decode()
    assert "synthetic" not in described
    assert "2025" not in described


def test_the_same_values_give_the_same_bytes():
    assert render_hwpx(NOTICE, NOTICE.sample, FOOT) == render_hwpx(NOTICE, dict(NOTICE.sample), FOOT)


def test_one_document_leaves_nothing_in_the_next():
    before = render_hwpx(NOTICE, {})
    render_hwpx(OUTING, full_values(OUTING))
    assert render_hwpx(NOTICE, {}) == before


def test_markup_is_printed_as_it_was_typed():
    content = render_hwpx(OUTING, OUTING.sample | {"plan": INJECTED})
    assert squeezed(INJECTED) in hwpx_words(content)
    assert validate_package(content).errors == ()


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=40))
def test_any_text_survives(text):
    word = f"「{text}」"
    assert squeezed(compose_place(word)) in hwpx_words(render_hwpx(NOTICE, NOTICE.sample | {"visit_place": word}))


def compose_place(word):
    return next(
        run.text for run in texts_of(compose(NOTICE, {"visit_place": word}).blocks) if run.text.startswith("「")
    )


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ufffe", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_reported_with_its_field(character):
    with pytest.raises(MissingGlyph) as refusal:
        render_hwpx(NOTICE, NOTICE.sample | {"addressee": f"박{character}수"})
    assert str(refusal.value).startswith("받는 보호자: U+")


def test_the_register_lies_on_its_side_as_hancom_says_it():
    section = parts_of(render_hwpx(REGISTER, {})).read("Contents/section0.xml").decode()
    upright = parts_of(render_hwpx(NOTICE, {})).read("Contents/section0.xml").decode()
    assert '<hp:pagePr landscape="NARROWLY" width="59528" height="84186"' in section
    assert '<hp:pagePr landscape="WIDELY"' in upright


def test_merged_cells_keep_the_table_whole():
    document = HwpxDocument.open(io.BytesIO(render_hwpx(OUTING, OUTING.sample)))
    first = next(document.oxml.sections[0].element.iter("{http://www.hancom.co.kr/hwpml/2011/paragraph}tbl"))
    assert (first.get("rowCnt"), first.get("colCnt")) == ("2", "5")
    for table in document.oxml.sections[0].element.iter("{http://www.hancom.co.kr/hwpml/2011/paragraph}tbl"):
        spans = [int(span.get("colSpan")) * int(span.get("rowSpan")) for span in own_spans(table)]
        assert sum(spans) == int(table.get("rowCnt")) * int(table.get("colCnt"))


def own_spans(table):
    path = "{p}tr/{p}tc/{p}cellSpan".replace("{p}", "{http://www.hancom.co.kr/hwpml/2011/paragraph}")
    return table.findall(path)


def test_a_printed_apart_hwpx_is_the_same():
    with RenderProcess() as process:
        assert process.render("2-3", "hwpx", NOTICE.sample).content == render_hwpx(NOTICE, NOTICE.sample)
