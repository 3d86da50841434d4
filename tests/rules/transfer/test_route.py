"""전출입 처리 방법: p.7, 12, 13, 40, 46~51, 58, 66."""

import pytest

from hakjeok.errors import BadInput
from hakjeok.transfer.reasons import ASSIGNMENTS
from hakjeok.transfer.route import FORMER_OFFENDERS, Route, RouteFacts, route
from hakjeok.transfer.schools import HANDLED, NO_RECORD_COMES_FROM
from hakjeok.transfer.words import BlankField, Block, Channel, Handling, Paper, Reason, SchoolKind

CONSENTING = (Reason.MALADJUSTMENT, Reason.ABUSE, Reason.DOMESTIC_VIOLENCE, Reason.SEXUAL_VIOLENCE)
SECRET = (Reason.ABUSE, Reason.DOMESTIC_VIOLENCE, Reason.SEXUAL_VIOLENCE)
BY_MEASURE = (Reason.VIOLENCE_OFFENDER, Reason.TEACHER_RIGHTS_OFFENDER)
OPINIONS = (Paper.HOMEROOM_OPINION, Paper.PRINCIPAL_OPINION)
COMING = (Paper.CONSENT_REQUEST, Paper.SCHOOL_RECORD, Paper.HEALTH_RECORD, Paper.ENROLMENT_CERTIFICATE)
LEAVING = (Paper.CONSENT_REQUEST, Paper.APPROVAL_LETTER, Paper.SEALED_PAPERS)


def of(reason: Reason = Reason.RESIDENCE, **more) -> Route:
    return route(RouteFacts(reason=reason, **more))


def refused(**more) -> BadInput:
    with pytest.raises(BadInput) as refusal:
        of(**more)
    return refusal.value


def told(result: Route) -> str:
    return " ".join(step.text for step in result.because)


def pages(result: Route) -> list[int | None]:
    return [step.source.page for step in result.because]


class TestMovingHouse:
    def test_it_is_a_transfer_on_the_report_of_moving_in(self):
        result = of()
        assert (result.handled_as, result.channel) == (Handling.TRANSFER, Channel.SYSTEM)
        assert (result.documents, result.forms) == ((Paper.MOVING_REPORT,), ())
        assert (result.assigned_by, result.consent_required, result.committee) == (None, False, None)
        assert (result.secret, result.blocked, result.fields_left_blank) == (False, None, ())
        assert (pages(result), result.warnings) == ([40], ())


class TestAssignment:
    @pytest.mark.parametrize("reason", ASSIGNMENTS)
    def test_the_office_assigns_the_school(self, reason):
        result = of(reason, guardian_consent=True)
        assert (result.assigned_by, result.handled_as, result.committee) == ("교육장", Handling.TRANSFER, None)
        assert (result.blocked, result.fields_left_blank) == (None, ())
        assert "교육장" in told(result)

    @pytest.mark.parametrize("reason", [*CONSENTING, Reason.VIOLENCE_VICTIM])
    def test_one_guardian_has_to_consent(self, reason):
        result = of(reason, guardian_consent=True)
        assert result.consent_required
        assert result.forms == ("3-1", "3-2", "3-3", "3-4")
        assert result.documents[:3] == (Paper.CONSENT, *OPINIONS)
        assert "보호자 1명의 동의" in told(result)

    @pytest.mark.parametrize("reason", BY_MEASURE)
    def test_a_measure_needs_no_consent(self, reason):
        result = of(reason)
        assert (result.consent_required, result.forms, result.warnings) == (False, ("3-3", "3-4"), ())
        assert result.documents[:3] == (*OPINIONS, Paper.ASSIGNMENT_REQUEST)
        assert "동의" in told(result)

    @pytest.mark.parametrize(
        ("reason", "paper"),
        [
            (Reason.MALADJUSTMENT, Paper.EVIDENCE),
            (Reason.ABUSE, Paper.ABUSE_REQUEST),
            (Reason.DOMESTIC_VIOLENCE, Paper.COUNSELLING_CONFIRMATION),
            (Reason.SEXUAL_VIOLENCE, Paper.EVIDENCE),
            (Reason.VIOLENCE_OFFENDER, Paper.VIOLENCE_DECISION),
            (Reason.VIOLENCE_VICTIM, Paper.EVIDENCE),
            (Reason.TEACHER_RIGHTS_OFFENDER, Paper.RIGHTS_REPORT),
        ],
    )
    def test_each_reason_has_its_own_proof_last(self, reason, paper):
        documents = of(reason, guardian_consent=True).documents
        assert (documents[-1], len(documents)) == (paper, 4)

    @pytest.mark.parametrize("reason", Reason)
    def test_only_victims_of_the_home_and_of_sexual_violence_move_in_secret(self, reason):
        result = of(reason, guardian_consent=True)
        assert result.secret is (reason in SECRET)
        assert any("비공개 정보" in warning for warning in result.warnings) is (reason in SECRET)
        assert ("비밀전입으로 표시" in told(result)) is (reason in SECRET)

    @pytest.mark.parametrize("reason", [Reason.ABUSE, Reason.DOMESTIC_VIOLENCE])
    def test_victims_of_the_home_need_not_move_house(self, reason):
        assert "주소를 옮기지 않아도" in told(of(reason, guardian_consent=True))

    def test_the_time_of_protection_from_abuse_is_attended(self):
        assert "보호기간은 위탁교육으로 처리" in told(of(Reason.ABUSE, guardian_consent=True))

    @pytest.mark.parametrize(
        ("reason", "expected"),
        [
            (Reason.MALADJUSTMENT, [46, 46, 46]),
            (Reason.ABUSE, [47, 47, 46, 46, 47, 47, 47]),
            (Reason.DOMESTIC_VIOLENCE, [47, 47, 46, 46, 47, 47]),
            (Reason.SEXUAL_VIOLENCE, [47, 47, 47, 47]),
            (Reason.VIOLENCE_OFFENDER, [47, 46, 46]),
            (Reason.VIOLENCE_VICTIM, [47, 46]),
            (Reason.TEACHER_RIGHTS_OFFENDER, [48, 46, 48]),
        ],
    )
    def test_every_sentence_of_a_reason_is_told(self, reason, expected):
        assert pages(of(reason, guardian_consent=True)) == expected

    def test_the_time_of_a_victim_of_sexual_violence_counts_as_attended(self):
        result = of(Reason.SEXUAL_VIOLENCE, guardian_consent=True)
        assert "가해자가 아닌 보호자 1명" in told(result)
        assert "출석일수에 넣습니다" in told(result)

    def test_a_special_school_is_not_assigned(self):
        result = of(Reason.ABUSE, to=SchoolKind.ACCREDITED_ALTERNATIVE)
        assert (result.assigned_by, result.consent_required, result.documents) == (None, False, ())
        assert result.secret


class TestConsent:
    @pytest.mark.parametrize("reason", [*CONSENTING, Reason.VIOLENCE_VICTIM])
    def test_without_it_nothing_can_be_asked_for_yet(self, reason):
        result = of(reason)
        assert result.warnings[0].startswith("보호자 1명의 동의를 받아야 의뢰할 수 있습니다.")
        assert (result.committee, result.blocked) == (None, None)

    @pytest.mark.parametrize("reason", [*CONSENTING, Reason.VIOLENCE_VICTIM])
    def test_where_it_cannot_be_had_the_committee_deliberates(self, reason):
        result = of(reason, consent_impossible=True)
        assert (result.committee, result.consent_required) == ("의무교육관리위원회", True)
        assert result.forms == ("3-1", "3-3", "3-4")
        assert Paper.CONSENT not in result.documents
        assert pages(result)[-1] == 12
        assert not any("동의를 받아야" in warning for warning in result.warnings)

    @pytest.mark.parametrize("reason", [Reason.RESIDENCE, *BY_MEASURE])
    def test_where_none_is_needed_there_is_no_committee(self, reason):
        result = of(reason, consent_impossible=True)
        assert (result.committee, 12 in pages(result)) == (None, False)

    def test_given_and_impossible_contradict(self):
        refusal = refused(reason=Reason.ABUSE, guardian_consent=True, consent_impossible=True)
        assert refusal.field == "consent_impossible"


class TestBlocks:
    @pytest.mark.parametrize("reason", Reason)
    def test_an_offender_never_comes_to_the_victim_s_school(self, reason):
        result = of(reason, target_is_victims_school=True, guardian_consent=True)
        blocks = reason not in (Reason.VIOLENCE_VICTIM, Reason.TEACHER_RIGHTS_OFFENDER)
        assert (reason in FORMER_OFFENDERS) is blocks
        assert result.blocked is (Block.VICTIMS_SCHOOL if blocks else None)
        assert ("피해학생이 다니는 학교로 전학할 수 없습니다" in told(result)) is blocks

    def test_apart_from_the_teacher_is_a_best_effort(self):
        result = of(Reason.TEACHER_RIGHTS_OFFENDER, target_is_victims_school=True)
        assert result.warnings == (
            "피해를 입은 교원과 같은 학교에 배정되지 않도록 노력해야 합니다. 교육장과 의논해 주세요(p.48).",
        )

    @pytest.mark.parametrize("reason", [each for each in Reason if each not in BY_MEASURE])
    def test_pending_measures_hold_up_a_change_in_principle(self, reason):
        result = of(reason, pending_measures=True, guardian_consent=True)
        assert result.blocked is Block.MEASURES_PENDING
        assert (pages(result)[-1], "원칙적으로" in told(result)) == (47, True)
        assert any("‘원칙적으로’" in warning for warning in result.warnings)

    @pytest.mark.parametrize("reason", BY_MEASURE)
    def test_but_not_the_measure_to_transfer_itself(self, reason):
        result = of(reason, pending_measures=True)
        assert (result.blocked, result.warnings) == (None, ())
        assert ("전학 조치를 먼저 시행" in told(result)) is (reason is Reason.VIOLENCE_OFFENDER)

    def test_without_pending_measures_nothing_is_said_of_them(self):
        assert "먼저 시행" not in told(of(Reason.VIOLENCE_OFFENDER))

    def test_a_measure_is_a_transfer_to_an_assigned_school_only(self):
        result = of(Reason.VIOLENCE_OFFENDER, to=SchoolKind.JEJU_INTERNATIONAL, pending_measures=True)
        assert result.blocked is Block.MEASURES_PENDING

    def test_the_victim_s_school_comes_first(self):
        result = of(pending_measures=True, target_is_victims_school=True)
        assert result.blocked is Block.VICTIMS_SCHOOL

    def test_a_deferment_is_a_change_and_staying_away_is_none(self):
        assert of(to=SchoolKind.REGISTERED_ALTERNATIVE, pending_measures=True).blocked is Block.MEASURES_PENDING
        away = of(to=SchoolKind.UNREGISTERED_ALTERNATIVE, pending_measures=True, target_is_victims_school=True)
        assert away.blocked is None


class TestSchools:
    @pytest.mark.parametrize(
        ("to", "handled_as", "channel"),
        [
            (SchoolKind.DOMESTIC, Handling.TRANSFER, Channel.SYSTEM),
            (SchoolKind.KOREAN_SCHOOL_ONLINE, Handling.TRANSFER, Channel.SYSTEM),
            (SchoolKind.KOREAN_SCHOOL_OFFLINE, Handling.TRANSFER_ON_PAPER, Channel.PAPER),
            (SchoolKind.JEJU_INTERNATIONAL, Handling.TRANSFER_ON_PAPER, Channel.PAPER),
            (SchoolKind.ACCREDITED_FOREIGN, Handling.TRANSFER_ON_PAPER, Channel.PAPER),
            (SchoolKind.ACCREDITED_ALTERNATIVE, Handling.TRANSFER, Channel.SYSTEM),
            (SchoolKind.REGISTERED_ALTERNATIVE, Handling.DEFERMENT, None),
            (SchoolKind.UNREGISTERED_ALTERNATIVE, Handling.UNEXCUSED, None),
            (SchoolKind.UNACCREDITED_FOREIGN, Handling.UNEXCUSED, None),
        ],
    )
    def test_the_new_school_decides_how_it_is_handled(self, to, handled_as, channel):
        result = of(to=to)
        assert (result.handled_as, result.channel) == (handled_as, channel)
        assert result.because
        assert result.documents == (HANDLED[to].documents_to or ((Paper.MOVING_REPORT,) if to == "domestic" else ()))

    @pytest.mark.parametrize("away", [each for each in SchoolKind if each not in NO_RECORD_COMES_FROM])
    def test_coming_from_there_is_handled_like_going_there(self, away):
        assert of(from_=away).handled_as is of(to=away).handled_as

    @pytest.mark.parametrize("away", sorted(NO_RECORD_COMES_FROM))
    def test_who_comes_from_a_place_without_records_is_no_transfer(self, away):
        refusal = refused(from_=away)
        assert refusal.field == "from"
        assert "재취학" in refusal.message

    @pytest.mark.parametrize("away", [SchoolKind.JEJU_INTERNATIONAL, SchoolKind.ACCREDITED_FOREIGN])
    def test_grades_and_activities_of_that_time_stay_blank(self, away):
        result = of(from_=away)
        assert result.fields_left_blank == (BlankField.SUBJECTS, BlankField.ACTIVITIES)
        assert result.documents == (Paper.MOVING_REPORT, *COMING, Paper.NOTARISED_TRANSLATION)
        assert pages(result) == [49, 49, 51, 49]
        assert of(to=away).fields_left_blank == ()
        assert pages(of(to=away)) == [49]

    def test_a_korean_school_off_the_system_sends_its_papers(self):
        result = of(from_=SchoolKind.KOREAN_SCHOOL_OFFLINE)
        assert result.documents == (Paper.MOVING_REPORT, *COMING)
        assert (result.fields_left_blank, pages(result)) == ((), [48])
        assert of(to=SchoolKind.KOREAN_SCHOOL_OFFLINE).documents == LEAVING

    def test_between_two_schools_on_paper_no_paper_is_asked_for_twice(self):
        result = of(from_=SchoolKind.JEJU_INTERNATIONAL, to=SchoolKind.KOREAN_SCHOOL_OFFLINE)
        assert result.documents == (*LEAVING, *COMING[1:], Paper.NOTARISED_TRANSLATION)
        assert result.handled_as is Handling.TRANSFER_ON_PAPER
        same = of(from_=SchoolKind.JEJU_INTERNATIONAL, to=SchoolKind.JEJU_INTERNATIONAL)
        assert pages(same) == [49, 51, 49, 49]

    def test_an_assigned_pupil_from_such_a_school_needs_both_papers(self):
        result = of(Reason.MALADJUSTMENT, from_=SchoolKind.KOREAN_SCHOOL_OFFLINE, guardian_consent=True)
        assert result.documents == (Paper.CONSENT, *OPINIONS, Paper.EVIDENCE, *COMING)
        assert result.handled_as is Handling.TRANSFER_ON_PAPER

    def test_korean_schools_are_for_recognised_study_abroad_only(self):
        for away in (SchoolKind.KOREAN_SCHOOL_ONLINE, SchoolKind.KOREAN_SCHOOL_OFFLINE):
            assert "인정유학" in of(from_=away).warnings[0]
            assert "인정유학" in of(to=away).warnings[0]
        assert of(from_=SchoolKind.KOREAN_SCHOOL_ONLINE, to=SchoolKind.UNACCREDITED_FOREIGN).warnings == (
            "취학 의무를 이행하지 않으면 과태료를 물 수 있음을 보호자에게 미리 안내해 주세요(p.50).",
        )

    def test_from_an_alternative_school_earlier_years_are_entered_by_hand(self):
        assert "직접 입력" in of(from_=SchoolKind.ACCREDITED_ALTERNATIVE).warnings[0]
        assert of(to=SchoolKind.ACCREDITED_ALTERNATIVE).warnings == ()
        away = of(from_=SchoolKind.ACCREDITED_ALTERNATIVE, to=SchoolKind.REGISTERED_ALTERNATIVE)
        assert not any("직접 입력" in warning for warning in away.warnings)


class TestNoTransfer:
    def test_a_registered_institution_means_deferment_by_the_committee(self):
        result = of(to=SchoolKind.REGISTERED_ALTERNATIVE)
        assert (result.committee, result.forms) == ("의무교육관리위원회", ("4-2",))
        assert result.documents == (Paper.DEFERMENT_APPLICATION, Paper.REGISTERED_SCHOOL_CERTIFICATE)
        assert (pages(result), "등록되어 있는지" in result.warnings[0]) == ([58, 58, 58], True)

    @pytest.mark.parametrize(
        ("to", "page"), [(SchoolKind.UNREGISTERED_ALTERNATIVE, 58), (SchoolKind.UNACCREDITED_FOREIGN, 66)]
    )
    def test_other_places_mean_unexcused_absence_and_out_of_quota_after_a_third(self, to, page):
        result = of(to=to)
        assert (result.documents, result.forms, result.committee) == ((), (), None)
        assert (pages(result), "3분의 1" in told(result)) == ([page, 50], True)
        assert "과태료" in result.warnings[0]

    @pytest.mark.parametrize("to", [SchoolKind.REGISTERED_ALTERNATIVE, SchoolKind.UNACCREDITED_FOREIGN])
    def test_nothing_is_sent_in_secret_or_left_blank(self, to):
        result = of(Reason.ABUSE, from_=SchoolKind.JEJU_INTERNATIONAL, to=to)
        assert (result.secret, result.fields_left_blank, result.assigned_by) == (False, (), None)
        assert Paper.NOTARISED_TRANSLATION not in result.documents
        assert 51 not in pages(result)
