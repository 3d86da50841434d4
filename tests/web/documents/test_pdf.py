"""The PDF of a document: every word on it, fit to be kept and to be read aloud, safe against what people type."""

import io
import os
from contextlib import nullcontext
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hakjeok_web.documents.rendering import MissingGlyph, PrintFoot, RenderingFailed, check, compose, render_pdf
from hakjeok_web.documents.rendering.blocks import texts_of
from hakjeok_web.documents.rendering.fonts import coverage, font_folder, load_fonts
from hakjeok_web.documents.rendering.isolated import RenderProcess, no_network, render_isolated
from hakjeok_web.documents.rendering.printable import as_printed
from hakjeok_web.documents.rendering.typst_pdf import PROGRAM, write_pngs
from tests.web.documents.papers import NOTICE, OUTING, REGISTER, pdf_pages, pdf_words, squeezed
from tests.web.documents.samples import FOOT, full_values, values_of

INJECTED = '#include "/etc/passwd" *굵게* _기울임_ $x^2$ <라벨> @참조 [내용] {addressee} \\ // `raw` = 제목 &amp; </p>'


@pytest.mark.parametrize("definition", [NOTICE, OUTING], ids=lambda definition: definition.id)
@pytest.mark.parametrize("kind", ["blank", "sample", "full"])
def test_every_word_of_the_paper_is_read_back(definition, kind):
    values = values_of(definition, kind)
    words = pdf_words(render_pdf(definition, values))
    for run in texts_of(compose(definition, values).blocks):
        assert squeezed(run.text) in words


def test_the_notice_carries_all_labels_of_the_handbook():
    words = pdf_words(render_pdf(NOTICE, {}))
    labels = ("제()호", "○○○귀하", "내교통지서", "자녀()", "내교일시", "내교장소", "유의사항", "자녀동행필수", "※",
              "□□초등학교장(직인)")  # fmt: skip
    assert [label for label in labels if squeezed(label) not in words] == []


def test_the_notice_says_what_the_law_lets_follow():
    words = pdf_words(render_pdf(NOTICE, NOTICE.sample))
    for phrase in (
        "읍·면·동의담당직원또는경찰과함께가정을방문",
        "미리학교에연락하여협의",
        "2024년5월10일(금)14시30분",
        "박하나",
    ):
        assert phrase in words


@pytest.mark.parametrize(
    ("definition", "kind", "pages"),
    [
        (NOTICE, "blank", 1),
        (NOTICE, "sample", 1),
        (NOTICE, "full", 1),
        (OUTING, "blank", 2),
        (OUTING, "sample", 2),
        (OUTING, "full", 3),
    ],
    ids=lambda value: getattr(value, "id", str(value)),
)
def test_page_counts(definition, kind, pages):
    assert len(pdf_pages(render_pdf(definition, values_of(definition, kind), FOOT))) == pages


def test_the_file_says_it_is_pdf_a_and_pdf_ua_and_is_tagged():
    root = pypdf.PdfReader(io.BytesIO(render_pdf(NOTICE, NOTICE.sample))).trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/Lang"] == "ko-KR"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF object, not Python's
    assert "/StructTreeRoot" in root


def test_the_page_is_a4_upright_and_the_register_lies():
    box = pypdf.PdfReader(io.BytesIO(render_pdf(NOTICE, {}))).pages[0].mediabox
    lying = pypdf.PdfReader(io.BytesIO(render_pdf(REGISTER, {}))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    assert (round(lying.width), round(lying.height)) == (842, 595)


def test_every_page_says_who_printed_it_when_and_what_for():
    first, second = pdf_pages(render_pdf(OUTING, OUTING.sample, FOOT))
    assert "출력김담임·2024.5.7.(화)10:42·목적출결확인·1/2쪽" in first
    assert "목적출결확인·2/2쪽" in second


def test_without_a_foot_nothing_is_printed_there():
    assert "쪽" not in pdf_words(render_pdf(NOTICE, NOTICE.sample))


def test_the_same_values_give_the_same_bytes():
    assert render_pdf(NOTICE, NOTICE.sample, FOOT) == render_pdf(NOTICE, dict(NOTICE.sample), FOOT)


def test_other_values_give_other_bytes():
    assert render_pdf(NOTICE, NOTICE.sample) != render_pdf(NOTICE, NOTICE.sample | {"student_name": "박두리"})


def test_what_looks_like_code_is_printed_as_it_was_typed():
    words = pdf_words(render_pdf(OUTING, OUTING.sample | {"plan": INJECTED}))
    assert squeezed(INJECTED) in words


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="ascii", categories=["P", "S", "L", "N"]), min_size=1, max_size=40))
def test_no_ascii_text_is_lost_or_acted_upon(text):
    assert text in pdf_words(render_pdf(NOTICE, NOTICE.sample | {"visit_place": text}))


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=12))
def test_any_text_is_either_printed_or_reported(text):
    known = coverage(font_folder())
    printable = all(letter == "\n" or ord(letter) in known for letter in as_printed(text))
    with nullcontext() if printable or not text.strip() else pytest.raises(MissingGlyph, match=r"^내교장소"):
        render_pdf(NOTICE, NOTICE.sample | {"visit_place": text})


@pytest.mark.parametrize("character", ["龘", "\U0001f436", "\ue000", "\x07"])
def test_a_character_without_a_glyph_is_reported_with_its_field(character):
    with pytest.raises(MissingGlyph) as refusal:
        render_pdf(NOTICE, NOTICE.sample | {"student_name": f"박{character}나"})
    assert str(refusal.value).startswith("자녀(학생) 이름: ")
    assert f"U+{ord(character):04X}" in str(refusal.value)


def test_a_character_without_a_glyph_in_the_foot_is_reported_too():
    with pytest.raises(MissingGlyph, match="쪽 아래 출력 표시"):
        render_pdf(NOTICE, {}, PrintFoot("김龘", FOOT.at))


def test_all_hangul_syllables_and_all_symbols_have_glyphs():
    known = coverage(font_folder())
    assert set(range(0xAC00, 0xD7A4)) <= known
    assert {ord(symbol) for symbol in "♡♥▲△#×≠◁@◎∞▷☆◇=▽☐☑□○※·「」"} <= known


def test_a_long_word_breaks_instead_of_leaving_its_column():
    lines = set()

    def note(text, matrix, *_):
        if "가가" in text:
            lines.add(matrix[5])

    content = render_pdf(OUTING, OUTING.sample | {"pupil": "가" * 50})
    pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=note)
    assert len(lines) >= 4


def test_missing_fonts_are_told_with_their_names(monkeypatch, tmp_path):
    load_fonts.cache_clear()
    with pytest.raises(RenderingFailed, match="NanumMyeongjo, Pretendard"):
        load_fonts(tmp_path)
    load_fonts.cache_clear()


def test_a_preview_is_a_picture_of_each_page():
    pictures = write_pngs(compose(OUTING, OUTING.sample), ppi=40)
    assert [picture[:4] for picture in pictures] == [b"\x89PNG", b"\x89PNG"]


def test_the_program_loads_nothing_from_outside():
    program = PROGRAM.read_text()
    assert "@preview" not in program
    assert "#import" not in program
    assert "read(" not in program


def test_a_document_printed_apart_is_the_same_document():
    apart = render_isolated("2-3", "pdf", NOTICE.sample, FOOT)
    assert apart.content == render_pdf(NOTICE, NOTICE.sample, FOOT)


def test_the_printing_process_knows_no_secret_and_has_its_own_folder(monkeypatch):
    monkeypatch.setenv("HAKJEOK_SECRET_KEY", "canary-7f3a")
    monkeypatch.setenv("DATABASE_URL", "postgresql://canary")
    with RenderProcess() as process:
        process.render("2-3", "hwpx", NOTICE.sample)
        inside = open(f"/proc/{process.process.pid}/environ").read()  # noqa: SIM115
        assert "canary" not in inside
        assert os.path.realpath(f"/proc/{process.process.pid}/cwd") == process.folder
    assert not os.path.exists(process.folder)


def test_the_printing_process_has_no_network_where_the_kernel_allows():
    if not no_network():
        pytest.skip("this kernel gives no network namespace")
    with RenderProcess() as process:
        process.render("2-3", "hwpx", {})
        devices = open(f"/proc/{process.process.pid}/net/dev").read()  # noqa: SIM115
    assert [line.split(":")[0].strip() for line in devices.splitlines()[2:]] == ["lo"]


def test_a_refusal_comes_back_as_the_same_sentence_and_the_process_goes_on():
    with RenderProcess() as process:
        with pytest.raises(MissingGlyph, match="자녀\\(학생\\) 이름"):
            process.render("2-3", "pdf", NOTICE.sample | {"student_name": "龘"})
        assert process.render("2-3", "pdf", NOTICE.sample).content.startswith(b"%PDF")


def test_a_printing_that_takes_too_long_is_ended():
    with RenderProcess(timeout=0.001) as process, pytest.raises(RenderingFailed, match="너무 오래 걸려"):
        process.render("2-3", "pdf", NOTICE.sample)
    assert process.process.poll() is not None


def test_a_killed_printing_process_is_noticed():
    with RenderProcess() as process:
        process.render("2-3", "hwpx", {})
        process.process.kill()
        process.process.wait()
        with pytest.raises(RenderingFailed, match="다시 인쇄해 주세요"):
            process.render("2-3", "hwpx", {})


def test_full_values_are_really_allowed():
    assert check(NOTICE, full_values(NOTICE)) == check(OUTING, full_values(OUTING)) == []


def test_a_row_is_not_torn_by_the_end_of_a_page():
    lines = [{"name": f"동행자{number}", "relation": "친척 어른 " * 12} for number in range(12)]
    pages = pdf_pages(render_pdf(OUTING, OUTING.sample | {"companions": lines}))
    assert [page.count("친척어른") % 12 for page in pages] == [0] * len(pages)
    assert len(pages) > 2


def test_an_answer_longer_than_a_page_runs_over_to_the_next():
    long = replace(OUTING.field("plan"), max_length=6000)
    definition = replace(OUTING, fields=tuple(long if field.key == "plan" else field for field in OUTING.fields))
    words = "긴 학습 계획을 적습니다. " * 350
    assert pdf_words(render_pdf(definition, OUTING.sample | {"plan": words})).count("긴학습계획") == 350
