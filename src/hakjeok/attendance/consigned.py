"""attendance.consigned: the year of a pupil taught elsewhere for a time (위탁학생의 출결)."""

from collections.abc import Iterator, Sequence

from hakjeok.attendance.spells import Record, require_one_a_day
from hakjeok.attendance.totals import Totals, absences_in, summed
from hakjeok.dates import spoken_date
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.registry import decision
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

DAYS_OF_BOTH = Source(
    page=32, quote="위탁할 때까지 재적교 수업일수와 위탁 이후의 위탁기관의 수업일수를 합산하여 산정하며"
)
MAY_DIFFER = Source(page=32, quote="위탁학생의 수업일수는 해당 학년의 수업일수와 다를 수 있음")
RECORDS_OF_BOTH = Source(
    page=33, quote="위탁교의 수업일수 및 출결내용과 소속교의 수업일수 및 출결내용을 합산하여 입력해야 함"
)
BY_CERTIFICATE = Source(page=32, quote="출결은 병원학교 및 정보통신매체의 출결확인서에 따름")
NOT_ATTENDED = Source(page=32, quote="병원학교 및 원격수업에 출석하지 않은 경우에는 결석 처리함")
DESIGNATED = Source(page=32, quote="서울특별시교육청 지정 대안교육 위탁교육기관(다문화학생 위탁형 한국어학급 포함)")
PROTECTED = Source(page=32, law="아동복지법 제45조", quote="보호기간에 대해 위탁학생으로 관리함")
SERVICE = Source(
    page=34,
    quote="학생이 등교 학습 지원학교에서 봉사활동을 한 경우 학교생활기록부에 ‘원적교’로 기재한다.",
)
ORDERED = Source(page=32, quote="법원 또는 교육감의 명에 의해 소년 관련 시설")
DETAILS = Source(page=34, quote="소년원 재소자의 출결처리 및 위탁학생의 출결처리 및 성적에 대한 자세한 사항은")


class Consignment(Word):
    """Where the pupil is taught (위탁의 종류)."""

    HOSPITAL_SCHOOL = "hospital_school", "병원학교"
    REMOTE_CLASS = "remote_class", "원격수업(정보통신매체)"
    ALTERNATIVE_CONSIGNMENT = "alternative_consignment", "대안교육 위탁교육기관"
    CHILD_PROTECTION = "child_protection", "학대 피해 등의 보호"
    JUVENILE_FACILITY = "juvenile_facility", "소년 관련 시설"


HEALTH_STEPS = (
    ("출결은 병원학교나 원격수업 기관의 출결확인서에 따릅니다.", BY_CERTIFICATE),
    ("병원학교나 원격수업에 출석하지 않은 날은 결석으로 처리합니다.", NOT_ATTENDED),
)
STEPS = {
    Consignment.HOSPITAL_SCHOOL: HEALTH_STEPS,
    Consignment.REMOTE_CLASS: HEALTH_STEPS,
    Consignment.ALTERNATIVE_CONSIGNMENT: (("교육청이 지정한 위탁교육기관에서 받은 교육입니다.", DESIGNATED),),
    Consignment.CHILD_PROTECTION: (
        ("보호기간은 위탁학생으로 관리합니다.", PROTECTED),
        ("등교 학습 지원학교에서 한 봉사활동은 소재가 드러나지 않도록 원적교에서 한 것으로 적습니다.", SERVICE),
    ),
    Consignment.JUVENILE_FACILITY: (
        ("법원 또는 교육감의 명에 따라 소년 관련 시설에서 받은 교육입니다.", ORDERED),
        ("자세한 출결 처리는 학교생활기록부 기재요령의 출결상황을 따릅니다.", DETAILS),
    ),
}


@facts
class ConsignedFacts(Facts):
    """School days and entries at the home school and at the institution, each for its own part of the year."""

    home_days: int = fact(
        "소속교의 수업일수",
        default=0,
        at_least=0,
        at_most=366,
        hint="위탁하기 전과 돌아온 뒤에 다닌 날입니다.",
    )
    home_records: tuple[Record, ...] = fact("소속교의 출결 기록", default=())
    institution_days: int = fact("위탁기관의 수업일수", default=0, at_least=0, at_most=366)
    institution_records: tuple[Record, ...] = fact("위탁기관의 출결 기록", default=())
    kind: Consignment | None = fact("위탁의 종류", default=None)

    def check(self) -> None:
        """Refuse two entries on one day, and more absences than school days at either place."""
        self._refuse_too_many("home_records", self.home_records, self.home_days)
        self._refuse_too_many("institution_records", self.institution_records, self.institution_days)
        _require_one_a_day("home_records", self.home_records)
        _require_one_a_day("institution_records", self.institution_records)
        at_home = {record.date for record in self.home_records}
        for index, record in enumerate(self.institution_records):
            if record.date in at_home:
                raise BadInput(
                    f"institution_records.{index}.date",
                    f"{spoken_date(record.date)}의 기록이 소속교에도 있습니다. 하루에는 한 가지만 남겨 주세요(p.30).",
                )

    def _refuse_too_many(self, field: str, records: Sequence[Record], days: int) -> None:
        if absences_in(records) > days:
            raise BadInput(
                field,
                f"결석({absences_in(records)}일)이 그곳의 수업일수({days}일)보다 많습니다. "
                "수업일수나 기록을 바로잡아 주세요.",
            )


def _require_one_a_day(field: str, records: Sequence[Record]) -> None:
    try:
        require_one_a_day(records)
    except BadInput as error:
        raise BadInput(error.field.replace("records", field, 1), error.message) from None


@decision(
    "attendance.consigned",
    title="위탁학생의 출결",
    pages=(32, 33, 34),
    asked_as=(
        "위탁학생의 수업일수는 어떻게 세나요?",
        "병원학교에 다닌 학생의 출결은 어떻게 합하나요?",
        "대안교육 위탁학생의 출석일수는 어떻게 되나요?",
        "보호 중인 학생의 봉사활동은 어느 학교로 적나요?",
    ),
)
def consigned(facts: ConsignedFacts) -> Totals:
    """Add the days and entries of the home school and of the institution (p.32–34)."""
    return summed(
        (*facts.home_records, *facts.institution_records),
        facts.home_days + facts.institution_days,
        first=_about_both_places(facts),
    )


def _about_both_places(facts: ConsignedFacts) -> Iterator[Step]:
    total = facts.home_days + facts.institution_days
    yield Step(
        f"수업일수는 소속교 {facts.home_days}일과 위탁기관 {facts.institution_days}일을 더해 {total}일입니다.",
        DAYS_OF_BOTH,
    )
    yield Step("이 학생의 수업일수는 같은 학년의 수업일수와 다를 수 있습니다.", MAY_DIFFER)
    yield Step("출결 내용도 소속교와 위탁기관의 것을 더해 입력합니다.", RECORDS_OF_BOTH)
    for text, source in STEPS[facts.kind] if facts.kind else ():
        yield Step(text, source)
