"""`hakjeok manage recompute_obligations`: every school's obligations anew, as the nightly jobs do."""

import logging

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hakjeok_web.config import clock, tenancy
from hakjeok_web.obligations import actions
from hakjeok_web.schools.models import School

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Goes on where a school fails; names those in the end and ends with 1."""

    help = "모든 학교의 할 일을 다시 계산합니다."

    def handle(self, *args, **options) -> None:
        failed = [school.name for school in School.objects.order_by("name") if not self._recompute(school)]
        if failed:
            raise CommandError(
                f"다음 학교의 할 일을 계산하지 못했습니다: {', '.join(failed)}. 위의 오류를 살펴봐 주세요."
            )

    def _recompute(self, school: School) -> bool:
        try:
            with transaction.atomic():
                tenancy.enter(schools=[school.pk])
                done = actions.recompute(school.pk, clock.today())
        except Exception:  # whatever is wrong with one school, the others want theirs
            log.exception("obligations of school %s were not computed", school.pk)
            return False
        self.stdout.write(f"{school.name}: {done.put}건을 넣거나 고치고 {done.removed}건을 뺐습니다.")
        return True
