"""The particles (조사) that follow the last sound of a Korean word."""

import re

FIRST_SYLLABLE, LAST_SYLLABLE, FINALS = ord("가"), ord("힣"), 28
RIEUL = 8

# How a digit or a Latin letter sounds at its end when read in Korean: a final, ㄹ, or neither (영 일 이 …, 엘 엠 …).
FINAL_BY_READING = dict.fromkeys("036mnMN", 1) | dict.fromkeys("178lrLR", RIEUL)


def with_particle(word: str, after_final: str, after_vowel: str) -> str:
    """The word with the particle that fits its last sound: 학생+은, 학교+는.

    What stands in brackets at the end is not heard: 이민(캐나다)은.
    """
    return word + (after_final if _final(word) else after_vowel)


def because_of(word: str) -> str:
    """The word with 으로 or 로, which follows vowels and ㄹ: 출국으로, 치료로, 서울로."""
    return word + ("으로" if _final(word) not in (0, RIEUL) else "로")


def _final(word: str) -> int:
    """The final consonant of the last sound, 0 where it ends in a vowel."""
    heard = re.sub(r"(\s*[(\[〔][^()\[\]〔〕]*[)\]〕])+$", "", word) or word
    heard = re.sub(r"[\W_]+$", "", heard)
    last = heard[-1:]
    if last and FIRST_SYLLABLE <= ord(last) <= LAST_SYLLABLE:
        return (ord(last) - FIRST_SYLLABLE) % FINALS
    return FINAL_BY_READING.get(last, 0)
