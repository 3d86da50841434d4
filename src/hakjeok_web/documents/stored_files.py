"""Files that are handed in and kept (올린 파일): looked through, put up by a form, and given out again."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse

from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import file_types
from hakjeok_web.documents.models import StoredFile

MOST = 20
ENDINGS = ".pdf,.jpg,.jpeg,.png,.hwp,.hwpx,.xlsx,.docx"
# What the form of every place for files says of them.
ACCEPTED = {"accept": ENDINGS, "allowed": file_types.ALLOWED, "most": MOST}
# Whoever opens a file in the browser all the same gets a page that can do nothing.
SANDBOX = "sandbox; default-src 'none'"


def looked_through(name: str, content: bytes, *, beside: QuerySet, place: str) -> dict[str, Any]:
    """The fields of a `StoredFile`, as the content shows it to be; `beside` are the files that its place has already.

    Raises:
        Refused: the file is not one that is kept, is there already, or is one too many for its place (`한 문서`).

    """
    known = file_types.recognised(name, content)
    digest = sha256(known.content).hexdigest()
    there = list(beside.values_list("sha256", flat=True))
    if digest in there:
        raise Refused(f"‘{known.name}’: 같은 파일이 이미 있습니다. 다른 파일을 골라 주세요.")
    if len(there) >= MOST:
        raise Refused(f"‘{known.name}’: {place}에 {MOST}개까지 올립니다. 쓰지 않는 파일을 삭제하고 올려 주세요.")
    return {
        "name": known.name, "media_type": known.media_type, "size": len(known.content), "sha256": digest,
        "content": known.content,
    }  # fmt: skip


def put_up(request, keep: Callable[[str, bytes], object]) -> list[str]:
    """Keep each sent file that can be kept; what was refused, in sentences that name file, cause and remedy."""
    sent = request.FILES.getlist("files")
    if not sent:
        return ["고른 파일이 없습니다. 올릴 파일을 골라 주세요."]
    refusals, kept = [], 0
    for each in sent:
        try:
            keep(each.name, each.read(file_types.LARGEST + 1))
            kept += 1
        except Refused as refused:
            refusals.append(str(refused))
    if kept:
        messages.success(request, f"파일 {kept}개를 올렸습니다.")
    return refusals


def given_out(found: StoredFile) -> HttpResponse:
    """The file, to be saved and not to be shown in the page's place."""
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
