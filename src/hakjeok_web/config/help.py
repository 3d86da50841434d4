"""도움말: the user guide within the site. Its pages are made from docs/guide by `make docs`."""

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hakjeok_web.accounts.policies import signed_in

PAGES = Path(settings.PACKAGE) / "templates" / "help" / "pages"
HOME = "home"
LONGEST_QUESTION, MOST_FOUND = 60, 20
_TITLE = re.compile(r"{% block topic %}(.*?){% endblock %}")
_ARTICLE = re.compile(r"{% block article %}(.*){% endblock %}", re.DOTALL)
_HEADING = re.compile(r'<h[23] id="([^"]*)">(.*?)</h[23]>')
_LINE_END = re.compile(r"</(?:p|li|tr|pre|h4)>")
_CELL_END = re.compile(r"</t[dh]>\s*(?=<t[dh])")
_TAG = re.compile(r"<[^>]*>|{%[^%]*%}")


@dataclass(frozen=True)
class Section:
    """A part of a page below one heading; `lines` are its sentences and table rows as plain text."""

    topic: str
    title: str
    anchor: str
    heading: str
    lines: tuple[str, ...]

    @property
    def url(self) -> str:
        page = "/help/" if self.topic == HOME else f"/help/{self.topic}/"
        return f"{page}#{self.anchor}" if self.anchor else page

    @property
    def path(self) -> str:
        return f"{self.title} › {self.heading}" if self.heading else self.title


@dataclass(frozen=True)
class Found:
    """A section and its line that answers best."""

    section: Section
    line: str


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """`/help/`: search, and the ways by role."""
    question = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    context = {"question": question, "found": search(question), "is_home": True}
    return render(request, f"help/pages/{HOME}.html", context)


@signed_in
@require_GET
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """`/help/<topic>/`: one role's work from beginning to end."""
    if topic == HOME or topic not in {section.topic for section in sections()}:
        raise Http404
    return render(request, f"help/pages/{topic}.html", {"parts": [each for each in sections() if each.topic == topic]})


def search(question: str) -> list[Found]:
    """The sections that hold every word of the question, those that hold it in a heading first."""
    words = question.casefold().split()
    if not words:
        return []
    hits = [(section, _best(section, words)) for section in sections()]
    found = [Found(section, line) for section, line in hits if line is not None]
    return sorted(found, key=lambda each: not _holds(each.section.path, words))[:MOST_FOUND]


def _best(section: Section, words: list[str]) -> str | None:
    """The first line with every word, else with the first word; None where a word is nowhere in the section."""
    if not _holds(" ".join((section.path, *section.lines)), words):
        return None
    one, all_of_them = (lambda line: words[0] in line.casefold()), (lambda line: _holds(line, words))
    return next((line for fits in (all_of_them, one) for line in section.lines if fits(line)), "")


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text.casefold() for word in words)


@cache
def sections() -> tuple[Section, ...]:
    """Every part of every page, read once."""
    return tuple(section for path in sorted(PAGES.glob("*.html")) for section in _sections_of(path))


def _sections_of(path: Path) -> list[Section]:
    text = path.read_text(encoding="utf-8")
    title, article = _plain(_TITLE.search(text)[1]), _ARTICLE.search(text)[1]
    first, *rest = _HEADING.split(article)
    parts = [("", "", first), *zip(rest[::3], rest[1::3], rest[2::3], strict=True)]
    return [Section(path.stem, title, anchor, _plain(name), _lines(html)) for anchor, name, html in parts]


def _lines(html: str) -> tuple[str, ...]:
    split = (_plain(_CELL_END.sub(" · ", line)) for line in _LINE_END.split(html))
    return tuple(line for line in split if line)


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())
