"""위원회의 구성: p.12, 93."""

import pytest

from hakjeok.committee.compose import ComposeFacts, Composition, Member, Role, compose
from hakjeok.committee.compose import CompositionProblem as P
from hakjeok.committee.words import CommitteeKind

PRINCIPAL = Member(role=Role.PRINCIPAL, chair=True)
VICE = Member(role=Role.VICE_PRINCIPAL)
NURSE = Member(role=Role.NURSE)
POLICE = Member(role=Role.POLICE, external=True)
PARENT = Member(role=Role.PARENT, external=True)
EXPERT = Member(role=Role.EXPERT, external=True)
TEACHER = Member(role=Role.TEACHER)
CHAIR = Member(role=Role.VICE_PRINCIPAL, chair=True)
COMPULSORY = (PRINCIPAL, VICE, NURSE, POLICE, PARENT)
EARLY = (CHAIR, TEACHER, TEACHER, PARENT, EXPERT)


def compulsory(*members: Member) -> Composition:
    return compose(ComposeFacts(kind=CommitteeKind.COMPULSORY_EDUCATION, members=members))


def early(*members: Member, **more: bool) -> Composition:
    return compose(ComposeFacts(kind=CommitteeKind.EARLY_PROMOTION, members=members, **more))


def texts(result: Composition) -> str:
    return "\n".join(step.text for step in result.because)


class TestCompulsoryEducation:
    def test_five_with_the_principal_two_internal_and_two_external(self):
        result = compulsory(*COMPULSORY)
        assert (result.valid, result.problems, result.warnings) == (True, (), ())
        assert texts(result) == (
            "위원은 위원장을 포함해 5명 이상 7명 이하로 두며, 지금 5명입니다.\n"
            "위원장은 이 학교의 학교장이 맡으며, 지금 위원장은 학교장입니다.\n"
            "내부위원(교감, 교무부장, 학년부장, 전문상담교사, 보건교사, 학교폭력 담당교사)은 2명 이상 넣으며, "
            "지금 2명입니다.\n"
            "외부위원(경찰, 사회복지전담공무원, 아동보호기관 관계자, 학부모)은 2명 이상 넣으며, 지금 2명입니다.\n"
            "외부위원은 2개 분야에서 왔습니다."
        )

    @pytest.mark.parametrize(
        ("size", "problems"), [(4, (P.TOO_FEW_MEMBERS,)), (5, ()), (6, ()), (7, ()), (8, (P.TOO_MANY_MEMBERS,))]
    )
    def test_five_to_seven_members_with_the_chair(self, size, problems):
        four = (PRINCIPAL, VICE, POLICE, PARENT)
        result = compulsory(*four, *[NURSE] * (size - 4))
        assert [each for each in result.problems if each is not P.TOO_FEW_INTERNAL] == list(problems)

    @pytest.mark.parametrize(
        "role", [Role.VICE_PRINCIPAL, Role.HEAD_TEACHER, Role.COUNSELLOR, Role.NURSE, Role.VIOLENCE_OFFICER]
    )
    def test_the_roles_that_count_as_internal(self, role):
        assert compulsory(PRINCIPAL, NURSE, Member(role=role), POLICE, PARENT).valid

    @pytest.mark.parametrize(
        "member",
        [TEACHER, Member(role=Role.PRINCIPAL), Member(role=Role.EXPERT), Member(role=Role.NURSE, external=True)],
    )
    def test_others_do_not_and_the_principal_is_not_one_of_the_two(self, member):
        result = compulsory(PRINCIPAL, VICE, member, POLICE, PARENT)
        assert result.problems == (P.TOO_FEW_INTERNAL,)
        assert "지금 1명입니다" in result.because[2].text

    @pytest.mark.parametrize("role", [Role.POLICE, Role.WELFARE_OFFICER, Role.CHILD_PROTECTION])
    def test_the_roles_that_count_as_external(self, role):
        assert compulsory(PRINCIPAL, VICE, NURSE, PARENT, Member(role=role, external=True)).valid

    @pytest.mark.parametrize("member", [EXPERT, Member(role=Role.POLICE), Member(role=Role.TEACHER, external=True)])
    def test_others_do_not(self, member):
        result = compulsory(PRINCIPAL, VICE, NURSE, PARENT, member)
        assert result.problems == (P.TOO_FEW_EXTERNAL,)
        assert "지금 1명입니다" in result.because[3].text

    def test_more_than_enough_is_lawful(self):
        assert compulsory(*COMPULSORY, Member(role=Role.COUNSELLOR), EXPERT).valid


class TestChairOfCompulsoryEducation:
    @pytest.mark.parametrize(
        ("members", "problem"),
        [
            ((Member(role=Role.PRINCIPAL), CHAIR, NURSE), P.CHAIR_NOT_PRINCIPAL),
            ((Member(role=Role.PRINCIPAL), VICE, NURSE), P.NO_CHAIR),
            ((PRINCIPAL, CHAIR, NURSE), P.SEVERAL_CHAIRS),
            ((Member(role=Role.PRINCIPAL, external=True, chair=True), VICE, NURSE), P.CHAIR_NOT_PRINCIPAL),
        ],
    )
    def test_the_principal_chairs_ex_officio(self, members, problem):
        result = compulsory(*members, POLICE, PARENT)
        assert P(problem) in result.problems
        assert set(result.problems) <= {problem, P.EXTERNAL_OF_ONE_FIELD}

    def test_how_many_chairs_there_are_is_told(self):
        assert "위원장은 1명인데 2명입니다." in texts(compulsory(PRINCIPAL, CHAIR, NURSE, POLICE, PARENT))
        assert "위원장으로 정한 위원이 없습니다." in texts(compulsory())

    def test_a_principal_from_elsewhere_is_told(self):
        stranger = Member(role=Role.PRINCIPAL, external=True, chair=True)
        assert "지금 위원장은 외부위원인 학교장입니다." in texts(compulsory(stranger, VICE, NURSE, POLICE, PARENT))


class TestFields:
    def test_external_members_of_one_field_only_are_not_enough(self):
        result = compulsory(PRINCIPAL, VICE, NURSE, PARENT, PARENT)
        assert result.problems == (P.EXTERNAL_OF_ONE_FIELD,)
        assert "외부위원 2명이 모두 한 분야입니다" in result.because[-1].text

    def test_the_field_counts_and_not_the_role(self):
        welfare = [Member(role=role, external=True, field=" 복지 ") for role in (Role.WELFARE_OFFICER, Role.POLICE)]
        assert compulsory(PRINCIPAL, VICE, NURSE, *welfare).problems == (P.EXTERNAL_OF_ONE_FIELD,)
        parents = [Member(role=Role.PARENT, external=True, field=field) for field in ("의료", "법률")]
        assert compulsory(PRINCIPAL, VICE, NURSE, *parents).valid

    def test_every_external_member_is_looked_at(self):
        assert compulsory(PRINCIPAL, VICE, NURSE, PARENT, PARENT, EXPERT).valid

    def test_a_blank_field_is_the_role(self):
        assert Member(role=Role.POLICE, field="  ").line_of_work == "police"

    def test_a_single_external_member_is_of_no_one_field(self):
        result = compulsory(PRINCIPAL, VICE, NURSE, POLICE)
        assert result.problems == (P.TOO_FEW_MEMBERS, P.TOO_FEW_EXTERNAL)
        assert len(result.because) == 4


class TestSidesOfCompulsoryEducation:
    @pytest.mark.parametrize(
        ("member", "side"),
        [(Member(role=Role.PARENT), "내부위원"), (Member(role=Role.NURSE, external=True), "외부위원")],
    )
    def test_a_member_on_the_wrong_side_is_warned_of(self, member, side):
        (warning,) = compulsory(*COMPULSORY, member).warnings
        assert warning.startswith(f"6번째 위원({member.role.korean})이 {side}으로")

    @pytest.mark.parametrize("external", [True, False])
    def test_an_expert_may_be_either(self, external):
        assert compulsory(*COMPULSORY, Member(role=Role.EXPERT, external=external)).warnings == ()


class TestEarlyPromotion:
    def test_the_vice_principal_teachers_parents_and_experts(self):
        result = early(*EARLY)
        assert (result.valid, result.problems, result.warnings) == (True, (), ())
        assert texts(result) == (
            "위원은 위원장을 포함해 5명 이상 15명 이하로 두며, 지금 5명입니다.\n"
            "위원장은 이 학교의 교감이 맡으며, 지금 위원장은 교감입니다.\n"
            "교사, 학부모, 전문가가 모두 있습니다."
        )

    @pytest.mark.parametrize(
        ("more", "problems"), [(-1, (P.TOO_FEW_MEMBERS,)), (0, ()), (10, ()), (11, (P.TOO_MANY_MEMBERS,))]
    )
    def test_five_to_fifteen_members_with_the_chair(self, more, problems):
        members = (CHAIR, PARENT, EXPERT, *[TEACHER] * (2 + more))
        assert early(*members).problems == problems

    @pytest.mark.parametrize(
        "role", [Role.TEACHER, Role.HEAD_TEACHER, Role.COUNSELLOR, Role.NURSE, Role.VIOLENCE_OFFICER]
    )
    def test_every_kind_of_teacher_is_a_teacher(self, role):
        assert early(CHAIR, Member(role=role), PARENT, PARENT, EXPERT).valid

    @pytest.mark.parametrize(
        ("members", "problem"),
        [
            ((CHAIR, PARENT, PARENT, EXPERT, EXPERT), P.NO_TEACHER),
            ((CHAIR, TEACHER, TEACHER, EXPERT, EXPERT), P.NO_PARENT),
            ((CHAIR, TEACHER, TEACHER, PARENT, PARENT), P.NO_EXPERT),
        ],
    )
    def test_one_of_each_at_least(self, members, problem):
        result = early(*members)
        assert result.problems == (problem,)
        assert result.because[-1].source.reading
        assert "p.93" in result.warnings[0]

    @pytest.mark.parametrize(
        "member",
        [
            Member(role=Role.PRINCIPAL),
            POLICE,
            Member(role=Role.WELFARE_OFFICER),
            Member(role=Role.CHILD_PROTECTION),
            Member(role=Role.TEACHER, external=True),
            Member(role=Role.VICE_PRINCIPAL, external=True),
        ],
    )
    def test_nobody_else_is_a_member(self, member):
        result = early(*EARLY, member)
        assert result.problems == (P.NOT_ELIGIBLE,)
        assert f"6번째 위원({member.role.korean})은" in texts(result)

    def test_which_side_a_parent_is_on_does_not_matter(self):
        assert early(CHAIR, TEACHER, TEACHER, Member(role=Role.PARENT), Member(role=Role.EXPERT)).valid

    def test_a_second_vice_principal_may_sit(self):
        assert early(*EARLY, VICE).valid


class TestChairOfEarlyPromotion:
    @pytest.mark.parametrize(
        "member", [Member(role=Role.TEACHER, chair=True), Member(role=Role.VICE_PRINCIPAL, chair=True, external=True)]
    )
    def test_nobody_but_the_vice_principal(self, member):
        assert P.CHAIR_NOT_VICE_PRINCIPAL in early(member, TEACHER, TEACHER, PARENT, EXPERT).problems

    @pytest.mark.parametrize("role", [Role.TEACHER, Role.HEAD_TEACHER])
    def test_a_teacher_where_there_is_no_vice_principal(self, role):
        result = early(Member(role=role, chair=True), TEACHER, PARENT, PARENT, EXPERT, has_vice_principal=False)
        assert result.valid
        assert "위원장은 이 학교의 교사가 맡으며" in texts(result)

    def test_a_teacher_who_chairs_is_the_teacher(self):
        chair = Member(role=Role.TEACHER, chair=True)
        assert early(chair, PARENT, PARENT, EXPERT, EXPERT, has_vice_principal=False).valid

    def test_a_vice_principal_of_a_school_that_has_none_does_not_fit(self):
        result = early(*EARLY, has_vice_principal=False)
        assert result.problems == (P.CHAIR_NOT_TEACHER, P.NOT_ELIGIBLE)
