"""Definitions are data: read, checked with sentences, and enough for an entry page and for the paper."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from hakjeok.forms import forms as forms_of_the_appendix
from hakjeok_web.documents.rendering import DefinitionError, check, compose, definitions
from hakjeok_web.documents.rendering.blocks import plain_text
from hakjeok_web.documents.rendering.command import main as forms
from hakjeok_web.documents.rendering.definition import Field
from hakjeok_web.documents.rendering.loading import from_data
from hakjeok_web.documents.rendering.values import with_particle, written
from tests.web.documents.papers import NOTICE, OUTING, REGISTER

PROJECT = Path(__file__).parents[3]


def wrong(**changes):
    """The sentence that a changed definition of the notice is refused with."""
    data = tomllib.loads((PROJECT / "src/hakjeok_web/documents/definitions/2-3.toml").read_text())
    with pytest.raises(DefinitionError) as refusal:
        from_data(data | changes, "2-3.toml")
    return str(refusal.value)


def field_of(**entry):
    return {"fields": [{"key": "name", "label": "성명"} | entry], "sample": {}}


def test_every_definition_is_a_form_of_the_appendix_or_the_monthly_register():
    assert set(definitions()) <= {*forms_of_the_appendix(), "attendance-register"}


def test_the_notice_keeps_its_place_in_the_handbook():
    assert (NOTICE.page, NOTICE.chapter, NOTICE.issued_by, NOTICE.addressed_to) == (122, 2, "학교장", "보호자")


def test_the_notice_has_every_field_of_the_handbooks_form():
    assert {field.key for field in NOTICE.fields if not field.added} == {
        "doc_no", "addressee", "student_name", "visit_datetime", "visit_place", "principal_seal",
    }  # fmt: skip


def test_what_we_added_to_the_handbooks_form_says_why():
    added = {field.key: field.added for field in NOTICE.fields if field.added}
    assert set(added) == {"school_phone", "issue_date"}
    assert all(reason.endswith("더했습니다.") for reason in added.values())


def test_a_field_is_called_by_a_name_that_can_be_spoken():
    assert NOTICE.field("addressee").name == "받는 보호자"
    assert NOTICE.field("issue_date").name == "보낸 날"
    assert NOTICE.field("visit_datetime").name == "내교일시"


def test_fields_come_in_groups_for_the_entry_page():
    groups = [(part, group, len(fields)) for part, group, fields in OUTING.groups()]
    assert groups == [("", "인적사항", 6), ("", "", 12), ("접수증", "", 1)]


@pytest.mark.parametrize("definition", [NOTICE, REGISTER, OUTING], ids=lambda definition: definition.id)
def test_every_sample_passes_its_own_checks(definition):
    assert check(definition, definition.sample) == []


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("student_name", "", "자녀(학생) 이름: 비어 있습니다. 적어 주세요."),
        ("student_name", 7, "자녀(학생) 이름: 글자가 아닙니다. 글자로 적어 주세요."),
        ("addressee", "가" * 51, "받는 보호자: 51자라서 너무 깁니다. 50자까지 적어 주세요."),
        ("school_phone", "전화", "학교 연락처: 전화번호로 읽을 수 없습니다. 010-1234-5678처럼 적어 주세요."),
        ("issue_date", "5/3", "보낸 날: 날짜로 읽을 수 없습니다. 2024-05-03처럼 적어 주세요."),
        ("visit_datetime", "2024-05-06T10:00", "내교일시: 보낸 날보다 앞섭니다. 날짜를 다시 골라 주세요."),
        ("nickname", "하나", "내교 통지서에 ‘nickname’ 칸이 없습니다. 서식을 다시 열어 주세요."),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(key, value, sentence):
    problems = check(NOTICE, NOTICE.sample | {key: value})
    assert [(problem.key, str(problem)) for problem in problems] == [(key, sentence)]


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("rrn", "140709", "주민등록번호: 주민등록번호 13자리가 아닙니다. 140503-1234567처럼 적어 주세요."),
        ("days", "4", "일수: 숫자가 아닙니다. 숫자로 적어 주세요."),
        ("days", True, "일수: 숫자가 아닙니다. 숫자로 적어 주세요."),
        ("transport", ["기차", "비행기"], "교통편: 하나만 골라 주세요."),
        ("transport", "배", "교통편: ‘배’는 보기에 없습니다. 승용차, 기차, 비행기 가운데 골라 주세요."),
        (
            "period",
            {"from": "2024-05-23", "to": "2024-05-20"},
            "기간: 끝나는 날이 시작하는 날보다 앞섭니다. 두 날짜를 다시 골라 주세요.",
        ),
        ("period", {"from": "2024-05-01", "to": "2024-05-02"}, "기간: 신청일보다 앞섭니다. 날짜를 다시 골라 주세요."),
        ("agrees", None, "동의 여부: 비어 있습니다. 골라 주세요."),
        ("companions", [{"relation": "부"}], "동행자 1째 줄 성명: 비어 있습니다. 적어 주세요."),
        ("companions", "부모", "동행자: 표의 줄을 읽을 수 없습니다. 다시 적어 주세요."),
    ],
)
def test_other_types_are_checked_as_well(key, value, sentence):
    assert [str(problem) for problem in check(OUTING, OUTING.sample | {key: value})] == [sentence]


@pytest.mark.parametrize(
    ("changes", "part_of_the_sentence"),
    [
        ({"titel": "내교 통지서"}, "맨 위: ‘titel’은(는) 모르는 항목입니다"),
        ({"kind": "poem"}, "kind: ‘poem’은(는) 없는 종류입니다"),
        ({"heading": ""}, "heading: 적혀 있지 않습니다"),
        (field_of(type="colour"), "type ‘colour’은(는) 없는 갈래입니다"),
        (field_of(type="choice"), "options(보기)가 없습니다"),
        (field_of(type="table"), "columns(열)는 type이 table일 때"),
        (field_of(auto="학생"), "auto는 student.name처럼"),
        (field_of(key="Name"), "key는 영문 소문자로"),
        (field_of(), "칸이 fields에 없습니다"),
        ({"body": []}, "칸이 지면에 나오지 않습니다"),
        ({"body": [{"block": "poem"}]}, "block ‘poem’은(는) 없습니다"),
        ({"body": [{"block": "text", "text": "{nobody}"}]}, "‘nobody’ 칸이 fields에 없습니다"),
        ({"body": [{"block": "text", "text": "{doc_no:upside}"}]}, "‘upside’은(는) 없는 표기입니다"),
        ({"body": [{"block": "table", "columns": [9], "rows": [["가", "나"]]}]}, "한 줄에 2칸이 있으나"),
    ],
)
def test_a_definition_that_could_not_be_printed_is_refused(changes, part_of_the_sentence):
    sentence = wrong(**changes)
    assert sentence.startswith("서식 정의 2-3.toml의 ")
    assert part_of_the_sentence in sentence


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("김서연", "이/가", "김서연이"),
        ("박하나", "이/가", "박하나가"),
        ("Kim", "은/는", "Kim은(는)"),
        ("", "을/를", "을(를)"),
    ],
)
def test_a_particle_follows_the_last_sound_of_the_word(word, pair, expected):
    assert with_particle(word, pair) == expected


@pytest.mark.parametrize(
    ("key", "how", "expected"),
    [
        ("born", "", "2014. 7. 9."), ("born", "long", "2014년 7월 9일"), ("born", "weekday", "2014. 7. 9.(수)"),
        ("born", "month", "7"), ("leaves_at", "", "2024. 5. 20.(월) 08:05"),
        ("leaves_at", "long", "2024년 5월 20일(월) 8시 5분"), ("period", "", "2024. 5. 20.~5. 23."),
        ("period", "days", "4"), ("period", "to", "2024. 5. 23."), ("days", "", "4일"), ("overnight", "", "예"),
        ("reasons", "", "답사·견학, 체험 활동"), ("transport", "box 기차", "☑\u00a0기차"),
        ("sex", "boxes", "☐\u00a0남  ☑\u00a0여"), ("leaves_at", "time", "08:05"), ("leaves_at", "dayname", "월요일"),
        ("born", "dayname", "수요일"), ("leaves_at", "month", "5"),
    ],
)  # fmt: skip
def test_values_are_written_as_official_papers_write_them(key, how, expected):
    assert written(OUTING.field(key), OUTING.sample[key], how) == expected


def test_a_year_has_no_comma_where_a_count_has_one():
    year = Field("school_year", "학년도", type="number")
    assert (written(year, 2024, "year"), written(year, 2024)) == ("2024", "2,024")


def test_a_time_and_a_day_of_the_week_are_left_open_on_a_blank():
    assert written(OUTING.field("leaves_at"), None, "time").strip() == ":"
    assert written(OUTING.field("leaves_at"), None, "dayname").strip() == "요일"


def paper_of(*body, given=None):
    """The words of a small paper about companions and their transport, with this body."""
    fields = [
        {"key": "transport", "label": "교통편", "type": "choice", "options": ["기차", "버스"]},
        {"key": "companions", "label": "동행자", "type": "table", "rows": ["many"], "columns": [
            {"key": "name", "label": "성명", "type": "signature"},
            {"key": "sex", "label": "성별", "type": "sex", "blank": "남·여"},
        ]},
        {"key": "note", "label": "비고"},
    ]  # fmt: skip
    shown = {"block": "text", "text": "{transport} {note}"}
    data = {"id": "x", "title": "x", "heading": "x", "kind": "report", "fields": fields, "body": [shown, *body]}
    return plain_text(compose(from_data(data, "x.toml"), given or {}).blocks)


PAIR = {"companions": [{"name": "선우진", "sex": "남"}, {"name": "최보람", "sex": "여"}]}


def test_the_cells_of_a_line_may_be_worded_freely():
    body = {
        "block": "repeat", "field": "companions", "columns": [1, 1], "head": [["성명(성별)", "순"]],
        "cells": ["{name}({sex})", "{line_number}"],
    }  # fmt: skip
    assert paper_of(body, given=PAIR).endswith("성명(성별)\t순\n선우진(남)\t1\n최보람(여)\t2")
    assert paper_of(body).endswith("(남·여)\t1")
    with pytest.raises(DefinitionError, match="‘age’ 열이 없습니다"):
        paper_of(body | {"cells": ["{name}", "{age}"]})


def test_everybody_in_a_table_of_signers_gets_a_line():
    body = {"block": "sign", "field": "companions", "label": "위원", "mark": "(인)"}
    assert paper_of(body, given=PAIR).splitlines()[1:] == ["위원\u2003선우진\u2003(인)", "위원\u2003최보람\u2003(인)"]


@pytest.mark.parametrize(
    ("when", "transport", "printed"),
    [
        ("transport", "기차", True),
        ("transport", None, False),
        ("transport=기차", "기차", True),
        ("transport=기차", "버스", False),
        ("transport=기차", None, False),
        ("transport!=기차", "버스", True),
        ("transport!=기차", None, True),
        ("transport!=기차", "기차", False),
        ("transport=", "기차", False),
        ("transport=", None, True),
    ],
)
def test_a_block_is_printed_when_its_condition_holds(when, transport, printed):
    block = {"block": "text", "text": "역으로 갑니다.", "when": when}
    everyone = {"block": "sign", "field": "companions"}
    assert ("역으로" in paper_of(block, everyone, given={"transport": transport})) is printed


def test_decomposed_hangul_is_printed_composed():
    assert written(OUTING.field("pupil"), "\u1112\u1161\u11ab") == "한"


def test_a_part_for_later_is_asked_for_only_once_somebody_has_begun_with_it():
    trip = definitions()["2-1"]
    application = {key: value for key, value in trip.sample.items() if trip.field(key).part != "교외체험학습 보고서"}
    assert check(trip, application) == []
    begun = application | {"report_content": "첨성대를 보았습니다."}
    assert {problem.key for problem in check(trip, begun)} & {
        each.key for each in trip.fields if each.part == "교외체험학습 보고서"
    }


def test_rows_with_printed_names_keep_them_and_free_rows_are_filled_up():
    blank = plain_text(compose(OUTING, {}).blocks)
    assert "주민등록등본\t" in blank
    assert "여행 예약 확인서\t" in blank
    assert blank.count("\n1\t") == blank.count("\n3\t") == 1


def words_of(definition_id, values):
    return plain_text(compose(definitions()[definition_id], values).blocks)


def test_a_blank_paper_shows_what_stands_there_before_anybody_writes():
    assert "내부결재" in words_of("1-6", {})
    assert "1. 관련: □□초등학교-00" in words_of("1-6", {})


def test_a_school_year_is_written_without_a_comma():
    assert "2. 2024학년도에" in words_of("1-6", {"deferral_school_year": 2024})


def test_several_columns_may_stand_in_one_cell_of_a_line():
    assert "박하나\n(2018. 5. 3.)\t" in words_of("1-13", definitions()["1-13"].sample)


def test_advice_to_whoever_fills_in_a_blank_is_not_sent_with_the_letter():
    advice = "전화로 미리 협의하시기 바랍니다"
    assert advice in words_of("1-13", {})
    assert advice not in words_of("1-13", definitions()["1-13"].sample)


def test_a_letter_has_no_empty_lines_but_its_blank_form_has():
    assert "\n2\t" in words_of("1-14", {})
    assert "\n2\t" not in words_of("1-14", definitions()["1-14"].sample)


def test_a_consent_may_stand_side_by_side_with_its_answer_below():
    words = words_of("1-4", {"consent_third_party": "미동의"})
    assert "▢ 개인정보의 제3자 제공(필수)\n제공받는자\t이용 목적\t정보범위\t보유·이용기간 및 파기\n▪ 거주지" in words
    assert words.count("☑\u00a0미동의") == 1
    assert "▢ 개인정보의 제3자 제공(선택)" in words


def test_a_cell_of_a_line_names_columns_of_its_own_table():
    data = tomllib.loads((PROJECT / "src/hakjeok_web/documents/definitions/1-13.toml").read_text())
    block = next(one for one in data["body"] if one["block"] == "repeat")
    block["cells"][0] = "{nobody}"
    with pytest.raises(DefinitionError, match="표 ‘requests’에 ‘nobody’ 열이 없습니다"):
        from_data(data, "1-13.toml")


def test_lines_may_be_counted_in_words():
    agenda = plain_text(compose(definitions()["1-20"], {}).blocks)
    assert "제1안\t" in agenda
    assert "제2안\t" in agenda


def test_the_approval_box_may_stand_inside_a_table():
    approvals = [{"role": "위원장", "name": "정교장"}, {"role": "위원", "name": "이교감"}]
    given = plain_text(compose(definitions()["1-20"], {"_approvals": approvals}).blocks)
    assert "위원장\t위원\n정교장\t이교감" in given
    assert "위원장\t위원1" in plain_text(compose(definitions()["1-20"], {}).blocks)


def test_the_command_lists_all_documents_as_json(capsys):
    assert forms(["list", "--json"]) == 0
    listed = {one["id"]: one for one in json.loads(capsys.readouterr().out)}
    assert list(listed) == list(definitions())
    assert (listed["2-3"]["page"], listed["attendance-register"]["page"]) == (122, 0)
    assert listed["2-3"]["fields"][2] == {
        "key": "student_name", "label": "자녀( )", "type": "person", "required": True, "auto": "student.name",
    }  # fmt: skip


def test_the_command_prints_a_file_from_values(tmp_path):
    values, out = tmp_path / "values.json", tmp_path / "notice.hwpx"
    values.write_text(json.dumps(NOTICE.sample), encoding="utf-8")
    assert forms(["render", "2-3", "--format", "hwpx", "--out", str(out), "--values", str(values)]) == 0
    assert out.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "values", "sentence"),
    [
        (["9-9", "--format", "pdf"], None, "서식 ‘9-9’이(가) 없습니다."),
        (["2-3", "--format", "doc"], None, "쓰는 법:"),
        (["2-3", "--format", "pdf"], "[]", "중괄호 { }로 묶어"),
        (["2-3", "--format", "pdf"], "{", "UTF-8로 쓴 JSON이 아닙니다"),
        (["2-3", "--format", "pdf"], "{}", "내교일시: 비어 있습니다. 적어 주세요."),
    ],
)
def test_the_command_refuses_with_a_sentence_and_writes_nothing(tmp_path, capsys, arguments, values, sentence):
    out, file = tmp_path / "paper", tmp_path / "values.json"
    given = []
    if values is not None:
        file.write_text(values)
        given = ["--values", str(file)]
    assert forms(["render", *arguments, "--out", str(out), *given]) == 2
    assert sentence in capsys.readouterr().err
    assert not out.exists()


def test_the_command_needs_neither_django_nor_a_database():
    code = (
        "import sys; from hakjeok_web.documents.rendering.command import main; "
        "main(['list']); print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, env={})
    assert done.stdout.splitlines()[-1] == "False"


# What cannot always be known may stay empty.


def changed(definition_id, **values):
    """What is wrong with a sample that lacks something."""
    definition = definitions()[definition_id]
    return [each.key for each in check(definition, dict(definition.sample) | values)]


def test_a_child_with_one_guardian_can_be_searched_for():
    child, guardian, *_ = definitions()["2-4"].sample["persons"]
    only_name = {"kind": "보호자1", "name": guardian["name"]}
    assert changed("2-4", persons=[child, only_name, {"kind": "보호자2"}]) == []
    assert changed("2-4", persons=[child, {"kind": "보호자1"}, {}]) == ["persons.2.name"]
    assert changed("2-4", persons=[child, guardian, {"phone": "010-0000-0001"}]) == ["persons.3.name"]


def test_a_second_visit_and_an_omitted_one_may_stay_empty():
    first, *_ = definitions()["2-4"].sample["home_visits"]
    assert changed("2-4", home_visits=[first, {"visit_no": "2차"}]) == []
    assert changed("2-4", home_visits=None) == []  # p.37: left out where the departure is certain


def test_a_visit_at_a_closed_door_can_be_reported():
    first, *_ = definitions()["2-6"].sample["inspectors"]
    unknown = ("residence", "caregiver", "home_environment", "student_interview", "guardian_interview")
    assert changed("2-6", inspectors=[first, {}], **dict.fromkeys(unknown, "")) == []


def test_a_card_is_begun_before_the_first_month():
    late = dict.fromkeys(("cause_detail", "home_visit_datetime", "guardian_visit_datetime"), "")
    assert changed("2-7", monthly=[], process=[{}, {}, {}], **late) == []


def test_a_line_that_may_stay_empty_is_one_of_the_form_s():
    table = {"key": "seen", "label": "본 것", "type": "table", "rows": ["1차"], "optional_rows": ["2차"]}
    table["columns"] = [{"key": "what", "label": "차수"}]
    with pytest.raises(DefinitionError, match="optional_rows의 ‘2차’ 줄이 rows에 없습니다"):
        from_data({"id": "x", "title": "x", "heading": "x", "kind": "report", "fields": [table]}, "x.toml")
