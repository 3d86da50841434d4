"""Printing in a process of its own (격리): no secrets in its environment, no network, its own temporary folder.

A job opens one `RenderProcess`, prints its documents of one school, and closes it; nothing of one school's papers
stays in memory for the next. Where the kernel allows, the process has no network at all; typst needs none.
"""

from __future__ import annotations

import hashlib
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate, islice
from queue import SimpleQueue
from typing import Any, TypeVar

from hakjeok_web.documents.rendering.compose import PrintFoot
from hakjeok_web.documents.rendering.errors import MissingGlyph, RenderingFailed
from hakjeok_web.documents.rendering.fonts import font_folder

Wanted, Made = TypeVar("Wanted"), TypeVar("Made")

TIMEOUT_SECONDS = 30.0
_BEGINNINGS = {"pdf": b"%PDF-", "hwpx": b"PK\x03\x04"}
_TOO_LONG = "문서를 만드는 데 너무 오래 걸려 멈추었습니다. 내용을 줄여 다시 인쇄해 주세요."
_BROKEN = "문서를 만들다 멈추었습니다. 다시 인쇄해 주세요."


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file and its SHA-256 as the printing process reckoned it, compared on arrival."""

    content: bytes
    sha256: str


def render_isolated(
    definition_id: str, format: str, values: Mapping[str, Any], foot: PrintFoot | None = None
) -> Rendered:
    """One document in a process that ends with it. For many, open a `RenderProcess`."""
    with RenderProcess() as process:
        return process.render(definition_id, format, values, foot)


class RenderProcess:
    """A printing process that takes one document after the other until it is closed."""

    def __init__(self, timeout: float = TIMEOUT_SECONDS) -> None:
        self.timeout = timeout
        self.folder = tempfile.mkdtemp(prefix="hakjeok-print-")
        self.process = subprocess.Popen(  # noqa: S603 - fixed arguments
            [*no_network(), sys.executable, "-I", "-m", "hakjeok_web.documents.rendering.isolated_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            env=_environment(self.folder),
            close_fds=True,
            start_new_session=True,
        )

    def __enter__(self) -> RenderProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def render(
        self,
        definition_id: str,
        format: str,
        values: Mapping[str, Any],
        foot: PrintFoot | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Rendered:
        """One document; `data` is a definition of the school's own in place of the shipped one.

        Raises:
            MissingGlyph: a character that cannot be printed.
            RenderingFailed: time-out, crash, or an answer that is not the file it claims to be.

        """
        asked = {"id": definition_id, "format": format, "values": dict(values), "foot": _foot(foot), "data": data}
        header, content = self._exchange(json.dumps(asked, ensure_ascii=False, default=_as_json).encode())
        _raise_refusal(header)
        digest = hashlib.sha256(content).hexdigest()
        if digest != header["sha256"] or not content.startswith(_BEGINNINGS[format]):
            raise RenderingFailed(_BROKEN)
        return Rendered(content, digest)

    def pictures(
        self, definition_id: str, values: Mapping[str, Any], data: Mapping[str, Any] | None = None, ppi: float = 100
    ) -> list[bytes]:
        """Each page as PNG (미리보기). Refused like `render`."""
        asked = {"id": definition_id, "format": "png", "values": dict(values), "data": data, "ppi": ppi}
        header, content = self._exchange(json.dumps(asked, ensure_ascii=False, default=_as_json).encode())
        _raise_refusal(header)
        ends = list(accumulate(header["sizes"]))
        return [content[end - size : end] for end, size in zip(ends, header["sizes"], strict=True)]

    def close(self) -> None:
        """End the process and remove its folder."""
        self.process.kill()
        self.process.communicate()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _exchange(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        until = time.monotonic() + self.timeout
        try:
            self.process.stdin.write(len(request).to_bytes(8, "big") + request)  # type: ignore[union-attr]
            self.process.stdin.flush()  # type: ignore[union-attr]
        except BrokenPipeError as error:
            raise RenderingFailed(_BROKEN) from error
        header = json.loads(self._read(int.from_bytes(self._read(8, until), "big"), until))
        return header, self._read(header["size"], until)

    def _read(self, size: int, until: float) -> bytes:
        """Exactly so many bytes, or the process is ended: half an answer must not be taken for the next one."""
        pipe = self.process.stdout.fileno()  # type: ignore[union-attr]
        parts: list[bytes] = []
        while size:
            ready = select.select([pipe], [], [], max(until - time.monotonic(), 0))[0]
            part = os.read(pipe, min(size, 1 << 20)) if ready else b""
            if not part:
                self.process.kill()
                raise RenderingFailed(_BROKEN if ready else _TOO_LONG)
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


def side_by_side(
    make: Callable[[RenderProcess, Wanted], Made], wanted: Iterable[Wanted], count: int = 2
) -> Iterator[Made]:
    """What `make` gives for each, in order, by so many processes at once; only a few results are held at a time.

    Close the iterator to end the processes.
    """
    with ExitStack() as stack:
        free: SimpleQueue[RenderProcess] = SimpleQueue()
        for _ in range(count):
            free.put(stack.enter_context(RenderProcess()))
        pool = stack.enter_context(ThreadPoolExecutor(count))

        def one(each: Wanted) -> Made:
            process = free.get()
            try:
                return make(process, each)
            finally:
                free.put(process)

        rest = iter(wanted)
        running = deque(pool.submit(one, each) for each in islice(rest, 2 * count))
        while running:
            yield running.popleft().result()
            running.extend(pool.submit(one, each) for each in islice(rest, 1))


@lru_cache(maxsize=1)
def no_network() -> tuple[str, ...]:
    """The command that takes the network away, empty where the kernel or the container does not allow it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    for options in (["--net"], ["--net", "--map-root-user"]):
        tried = subprocess.run([unshare, *options, "--", "true"], capture_output=True, check=False)  # noqa: S603
        if tried.returncode == 0:
            return (unshare, *options, "--")
    return ()


def _environment(folder: str) -> dict[str, str]:
    """All that the process may know: where the fonts are and where it may write."""
    return {
        "HAKJEOK_FONTS": str(font_folder()),
        "HAKJEOK_FORMS": os.environ.get("HAKJEOK_FORMS", ""),
        "TMPDIR": folder,
        "HOME": folder,
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
    }


def _foot(foot: PrintFoot | None) -> dict[str, str] | None:
    return asdict(foot) | {"at": foot.at.isoformat()} if foot else None


def _as_json(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a field")


def _raise_refusal(header: Mapping[str, Any]) -> None:
    refusal = header.get("refused")
    if refusal == "MissingGlyph":
        raise MissingGlyph(header["label"], header["character"])
    if refusal:
        raise RenderingFailed(header["message"])
