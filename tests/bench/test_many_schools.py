"""Copies of a school have to do what the school has to do, each for itself."""

import psycopg
import pytest
from django.db import transaction

from hakjeok_web.obligations.actions import recompute
from hakjeok_web.obligations.models import Obligation
from hakjeok_web.schools.models import School
from tests import builders
from tests.bench import long_absences, many_schools
from tests.bench.school import Size, fill
from tests.builders import HANBIT, SAESOL, TODAY

SMALL = Size(classes=(1, 0, 0, 2, 0, 0), pupils_a_class=25, days=190, exceptions=120)


@pytest.fixture
def schools(own_database, postgres):
    """The model and two copies of it; a school beside them has nothing."""
    with psycopg.connect(**postgres.dsn("superuser", own_database), autocommit=True) as owner:
        owner.execute("UPDATE schools_school SET code = %s WHERE id = %s", [many_schools.MODEL, HANBIT])
        with transaction.atomic():
            builders.enter()
            school = School.objects.get(pk=HANBIT)
            fill(school, SMALL, today=TODAY)
            long_absences.fill(school, today=TODAY)
        many_schools.grow(owner, 3)
    return [school.pk for school in School.objects.order_by("pk") if school.pk != SAESOL]


def computed(school):
    """How many rows a school's computation puts in, and which rules they have."""
    with transaction.atomic():
        builders.enter(school)
        put = recompute(school, TODAY).put
        return put, sorted(Obligation.objects.values_list("rule", "audience", "title", "detail", "due_on"))


def test_a_copy_has_the_same_to_do_as_its_model(schools):
    told = [computed(school) for school in schools]
    assert len(told) == 3
    assert told[0] == told[1] == told[2]
    assert {"register.take", "register.close", "absence.ladder"} <= {rule for rule, *_ in told[0][1]}


def test_growing_again_to_as_many_adds_nothing(schools, own_database, postgres):
    with psycopg.connect(**postgres.dsn("superuser", own_database), autocommit=True) as owner:
        many_schools.grow(owner, 3)
    assert School.objects.count() == 4
