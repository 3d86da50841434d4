"""How the pages of committees carry out what a form asks for: once, however often it arrives."""

import uuid
from collections.abc import Callable
from typing import Any

from hakjeok_web.accounts import idempotency
from hakjeok_web.schools.forms import ActionForm


def done_once(request, form: ActionForm, act: Callable[..., Any], **facts: Any) -> bool:
    """Whether the form was right and its act is done, now or when the same page was sent before."""
    if not form.is_valid():
        return False
    sent = dict(form.cleaned_data)
    key = sent.pop("key", None) or uuid.uuid4()
    body = repr((request.path, sorted((name, str(value)) for name, value in sent.items()))).encode()

    def perform() -> dict[str, str]:
        made = act(**facts, by=request.actor)
        return {"id": str(getattr(made, "pk", ""))}

    return form.apply(idempotency.once, act=perform, key=key, body=body, by=request.actor)
