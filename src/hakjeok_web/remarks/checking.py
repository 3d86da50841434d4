"""Whether a text may stand as a remark (기재 금지와 길이), with the words that may stand instead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.attendance.remark_check import Finding, RemarkCheck, RemarkCheckFacts, remark_check
from hakjeok.attendance.remark_text import ABROAD_UNEXCUSED, Why
from hakjeok.korean import with_particle
from hakjeok_web.config.refusals import Reason

PAGES = {Why.OVERSEAS_LANGUAGE_COURSE: "p.30, 35"}
# `해외어학연수로 인한 미인정결석(12일)` is named as one thing, with its days: 미인정유학(12일) (p.35).
AS_ABSENCE = re.compile(r"(?:으로|로)?\s*(?:인한\s*)?미인정\s*결석\s*\((\d+)일\)")


@dataclass(frozen=True)
class Problem:
    """One thing that cannot stay, with its sentence; `instead` may be put from `start` to `end`."""

    start: int
    end: int
    sentence: str
    instead: str = ""


@dataclass(frozen=True)
class Checked:
    """A text's length and everything that stands against it."""

    text: str
    bytes: int
    limit: int
    problems: tuple[Problem, ...]

    @property
    def length(self) -> str:
        """`27 / 1500바이트`."""
        return f"{self.bytes} / {self.limit}바이트"

    @property
    def is_over(self) -> bool:
        return self.bytes > self.limit

    @property
    def is_near(self) -> bool:
        return self.limit * 0.9 <= self.bytes <= self.limit

    @property
    def replaced(self) -> str:
        """The text with every offered wording put in."""
        text = self.text
        for each in sorted(self.problems, key=lambda each: each.start, reverse=True):
            if each.instead:
                text = text[: each.start] + each.instead + text[each.end :]
        return text

    def reasons(self, field: str = "text") -> list[Reason]:
        return [Reason(each.sentence, field=field, page=30) for each in self.problems]


def one_line(text: str) -> str:
    """The text as it is kept: no blanks at its ends, no line break but one between lines."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def checked(text: str, measures: str = "") -> Checked:
    """The answer of `attendance.remark_check`; `measures` stand behind the text and count towards its length."""
    whole = f"{text}, {measures}" if text and measures else text or measures
    answer = remark_check(RemarkCheckFacts(text=whole))
    own = [each for each in answer.findings if each.start < len(text) or each.why is Why.TOO_LONG]
    return Checked(text, answer.bytes, answer.limit_bytes, tuple(_problems(own, text, answer)))


def _problems(findings: list[Finding], text: str, answer: RemarkCheck) -> Iterator[Problem]:
    for each in findings:
        if each.why is Why.TOO_LONG:
            said = f"{answer.bytes}바이트여서 한도 {answer.limit_bytes}바이트(한글 500자)를 넘습니다. 줄여 주세요."
            yield Problem(min(each.start, len(text)), len(text), said)
        else:
            yield _banned(each, text)


def _banned(finding: Finding, text: str) -> Problem:
    pages = PAGES.get(finding.why, "p.30")
    said = f"{with_particle(f'‘{finding.word}’', '은', '는')} 출결 특기사항에 쓸 수 없습니다({pages})."
    if finding.suggestion is None:
        return Problem(finding.start, finding.end, f"{said} 다른 말로 고쳐 주세요.")
    as_absence = AS_ABSENCE.match(text, finding.end)
    if as_absence is None:
        return Problem(finding.start, finding.end, f"{said} ‘{finding.suggestion}’처럼 적습니다.", finding.suggestion)
    instead = f"{ABROAD_UNEXCUSED}({as_absence[1]}일)"
    return Problem(finding.start, as_absence.end(), f"{said} ‘{instead}’처럼 적습니다.", instead)
