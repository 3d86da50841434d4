"""What people do with the figures left to the school (학교 규정값): set one, or go back to the handbook's."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from hakjeok.dates import first_of_school_year, last_of_school_year
from hakjeok.korean import because_of, with_particle
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date, korean_time
from hakjeok_web.schools.actions import require_open
from hakjeok_web.schools.figures import Figure
from hakjeok_web.schools.models import Ruling, SchoolYear
from hakjeok_web.schools.rulings import Rulings, rulings_of


@transaction.atomic
def rule_on(
    *, school_year: SchoolYear, figure: Figure, value: Decimal | None, ground: str, from_on: date, seen: int, by: Actor
) -> Ruling:
    """Set a figure from a day on (학교 규정값); without a value the handbook's holds again.

    Raises:
        Refused: a past year, no right, a value that may not be set, no ground, a day outside the school year, what
            holds already, somebody was faster.

    """
    require_open(school_year, today=by.today)
    if not figure.may_be_set_by(by):
        title = with_particle(figure.title, "은", "는")
        raise Refused(f"{title} {figure.setters}가 정합니다. 값이 다르면 알려 주세요.")
    ground = " ".join(ground.split())
    _require_sound(school_year.year, figure, value, ground, from_on)
    SchoolYear.objects.select_for_update(no_key=True).get(pk=school_year.pk)
    rulings = rulings_of(school_year)
    _require_seen(rulings, figure, seen)
    _require_change(rulings, figure, value, ground, from_on)
    return Ruling.objects.create(
        school_id=school_year.school_id, school_year=school_year, figure=figure.name, value=value, ground=ground,
        from_on=from_on, place=rulings.seen(figure) + 1, set_by=by.user, set_at=clock.now(),
    )  # fmt: skip


def _require_sound(year: int, figure: Figure, value: Decimal | None, ground: str, from_on: date) -> None:
    wrong = [_wrong_value(year, figure, value) if value is not None else None, _wrong_day(year, from_on)]
    if not ground:
        wrong.append(Reason("근거가 비어 있습니다. 학칙이나 규정의 조항, 내부결재를 적어 주세요.", field="ground"))
    if found := [each for each in wrong if each]:
        raise Refused(*found)


def _wrong_value(year: int, figure: Figure, value: Decimal) -> Reason | None:
    low, high = figure.bounds(year)
    title = with_particle(figure.title, "은", "는")
    if not low <= value <= high:
        return Reason(f"{title} {figure.bounds_said(year)} 그 안의 값으로 고쳐 주세요.", field="value")
    if not figure.is_share and value != int(value):
        return Reason(f"{title} 정수로 정합니다. 3처럼 숫자만 적어 주세요.", field="value")
    return None


def _wrong_day(year: int, from_on: date) -> Reason | None:
    first, last = first_of_school_year(year), last_of_school_year(year)
    if first <= from_on <= last:
        return None
    return Reason(
        f"적용일 {korean_date(from_on)}이 {year}학년도 밖입니다. "
        f"{korean_date(first)}부터 {korean_date(last)}까지 가운데서 적어 주세요.",
        field="from_on",
    )


def _require_seen(rulings: Rulings, figure: Figure, seen: int) -> None:
    """The second of two people is told who did what."""
    if rulings.seen(figure) == seen:
        return
    last = max(rulings.of(figure), key=lambda each: each.place)
    what = (
        "지침서의 기준으로 되돌렸습니다" if last.value is None else f"{because_of(figure.said(last.value))} 정했습니다"
    )
    raise Refused(
        f"{last.set_by.name} 선생님이 {korean_time(last.set_at)}에 먼저 {korean_date(last.from_on)}부터 {what}. "
        "그 값을 살펴보고, 그래도 바꾸려면 다시 저장해 주세요."
    )


def _require_change(rulings: Rulings, figure: Figure, value: Decimal | None, ground: str, from_on: date) -> None:
    now = rulings.on(figure, from_on)
    if value is None and now.own is None:
        raise Refused(f"{korean_date(from_on)}에는 이미 지침서의 기준을 씁니다. 되돌릴 날을 확인해 주세요.")
    if value is not None and now.ruling and (now.own, now.ruling.ground) == (value, ground):
        raise Refused(
            Reason(f"{korean_date(from_on)}에는 이미 그 값입니다. 값이나 근거, 적용일을 바꿔 주세요.", field="value")
        )
