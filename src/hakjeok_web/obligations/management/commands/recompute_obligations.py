"""`hakjeok manage recompute_obligations`: every school's obligations anew, as the nightly job does."""

from django.core.management.base import BaseCommand
from django.db import transaction

from hakjeok_web.config import clock, tenancy
from hakjeok_web.obligations.actions import recompute
from hakjeok_web.schools.models import School


class Command(BaseCommand):
    help = "모든 학교의 할 일을 다시 계산합니다."

    def handle(self, *args, **options) -> None:
        for school in School.objects.order_by("name"):
            with transaction.atomic():
                tenancy.enter(schools=[school.pk])
                done = recompute(school.pk, clock.today())
            self.stdout.write(f"{school.name}: {done.put}건을 넣거나 고치고 {done.removed}건을 뺐습니다.")
