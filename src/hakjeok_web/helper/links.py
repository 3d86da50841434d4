"""The address that repeats a question (주소): `?facts=` with the facts as compact JSON."""

import json
from typing import Any
from urllib.parse import urlencode

PARAMETER = "facts"
LONGEST = 4_000  # what every browser and proxy passes on


def link_to(path: str, values: dict[str, Any]) -> str:
    """The address of the page with these facts; empty where it would be too long to pass on."""
    found = f"{path}?{urlencode({PARAMETER: json.dumps(values, ensure_ascii=False, separators=(',', ':'))})}"
    return found if len(found) <= LONGEST else ""


def facts_of(text: str) -> dict[str, Any] | None:
    """The facts that an address tells; None where it tells none that can be read."""
    try:
        found = json.loads(text, parse_constant=_refuse)
        json.dumps(found, ensure_ascii=False).encode()  # half letters could not be written back into a page
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _refuse(name: str) -> None:
    raise ValueError(name)
