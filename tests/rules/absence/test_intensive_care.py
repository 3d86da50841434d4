"""집중관리 필요 대상: p.11, 27, 126."""

import pytest

from hakjeok.absence.intensive_care import Ground, IntensiveCareFacts, intensive_care

PLACES = {
    Ground.UNLOCATED: "거주지 불분명",
    Ground.ABUSE_FEARED: "아동 학대가 우려",
    Ground.NEEDS_SPECIALIST_UNPROTECTED: "전문기관 관리",
    Ground.PRINCIPAL_JUDGES: "학교장이",
}


def asked(*grounds: Ground):
    return intensive_care(IntensiveCareFacts(**{ground.value: True for ground in grounds}))


@pytest.mark.parametrize("ground", list(Ground))
def test_each_ground_is_enough_by_itself(ground):
    result = asked(ground)
    assert (result.selected, result.grounds, result.form) == (True, (ground,), "2-7")
    assert PLACES[ground] in result.because[0].source.quote
    assert [step.source.page for step in result.because] == [11, 27, 126]


def test_without_a_ground_nobody_is_chosen():
    result = asked()
    assert (result.selected, result.grounds, result.warnings) == (False, (), ())
    assert len(result.because) == 1


def test_all_that_hold_are_told_in_the_handbook_s_order():
    result = asked(Ground.PRINCIPAL_JUDGES, Ground.UNLOCATED)
    assert result.grounds == (Ground.UNLOCATED, Ground.PRINCIPAL_JUDGES)


@pytest.mark.parametrize(("ground", "word"), [(Ground.UNLOCATED, "소재"), (Ground.ABUSE_FEARED, "학대")])
def test_police_are_asked_at_once_where_the_child_may_be_in_danger(ground, word):
    (warning,) = asked(ground).warnings
    assert word in warning
    assert "즉시" in warning


@pytest.mark.parametrize("ground", [Ground.NEEDS_SPECIALIST_UNPROTECTED, Ground.PRINCIPAL_JUDGES])
def test_otherwise_there_is_no_warning(ground):
    assert asked(ground).warnings == ()
