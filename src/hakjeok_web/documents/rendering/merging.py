"""Many PDFs in one file (여러 문서를 한 파일로), one after the other, tagged for screen readers as each was.

Only PDFs of `typst_pdf` are taken: every object of theirs stands plainly in the file, so that it is enough to number
them anew while copying. A thousand take no more memory than one. Bookmarks of the parts are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from hakjeok_web.documents.rendering.errors import RenderingFailed

CATALOG, PAGES, STRUCTURE, PARENTS, NAMES, INFO = range(1, 7)
FIRST = 7  # number of the first object that comes from a part
_HEAD = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
_OBJECT = re.compile(rb"(\d+) 0 obj\n")
# Strings are passed over: a person may have typed what looks like a reference.
_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.|\([^()]*\))*\)|\b(\d+) 0 R\b", re.DOTALL)
_NAME = re.compile(rb"\((U\d+x\d+y\d+)\)")  # by which a cell of a table names the head that it belongs to
_ON_PAGE = re.compile(rb"/(StructParents?) (\d+)")
_STREAM = b"\nstream\n"


def merge_pdfs(parts: Iterable[bytes], target: BinaryIO, *, title: str) -> int:
    """Write the parts behind one another into one PDF; the number of its pages.

    Raises:
        RenderingFailed: a part is no PDF of ours.

    """
    merged = _Merged(target)
    for number, part in enumerate(parts):
        try:
            merged.add(_Part(part), b"%06d" % number)
        except (AttributeError, ValueError, IndexError) as error:
            raise RenderingFailed("문서를 한 파일로 모으지 못했습니다. 따로따로 받아 주세요.") from error
    return merged.finish(title)


class _Part:
    """One PDF: its objects by number, and what its catalogue names."""

    def __init__(self, content: bytes) -> None:
        at = int(content[content.rindex(b"startxref") + 9 :].split()[0])
        offsets = [int(line[:10]) for line in content[at : content.index(b"trailer", at)].split(b"\n")[2:] if line][1:]
        ends = [*sorted(offsets)[1:], at]
        end_of = dict(zip(sorted(offsets), ends, strict=True))
        self.objects = [_OBJECT.sub(b"", content[start : end_of[start]], count=1) for start in offsets]
        self.root = int(re.search(rb"/Root (\d+)", content[at:])[1])  # type: ignore[index]
        catalogue = self.objects[self.root - 1]
        self.pages = int(re.search(rb"/Pages (\d+)", catalogue)[1])  # type: ignore[index]
        self.structure = int(re.search(rb"/StructTreeRoot (\d+)", catalogue)[1])  # type: ignore[index]

    @property
    def kids(self) -> list[int]:
        found = re.search(rb"/Kids\[([^\]]*)\]", self.objects[self.pages - 1])
        return [int(number) for number in re.findall(rb"(\d+) 0 R", found[1])]  # type: ignore[index]

    def listed(self, name: bytes) -> bytes:
        """A list of the tree of tags: of its branches, of the tags on each page, of its names."""
        found = re.search(re.escape(name) + rb"\[([^\]]*)\]", self.objects[self.structure - 1])
        return found[1] if found else b""


class _Merged:
    """The file that is being written: where its objects lie, and what its own catalogue will name."""

    def __init__(self, target: BinaryIO) -> None:
        self.target = target
        self.at: dict[int, int] = {}
        self.next, self.tagged_pages = FIRST, 0
        self.pages: list[bytes] = []
        self.branches: list[bytes] = []
        self.parents: list[bytes] = []
        self.names: list[bytes] = []
        self.roles = b""
        target.write(_HEAD)

    def add(self, part: _Part, prefix: bytes) -> None:
        """One part; `prefix` keeps its names apart from those of the others."""
        base = self.next - 1
        for number, content in enumerate(part.objects, start=1):
            if number not in (part.root, part.pages, part.structure):
                self._write(number + base, self._renumbered(content, base, part, prefix))
        self._write(part.structure + base, self._branch(part, base, prefix))
        self.pages += [b"%d 0 R" % (number + base) for number in part.kids]
        self.tagged_pages += len(part.kids)
        self.next += len(part.objects)

    def _renumbered(self, content: bytes, base: int, part: _Part, prefix: bytes) -> bytes:
        """An object as it stands in the whole file; what its stream holds is left alone."""

        def reference(match: re.Match[bytes]) -> bytes:
            if match[1] is None:
                return match[0]
            return b"%d 0 R" % (PAGES if int(match[1]) == part.pages else int(match[1]) + base)

        head, stream, rest = content.partition(_STREAM)
        head = _NAME.sub(rb"(%s\1)" % prefix, _REFERENCE.sub(reference, head))
        head = _ON_PAGE.sub(lambda match: b"/%s %d" % (match[1], int(match[2]) + self.tagged_pages), head)
        return head + stream + rest

    def _branch(self, part: _Part, base: int, prefix: bytes) -> bytes:
        """The part's tree of tags becomes a branch of the whole one."""
        self.branches.append(b"%d 0 R" % (part.structure + base))
        for page, tags in re.findall(rb"(\d+) (\d+) 0 R", part.listed(b"/Nums")):
            self.parents.append(b"%d %d 0 R" % (int(page) + self.tagged_pages, int(tags) + base))
        for name, element in re.findall(rb"\((U\d+x\d+y\d+)\) ?(\d+) 0 R", part.listed(b"/Names")):
            self.names.append(b"(%s%s) %d 0 R" % (prefix, name, int(element) + base))
        roles = re.search(rb"/RoleMap(<<.*?>>)", part.objects[part.structure - 1])
        self.roles = roles[0] if roles else self.roles
        kids = self._renumbered(part.listed(b"/K"), base, part, prefix)
        return b"<</Type/StructElem/S/Part/P %d 0 R/K[%s]>>\nendobj\n" % (STRUCTURE, kids)

    def _write(self, number: int, content: bytes) -> None:
        self.at[number] = self.target.tell()
        self.target.write(b"%d 0 obj\n" % number + content)

    def finish(self, title: str) -> int:
        """The catalogue and the table of all objects; the number of pages."""
        for number, content in self._catalogue(title):
            self._write(number, b"<<%s>>\nendobj\n" % content)
        start, size = self.target.tell(), max(self.at) + 1
        free = b"0000000000 65535 f\r\n"
        lines = [b"%010d 00000 n\r\n" % self.at[number] if number in self.at else free for number in range(size)]
        self.target.write(b"xref\n0 %d\n" % size + b"".join(lines))
        trailer = (size, CATALOG, INFO, start)
        self.target.write(b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % trailer)
        return len(self.pages)

    def _catalogue(self, title: str) -> Iterator[tuple[int, bytes]]:
        yield PAGES, b"/Type/Pages/Count %d/Kids[%s]" % (len(self.pages), b" ".join(self.pages))
        yield PARENTS, b"/Nums[%s]" % b" ".join(self.parents)
        yield NAMES, b"/Names[%s]" % b" ".join(self.names)
        tags = (PARENTS, NAMES, self.tagged_pages, b" ".join(self.branches))
        tree = b"/ParentTree %d 0 R/IDTree %d 0 R/ParentTreeNextKey %d/K[%s]" % tags
        yield STRUCTURE, b"/Type/StructTreeRoot" + self.roles + tree
        yield INFO, b"/Title<%s>" % (b"\xfe\xff" + title.encode("utf-16-be")).hex().encode()
        yield (
            CATALOG,
            (
                b"/Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/Lang(ko-KR)/MarkInfo<</Marked true>>"
                b"/ViewerPreferences<</DisplayDocTitle true>>" % (PAGES, STRUCTURE)
            ),
        )
