"""`hakjeok check`: proves the chains, the fold of the ledger and the invariants of every school (점검)."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hakjeok_web.config import clock, tenancy
from hakjeok_web.obligations.invariants import Finding, findings_of
from hakjeok_web.schools.models import School


class Command(BaseCommand):
    """Prints what is wrong, each with its school, place and remedy; ends with 1 where something is."""

    help = "학교마다 조회 기록의 사슬, 학적변동과 상태, 출석부, 문서번호, 할 일이 맞는지 살펴봅니다."
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("--school", metavar="CODE", help="한 학교만 (학교 코드)")

    def handle(self, *args, **options) -> None:
        schools = self._schools(options["school"])
        wrong = sum(self._check(school) for school in schools)
        if wrong:
            self.stdout.write(f"학교 {len(schools)}곳을 살펴봤습니다. 바로잡을 것이 {wrong}가지 있습니다.")
            raise SystemExit(1)
        self.stdout.write(f"학교 {len(schools)}곳을 살펴봤습니다. 어긋난 것이 없습니다.")

    def _schools(self, code: str | None) -> list[School]:
        schools = list(School.objects.filter(**({"code": code} if code else {})).order_by("name"))
        if code and not schools:
            raise CommandError(f"학교 코드 {code}인 학교가 없습니다. 코드를 다시 적어 주세요.")
        return schools

    @transaction.atomic
    def _check(self, school: School) -> int:
        """Report one school, seen alone; how many errors it has."""
        tenancy.enter(schools=[school.pk])
        found = list(findings_of(school.pk, clock.today()))
        for finding in found:
            self._report(school, finding)
        return sum(finding.is_error for finding in found)

    def _report(self, school: School, finding: Finding) -> None:
        mark = "" if finding.is_error else "(알림) "
        self.stdout.write(f"{mark}{school.name} · {finding}")
