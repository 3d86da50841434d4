"""What comes next for a person who has nothing to do now (다음 예정)."""

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.month import month_of
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.obligations import rules
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass

AT_NIGHT = "다음에는 내일 2:30에 다시 살펴봅니다."


def coming_of(actor: Actor) -> str:
    """`다음 예정: 5. 7.(화) 출석 확인, 6. 10.(월) 5월 출결 마감`; for those without a class, the next computation."""
    school_class = _own_class(actor)
    if school_class is None:
        return AT_NIGHT
    calendar = calendars_of(school_class.school_year).of(school_class.grade)
    tomorrow = calendar.next_after(actor.today)
    closing = rules.close_duty(school_class.pk, str(school_class), month_of(actor.today), calendar)
    steps = [f"{short_date(tomorrow)} 출석 확인"] if tomorrow else []
    if rules.days_of_month(calendar, month_of(actor.today)):
        steps.append(f"{short_date(closing.due_on)}까지 {closing.title}")
    return f"다음 예정: {', '.join(steps)}" if steps else AT_NIGHT


def _own_class(actor: Actor) -> SchoolClass | None:
    if not actor.homerooms or not actor.may_read(Menu.REGISTER):
        return None
    return SchoolClass.objects.select_related("school_year").filter(pk__in=actor.homerooms).first()
