"""질의응답 제1장 입학·취학(p.15–16)."""

from hakjeok import decide
from tests.rules.questions.asking import asks

YEAR_2024 = {"school_year": 2024, "first_day": "2024-03-04", "last_day": "2025-01-10"}
UNAVOIDABLE = [
    {"reason": "guardian_debt"},
    {"reason": "closed_school"},
    {"reason": "domestic_violence_or_abuse", "recognised_by_court_or_agency": True},
]
REGISTER_PAPERS = ("livelihood_number", "lease", "neighbours_statement", "family_register", "alien_registration")


def result_of(name: str, **facts) -> dict:
    return decide(name, facts)["result"]


def texts_of(name: str, **facts) -> str:
    return " ".join(step["text"] for step in decide(name, facts)["because"])


@asks(page=15, begins="초등학교 신입생 입학 학교는")
def test_a_new_pupil_s_school_follows_from_the_address_on_the_list_that_the_dong_makes():
    """p.15: 신입생 입학 학교의 배정은? 10월 1일 기준의 명부와 통학구역 주소지로 정하고 주민센터에 문의한다."""
    first = result_of("admission.schedule", school_year=2024)["steps"][0]
    assert (first["actor"], first["from"]) == ("동장", "2023-10-01")
    told = texts_of("admission.schedule", school_year=2024)
    assert "10월 1일을 기준으로 주소지의 통학구역에 따라" in told


@asks(page=15, begins="주소에 따라 배정된 A초등학교가")
def test_another_school_than_the_assigned_one_needs_an_unavoidable_reason_and_its_principal_s_approval():
    """p.15: 배정된 A초가 아닌 B초에 입학하려면? 통학구역이 원칙이고, 부득이한 사유면 그 학교장의 승낙을 받는다."""
    assert not result_of("admission.school_change", reason="preference")["admissible"]
    for facts in UNAVOIDABLE:
        answered = result_of("admission.school_change", **facts)
        assert (answered["admissible"], answered["approver"]) == (True, "입학하려는 학교의 장")
    permitted = result_of("admission.school_change", reason="other_hardship")
    assert (permitted["admissible"], permitted["needs_principal_judgement"]) == (True, True)


@asks(page=15, begins="조기입학 및 입학연기 신청은")
def test_early_and_deferred_entry_are_applied_for_at_the_dong_by_the_end_of_december():
    """p.15: 조기입학·입학연기는 10월 1일~12월 31일에 주민센터에 신청하고, 연기는 한 번뿐이며 1학년으로 입학한다."""
    for kind in ("early", "defer"):
        window = result_of("admission.application_window", kind=kind, school_year=2025, applied_on="2025-01-02")
        assert (window["from"], window["to"], window["authority"]) == ("2024-10-01", "2024-12-31", "동장")
        assert not window["accepted"]
    child = {"birth_date": "2017-05-05", "choice": "defer"}
    deferred = result_of("admission.entry_year", **child)
    assert (deferred["entry_school_year"], deferred["grade"], deferred["admissible"]) == (2025, 1, True)
    assert not result_of("admission.entry_year", **child, deferred_before=True)["admissible"]


@asks(page=15, begins="내년에 8세로 초등학교 취학 예정인")
def test_after_a_move_the_dong_of_the_new_address_assigns_the_school():
    """p.15: 취학통지서를 받은 뒤 주소가 바뀌면 변경된 주소지의 주민센터가 배정하는 학교에 입학한다."""
    answered = result_of("admission.school_change", reason="moved")
    assert (answered["admissible"], answered["approver"]) == (True, None)
    assert answered["assigned_by"] == "새 주소지의 동장"


@asks(page=16, begins="취학 대상자로 통보되어 입학하여야")
def test_a_child_who_does_not_enter_gets_a_record_and_goes_out_of_quota_after_a_third_of_the_year():
    """p.16: 입학하지 않는 아동도 학적을 생성하여 관리하다가 ⅓ 이상 미인정결석하면 정원 외로 관리한다."""
    answered = result_of("admission.nonenrollment", entrance_day="2024-03-04", today="2024-03-04", calendar=YEAR_2024)
    assert "create_record" in [action["code"] for action in answered["actions"]]
    later = {"total_days": 190, "absent_since": "2024-03-04", "calendar": YEAR_2024}
    for today, reached in (("2024-03-04", False), ("2024-07-01", True)):
        assert result_of("absence.out_of_quota", **later, today=today)["reached"] is reached


@asks(page=16, begins="아이가 9살이고 미혼모라")
def test_a_child_in_no_register_is_admitted_on_any_document_that_shows_residence():
    """p.16: 호적이 없는 아이도 기초생활 보장번호, 임대차계약서, 인우보증서 등으로 거주가 확인되면 입학을 허용한다."""
    for status in ("no_register", "deregistered"):
        for document in REGISTER_PAPERS:
            assert result_of("admission.proof_of_residence", status=status, documents=[document])["admissible"]


@asks(page=16, begins="미등록 이주아동 또는 외국인등록증이")
def test_an_undocumented_child_is_admitted_on_a_lease_or_a_neighbour_s_statement():
    """p.16: 출입국 증명이나 외국인등록증이 없는 아동도 임대차계약서, 인우보증서 등으로 입급할 수 있다."""
    for status in ("undocumented", "foreign"):
        for document in ("lease", "neighbours_statement"):
            assert result_of("admission.proof_of_residence", status=status, documents=[document])["admissible"]
