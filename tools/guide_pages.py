"""Make the product's help (도움말) from the user guide: docs/guide/*.md become templates/help/pages/*.html."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

PROJECT = Path(__file__).resolve().parents[1]
GUIDE = PROJECT / "docs" / "guide"
PAGES = PROJECT / "src" / "hakjeok_web" / "templates" / "help" / "pages"
HOME = "README.md"
ADDRESS = re.compile(r"/(?:[a-z0-9-]+/)+")  # of a page that everybody writes alike: no number of a class or pupil
TEMPLATE_SIGNS = re.compile(r"{[{%#]")


def pages_of(folder: Path) -> Mapping[str, str]:
    """Every page of the help by its file name, as it has to be."""
    return {_template_name(path.name): _page(path) for path in sorted(folder.glob("*.md"))}


def write(folder: Path = GUIDE, pages: Path = PAGES) -> None:
    """Write the pages and remove those whose text is gone."""
    made = pages_of(folder)
    pages.mkdir(parents=True, exist_ok=True)
    for path in pages.glob("*.html"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (pages / name).write_text(text, encoding="utf-8")


def _template_name(name: str) -> str:
    return "home.html" if name == HOME else name.removesuffix(".md").replace(".ko", "") + ".html"


def _page(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if TEMPLATE_SIGNS.search(text):
        raise ValueError(f"{path.name}: signs of a template in the text")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    title = tokens[1].content
    body = reader.renderer.render(list(_adapted(tokens[3:], title)), reader.options, {})
    return (
        '{% extends "help/_page.html" %}{% load static %}'
        f"{{# Made by `make docs` from docs/guide/{path.name}. #}}\n"
        f"{{% block topic %}}{title}{{% endblock %}}\n{{% block article %}}\n{body}{{% endblock %}}\n"
    )


def _adapted(tokens: Iterable[Token], title: str) -> Iterable[Token]:
    """The tokens with what the site needs: ids of headings, captions of tables, addresses of its own."""
    tokens, heading = list(tokens), title
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[place + 1].content
            token.attrSet("id", anchor(heading))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "inline":
            token.children = list(_inline(token.children or []))
        yield from _table(token, heading) if token.type in ("table_open", "table_close") else (token,)


def anchor(heading: str) -> str:
    """The id of a heading, by the rule of the sites that show Markdown: 마감과 마감취소 → 마감과-마감취소."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def _table(token: Token, caption: str) -> Iterable[Token]:
    if token.type == "table_close":
        return (token, _html("</div>\n"))
    token.attrSet("class", "tbl col data")
    region = f'<div class="krds-table-wrap" tabindex="0" role="region" aria-label="{caption}">\n'
    return (_html(region), token, _html(f"<caption>{caption}</caption>\n"))


def _inline(tokens: list[Token]) -> Iterable[Token]:
    is_outside = False  # within a link to what the site does not show
    for token in tokens:
        if token.type == "link_open":
            target = _target(str(token.attrGet("href")))
            is_outside = not target
            token.attrSet("href", target)
        if token.type in ("link_open", "link_close") and is_outside:
            continue
        yield _shown(token)


def _shown(token: Token) -> Token:
    if token.type == "code_inline" and ADDRESS.fullmatch(token.content):
        return _html(f'<a href="{token.content}">{token.content}</a>')
    if token.type == "image":
        name = Path(str(token.attrGet("src"))).name
        return _html(f'<img src="{{% static \'guide/{name}\' %}}" alt="{token.content}" loading="lazy">')
    return token


def _target(href: str) -> str:
    """Where a link of the guide leads within the site; empty where the site has no such page."""
    name, _, part = href.partition("#")
    if "/" in name:
        return ""
    page = _template_name(name).removesuffix(".html") if name else ""
    address = {"": "", "home": "/help/"}.get(page, f"/help/{page}/")
    return address + (f"#{part}" if part else "")


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)
