import pytest

from hakjeok.result import Result, own_fields
from hakjeok.source import Source, Step


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (Source(page=88), {"page": 88}),
        (Source(law="초·중등교육법 제13조"), {"law": "초·중등교육법 제13조"}),
        (Source(page=27, quote="3~9일", reading=True), {"page": 27, "reading": True}),
    ],
)
def test_a_source_shows_its_place_and_whether_it_is_our_reading(source, shown):
    assert source.as_dict() == shown


def test_an_answer_without_reasons_is_refused():
    with pytest.raises(ValueError, match="reason"):
        Result(because=(), school_year=2024)


def test_a_result_s_own_fields_leave_out_what_all_carry():
    assert own_fields(Result) == ()
    assert [each.name for each in own_fields(Step)] == ["text", "source"]
