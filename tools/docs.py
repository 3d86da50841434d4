"""Write the pages of docs/ that are made from the code: `make docs`."""

import json
from collections.abc import Iterator
from pathlib import Path

from hakjeok.faces import docs as rule_pages
from hakjeok.faces.openapi import document
from tools import guide_pages

DOCS = Path(__file__).resolve().parents[1] / "docs"


def index_of_decisions_about_the_design(folder: Path) -> str:
    """docs/adr/README.md, from the first line of each record."""
    return "\n".join(["# Decisions about the design", "", "Made by `make docs`.", "", *_lines(folder)]) + "\n"


def _lines(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("[0-9]*.md")):
        number, title = path.name[:4], path.read_text(encoding="utf-8").splitlines()[0]
        yield f"- {number} [{_title(title)}]({path.name})"


def _title(heading: str) -> str:
    words = heading.lstrip("# ").split(" ", 1)
    return words[1] if words[0].rstrip(".").isdigit() else heading.lstrip("# ")


def description_of_the_interface() -> str:
    """docs/openapi.json, as the site serves it at /api/v1/openapi.json."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write every generated page."""
    rule_pages.main([str(DOCS)])
    (DOCS / "openapi.json").write_text(description_of_the_interface(), encoding="utf-8")
    (DOCS / "adr" / "README.md").write_text(index_of_decisions_about_the_design(DOCS / "adr"), encoding="utf-8")
    guide_pages.write()


if __name__ == "__main__":
    main()
