"""How the pages of committees carry out what a form asks for: once, however often it arrives."""

from collections.abc import Callable
from typing import Any

from hakjeok_web.schools.forms import OnceForm


def done_once(request, form: OnceForm, act: Callable[..., Any], **facts: Any) -> bool:
    """Whether the form was right and its act is done, now or when the same page was sent before."""

    def perform() -> dict[str, str]:
        made = act(**facts, by=request.actor)
        return {"id": str(getattr(made, "pk", ""))}

    return form.apply_once(perform, request)
