"""조기진급·조기졸업·조기입학 대상: p.92, 94, 95, 163."""

import pytest

from hakjeok import decide
from hakjeok.early.eligibility import Award, EarlyTarget, Eligibility, EligibilityFacts, OlympiadWord, eligibility
from hakjeok.errors import BadInput

PRIZE = {"national_host": True, "recommended_by_principal": True, "regional_round": True, "rank": 3}


def asked(**more) -> Eligibility:
    pupil = {"grade": 3, "target": EarlyTarget.PROMOTION, "sound_health": True}
    return eligibility(EligibilityFacts(**{**pupil, **more}))


def texts(result: Eligibility) -> list[str]:
    return [step.text for step in result.because]


class TestCriteria:
    @pytest.mark.parametrize(("excellent", "met"), [(True, (1,)), (False, ())])
    def test_excellent_achievement(self, excellent, met):
        assert asked(achievement_excellent=excellent).criteria_met == met

    @pytest.mark.parametrize(
        ("scores", "met"),
        [
            ((), ()),
            ((150,), ()),
            ((139, 150), ()),
            ((140, 140), (2,)),
            ((141, 139, 160), (2,)),
            ((139, 139, 139), ()),
        ],
    )
    def test_two_quotients_of_140_or_more(self, scores, met):
        result = asked(iq_scores=scores)
        assert result.criteria_met == met
        passed = sum(score >= 140 for score in scores)
        assert f"지능지수 140 이상인 검사가 {passed}개이며 2개가 필요합니다." in texts(result)[3]

    @pytest.mark.parametrize(("rank", "met"), [(1, (3,)), (2, (3,)), (3, (3,)), (4, ()), (None, ())])
    def test_a_national_award_up_to_the_third_place(self, rank, met):
        assert asked(award=Award(**{**PRIZE, "rank": rank})).criteria_met == met

    @pytest.mark.parametrize("lacking", ["national_host", "recommended_by_principal", "regional_round"])
    def test_by_the_whole_way(self, lacking):
        assert asked(award=Award(**{**PRIZE, lacking: False})).criteria_met == ()

    def test_or_an_international_olympiad(self):
        result = asked(award=OlympiadWord.INTERNATIONAL_OLYMPIAD)
        assert result.criteria_met == (3,)
        assert result.because[4].source.quote == "국제올림피아드에 국가대표로 참가한 자"

    def test_the_word_and_the_object_are_both_read(self):
        facts = {"grade": 3, "target": "promotion", "sound_health": True, "achievement_excellent": True}
        for award in ("international_olympiad", PRIZE):
            assert decide("early.eligibility", {**facts, "award": award})["result"]["criteria_met"] == [1, 3]


class TestEnough:
    @pytest.mark.parametrize(
        ("more", "eligible"),
        [
            ({"achievement_excellent": True}, False),
            ({"achievement_excellent": True, "iq_scores": (140, 140)}, True),
            ({"achievement_excellent": True, "award": Award(**PRIZE)}, True),
            ({"iq_scores": (140, 140), "award": Award(**PRIZE)}, True),
            ({"achievement_excellent": True, "iq_scores": (140, 140), "award": Award(**PRIZE)}, True),
        ],
    )
    def test_two_of_the_three(self, more, eligible):
        result = asked(**more)
        assert (result.eligible, result.to_grade) == (eligible, 5 if eligible else None)
        assert f"2개 이상이 필요하며, {len(result.criteria_met)}개를 만족합니다." in texts(result)[5]

    def test_never_without_sound_health(self):
        result = asked(sound_health=False, achievement_excellent=True, iq_scores=(140, 140), award=Award(**PRIZE))
        assert (result.eligible, result.criteria_met, result.to_grade) == (False, (1, 2, 3), None)
        assert "양호하다고 확인되지 않아" in texts(result)[1]

    def test_each_criterion_is_told_by_its_number(self):
        result = asked(achievement_excellent=True)
        assert [text for text in texts(result) if text.startswith("기준")] == [
            "기준 1) 학업성취: 만족합니다.",
            "기준 2) 지능지수 140 이상인 검사가 0개이며 2개가 필요합니다. 만족하지 않습니다.",
            "기준 3) 수상 경력: 만족하지 않습니다.",
        ]
        others = asked(iq_scores=(140, 140), award=Award(**PRIZE))
        assert [text for text in texts(others) if text.startswith("기준")] == [
            "기준 1) 학업성취: 만족하지 않습니다.",
            "기준 2) 지능지수 140 이상인 검사가 2개이며 2개가 필요합니다. 만족합니다.",
            "기준 3) 수상 경력: 만족합니다.",
        ]


GIFTED = {"achievement_excellent": True, "iq_scores": (145, 150)}


class TestGrades:
    @pytest.mark.parametrize(("grade", "to_grade"), [(1, 3), (2, 4), (3, 5), (4, 6), (5, None), (6, None)])
    def test_promotion_from_grades_one_to_four_goes_up_two(self, grade, to_grade):
        result = asked(grade=grade, **GIFTED)
        assert (result.eligible, result.to_grade) == (to_grade is not None, to_grade)
        assert texts(result)[0].startswith("조기진급은 1~4학년에서 할 수 있으며")

    @pytest.mark.parametrize("target", [EarlyTarget.GRADUATION, EarlyTarget.HIGHER_SCHOOL])
    @pytest.mark.parametrize(("grade", "eligible"), [(4, False), (5, True), (6, False)])
    def test_graduation_and_entry_from_grade_five_only(self, target, grade, eligible):
        result = asked(grade=grade, target=target, meets_admission_rules=True, **GIFTED)
        assert (result.eligible, result.to_grade) == (eligible, None)
        assert ("해당합니다" in texts(result)[0]) is eligible

    def test_the_school_sets_the_grades_of_promotion(self):
        result = asked(**GIFTED)
        assert "조기진급을 적용할 학년은 학교장이 학교 여건에 따라 정합니다." in texts(result)
        assert "학교 규칙을 살펴봐 주세요(p.92)." in result.warnings[-1]
        graduating = asked(grade=5, target=EarlyTarget.GRADUATION, **GIFTED)
        assert not any("적용" in text for text in (*texts(graduating), *graduating.warnings))

    def test_nothing_to_look_up_for_one_who_is_not_eligible(self):
        assert asked(achievement_excellent=True).warnings == ()


class TestHigherSchool:
    @pytest.mark.parametrize(
        ("excellent", "meets", "met"),
        [(True, True, (1, 2)), (True, False, (1,)), (False, True, (2,)), (False, False, ())],
    )
    def test_achievement_and_the_entry_rules_both(self, excellent, meets, met):
        asks = {"achievement_excellent": excellent, "meets_admission_rules": meets}
        result = asked(grade=5, target=EarlyTarget.HIGHER_SCHOOL, **asks)
        assert (result.eligible, result.criteria_met) == (len(met) == 2, met)
        assert f"두 기준을 모두 만족해야 하며, {len(met)}개를 만족합니다." in texts(result)

    @pytest.mark.parametrize(
        ("excellent", "meets", "told"),
        [(True, False, ("만족합니다.", "만족하지 않습니다.")), (False, True, ("만족하지 않습니다.", "만족합니다."))],
    )
    def test_each_is_told_by_its_number(self, excellent, meets, told):
        asks = {"achievement_excellent": excellent, "meets_admission_rules": meets}
        result = asked(grade=5, target=EarlyTarget.HIGHER_SCHOOL, **asks)
        assert texts(result)[2:4] == [
            f"기준 1) 학업성취: {told[0]}",
            f"기준 2) 상급학교의 입학전형 기준: {told[1]}",
        ]

    def test_quotients_and_awards_do_not_help(self):
        asks = {"iq_scores": (150, 150), "award": Award(**PRIZE), "achievement_excellent": True}
        result = asked(grade=5, target=EarlyTarget.HIGHER_SCHOOL, **asks)
        assert (result.eligible, result.criteria_met, result.warnings) == (False, (1,), ())


class TestSubjects:
    @pytest.mark.parametrize("grade", [1, 2])
    def test_three_in_grades_one_and_two(self, grade):
        result = asked(grade=grade)
        assert result.subjects == ("국어", "수학", "슬기로운 생활")
        assert texts(result)[-1] == "평가 교과는 국어, 수학, 슬기로운 생활입니다."
        assert result.because[-1].source.quote == "국어 수학 슬기로운생활"

    @pytest.mark.parametrize("grade", [3, 4, 5])
    def test_five_from_grade_three_on(self, grade):
        result = asked(grade=grade)
        assert result.subjects == ("국어", "수학", "사회", "과학", "영어")
        assert result.because[-1].source.quote == "국어 수학 사회 과학 영어"


def test_two_offices_of_one_test_are_warned_of():
    assert "서식 6-6" in asked(iq_scores=(150, 150)).warnings[0]


@pytest.mark.parametrize(("score", "refused"), [(0, True), (1, False), (300, False), (301, True)])
def test_quotients_that_cannot_be_are_refused_by_their_place(score, refused):
    if not refused:
        assert asked(iq_scores=(140, score)).criteria_met == ((2,) if score >= 140 else ())
        return
    with pytest.raises(BadInput) as error:
        asked(iq_scores=(140, score))
    assert error.value.field == "iq_scores.1"


def test_the_figures_are_those_of_2024():
    assert asked().school_year == 2024
