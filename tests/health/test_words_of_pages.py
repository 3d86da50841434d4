"""Every page that shows pupils, and every list that can be taken away, has a Korean name in the access log."""

from collections.abc import Iterator

from django.urls import get_resolver

from hakjeok_web.accounts.middleware import policy_of
from hakjeok_web.accounts.oversight import FUNCTION_WORDS


def routes(resolver, namespace="") -> Iterator:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield f"{namespace}{pattern.name}", policy_of(pattern.callback)


def test_no_page_that_shows_pupils_lacks_its_word():
    shown = {name for name, policy in routes(get_resolver()) if policy and policy.shows_pupils}
    assert sorted(shown - set(FUNCTION_WORDS)) == []


def test_no_list_that_can_be_taken_away_lacks_its_word():
    taken_away = {name for name, _ in routes(get_resolver()) if name.endswith(("excel", "export", "problems"))}
    assert sorted(taken_away - set(FUNCTION_WORDS)) == []


def test_no_word_belongs_to_a_page_that_is_gone():
    assert set(FUNCTION_WORDS) <= {name for name, _ in routes(get_resolver())}
