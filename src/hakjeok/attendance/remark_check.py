"""attendance.remark_check: whether a text may stand in a field of remarks (특기사항의 기재 금지와 길이)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from hakjeok.attendance.remark_text import ABROAD_UNEXCUSED, Why, banned_in, byte_sizes
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

LIMIT = load("attendance")["remark_limit_bytes"]

BANNED = Source(
    page=30,
    quote="학교생활기록부 기재 금지 사항(해외봉사활동, 해외어학연수, 교외 대회 참가 등)은 입력할 수 없음"
    "(출결 특기사항에 ‘교외’, ‘해외’ 문구 입력 불가)",
)
INSTEAD = Source(page=35, quote="2024 학교생활기록부 기재요령 예시에 준하여 ‘미인정유학(00일)’ 등으로 기재합니다.")
ATTENDANCE_ONLY = Source(page=30, quote="(출결 특기사항에 ‘교외’, ‘해외’ 문구 입력 불가)", reading=True)
RECORD_SAMPLE = Source(page=63, quote="정당한 해외 출국으로 인한 면제")

SUGGESTIONS = {Why.OVERSEAS_LANGUAGE_COURSE: f"{ABROAD_UNEXCUSED}(00일)"}


class RemarkField(Word):
    """Which field of the school record the text is for (특기사항의 칸)."""

    ATTENDANCE_REMARK = "attendance_remark", "출결 특기사항"
    RECORD_REMARK = "record_remark", "학적 특기사항"


@facts
class RemarkCheckFacts(Facts):
    """A text and the field that it is to stand in."""

    text: str = fact("적을 글")
    field: RemarkField = fact("특기사항의 칸", default=RemarkField.ATTENDANCE_REMARK)


@dataclass(frozen=True)
class Finding:
    """A part of the text that cannot stay: from character `start` to before `end`."""

    start: int = told("시작하는 자리")
    end: int = told("끝나는 자리")
    word: str = told("고칠 말")
    why: Why = told("까닭")
    suggestion: str | None = told("대신 적을 말")


@dataclass(frozen=True, kw_only=True)
class RemarkCheck(Result):
    """Whether the text may stand, what has to be changed, and its length."""

    ok: bool = told("적을 수 있는지")
    findings: tuple[Finding, ...] = told("고칠 곳")
    bytes: int = told("길이(바이트)")
    limit_bytes: int = told("한도(바이트)")


@decision(
    "attendance.remark_check",
    title="특기사항의 기재 금지 문구와 길이",
    pages=(30, 35, 63),
    asked_as=(
        "출결 특기사항에 해외어학연수라고 적어도 되나요?",
        "출결 특기사항에 쓸 수 없는 말은 무엇인가요?",
        "특기사항은 몇 자까지 적을 수 있나요?",
    ),
)
def remark_check(facts: RemarkCheckFacts) -> RemarkCheck:
    """Find 교외 and 해외 in attendance remarks (p.30, 35), and measure any remark against its limit."""
    sizes = byte_sizes(facts.text)
    limit = LIMIT.at(HANDBOOK_SCHOOL_YEAR).whole
    findings = (*_banned(facts), *_too_long(facts.text, sizes, limit))
    return RemarkCheck(
        ok=not findings,
        findings=findings,
        bytes=sum(sizes),
        limit_bytes=limit,
        because=tuple(_reasons(facts, findings, sum(sizes))),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _banned(facts: RemarkCheckFacts) -> Iterator[Finding]:
    if facts.field is RemarkField.ATTENDANCE_REMARK:
        for each in banned_in(facts.text):
            yield Finding(each.start, each.end, each.word, each.why, SUGGESTIONS.get(each.why))


def _too_long(text: str, sizes: list[int], limit: int) -> Iterator[Finding]:
    """The part beyond the limit, from the first character that no longer fits."""
    beyond = [index for index, total in enumerate(accumulate(sizes)) if total > limit]
    if beyond:
        yield Finding(beyond[0], len(text), text[beyond[0] :], Why.TOO_LONG, None)


def _reasons(facts: RemarkCheckFacts, findings: tuple[Finding, ...], length: int) -> Iterator[Step]:
    banned = [each for each in findings if each.why is not Why.TOO_LONG]
    if facts.field is RemarkField.RECORD_REMARK:
        yield Step("‘교외’와 ‘해외’를 적지 못하는 것은 출결 특기사항뿐입니다.", ATTENDANCE_ONLY)
        yield Step("학적 특기사항에는 ‘해외 출국’처럼 적습니다.", RECORD_SAMPLE)
    elif banned:
        words = ", ".join(dict.fromkeys(f"‘{each.word}’" for each in banned))
        yield Step(f"출결 특기사항에 적을 수 없는 말이 있습니다: {words}.", BANNED)
    else:
        yield Step("출결 특기사항에 적을 수 없는 ‘교외’와 ‘해외’가 없습니다.", BANNED)
    if any(each.suggestion for each in findings):
        yield Step(f"해외어학연수로 인한 미인정결석은 ‘{ABROAD_UNEXCUSED}(00일)’처럼 적습니다.", INSTEAD)
    limit = LIMIT.at(HANDBOOK_SCHOOL_YEAR)
    yield Step(
        f"길이는 {length}바이트이고 한도는 {limit.whole}바이트(한글 500자)입니다. 한도는 이 지침서에 없으며, "
        "널리 알려진 나이스의 입력 한도를 따랐습니다.",
        limit.source,
    )
