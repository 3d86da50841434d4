"""Which items of the year are written as a remark, how, and which are left out (p.30–31, 35)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hakjeok.attendance.remark_items import Item, Measure
from hakjeok.attendance.remark_text import ABROAD_UNEXCUSED, is_language_course
from hakjeok.dates import spoken_date
from hakjeok.korean import because_of, with_particle
from hakjeok.parameters import Found
from hakjeok.record.wording import remark
from hakjeok.source import Source, Step
from hakjeok.vocabulary import AbsenceForm, AbsenceKind, Word

NOT_WRITTEN = Source(page=31, quote="출석인정결석의 경우 학교폭력 관련 조치사항 이외에는 사유를 입력하지 않음")
BLANK = Source(
    page=30,
    quote="개인정보를 보호할 필요가 있다고 판단되는 질병의 경우 학업성적관리위원회 심의를 통해 "
    "사유를 입력하지 않음 ☞ 공란",
)
BY_KIND = Source(
    page=30,
    quote="장기적인 결석과 기타결석은 사유를 입력함(장기결석: 종류별로 입력, 기타결석은 1일이라도 입력)",
)
SUMMED = Source(page=30, quote="단기결석은 횟수가 많을 경우 이를 누계하여 주된 사유를 입력할 수 있음")
OFTEN = Source(page=30, quote="지각·조퇴·결과는 입력하지 않으나 횟수가 많을 경우 특기사항에 사유를 입력할 수 있음")
# No figure of the handbook: how often is frequent is the school's to say.
FREQUENT_BY_SCHOOL = Source(page=30, quote="횟수가 많은 지각·조퇴·결과의 횟수는 학교장이 정함")
MAIN_REASON = Source(page=30, quote="이를 누계하여 주된 사유를 입력할 수 있음", reading=True)
ABROAD = Source(page=35, quote="2024 학교생활기록부 기재요령 예시에 준하여 ‘미인정유학(00일)’ 등으로 기재합니다.")
AT_ONCE = Source(
    page=30,
    law="학교폭력예방 및 대책에 관한 법률 제17조제1항",
    quote="조치 결정일자(교육지원청 내부결재일)와 함께 결정 즉시 입력함",
)
FIRST_DATE = Source(page=30, quote="최초 조치 결정일자는 변경하지 않음")


class WhyLeftOut(Word):
    """Why something does not stand in the remark (적지 않은 까닭)."""

    AUTHORIZED = "authorized", "출석인정의 사유는 적지 않음"
    CONFIDENTIAL = "confidential", "개인정보를 보호하려고 공란으로 둠"
    NOT_FREQUENT = "not_frequent", "장기결석이 아니고 횟수가 많지 않음"
    MINOR_REASON = "minor_reason", "주된 사유와 함께 세고 사유는 적지 않음"
    OWN_REGISTER = "own_register", "‘학교폭력 조치상황 관리’에 적음"


@dataclass(frozen=True)
class Ruled:
    """What became of one item: its words in the remark, or why it is left out; and the reasoning."""

    at: int
    label: str
    text: str | None
    why: WhyLeftOut | None
    step: Step


def item_rules(items: Sequence[Item], long_days: int, frequent_count: int | None) -> tuple[Ruled, ...]:
    """Each item ruled, in the order given."""
    ruled: list[Ruled] = []
    short: dict[tuple[AbsenceForm, AbsenceKind], list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        alone = _ruled_alone(index, item, long_days) or _ruled_as_frequent(index, item, frequent_count)
        if alone is not None:
            ruled.append(alone)
        else:
            short[item.form, item.kind].append(index)
    for indexes in short.values():
        ruled.extend(_ruled_together(items, indexes, frequent_count))
    return tuple(sorted(ruled, key=lambda each: each.at))


def _ruled_alone(index: int, item: Item, long_days: int) -> Ruled | None:
    """The item's own ruling; None where it depends on how often its like occurred."""
    if item.kind is AbsenceKind.AUTHORIZED:
        return _left_out(index, item, WhyLeftOut.AUTHORIZED, "출석인정의 사유는 적지 않습니다", NOT_WRITTEN)
    if item.hides_its_reason:
        said = "위원회 심의에 따라 사유를 적지 않고 공란으로 둡니다"
        return Ruled(index, item.name, None, WhyLeftOut.CONFIDENTIAL, Step(f"{item.name}: {said}.", BLANK))
    if not item.is_absence:
        return None
    if item.kind is AbsenceKind.OTHER:
        return _written(index, item, item.amount, "기타결석은 1일이라도 사유를 적습니다", BY_KIND)
    if item.consecutive and item.amount >= long_days:
        said = f"{long_days}일 이상 이어진 장기결석이므로 종류별로 사유를 적습니다"
        return _written(index, item, item.amount, said, BY_KIND)
    return None


def _ruled_as_frequent(index: int, item: Item, frequent_count: int | None) -> Ruled | None:
    """Lateness and the like that is frequent for this reason alone; only short absences are always summed (p.30)."""
    if item.is_absence or frequent_count is None or item.times < frequent_count:
        return None
    said = f"{item.times}번으로 {frequent_count}번 이상이므로 사유를 적습니다"
    return _written(index, item, item.amount, said, OFTEN)


def _ruled_together(items: Sequence[Item], indexes: Sequence[int], frequent_count: int | None) -> Iterator[Ruled]:
    """Short absences, or lateness and the like, of one kind: written with the main reason when frequent."""
    times = sum(items[index].times for index in indexes)
    name, is_absence = items[indexes[0]].name, items[indexes[0]].is_absence
    source = SUMMED if is_absence else OFTEN
    if frequent_count is None or times < frequent_count:
        said = f"{with_particle(name, '은', '는')} 모두 {times}번으로, 사유를 적을 만큼 많지 않습니다"
        for index in indexes:
            yield _left_out(index, items[index], WhyLeftOut.NOT_FREQUENT, said, source)
        return
    main = max(indexes, key=lambda index: items[index].amount)
    said = f"{with_particle(name, '이', '가')} 모두 {times}번({frequent_count}번 이상)이므로 주된 사유를 적습니다"
    yield _written(main, items[main], sum(items[index].amount for index in indexes), said, source)
    for index in indexes:
        if index != main:
            said = "주된 사유와 더해 세고 이 사유는 적지 않습니다"
            yield _left_out(index, items[index], WhyLeftOut.MINOR_REASON, said, MAIN_REASON)


def _written(index: int, item: Item, amount: int, said: str, source: Source) -> Ruled:
    reason = item.said_reason(index)
    if item.kind is AbsenceKind.UNEXCUSED and item.is_absence and is_language_course(reason):
        step = Step(f"{item.label}: {said}. ‘해외’라는 말 대신 ‘{ABROAD_UNEXCUSED}’으로 적습니다.", ABROAD)
        return Ruled(index, item.label, f"{ABROAD_UNEXCUSED}({amount}일)", None, step)
    text = f"{because_of(reason)} 인한 {item.name}({amount}{item.unit})"
    return Ruled(index, item.label, text, None, Step(f"{item.label}: {said}.", source))


def _left_out(index: int, item: Item, why: WhyLeftOut, said: str, source: Source) -> Ruled:
    return Ruled(index, item.label, None, why, Step(f"{item.label}: {said}.", source))


def measure_rules(measures: Sequence[Measure], entry_year: int, own_register_from: Found) -> Iterator[Ruled]:
    """Each measure dated by its first decision; entrants of the new register's years have theirs there."""
    for index, measure in enumerate(measures):
        label = f"{spoken_date(measure.decided_on)} {measure.words}"
        if entry_year >= own_register_from.whole:
            said = f"{entry_year}학년도에 입학한 학생의 조치는 ‘학교폭력 조치상황 관리’에 적습니다."
            yield Ruled(index, label, None, WhyLeftOut.OWN_REGISTER, Step(said, own_register_from.source))
            continue
        text = remark(measure.decided_on, measure.words)
        yield Ruled(index, label, text, None, Step(f"제{measure.law_item}호 조치는 결정 즉시 적습니다.", AT_ONCE))


def first_date_step(measures: Sequence[Measure]) -> Iterator[Step]:
    """That an appeal does not change the date of the decision."""
    if measures:
        yield Step("재심·행정심판·소송으로 조치가 바뀌어도 처음 결정한 날짜를 적습니다.", FIRST_DATE)
