"""Signatures: a name, or a name with what was drawn; a drawing is written anew and never larger than a signature."""

import base64
import io

import pytest
from PIL import Image, ImageDraw

from hakjeok_web.documents.entry_fields import Typed
from hakjeok_web.documents.pictures import NotAPicture, drawn_signature
from hakjeok_web.documents.rendering import Field, check
from hakjeok_web.documents.rendering.loading import from_data
from hakjeok_web.documents.rendering.values import is_given, written
from tests.web.documents.every_field import DATA

SIGNATURE = Field(key="signature", label="보호자", type="signature", required=True)
DEFINITION = from_data(DATA, "시험")


def a_drawing(size=(1200, 400), drawn=True):
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    if drawn:
        ImageDraw.Draw(picture).line((10, 10, size[0] - 10, size[1] - 10), fill=(20, 20, 80, 255), width=9)
    made = io.BytesIO()
    picture.save(made, "PNG")
    return base64.b64encode(made.getvalue()).decode()


def test_a_drawing_is_kept_small_in_black_on_white():
    kept = Image.open(io.BytesIO(base64.b64decode(drawn_signature(f"data:image/png;base64,{a_drawing()}"))))
    assert (kept.mode, kept.size) == ("1", (600, 200))
    assert kept.getextrema() == (0, 255)


def test_nothing_drawn_is_nothing():
    assert drawn_signature(a_drawing(drawn=False)) == ""


@pytest.mark.parametrize("wrong", ["누구", base64.b64encode(b"<svg/>").decode(), "A" * 60_000])
def test_what_is_no_small_picture_is_not_taken(wrong):
    with pytest.raises(NotAPicture):
        drawn_signature(wrong)


def test_a_wrong_drawing_leaves_the_name_and_says_so():
    typed = Typed(SIGNATURE)
    assert typed.to_python(["박영수", "누구"]) == "박영수"
    assert "다시 서명해 주세요" in typed.drawing_problem


def test_the_paper_writes_the_name_of_a_drawn_signature():
    assert written(SIGNATURE, {"name": "박영수", "drawn": a_drawing()}) == "박영수"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"name": "박영수", "drawn": a_drawing((60, 20))}, ""),
        ({"name": "박영수", "certificate": "…"}, ""),
        ({"name": "", "drawn": "AAAA"}, "비어 있습니다"),
        ({"name": "박영수", "drawn": 5}, "서명을 읽을 수 없습니다"),
        ({"name": "박영수", "picture": "AAAA", "drawn": ""}, "서명을 읽을 수 없습니다"),
        ({"name": "박" * 51, "drawn": a_drawing((60, 20))}, "너무 깁니다"),
        ({"name": "박영수", "drawn": "A" * 57_000}, "너무 큽니다"),
    ],
)
def test_a_signature_is_checked(value, said):
    found = [problem.message for problem in check(DEFINITION, {"signature": value}) if problem.key == "signature"]
    assert (said in found[0]) if said else found == []


def test_a_signature_without_its_name_is_not_given():
    assert not is_given({"name": " ", "drawn": "AAAA"})
