"""Words of the register in templates."""

from django import template

from hakjeok_web.attendance.symbols import word_of
from hakjeok_web.documents.actions import reference

register = template.Library()


@register.filter
def entry_word(entry) -> str:
    """`질병결석` for anything with `form` and `kind`."""
    return word_of(entry.form, entry.kind)


@register.filter
def entry_source(change) -> str:
    """The paper that ordered a change, as people cite it: `출결 대조 반영 한빛초등학교-7(2024. 5. 3.)`."""
    return f"{change.document.title} {reference(change.document)}"
