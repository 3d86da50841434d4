import pytest

from hakjeok.korean import because_of, with_particle


@pytest.mark.parametrize(
    ("word", "joined"),
    [
        ("정당한 해외 출국", "정당한 해외 출국으로"),
        ("질병치료", "질병치료로"),
        ("가정사정", "가정사정으로"),
        ("서울", "서울로"),
        ("이민(캐나다)", "이민(캐나다)으로"),
        ("부의 파견.", "부의 파견.으로"),
        ("ADHD", "ADHD로"),
        ("제3", "제3으로"),
        ("제1", "제1로"),
        ("(미상)", "(미상)으로"),
        ("", "로"),
    ],
)
def test_the_particle_of_cause_follows_the_last_sound(word, joined):
    assert because_of(word) == joined


@pytest.mark.parametrize(
    ("word", "joined"), [("학생", "학생은"), ("학교", "학교는"), ("결석", "결석은"), ("서울", "서울은")]
)
def test_the_particle_of_topic_follows_the_last_sound(word, joined):
    assert with_particle(word, "은", "는") == joined
