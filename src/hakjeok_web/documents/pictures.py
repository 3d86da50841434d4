"""Pictures that people send, taken apart and written anew (그림 다시 쓰기): without place, camera or hidden content."""

import base64
import binascii
import io

from PIL import Image, ImageOps

MOST_PIXELS = 50_000_000
LARGEST_DRAWING = 40 * 1024
DRAWING_SIZE = (600, 200)
_JPEG_QUALITY = 88


class NotAPicture(Exception):
    """The content cannot be read as a picture of that kind; the message says why."""


def rewritten(content: bytes, kind: str) -> bytes:
    """A JPEG or PNG with nothing but its picture, turned the way it was taken.

    Raises:
        NotAPicture: it is broken, of another kind, or too large to be opened.

    """
    picture = _opened(content, kind)
    upright = ImageOps.exif_transpose(picture)
    mode = "RGBA" if kind == "PNG" and "A" in upright.getbands() else "RGB"
    clean = Image.new(mode, upright.size)
    clean.paste(upright.convert(mode))
    return _written(clean, kind)


def drawn_signature(text: str) -> str:
    """A drawn signature as it is kept: base64 of a PNG in black on white, at most 600 × 200. Empty if nothing is drawn.

    Raises:
        NotAPicture: it is no PNG, or larger than 40 KB.

    """
    try:
        content = base64.b64decode(text.removeprefix("data:image/png;base64,"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotAPicture("서명 그림을 읽을 수 없습니다.") from error
    if len(content) > LARGEST_DRAWING:
        raise NotAPicture("서명 그림이 40KB보다 큽니다.")
    drawing = _opened(content, "PNG").convert("RGBA")
    white = Image.new("RGBA", drawing.size, "white")
    white.alpha_composite(drawing)
    white.thumbnail(DRAWING_SIZE)
    plain = white.convert("L").point(lambda light: 255 if light > 160 else 0, mode="1")
    if plain.getextrema() == (255, 255):
        return ""
    return base64.b64encode(_written(plain, "PNG")).decode()


def _opened(content: bytes, kind: str) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=[kind])
        if picture.width * picture.height > MOST_PIXELS:
            raise NotAPicture("그림이 너무 큽니다(5천만 화소 넘음).")
        picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture("그림이 깨져 있어 열 수 없습니다.") from error
    return picture


def _written(picture: Image.Image, kind: str) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, kind, **({"quality": _JPEG_QUALITY} if kind == "JPEG" else {"optimize": True}))
    return kept.getvalue()
