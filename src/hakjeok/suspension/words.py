"""The closed lists of words about exemption and deferment (면제·유예)."""

from hakjeok.vocabulary import Word


class Kind(Word):
    """What is asked for (신청하는 것)."""

    EXEMPTION = "exemption", "면제"
    DEFERMENT = "deferment", "유예"


class DatedKind(Word):
    """What is decided, with the long absence, whose dates are told beside the others (학적 처리)."""

    EXEMPTION = "exemption", "면제"
    DEFERMENT = "deferment", "유예"
    OUT_OF_QUOTA = "out_of_quota", "장기결석에 따른 정원 외 학적관리"


class Reason(Word):
    """Why exemption or deferment is asked for (사유)."""

    DEATH = "death", "사망"
    RECOGNIZED_STUDY_ABROAD = "recognized_study_abroad", "인정유학"
    OVERSEAS_FAMILY_MOVE = "overseas_family_move", "가족과 함께 출국(이민·해외파견·해외취업·교환교수)"
    OVERSEAS_ONE_PARENT = "overseas_one_parent", "부모 가운데 한 명과 출국"
    FAMILY_LANGUAGE_STUDY = "family_language_study", "부모의 어학연수로 전 가족 출국"
    PARENT_PRIVATE_STUDY = "parent_private_study", "부모 한 명의 사적 유학에 동행"
    ILLNESS = "illness", "질병"
    DEVELOPMENTAL = "developmental", "발육 상태"
    REGISTERED_ALTERNATIVE = "registered_alternative", "등록 대안교육기관 재학"
    UNREGISTERED_ALTERNATIVE = "unregistered_alternative", "미인가·미등록 대안교육시설 재학"
    HOME_SCHOOLING = "home_schooling", "가정 내 학습(홈스쿨링)"
    UNRECOGNIZED_STUDY_ABROAD = "unrecognized_study_abroad", "미인정유학"
    UNACCREDITED_FOREIGN_SCHOOL = "unaccredited_foreign_school", "학력이 인정되지 않는 국내 외국인학교 재학"
    FOREIGN_NATIONAL_LEAVING = "foreign_national_leaving", "외국 국적 학생의 학업 중단"
    STUDY_ABROAD_SPECIAL = "study_abroad_special", "유학의 특례"
    PRINCIPAL_RECOGNISED = "principal_recognised", "그 밖에 학교장이 인정하는 사유"
    FOREIGN_ELEMENTARY_COMPLETED = "foreign_elementary_completed", "외국 초등학교 과정 이수"
    GENERAL_EXAM_PASSED = "general_exam_passed", "졸업학력 검정고시 합격"


class Severity(Word):
    """How grave an illness or a developmental condition is (정도)."""

    BEYOND_SPECIAL_EDUCATION = "beyond_special_education", "특수교육도 이수하기 어려움"
    LONG_TREATMENT = "long_treatment", "장기간 치료가 필요함"
    MINOR = "minor", "그보다 가벼움"


class CurrentStatus(Word):
    """What the record says of the pupil who asks (현재 학적)."""

    ENROLLED = "enrolled", "재학"
    DEFERRED = "deferred", "유예 중"
    OUT_OF_QUOTA = "out_of_quota", "장기결석에 따른 정원 외 학적관리 중"


class Otherwise(Word):
    """What applies where exemption or deferment is not available (그 대신 적용할 것)."""

    UNEXCUSED_THEN_OUT_OF_QUOTA = (
        "unexcused_then_out_of_quota",
        "미인정결석으로 처리하다가 3분의 1을 넘으면 정원 외 학적관리",
    )
    EXEMPTION = "exemption", "면제 신청"
    DEFERMENT = "deferment", "유예 신청"
    PRINCIPAL_EXEMPTION = "principal_exemption", "출석일수가 3분의 2에 미달하면 학교장 직권 면제"
    STAY_ENROLLED = "stay_enrolled", "면제·유예 없이 취학"
    STAY_OUT_OF_QUOTA = "stay_out_of_quota", "정원 외 학적관리 유지"


class Document(Word):
    """What is handed in with the application (제출 서류)."""

    APPLICATION = "application", "신청서"
    DEATH_CERTIFICATE = "death_certificate", "사망진단서(사망확인서)"
    DIAGNOSIS = "diagnosis", "학업 수행이 어렵다는 내용이 있는 진단서(소견서)"
    RESIDENT_REGISTER = "resident_register", "주민등록등본"
    STUDY_RECOGNITION = "study_recognition", "교육장이나 국립국제교육원장의 유학인정서"
    DEPARTURE_PAPERS = "departure_papers", "출국 관련 서류"
    PROOF_OF_REASON = "proof_of_reason", "사유를 증명하는 서류"
    DISPATCH_LETTER = "dispatch_letter", "해외파견 관련 소속기관 공문"
    JOINT_DEPARTURE = "joint_departure", "부 또는 모의 동반출국 관련 증명"
    OVERSEAS_REGISTER = "overseas_register", "해외 거주기간 증명(재외국민등록부등본 등)"
    ENTRY_EXIT_RECORD = "entry_exit_record", "출입국에 관한 사실증명"
    ENROLLMENT_ABROAD = "enrollment_abroad", "외국학교 재학 증명"
    ALTERNATIVE_ENROLLMENT = "alternative_enrollment", "대안교육기관 재학증명서 또는 학생 인적사항 통지서"
    MINUTES = "minutes", "의무교육관리위원회 또는 개별화교육지원팀 회의록"
    COMPLETION_ABROAD = "completion_abroad", "외국 초등학교 과정을 마쳤다는 증명"
    EXAM_CERTIFICATE = "exam_certificate", "검정고시 합격증"
