"""Work of the queue: forgetting sign-ins, links and answered acts that are over."""

from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from hakjeok_web.accounts.models import IdempotencyKey, Invitation, UserSession
from hakjeok_web.config import clock, tenancy
from hakjeok_web.schools.models import School

LINKS_KEPT_FOR = timedelta(days=30)
ANSWERS_KEPT_FOR = timedelta(hours=48)  # a browser may send an act again the next day


@app.periodic(cron="0 18 * * *")  # in UTC: 03:00 in Seoul
@app.task(name="accounts.forget_what_is_over", queue="accounts", queueing_lock="accounts.forget")
def forget_what_is_over(timestamp: int = 0) -> None:
    """Remove ended sign-ins, old enrolment links, and answers that nobody will ask for again."""
    now = clock.now()
    UserSession.objects.filter(expire_date__lt=now).delete()
    Invitation.objects.filter(expires_at__lt=now - LINKS_KEPT_FOR).delete()
    for school_id in list(School.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            tenancy.enter(schools=[school_id])
            IdempotencyKey.objects.filter(at__lt=now - ANSWERS_KEPT_FOR).delete()
