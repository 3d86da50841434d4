"""Chosen pupils into the table of a paper (학생 넣기): by name, or a whole class at once."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hakjeok_web.accounts.policies import Menu, writes
from hakjeok_web.config.converters import id_or_404
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import entry, registry
from hakjeok_web.documents.entry_views import definition_or_404, own_draft, version_of
from hakjeok_web.documents.known import as_json, known_values
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.rendering import Field


@writes(Menu.FORMS, pupils=True)
@require_http_methods(["GET", "POST"])
def choose(request, draft, table):
    """Find pupils, tick them, and put them into the table."""
    own, _ = own_draft(request, draft)
    wanted_table = _table(own, table)
    if request.method == "POST":
        return _put_in(request, own, wanted_table)
    wanted = request.GET.get("q", "").strip()[:60]
    found = registry.pupil_source.find(request.actor, wanted) if registry.pupil_source else []
    request.shown.add([each.pupil_id for each in found], purpose="학생 넣기")
    classes = registry.pupil_source.classes(request.actor) if registry.pupil_source else []
    context = {"document": own, "table": wanted_table, "q": wanted, "found": found, "classes": classes}
    return render(request, "documents/pupils.html", context)


def _put_in(request, draft: Document, table: Field):
    subjects = _chosen(request)
    address = f"{reverse('documents:edit', args=(draft.pk,))}#table-{table.key}"
    if not subjects:
        messages.error(request, "고른 학생이 없습니다. 넣을 학생을 골라 주세요.")
        return redirect("documents:pupils", draft.pk, table.key)
    of_school = known_values(request.actor, None)
    lines = [_line(table, of_school, subject) for subject in subjects]
    told = [*draft.values.get(entry.PUPILS, ()), *(str(subject.pupil_id) for subject in subjects)]
    values = entry.with_pupils(draft.values, table, lines) | {entry.PUPILS: list(dict.fromkeys(told))}
    try:
        entry.keep(document=draft, values=values, seen=version_of(request), by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(address)
    added = len(values[table.key]) - sum(bool(line) for line in draft.values.get(table.key) or [])
    messages.success(request, f"학생 {added}명을 넣었습니다." if added else "고른 학생이 모두 이미 있습니다.")
    return redirect(address)


def _line(table: Field, of_school: Mapping[str, Any], subject: registry.Subject) -> dict[str, Any]:
    known = {name: as_json(value) for name, value in subject.values.items() if value not in (None, "")}
    return entry.line_of(table, {**of_school, **known})


def _chosen(request) -> list[registry.Subject]:
    wanted = [id_or_404(each) for each in request.POST.getlist("pupil")]
    subjects = list(registry.pupil_source.several(request.actor, wanted)) if registry.pupil_source else []
    request.shown.add([each.pupil_id for each in subjects], purpose="학생 넣기")
    return subjects


def _table(draft: Document, key: str) -> Field:
    for each in definition_or_404(draft).fields:
        if each.key == key and each.type == "table" and not each.named_rows:
            return each
    raise Http404
