"""What a browser would send: the controls of the page's form, as they are filled in."""

import json
from urllib.parse import urlencode

from lxml import html


def address(name, facts):
    return f"/helper/{name}/?{urlencode({'facts': json.dumps(facts, ensure_ascii=False)})}"


def form_of(response):
    return html.fromstring(response.content).get_element_by_id("facts")


def sent_by(response):
    """Name and values of each control of the form that counts."""
    sent = {}
    for control in form_of(response).xpath(".//input[@name] | .//textarea | .//select"):
        is_box = control.get("type") in ("radio", "checkbox")
        if not is_box or control.get("checked") is not None:
            sent.setdefault(control.get("name"), []).append(control.get("value") if is_box else control.value or "")
    return sent
