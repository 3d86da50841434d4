"""`manage load_demo`: the demonstration school, ready to be looked at."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hakjeok_web.accounts.bootstrap import make_institutions
from hakjeok_web.config import (
    clock,
    demo_attendance,
    demo_consignments,
    demo_papers,
    demo_remarks,
    demo_requests,
    demo_school,
    tenancy,
)
from hakjeok_web.config.management.commands.bootstrap_site import as_owner
from hakjeok_web.obligations.actions import recompute
from hakjeok_web.schools.models import School, SchoolYear


class Command(BaseCommand):
    """Run again, it changes nothing; killed on the way, it leaves nothing half made."""

    help = "시범 학교와 지어낸 학생 600명을 넣습니다. 여러 번 실행해도 됩니다."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("시범 자료는 시범 사이트에만 넣을 수 있습니다.")
        today = clock.today()
        made = make_institutions(demo_school.institutions(settings.SITE_SETTINGS.school), using=as_owner())
        with transaction.atomic():
            tenancy.enter(schools=[made.pk])
            school = School.objects.get(pk=made.pk)  # as the application sees it
            if demo_school.is_filled(school):
                self.stdout.write("시범 자료가 이미 있습니다.")
                return
            year, entries = _filled(school, today)
        self.stdout.write(f"{school.name} {year}: 학생 {demo_school.PUPILS}명, 출결 {entries:,}건을 넣었습니다.")


def _filled(school: School, today: date) -> tuple[SchoolYear, int]:
    """The school with all its records, in the order in which a school would make them; how many entries it has."""
    demo = demo_school.DemoSchool(school, today)
    year = demo.make()
    demo_consignments.consign(year, by=demo.registrar)
    entries = demo_attendance.fill_year(year, today=today)
    demo_papers.write_papers(school, today=today)
    demo_requests.receive_requests(school, today=today)
    demo_remarks.write_remarks(year, by=demo.registrar)
    recompute(school.pk, today)
    return year, entries
