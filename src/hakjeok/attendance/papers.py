"""The papers that prove why a pupil was away (출결 증빙서류)."""

from collections.abc import Collection

from hakjeok.vocabulary import Word


class IllnessPaper(Word):
    """What a report of absence for illness may carry (결석신고서의 증명서류, p.25, 121)."""

    DIAGNOSIS = "diagnosis", "의사 진단서"
    MEDICAL_OPINION = "medical_opinion", "의견서·소견서·진료확인서"
    PRESCRIPTION = "prescription", "처방전·약봉투"
    GUARDIAN_OPINION = "guardian_opinion", "학부모 의견서"
    HOMEROOM_CONFIRMATION = "homeroom_confirmation", "담임교사 확인서"


class Paper(Word):
    """What any absence may be proved with: the papers of an illness and those of the other reasons."""

    DIAGNOSIS = IllnessPaper.DIAGNOSIS.value, IllnessPaper.DIAGNOSIS.korean
    MEDICAL_OPINION = IllnessPaper.MEDICAL_OPINION.value, IllnessPaper.MEDICAL_OPINION.korean
    PRESCRIPTION = IllnessPaper.PRESCRIPTION.value, IllnessPaper.PRESCRIPTION.korean
    GUARDIAN_OPINION = IllnessPaper.GUARDIAN_OPINION.value, IllnessPaper.GUARDIAN_OPINION.korean
    HOMEROOM_CONFIRMATION = IllnessPaper.HOMEROOM_CONFIRMATION.value, IllnessPaper.HOMEROOM_CONFIRMATION.korean
    OFFICIAL_LETTER = "official_letter", "대회·훈련·실습의 공문"
    EXCHANGE_APPLICATION = "exchange_application", "교환학습 신청서"
    TRIP_APPLICATION = "trip_application", "교외체험학습 신청서와 학습계획서"
    TRIP_REPORT = "trip_report", "교외체험학습 보고서"
    REFLECTION_APPLICATION = "reflection_application", "학업중단 숙려제 참여 신청서"
    AGENCY_LETTER = "agency_letter", "아동보호전문기관 등의 공문"
    ATTENDANCE_CERTIFICATE = "attendance_certificate", "병원학교·원격수업 기관의 출결확인서"
    OFFICE_PERMISSION = "office_permission", "교육청의 허가"
    VICTIM_CERTIFICATE = "victim_certificate", "환경부의 가습기 살균제 건강 피해자 증명서"
    EVIDENCE = "evidence", "사유를 보이는 근거자료"
    DAMAGE_CONFIRMATION = "damage_confirmation", "지자체장의 피해 사실 확인서"
    DEATH_CERTIFICATE = "death_certificate", "사망진단서"
    FUNERAL_CONTRACT = "funeral_contract", "장례식 계약서류"
    FUNERAL_NOTICE = "funeral_notice", "장례안내문"
    OBITUARY = "obituary", "부고문"
    OTHER_CONFIRMATION = "other_confirmation", "그 밖의 피해 사실 확인서"


def as_papers(papers: Collection[IllnessPaper]) -> tuple[Paper, ...]:
    """The same papers among those of all reasons."""
    values = {each.value for each in papers}
    return tuple(each for each in Paper if each.value in values)


def listed(papers: Collection[Word]) -> str:
    """The papers as people read them, one of which is enough."""
    return ", ".join(each.korean for each in papers) + (" 가운데 하나" if len(papers) > 1 else "")
