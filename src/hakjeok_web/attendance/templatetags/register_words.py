"""Words of the register in templates."""

from django import template

from hakjeok_web.attendance.symbols import word_of

register = template.Library()


@register.filter
def entry_word(entry) -> str:
    """`질병결석` for anything with `form` and `kind`."""
    return word_of(entry.form, entry.kind)
