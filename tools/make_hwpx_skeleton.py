"""Makes the empty HWPX package that `documents.rendering.hwpx` fills (run after a new python-hwpx: see docs).

    python tools/make_hwpx_skeleton.py

python-hwpx knows what Hancom expects of a package; at run time only the section and the style lists are written anew,
which is thirty times as fast as building each document with it.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from hwpx import HwpxDocument

TARGET = Path(__file__).parents[1] / "src/hakjeok_web/documents/rendering/skeleton.hwpx"
FIXED = (1980, 1, 1, 0, 0, 0)
# A picture of an empty page would be shown as the preview of every document.
LEFT_OUT = {"Preview/PrvImage.png"}


def main() -> None:
    """Write the skeleton anew; the same python-hwpx gives the same bytes."""
    made = zipfile.ZipFile(io.BytesIO(HwpxDocument.new().to_bytes()))
    with zipfile.ZipFile(TARGET, "w") as skeleton:
        for name in ["mimetype", *sorted(set(made.namelist()) - LEFT_OUT - {"mimetype"})]:
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            skeleton.writestr(zipfile.ZipInfo(name, FIXED), _cleaned(name, made.read(name)), kind)


def _cleaned(name: str, content: bytes) -> bytes:
    """Author and dates of the library's own template do not belong into a school's documents."""
    if name != "Contents/content.hpf":
        return content
    text = content.decode("utf-8")
    text = re.sub(
        r'(<opf:meta name="(?:creator|lastsaveby)" content="text")>[^<]*</opf:meta>', r"\1>학적</opf:meta>", text
    )
    text = re.sub(
        r'(<opf:meta name="(?:CreatedDate|ModifiedDate)" content="text")>[^<]*<', r"\1>2024-03-01T00:00:00Z<", text
    )
    return re.sub(r'(<opf:meta name="date" content="text")>[^<]*<', r"\1>2024년 3월 1일<", text).encode("utf-8")


if __name__ == "__main__":
    main()
