"""Whether everybody can read a page: nothing that axe calls serious, nothing that runs out of the window."""

from tests.conftest import PROJECT

AXE = (PROJECT / "var/axe/axe.min.js").read_text(encoding="utf-8")
SERIOUS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .filter(each => ['serious', 'critical'].includes(each.impact)).map(each => [each.id, each.nodes[0].html])"""


def assert_readable_by_everybody(page):
    page.evaluate(AXE)
    assert page.evaluate(SERIOUS) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
