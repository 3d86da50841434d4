"""What other systems' words mean (p.20–32); 미인정결석 and 출석인정결석 are the record's words."""

import tomllib
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.attendance.reasons import Reason
from hakjeok_web.attendance.reason_words import NOT_TOLD
from hakjeok_web.attendance.symbols import FORM_WORDS, KIND_WORDS, SYMBOLS
from hakjeok_web.config.sheets.errors import BadValue
from hakjeok_web.config.spreadsheet import CONDITIONS_SHEET
from hakjeok_web.reconciliations.reading import words
from hakjeok_web.reconciliations.reading.reader import CONDITIONS
from hakjeok_web.reconciliations.reading.words import Said, bare, said_by, same_reason, together

KINDS, FORMS = words.words()["kind"], words.words()["form"]
BETWEEN = st.sampled_from(["", " ", "-", "/", " · ", "(", "\n", "　"])


@pytest.mark.parametrize(
    ("said", "kind", "form"),
    [
        ("인정결석", "authorized", "absence"),
        ("출석인정결석", "authorized", "absence"),
        ("미인정결석", "unexcused", "absence"),
        ("무단결석", "unexcused", "absence"),
        ("사고결석", "unexcused", "absence"),
        ("병결", "illness", "absence"),
        ("결석(질병)", "illness", "absence"),
        ("무단지각", "unexcused", "late"),
        ("인정 조퇴", "authorized", "early_leave"),
        ("기타결과", "other", "class_absence"),
        ("공결", "authorized", "absence"),
        ("교외체험학습", "authorized", "absence"),
        ("♥", "unexcused", "absence"),
        ("=", "other", "class_absence"),
        ("@", "illness", "early_leave"),
    ],
)
def test_a_word_is_read(said, kind, form):
    assert said_by(said) == Said(form, kind)


@given(st.sampled_from(sorted(KINDS)), st.sampled_from(sorted(FORMS)), BETWEEN, st.booleans(), st.data())
def test_every_pair_of_words_is_read_in_both_orders_however_it_is_parted(kind, form, between, form_first, data):
    kind_word = data.draw(st.sampled_from(KINDS[kind]["words"]))
    form_word = data.draw(st.sampled_from(FORMS[form]["words"]))
    parts = (form_word, kind_word) if form_first else (kind_word, form_word)
    assert said_by(between.join(parts)) == Said(form, kind)


@given(st.text(max_size=8))
def test_any_other_text_is_refused_or_read_never_more(text):
    with suppress(BadValue):
        said = said_by(text)
        assert said.form in ("", "present", *FORMS)
        assert said.kind in ("", *KINDS)


def test_no_word_means_two_things():
    """Also no pair of words: 기타 and 결과 are never read as something else together."""
    meanings: dict[str, set] = {}
    for (kind, kinds), (form, forms) in product(KINDS.items(), FORMS.items()):
        for kind_word, form_word in product(kinds["words"], forms["words"]):
            for said in (kind_word + form_word, form_word + kind_word):
                meanings.setdefault(bare(said), set()).add((kind, form))
    for entry in words.words()["whole"]:
        for said in entry["words"]:
            meanings.setdefault(bare(said), set()).add((entry["kind"], entry["form"]))
    assert {said: found for said, found in meanings.items() if len(found) > 1} == {}
    alone = [bare(word) for group in (*KINDS.values(), *FORMS.values()) for word in group["words"]]
    assert len(set(alone)) == len(alone)
    assert not set(alone) & set(meanings)


def test_every_sign_of_the_register_is_read():
    assert {pair: said_by(symbol.sign) for pair, symbol in SYMBOLS.items()} == {
        (form, kind): Said(form, kind) for form, kind in SYMBOLS
    }


def test_the_words_of_the_record_are_read():
    for (form, form_word), (kind, kind_word) in product(FORM_WORDS.items(), KIND_WORDS.items()):
        assert said_by(kind_word + form_word) == Said(form, kind)


def test_every_entry_says_its_page_and_why():
    entries = [*KINDS.values(), *FORMS.values(), *words.words()["whole"]]
    assert all(20 <= entry["source"] <= 32 and entry["why"] for entry in entries)


def test_the_reasons_are_those_of_the_handbook():
    assert set(words.words()["reason"]) <= {reason.value for reason in Reason}


def test_the_words_that_lists_of_our_own_put_in_place_of_others_are_known():
    assert words.is_untold(NOT_TOLD)
    assert CONDITIONS == CONDITIONS_SHEET


def test_what_says_nothing_means_nothing_else():
    for each in words.words()["nothing"]:
        for word in each["words"]:
            with pytest.raises(BadValue):
                said_by(word)


def test_a_form_without_a_kind_is_not_enough():
    with pytest.raises(BadValue, match="종류"):
        together([said_by("결석")])


def test_a_kind_without_a_form_is_not_enough():
    with pytest.raises(BadValue, match="형태"):
        together([said_by("질병")])


def test_two_columns_say_it_together():
    assert together([said_by("질병"), said_by("지각")]) == Said("late", "illness")


def test_two_columns_may_not_contradict_each_other():
    with pytest.raises(BadValue, match="서로 다릅니다"):
        together([said_by("질병결석"), said_by("지각")])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("체험학습", "교외체험학습", True),
        ("독감", "법정 감염병", True),
        ("감 기", "감기", True),
        ("감기", "두통", False),
        ("가족 여행", "체험학습", False),
    ],
)
def test_two_wordings_of_one_reason_are_no_difference(one, other, same):
    assert same_reason(one, other) is same


def test_the_file_of_words_can_be_read():
    text = (Path(words.__file__).with_name("words.toml")).read_text(encoding="utf-8")
    assert set(tomllib.loads(text)) == {"kind", "form", "whole", "present", "reason", "nothing", "untold"}
