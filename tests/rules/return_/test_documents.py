"""재취학·편입학 구비서류: p.75~77, 146."""

import tomllib
from pathlib import Path

import pytest

from hakjeok.errors import BadInput
from hakjeok.return_ import countries, papers
from hakjeok.return_.documents import FROM_ABROAD, Alternative, Authentication, Documents, DocumentsFacts, documents
from hakjeok.return_.papers import Category, PaperCode, paper

FOLDER = Path(countries.__file__).parent
APOSTILLE = tomllib.loads((FOLDER / "apostille.toml").read_text(encoding="utf-8"))
DOMESTIC = [Category.NORTH_KOREAN, Category.OVER_AGE]


def asked(category: Category = Category.RETURNEE, **more) -> Documents:
    return documents(DocumentsFacts(**{"category": category, "country": "캐나다", "language": "en", **more}))


def codes(listed) -> list[str]:
    return [each.code.value for each in listed]


def refused(country: str | None, **more) -> BadInput:
    with pytest.raises(BadInput) as error:
        asked(country=country, **more)
    assert error.value.field == "country"
    return error.value


class TestMatrix:
    def test_a_returnee(self):
        result = asked()
        assert codes(result.required) == [
            "foreign_enrolment_transcript",
            "vaccination",
            "domestic_last_school",
            "immigration_record",
            "resident_register",
        ]
        assert codes(result.if_applicable) == ["foreign_graduation"]

    def test_a_pupil_from_the_north(self):
        result = asked(Category.NORTH_KOREAN)
        assert codes(result.required) == ["resident_register", "nk_registration", "nk_education", "nk_support"]
        assert result.if_applicable == ()

    def test_a_foreign_national(self):
        result = asked(Category.FOREIGN_NATIONAL)
        assert codes(result.required) == [
            "foreign_enrolment_transcript",
            "vaccination",
            "immigration_record",
            "family_relation",
            "alien_registration",
        ]
        assert codes(result.if_applicable) == [
            "foreign_graduation",
            "overseas_korean_residence_3",
            "overseas_korean_residence_2",
        ]

    def test_a_pupil_in_special_education(self):
        assert codes(asked(Category.SPECIAL_EDUCATION).required) == [
            "foreign_enrolment_transcript",
            "vaccination",
            "immigration_record",
            "resident_register",
            "special_education_result",
        ]

    def test_who_is_over_fifteen(self):
        result = asked(Category.OVER_AGE)
        assert codes(result.required) == ["application", "resident_register", "neighbours_statement"]
        assert (result.if_applicable, result.remarks, result.warnings) == ((), (), ())
        assert [step.source.page for step in result.because] == [75, 76]

    @pytest.mark.parametrize(
        ("category", "whose"),
        [
            (Category.RETURNEE, ("부", "모", "학생")),
            (Category.FOREIGN_NATIONAL, ("학생",)),
            (Category.SPECIAL_EDUCATION, ("부", "모", "학생")),
        ],
    )
    def test_whose_entries_and_exits(self, category, whose):
        assert paper(PaperCode.IMMIGRATION_RECORD, whose) in asked(category).required

    def test_papers_are_called_by_their_korean_titles(self):
        assert all(each.title == each.code.korean for each in asked().required)

    def test_every_column_of_the_table_is_carried_over(self):
        marks = [len(papers.cells_of(each)) for each in Category]
        assert marks == [8, 4, 9, 7, 0]
        assert set(papers.table()["columns"]) == {each.value for each in Category if each is not Category.OVER_AGE}
        assert {row["code"] for row in papers.table()["papers"]} < {each.value for each in PaperCode}


class TestConditions:
    @pytest.mark.parametrize(
        ("category", "fact", "code"),
        [
            (Category.RETURNEE, "same_level", "domestic_record"),
            (Category.SPECIAL_EDUCATION, "same_level", "domestic_record"),
            (Category.RETURNEE, "with_one_parent", "dispatch_letter"),
            (Category.FOREIGN_NATIONAL, "one_parent_korean", "resident_register"),
        ],
    )
    def test_what_a_fact_decides_is_needed_or_left_out(self, category, fact, code):
        met, unmet = asked(category, **{fact: True}), asked(category, **{fact: False})
        assert code in codes(met.required)
        assert code not in codes((*unmet.required, *unmet.if_applicable, *met.if_applicable))

    def test_what_only_the_asker_can_tell_is_told_as_such(self):
        assert any("괄호" in step.text for step in asked().because)
        assert not any("괄호" in step.text for step in asked(Category.NORTH_KOREAN).because)

    def test_remarks_stand_beside_the_papers_that_are_asked_for(self):
        told = {each.code: each.text for each in asked().remarks}
        assert told[PaperCode.VACCINATION] == "발행처: 거주지관할 보건소"
        assert told[PaperCode.DOMESTIC_LAST_SCHOOL] == "최종재학년월일 및 최종재학학년 명시"
        assert PaperCode.DOMESTIC_RECORD not in told
        assert PaperCode.IMMIGRATION_RECORD not in told

    @pytest.mark.parametrize(
        ("category", "told"),
        [
            (Category.RETURNEE, []),
            (Category.NORTH_KOREAN, []),
            (Category.FOREIGN_NATIONAL, ["가족관계증명서", "둘 중 하나"]),
            (Category.SPECIAL_EDUCATION, ["졸업증명서", "학교생활기록부"]),
        ],
    )
    def test_cells_that_could_not_be_read_for_sure_are_told(self, category, told):
        unsure = [each for each in asked(category).warnings if "뚜렷하게" in each]
        assert len(unsure) == bool(told)
        assert all(word in unsure[0] for word in told)


class TestVaccination:
    @pytest.mark.parametrize("category", FROM_ABROAD)
    def test_everybody_from_abroad_hands_it_in(self, category):
        result = asked(category)
        assert "vaccination" in codes(result.required)
        steps = " ".join(step.text for step in result.because)
        assert all(word in steps for word in ("증빙으로", "접종하지 않은", "금기자"))
        warned = any("p.76" in each and "예방접종" in each for each in result.warnings)
        assert warned is (category is not Category.SPECIAL_EDUCATION)


class TestAuthentication:
    @pytest.mark.parametrize("category", FROM_ABROAD)
    @pytest.mark.parametrize(
        ("country", "expected", "alternatives"),
        [
            ("캐나다", Authentication.APOSTILLE_OR_CONSUL, tuple(Alternative)),
            ("베트남", Authentication.CONSUL, (Alternative.REGULAR_SCHOOL_PROOF,)),
        ],
    )
    def test_an_unlisted_school_s_papers_go_by_its_country(self, category, country, expected, alternatives):
        result = asked(category, country=country)
        assert (result.authentication, result.alternatives) == (expected, alternatives)
        assert result.forms == ("5-1",)
        assert any(f"({country})" in step.text for step in result.because)

    @pytest.mark.parametrize("country", ["캐나다", "베트남", None])
    def test_a_listed_school_needs_form_5_2_instead(self, country):
        result = asked(country=country, school_listed=True)
        assert (result.authentication, result.alternatives) == (Authentication.NONE, ())
        assert result.forms == ("5-1", "5-2")
        assert codes(result.required)[-1] == "guardian_confirmation"
        assert 146 in [step.source.page for step in result.because]
        assert not any("가입" in each for each in result.warnings)

    @pytest.mark.parametrize("category", DOMESTIC)
    def test_without_a_foreign_school_nothing_is_authenticated(self, category):
        result = asked(category, country=None, school_listed=True, language="vi")
        assert (result.authentication, result.alternatives, result.forms) == (Authentication.NONE, (), ("5-1",))
        assert (result.translation_notarised, result.apply_within) == (False, None)
        assert "guardian_confirmation" not in codes(result.required)

    @pytest.mark.parametrize(("country", "warned"), [("베트남", True), ("캐나다", False)])
    def test_a_state_may_have_joined_since(self, country, warned):
        assert any("2024-01-11" in each for each in asked(country=country).warnings) is warned

    @pytest.mark.parametrize(("country", "told"), [("캐나다", True), ("베트남", False)])
    def test_a_mission_s_confirmation_replaces_an_apostille_only(self, country, told):
        assert any("재외공관" in step.text for step in asked(country=country).because) is told


class TestCountries:
    @pytest.mark.parametrize("state", APOSTILLE["states"], ids=lambda state: state["name"])
    def test_every_member_is_known_by_each_of_its_names(self, state):
        names = [state["name"], *state.get("aliases", ()), *state.get("includes", ())]
        if state["name"] == "한국":
            assert "국내 소재" in refused("한국").message
        else:
            assert {countries.find(name) for name in names} == {
                countries.Country(state["name"], state["region"], member=True)
            }

    def test_the_printed_numbers_of_members(self):
        listed = [state["region"] for state in APOSTILLE["states"]]
        assert {region: listed.count(region) for region in listed} == APOSTILLE["regions"]
        assert len(set(listed)) == 6
        assert len(listed) == sum(APOSTILLE["regions"].values()) == APOSTILLE["total"] == 125

    @pytest.mark.parametrize(
        "name",
        [
            "베트남",
            "태국",
            "말레이시아",
            "대만",
            "타이완",
            "아랍에미리트",
            "아랍에미리트(UAE)",
            "UAE",
            "카타르",
            "쿠웨이트",
            "캄보디아",
            "이집트",
            "방글라데시",
        ],
    )
    def test_states_that_are_often_asked_for_are_no_members(self, name):
        assert countries.find(name).member is False

    def test_no_country_is_member_and_not(self):
        names = [state["name"] for state in APOSTILLE["states"]]
        others = tomllib.loads((FOLDER / "countries.toml").read_text(encoding="utf-8"))["not_members"].values()
        every = [*names, *(name for listed in others for name in listed)]
        assert len(set(every)) == len(every)

    @pytest.mark.parametrize(
        ("name", "country"),
        [
            ("호주", "오스트레일리아"),
            ("오스트레일리아(호주)", "오스트레일리아"),
            ("마샬제도", "마샬군도"),
            ("벨로루시", "벨라루스"),
            ("USA", "미국"),
            ("홍콩", "중국"),
            ("괌", "미국"),
            (" 쿡 제도 ", "쿡제도"),
            ("보스니아", "보스니아 헤르체고비나"),
        ],
    )
    def test_other_names_and_territories(self, name, country):
        assert (countries.find(name).name, countries.find(name).member) == (country, True)

    @pytest.mark.parametrize(("name", "near"), [("캐나디", "캐나다"), ("싱가포루", "싱가포르"), ("배트남", "베트남")])
    def test_a_slip_of_the_pen_is_refused_with_near_names(self, name, near):
        message = refused(name).message
        assert f"‘{name}’" in message
        assert near in message

    def test_a_name_like_no_other_is_refused(self):
        assert "나라 이름을 한글로" in refused("xyzzy").message

    def test_a_name_of_two_countries_is_asked_back(self):
        assert "도미니카공화국, 도미니카연방" in refused("도미니카").message
        assert countries.find("도미니카연방").name == "도미니카연방"

    def test_an_unknown_country_is_refused_even_for_a_listed_school(self):
        assert refused("아틀란티스", school_listed=True).field == "country"

    @pytest.mark.parametrize("category", FROM_ABROAD)
    def test_while_the_country_of_an_unlisted_school_is_not_known_either_way_may_serve(self, category):
        result = asked(category, country=None)
        assert (result.authentication, result.alternatives) == (Authentication.APOSTILLE_OR_CONSUL, tuple(Alternative))
        assert not any("가입국" in step.text for step in result.because)
        assert any("나라를 확인해 주세요" in each for each in result.warnings)


class TestReasons:
    @pytest.mark.parametrize(
        ("more", "quotes"),
        [
            ({}, ["가. 유형별", "15)", "서류는 원본", "종전과 같이", "※ 아포스티유 가입국", "민원인이", "재외공관"]),
            (
                {"country": "베트남"},
                ["가. 유형별", "15)", "서류는 원본", "종전과 같이", "※ 아포스티유 가입국", "민원인이"],
            ),
            ({"school_listed": True}, ["가. 유형별", "15)", "서류는 원본", "아포스티유 발급", "학교장 발급서류와"]),
        ],
    )
    def test_each_sentence_is_told_in_its_order(self, more, quotes):
        told = [step.source.quote for step in asked(**more).because]
        assert len(told) == len(quotes) + 4
        assert all(quote.startswith(begins) for quote, begins in zip(told, quotes, strict=False))
        assert told[-1].startswith("외국학교 최종 재학일 이후 1개월")

    def test_a_finished_term_is_the_reason_for_no_deadline(self):
        assert asked(term_finished=True).because[-1].source.quote.startswith("외국에서 해당학기를 이미")

    def test_the_column_is_named(self):
        assert asked().because[0].text == "구비서류 표의 ‘귀국학생(재취학)’ 칸에 따릅니다."


class TestTranslationAndTime:
    @pytest.mark.parametrize(
        ("language", "needed"),
        [("en", False), (" EN", False), ("영어", False), ("ko", False), ("vi", True), ("other", True)],
    )
    def test_papers_that_are_not_english_are_translated_and_notarised(self, language, needed):
        result = asked(language=language)
        assert result.translation_notarised is needed
        assert any("번역·공증" in step.text for step in result.because) is needed

    def test_a_language_that_is_not_told_is_warned_of(self):
        result = asked(language=None)
        assert result.translation_notarised is False
        assert any("언어를 확인" in each for each in result.warnings)
        assert not any("언어를 확인" in each for each in asked(Category.OVER_AGE, language=None).warnings)

    @pytest.mark.parametrize(("finished", "within"), [(False, "1개월"), (True, None)])
    def test_one_month_from_the_last_day_unless_the_term_was_finished(self, finished, within):
        result = asked(term_finished=finished)
        assert result.apply_within == within
        assert any("1개월 이내" in step.text for step in result.because) is not finished

    @pytest.mark.parametrize(("category", "told"), [(Category.FOREIGN_NATIONAL, True), (Category.RETURNEE, False)])
    def test_without_an_alien_card_proof_of_residence_is_enough(self, category, told):
        result = asked(category)
        assert any("임대차계약서, 인우보증서" in step.text for step in result.because) is told
