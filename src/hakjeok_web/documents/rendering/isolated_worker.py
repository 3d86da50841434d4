"""The inside of the printing process (see `isolated`): reads requests from its input, answers on its output.

Each message is eight bytes of length and JSON; an answer is followed by the file. The end of the input ends it.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import sys
from datetime import datetime
from typing import Any, BinaryIO

from hakjeok_web.documents.rendering.compose import PrintFoot
from hakjeok_web.documents.rendering.errors import DocumentError, MissingGlyph
from hakjeok_web.documents.rendering.loading import definitions, from_data
from hakjeok_web.documents.rendering.making import render, render_pngs

MEMORY_BYTES = 2 << 30
OPEN_FILES = 64


def main() -> None:
    _limit()
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library might print must not get between the answers.
    os.dup2(2, 1)
    while request := _next(sys.stdin.buffer):
        header, content = _answer(request)
        encoded = json.dumps(header | {"size": len(content)}, ensure_ascii=False).encode()
        answers.write(len(encoded).to_bytes(8, "big") + encoded + content)
        answers.flush()


def _next(source: BinaryIO) -> dict[str, Any] | None:
    length = source.read(8)
    return json.loads(source.read(int.from_bytes(length, "big"))) if len(length) == 8 else None


def _answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    definition = from_data(request["data"], "학교 서식") if request["data"] else definitions()[request["id"]]
    try:
        if request["format"] == "png":
            pictures = render_pngs(definition, request["values"], ppi=request["ppi"])
            return {"sizes": [len(picture) for picture in pictures]}, b"".join(pictures)
        content = render(request["format"], definition, request["values"], _foot(request["foot"]))
    except MissingGlyph as refusal:
        return {"refused": "MissingGlyph", "label": refusal.label, "character": refusal.character}, b""
    except DocumentError as refusal:
        return {"refused": type(refusal).__name__, "message": str(refusal)}, b""
    return {"sha256": hashlib.sha256(content).hexdigest()}, content


def _foot(data: dict[str, str] | None) -> PrintFoot | None:
    return PrintFoot(**data | {"at": datetime.fromisoformat(data["at"])}) if data else None


def _limit() -> None:
    """A paper that eats memory or files ends this process, not the server."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
