"""docs/how-to/add-a-form.md is true: its example, put into a folder, is one more form, without a line of code."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hakjeok_web.documents.rendering import definitions, loading, render_hwpx, render_pdf
from hakjeok_web.documents.rendering.isolated import RenderProcess
from tests import builders
from tests.conftest import PROJECT
from tests.web.documents.papers import hwpx_words, pdf_words

EXAMPLE = re.search(r"```toml\n(.*?)```", (PROJECT / "docs/how-to/add-a-form.md").read_text(), re.DOTALL)[1]
SHIPPED = len(list(loading.DEFINITIONS.glob("*.toml")))


def forget():
    loading.definitions.cache_clear()
    loading.shipped_data.cache_clear()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "9-1.toml").write_text(EXAMPLE)
    monkeypatch.setenv("HAKJEOK_FORMS", str(tmp_path))
    forget()
    yield tmp_path
    monkeypatch.delenv("HAKJEOK_FORMS")
    forget()


def command(*arguments):
    program = [Path(sys.executable).with_name("hakjeok"), "forms", *arguments]
    return subprocess.run(program, capture_output=True, text=True, check=True, env=dict(os.environ)).stdout


def test_it_is_listed(folder):
    lines = command("list").splitlines()
    assert len(lines) == SHIPPED + 1
    assert any(line.startswith("9-1\t물품 대여 신청서\t") for line in lines)


@pytest.mark.parametrize(("format", "read"), [("pdf", pdf_words), ("hwpx", hwpx_words)])
def test_it_is_printed(folder, tmp_path, format, read):
    command("render", "9-1", "--format", format, "--sample", "--out", str(tmp_path / "made"))
    words = read((tmp_path / "made").read_bytes())
    for word in ("물품대여신청서", "빌릴물품", "탁상용확대경", "2024년5월31일", "박영수"):
        assert word in words


def test_it_is_printed_apart(folder):
    with RenderProcess() as process:
        made = process.render("9-1", "pdf", definitions()["9-1"].sample).content
    assert made == render_pdf(definitions()["9-1"], definitions()["9-1"].sample)
    assert render_hwpx(definitions()["9-1"], {}).startswith(b"PK")


@pytest.mark.django_db
@pytest.mark.usefixtures("friday")
def test_its_entry_page_opens_and_is_filled_from_the_record(folder, client, homeroom, pupil):
    page = builders.sign_in(client, homeroom).get(f"/forms/9-1/?student={pupil.pk}").content.decode()
    for word in ("학생 물품 대여 신청서", "빌릴 물품", "한 가지만 적습니다.", 'value="박하준"'):
        assert word in page


@pytest.mark.django_db
@pytest.mark.usefixtures("friday")
def test_it_is_found_in_the_list(folder, client, homeroom):
    assert "학생 물품 대여 신청서" in builders.sign_in(client, homeroom).get("/forms/?q=물품").content.decode()


def test_without_the_folder_it_is_gone():
    assert "9-1" not in definitions()
