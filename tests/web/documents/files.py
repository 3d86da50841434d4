"""Files to attach, good and hostile, made in memory."""

import io
import zipfile
import zlib

from PIL import Image

_CONTENT_TYPES = '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{}.main+xml"/></Types>'
EMPTY_SCRIPT = "var Documents = XHwpDocuments;\nfunction OnDocument_New()\n{\n\t// todo :\n}\n"


def a_pdf(extra=b"", tail=b""):
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + extra + b" >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n" + tail


def a_pdf_with_packed(objects, head=b"/Filter /FlateDecode"):
    packed = zlib.compress(objects)
    stream = b"2 0 obj\n<< /Type /ObjStm /N 1 /First 4 " + head + b" >>\nstream\n" + packed + b"\nendstream\nendobj\n"
    return b"%PDF-1.7\n" + stream + b"%%EOF\n"


def a_picture(kind="JPEG", **more):
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, kind, **more)
    return made.getvalue()


def a_photo_with_its_place():
    exif = Image.Exif()
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x0112] = 6  # turned by a quarter
    return a_picture(exif=exif)


def a_package(files, first=None):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**(first or {}), **files}.items():
            package.writestr(name, content)
    return made.getvalue()


def a_workbook(kind="spreadsheetml.sheet", **files):
    return a_package(files, {"[Content_Types].xml": _CONTENT_TYPES.format(kind)})


def a_hwpx(**files):
    return a_package(files, {"mimetype": "application/hwp+zip", "Contents/section0.xml": "<sec/>"})


def a_hwp(flags=1, *names):
    header = b"HWP Document File".ljust(32, b"\0") + b"\0\0\0\5" + flags.to_bytes(4, "little")
    parts = [name.encode("utf-16-le") for name in ("FileHeader", "DocInfo", "BodyText", *names)]
    return bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 64 + b"\0\0".join(parts) + header + b"\0" * 64
