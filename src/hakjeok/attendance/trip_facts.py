"""What has to be known of a field trip (교외체험학습 신청서와 보고서, 서식 2-1)."""

import datetime
from fractions import Fraction

from hakjeok.attendance.trip_days import HALF
from hakjeok.dates import spoken_date
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.school_calendar import Calendar
from hakjeok.vocabulary import Word


class Purpose(Word):
    """What the trip is for (교외체험학습의 목적)."""

    TRIP = "trip", "체험학습·가족여행 등"
    HOME_LEARNING = "home_learning", "가정학습"
    ATHLETE_TRAINING = "athlete_training", "학생선수의 훈련·대회"
    LANGUAGE_COURSE = "language_course", "어학연수"


class Epidemic(Word):
    """The level of the epidemic alert (감염병 위기경보 단계)."""

    NONE = "none", "없음"
    ATTENTION = "attention", "관심"
    CAUTION = "caution", "주의"
    ALERT = "alert", "경계"
    SERIOUS = "serious", "심각"


@facts
class Limits(Facts):
    """What the school's own rule sets in place of the general figures (p.22 ※)."""

    apply_before_days: int | None = fact("며칠 전까지 신청", default=None, at_least=0, at_most=60)
    report_within_days: int | None = fact("며칠 이내 보고서 제출", default=None, at_least=0, at_most=60)
    max_consecutive: int | None = fact("잇달아 할 수 있는 일수", default=None, at_least=1, at_most=100)
    share_of_year: Fraction | None = fact(
        "수업일수 가운데 허용하는 비율", default=None, at_least=0, at_most=1, hint="10퍼센트면 0.1입니다."
    )


@facts
class FieldTripFacts(Facts):
    """The trip asked for, the days used before it, and who comes along.

    The days asked for are either `dates` or a period; days off among them do not count. `used_days` are the
    days of this school year at this school, `used_before_transfer` those at the former one.
    """

    dates: tuple[datetime.date, ...] = fact(
        "띄엄띄엄 가는 날", default=(), hint="이어서 가면 비우고 첫날과 마지막 날을 적습니다."
    )
    from_: datetime.date | None = fact("기간의 첫날", default=None)
    to: datetime.date | None = fact("기간의 마지막 날", default=None, hint="하루면 비워도 됩니다.")
    half_day: bool = fact("반일 체험학습", default=False, hint="그날 수업시수의 절반만 하는 체험학습입니다.")
    applied_on: datetime.date | None = fact("신청서를 낸 날", default=None)
    phone_approval: bool = fact(
        "유선으로 사전 허가를 받음", default=False, hint="부득이하여 기한 전에 신청하지 못했을 때입니다."
    )
    calendar: Calendar = fact("학사일정")
    total_days: int | None = fact("수업일수", default=None, at_least=1, at_most=366, hint="비우면 학사일정에서 셉니다.")
    used_days: Fraction = fact("올해 이 학교에서 쓴 일수", default=0, at_least=0, at_most=366)
    used_before_transfer: Fraction = fact("올해 전출교에서 쓴 일수", default=0, at_least=0, at_most=366)
    purpose: Purpose = fact("목적", default=Purpose.TRIP)
    registered_sport: bool = fact(
        "자신이 선수로 등록한 종목임", default=True, asked_if=("purpose", (Purpose.ATHLETE_TRAINING,))
    )
    epidemic_level: Epidemic = fact(
        "감염병 위기경보 단계", default=Epidemic.NONE, asked_if=("purpose", (Purpose.HOME_LEARNING,))
    )
    adult_companion: bool = fact(
        "보호자나 친족 성인이 함께 감",
        default=False,
        hint="친권자, 후견인, 사실상의 보호자, 친족 성인 가운데 한 사람이면 됩니다.",
    )
    report_submitted_on: datetime.date | None = fact("보고서를 낸 날", default=None)
    limits: Limits | None = fact("학교 규정으로 달리 정한 기준", default=None)

    def check(self) -> None:
        """Refuse a trip without a school day, an unknown application, and a report before the trip's end."""
        self._require_one_way_of_telling_the_days()
        self._require_half_days()
        if not self.school_days:
            raise BadInput(
                "dates" if self.dates else "from",
                "신청한 날에 이 학년도의 수업일이 없습니다. 날짜나 학사일정을 바로잡아 주세요.",
            )
        if self.applied_on is None and not self.phone_approval:
            raise BadInput("applied_on", "신청서를 낸 날이 없습니다. 그날을 넣거나 유선 허가를 받았는지 골라 주세요.")
        last = self.school_days[-1]
        if self.report_submitted_on is not None and self.report_submitted_on < last:
            raise BadInput(
                "report_submitted_on",
                f"보고서를 낸 날이 체험학습이 끝난 날({spoken_date(last)})보다 빠릅니다. 날짜를 바로잡아 주세요.",
            )

    def _require_one_way_of_telling_the_days(self) -> None:
        if self.dates and (self.from_ is not None or self.to is not None):
            raise BadInput("dates", "날짜 목록과 기간이 함께 있습니다. 한 가지만 넣어 주세요.")
        if not self.dates and self.from_ is None:
            raise BadInput("from", "띄엄띄엄 가는 날이 없습니다. 날짜나 기간을 넣어 주세요.")
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise BadInput("to", "기간의 마지막 날이 첫날보다 빠릅니다. 두 날짜를 바로잡아 주세요.")

    def _require_half_days(self) -> None:
        for name in ("used_days", "used_before_transfer"):
            if getattr(self, name) % HALF:
                raise BadInput(name, "쓴 일수는 하루나 반일(0.5) 단위로 넣어 주세요.")

    @property
    def school_days(self) -> tuple[datetime.date, ...]:
        """The school days among those asked for, in order."""
        if self.from_ is not None:
            return self.calendar.between(self.from_, self.to or self.from_)
        return tuple(day for day in sorted(set(self.dates)) if self.calendar.is_school_day(day))

    @property
    def year_days(self) -> int:
        """The school days of the year: as told, or as the calendar has them."""
        return self.calendar.count() if self.total_days is None else self.total_days
