"""Files of a paper: told by their content, rid of what they need not tell, refused where they could run."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.attachments import attach
from hakjeok_web.documents.file_types import clean_name, recognised
from hakjeok_web.documents.models import Attachment
from tests import builders
from tests.web.documents import files
from tests.web.documents.every_field import COMPLETE, a_draft

GOOD = {
    "진단서.pdf": files.a_pdf(),
    "사진.jpg": files.a_picture(),
    "사진.JPEG": files.a_picture(),
    "그림.png": files.a_picture("PNG"),
    "명단.xlsx": files.a_workbook(),
    "의견.docx": files.a_workbook("wordprocessingml.document"),
    "신청서.hwpx": files.a_hwpx(**{"Scripts/headerScripts.js": files.EMPTY_SCRIPT}),
    "옛 신청서.hwp": files.a_hwp(),
}
HOSTILE = {
    "script in a PDF": ("a.pdf", files.a_pdf(b"/OpenAction << /S /JavaScript /JS (app.alert) >>"), "스크립트"),
    "script under another spelling": ("a.pdf", files.a_pdf(b"/S /J#61vaScript"), "스크립트"),
    "program in a PDF": ("a.pdf", files.a_pdf(b"/S /Launch /F (cmd.exe)"), "프로그램 실행"),
    "file in a PDF": ("a.pdf", files.a_pdf(b"/Type /EmbeddedFile"), "파일이나 양식"),
    "script in packed objects": ("a.pdf", files.a_pdf_with_packed(b"1 0 << /S /JavaScript >>"), "스크립트"),
    "objects packed oddly": ("a.pdf", files.a_pdf_with_packed(b"", b"/Filter /LZWDecode"), "드문 방식"),
    "locked PDF": ("a.pdf", files.a_pdf(b"/Encrypt 5 0 R"), "암호"),
    "PDF with something behind": ("a.pdf", files.a_pdf(tail=b"MZ" * 600), "뒤에 다른 내용"),
    "PDF that is an archive too": ("a.pdf", files.a_pdf(tail=files.a_package({"a.exe": "MZ"})), "다른 파일이 붙어"),
    "program": ("a.pdf", b"MZ\x90\x00", "올릴 수 있는 파일이 아닙니다"),
    "page": ("a.png", b"<svg onload=alert(1)>", "올릴 수 있는 파일이 아닙니다"),
    "page with a picture's beginning": ("a.png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "깨져 있어"),
    "other name than content": ("a.pdf", files.a_picture("PNG"), "이름의 끝을 .png로"),
    "double ending": ("a.pdf.exe", files.a_pdf(), "이름의 끝을 .pdf로"),
    "archive": ("a.zip", files.a_package({"a.txt": "x"}), "압축 파일"),
    "archive with something before": ("a.xlsx", b"PK\x03\x04junk" + files.a_workbook(), "앞이나 뒤"),
    "archive with something behind": ("a.xlsx", files.a_workbook() + b"x" * 30, "앞이나 뒤"),
    "macros under a plain name": ("a.xlsx", files.a_workbook(**{"xl/vbaProject.bin": "x"}), "매크로"),
    "macros by their kind": ("a.xlsx", files.a_package({"[Content_Types].xml": "macroEnabled"}), "매크로"),
    "embedded object": ("a.docx", files.a_workbook("wordprocessingml.document", **{"word/embeddings/o.bin": "x"}),
                        "다른 파일"),
    "program in a document": ("a.hwpx", files.a_hwpx(**{"BinData/run.exe": "MZ"}), "실행할 수 있는"),
    "path out of the package": ("a.hwpx", files.a_hwpx(**{"../../etc/passwd": "x"}), "이름이 이상"),
    "macro of the word processor": ("a.hwpx", files.a_hwpx(**{"Scripts/s.js": "function a(){ Run('cmd') }"}), "매크로"),
    "burst": ("a.hwpx", files.a_hwpx(**{"Contents/big.xml": "0" * 30_000_000}), "지나치게 커지는"),
    "locked HWP": ("a.hwp", files.a_hwp(0b11), "암호"),
    "HWP with a script": ("a.hwp", files.a_hwp(0b1001), "매크로"),
    "HWP with another file": ("a.hwp", files.a_hwp(1, "BIN0001.OLE"), "다른 파일"),
    "old workbook": ("a.hwp", bytes.fromhex("D0CF11E0A1B11AE1") + b"W\0o\0r\0k\0", "옛 문서"),
    "nothing": ("a.pdf", b"", "빈 파일"),
    "too much": ("a.pdf", b"%PDF-" + b" " * (10 * 1024 * 1024), "10.0MB라서 너무 큽니다"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_an_honest_file_is_kept(name):
    assert recognised(name, GOOD[name]).name == name


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_name_and_the_cause(name):
    called, content, cause = HOSTILE[name]
    with pytest.raises(Refused, match=cause) as told:
        recognised(called, content)
    assert f"‘{called}’" in str(told.value)
    assert "주세요" in str(told.value) or "있습니다" in str(told.value)


def test_a_photo_forgets_where_it_was_taken_and_stands_upright():
    kept = recognised("사진.jpg", files.a_photo_with_its_place()).content
    picture = Image.open(io.BytesIO(kept))
    assert (dict(picture.getexif()), picture.size) == ({}, (30, 40))
    assert b"CameraMaker" not in kept


def test_what_hangs_behind_a_picture_is_gone():
    assert b"<script>" not in recognised("사진.jpg", files.a_picture() + b"<script>alert(1)</script>").content


def test_a_picture_that_would_fill_the_memory_is_not_opened():
    huge = files.a_picture("PNG").replace(
        (40).to_bytes(4, "big") + (30).to_bytes(4, "big"), (60_000).to_bytes(4, "big") * 2
    )
    with pytest.raises(Refused, match=r"깨져|너무 큽니다"):
        recognised("그림.png", huge)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../진단서.pdf", "진단서.pdf"), ("C:\\temp\\a.pdf", "a.pdf"), ("a\r\nb\u202e.pdf", "ab.pdf"),
        ("..", "이름 없는 파일"),
    ],
)  # fmt: skip
def test_names_are_plain(said, kept):
    assert clean_name(said) == kept


def test_a_long_name_keeps_its_ending():
    assert len(clean_name("가" * 300 + ".pdf")) == 120
    assert clean_name("가" * 300 + ".pdf").endswith("가.pdf")


@pytest.fixture
def draft(client, homeroom, pupil, time_machine):
    time_machine.move_to("2024-05-03T09:00:00+09:00", tick=False)
    builders.sign_in(client, homeroom)
    return a_draft(homeroom, pupil=pupil)


def put_up(client, draft, *sent, purpose="evidence"):
    named = [SimpleUploadedFile(name, content) for name, content in sent]
    return client.post(f"/documents/{draft.pk}/attachments/", {"files": named, "purpose": purpose})


@pytest.mark.django_db
def test_what_is_refused_does_not_hold_up_the_rest(client, draft):
    answer = put_up(client, draft, ("진단서.pdf", files.a_pdf()), ("나쁜.pdf", b"MZ"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "‘나쁜.pdf’: 올릴 수 있는 파일이 아닙니다" in page
    assert "진단서.pdf" in page
    kept = Attachment.objects.get()
    assert (kept.name, kept.purpose, kept.media_type) == ("진단서.pdf", "evidence", "application/pdf")


@pytest.mark.django_db
def test_a_file_comes_back_as_a_file_and_can_do_nothing(client, draft):
    put_up(client, draft, ("진단서.pdf", files.a_pdf()))
    answer = client.get(f"/documents/{draft.pk}/attachments/{Attachment.objects.get().pk}/")
    assert answer.content == files.a_pdf()
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "nosniff", "sandbox; default-src 'none'",
    )  # fmt: skip


@pytest.mark.django_db
def test_a_file_of_another_paper_is_not_found_under_this_one(client, homeroom, draft):
    put_up(client, draft, ("진단서.pdf", files.a_pdf()))
    other = a_draft(homeroom)
    assert client.get(f"/documents/{other.pk}/attachments/{Attachment.objects.get().pk}/").status_code == 404


@pytest.mark.django_db
def test_a_colleague_who_does_not_know_the_pupil_gets_nothing(client, school_class, draft):
    put_up(client, draft, ("진단서.pdf", files.a_pdf()))
    other = builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임")
    builders.sign_in(client, other)
    assert client.get(f"/documents/{draft.pk}/attachments/{Attachment.objects.get().pk}/").status_code == 404
    assert put_up(client, draft, ("a.pdf", files.a_pdf())).status_code == 404


@pytest.mark.django_db
def test_the_same_file_is_kept_once_and_twenty_are_enough(draft, teacher):
    attach(document=draft, name="0.pdf", content=files.a_pdf(), purpose="attachment", by=teacher)
    with pytest.raises(Refused, match="같은 파일"):
        attach(document=draft, name="1.pdf", content=files.a_pdf(), purpose="attachment", by=teacher)
    for number in range(1, 20):
        content = files.a_pdf(str(number).encode())
        attach(document=draft, name=f"{number}.pdf", content=content, purpose="attachment", by=teacher)
    with pytest.raises(Refused, match="20개까지"):
        attach(document=draft, name="21.pdf", content=files.a_pdf(b"21"), purpose="attachment", by=teacher)


@pytest.mark.django_db
def test_files_are_removed_while_it_is_a_draft_and_stand_when_it_is_submitted(client, draft, teacher):
    for name in ("a", "b"):
        content = files.a_pdf(name.encode())
        attach(document=draft, name=f"{name}.pdf", content=content, purpose="scan", by=teacher)
    first, second = Attachment.objects.all()
    client.post(f"/documents/{draft.pk}/attachments/{first.pk}/removal/")
    assert list(Attachment.objects.all()) == [second]
    client.post(f"/documents/{draft.pk}/edit/", COMPLETE | {"version": 0, "act": "save"})
    draft.refresh_from_db()
    builders.approved(draft, by=teacher)
    client.post(f"/documents/{draft.pk}/attachments/{second.pk}/removal/")
    assert put_up(client, draft, ("c.pdf", files.a_pdf(b"c"))).status_code == 422
    assert list(Attachment.objects.all()) == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        second.delete()
