"""What can go wrong between a definition and its paper; every message is a Korean sentence for the reader."""

from __future__ import annotations

import unicodedata


class DocumentError(Exception):
    """Base of everything this package refuses; `str()` is fit for the screen."""


class DefinitionError(DocumentError):
    """A definition file that cannot be used (서식 정의의 잘못)."""

    def __init__(self, file: str, where: str, message: str) -> None:
        self.file, self.where = file, where
        super().__init__(f"서식 정의 {file}의 {where}: {message}")


class BadValue(DocumentError):
    """A value that does not fit its field (칸에 맞지 않는 값)."""

    def __init__(self, key: str, label: str, message: str) -> None:
        self.key, self.label, self.message = key, label, message
        super().__init__(message)


class MissingGlyph(DocumentError):
    """A character that no font can print (찍을 수 없는 글자), found before printing."""

    def __init__(self, label: str, character: str) -> None:
        self.label, self.character = label, character
        code = f"U+{ord(character):04X}"
        shown = code if unicodedata.category(character)[0] == "C" else f"‘{character}’({code})"
        super().__init__(f"{label}: {shown} 글자는 인쇄할 글꼴이 없습니다. 다른 글자로 바꾸어 적어 주세요.")


class RenderingFailed(DocumentError):
    """The printing itself failed; the technical cause stays in `__cause__` and in the log."""
