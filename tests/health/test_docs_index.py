"""The list of design decisions is as the files are."""

from pathlib import Path

from tools.docs import DOCS, index_of_decisions_about_the_design


def test_the_index_of_design_decisions_is_not_stale():
    folder = DOCS / "adr"
    assert (folder / "README.md").read_text(encoding="utf-8") == index_of_decisions_about_the_design(folder)


def test_every_link_of_the_documents_leads_somewhere():
    import re

    root = Path(DOCS).parent
    broken = []
    for page in [*root.glob("*.md"), *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(root)}: {target}")
    assert broken == []
