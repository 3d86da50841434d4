"""A consigned pupil stays a pupil of his own school: no change of the record (p.32–33)."""

import pytest

from hakjeok_web.students.models import RecordChange
from tests.web.consignments.stays import consigned
from tests.web.students.records import an_enrolled_pupil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.mark.parametrize(
    ("kind", "institution"),
    [("hospital_school", "가온병원학교"), ("remote_class", "꿀맛무지개교실"), ("child_protection", "나래초등학교")],
)
def test_being_taught_elsewhere_is_no_change_of_the_record(school_class, registrar, kind, institution):
    """p.32 다. 1): 학적은 소속 학교에 두고; p.33: 학적변동없이 … 지정하는 학교에서 교육활동을 지원받을 수 있음."""
    pupil = an_enrolled_pupil(registrar, school_class)
    consigned(pupil, registrar, kind=kind, institution=institution)
    pupil.refresh_from_db()
    assert (pupil.standing, pupil.is_open, pupil.school_id) == ("enrolled", True, school_class.school_id)
    assert [each.kind for each in RecordChange.objects.filter(student=pupil)] == ["enrollment"]
    assert pupil.placements.get().to_on is None
