"""The user guide: the help of the product is as the guide is, its pictures are there, its addresses lead somewhere."""

import re

import pytest
from django.urls import resolve
from tools.guide_pages import ADDRESS, GUIDE, PAGES, anchor, pages_of

from hakjeok_web.accounts.middleware import policy_of
from tests.health.test_templates import AVOIDED

TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(GUIDE.glob("*.md"))}
PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#]*)#([^)]+)\)")
CODE = re.compile(r"`([^`]+)`")
LARGEST_FOLDER = 3 * 1024 * 1024
SHORTEST_WORDS = 20


def test_the_help_is_as_the_guide_is():
    assert {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.html")} == pages_of(GUIDE)


def test_every_picture_is_shown_and_every_shown_picture_is_there():
    shown = [name for text in TEXTS.values() for _, name in PICTURE.findall(text)]
    assert sorted(shown) == sorted(path.name for path in (GUIDE / "pictures").iterdir())


def test_pictures_are_told_in_words_and_stay_small():
    told = [words for text in TEXTS.values() for words, _ in PICTURE.findall(text)]
    assert [words for words in told if len(words) < SHORTEST_WORDS] == []
    assert 0 < sum(path.stat().st_size for path in (GUIDE / "pictures").iterdir()) < LARGEST_FOLDER


@pytest.mark.parametrize("name", TEXTS)
def test_every_address_of_the_guide_leads_to_a_page(name):
    addresses = [code for code in CODE.findall(TEXTS[name]) if ADDRESS.fullmatch(code)]
    assert [address for address in addresses if policy_of(resolve(address).func) is None] == []


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_to_a_part_leads_to_a_heading(name):
    wanted = [(target or name, part) for target, part in LINK.findall(TEXTS[name])]
    assert [(target, part) for target, part in wanted if part not in _anchors(TEXTS[target])] == []


@pytest.mark.parametrize("name", TEXTS)
def test_the_guide_speaks_plainly(name):
    assert AVOIDED.findall(TEXTS[name]) == []


def test_the_guide_names_addresses_at_all():
    found = {code for text in TEXTS.values() for code in CODE.findall(text) if ADDRESS.fullmatch(code)}
    assert {"/registers/", "/imports/", "/access-log/", "/register-closings/"} <= found


def _anchors(text):
    return {anchor(line.lstrip("# ")) for line in text.splitlines() if line.startswith("##")}
