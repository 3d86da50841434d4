"""The reasons for which a pupil is away, as the handbook lists them (결석 등의 사유, p.20–32, 47)."""

from hakjeok.vocabulary import Word


class Reason(Word):
    """Why a pupil is away (사유), in the order of the handbook."""

    NATURAL_DISASTER = "natural_disaster", "천재지변"
    INFECTIOUS_DISEASE = "infectious_disease", "법정 감염병"
    NONSTATUTORY_INFECTION = "nonstatutory_infection", "비법정 감염병"
    SCHOOL_ENTRY_BAN = "school_entry_ban", "등교중지"
    PUBLIC_DUTY = "public_duty", "병역 등 공적 의무, 공권력의 행사"
    REPRESENTATIVE_EVENT = "representative_event", "학교·시도·국가 대표 대회와 훈련"
    WORK_PLACEMENT = "work_placement", "산업체 현장실습"
    EXCHANGE_STUDY = "exchange_study", "교환학습"
    FIELD_TRIP = "field_trip", "교외체험학습"
    SCHOOL_SERVICE = "school_service", "징계: 학교 내의 봉사"
    SOCIAL_SERVICE = "social_service", "징계: 사회봉사"
    SPECIAL_EDUCATION_ORDER = "special_education_order", "징계: 특별교육 이수"
    DROPOUT_REFLECTION = "dropout_reflection", "학업중단 숙려제"
    FAMILY_EVENT = "family_event", "경조사"
    DISASTER_VICTIM_FAMILY = "disaster_victim_family", "재난피해자의 가족"
    VIOLENCE_VICTIM = "violence_victim", "학교폭력 피해(보호조치 요청 전)"
    VIOLENCE_VICTIM_PROTECTION = "violence_victim_protection", "학교폭력 피해학생 보호조치"
    VIOLENCE_OFFENDER_SOCIAL_SERVICE = "violence_offender_social_service", "학교폭력 가해학생 사회봉사(4호)"
    VIOLENCE_OFFENDER_SPECIAL_EDUCATION = (
        "violence_offender_special_education",
        "학교폭력 가해학생 특별교육·심리치료(5호)",
    )
    COMMITTEE_HEARING = "committee_hearing", "학교폭력대책심의위원회 의견진술"
    POLICE_GUIDANCE = "police_guidance", "경찰관서의 선도프로그램"
    MENSTRUAL_PAIN = "menstrual_pain", "심한 생리통"
    PRINCIPAL_PERMITTED_HARDSHIP = "principal_permitted_hardship", "학교장이 허가한 그 밖의 부득이한 사유"
    SEXUAL_VIOLENCE_PROCEDURE = "sexual_violence_procedure", "성폭력 피해로 인한 전학 절차"
    ABUSE_PROTECTION = "abuse_protection", "아동학대·가정폭력 피해로 인한 보호"
    HOSPITAL_SCHOOL = "hospital_school", "병원학교 수업"
    REMOTE_CLASS_HEALTH_IMPAIRMENT = "remote_class_health_impairment", "건강장애학생의 원격수업"
    SERIOUS_INJURY_REMOTE = "serious_injury_remote", "심각한 부상으로 인한 병원학교·원격수업"
    ILLNESS = "illness", "질병"
    FINE_DUST_SENSITIVE = "fine_dust_sensitive", "미세먼지 민감군"
    CHRONIC_ILLNESS = "chronic_illness", "만성질환"
    HUMIDIFIER_VICTIM = "humidifier_victim", "가습기 살균제 건강 피해"
    CARE_OF_FAMILY = "care_of_family", "부모·가족 봉양, 가사 조력, 간병"
    UNPAID_FEES = "unpaid_fees", "공납금 미납"
    ELECTION_OR_PARTY_LAW = "election_or_party_law", "공직선거법·정당법에 따른 결석"
    OTHER_REASONABLE = "other_reasonable", "그 밖의 합당한 사유"
    VIOLENCE_OFFENDER_SUSPENSION = "violence_offender_suspension", "학교폭력 가해학생 출석정지(6호)"
    TEACHER_RIGHTS_SUSPENSION = "teacher_rights_suspension", "교육활동 침해학생 출석정지"
    DISCIPLINE_SUSPENSION = "discipline_suspension", "징계: 출석정지"
    HOME_LEARNING_ORDER = "home_learning_order", "징계에 따른 가정학습"
    OFFENCE = "offence", "범법행위(체포·도피·구속·수감 등)"
    TRUANCY = "truancy", "태만·가출·출석 거부"
    UNRECOGNIZED_STUDY_ABROAD = "unrecognized_study_abroad", "미인정 해외유학"
    UNREGISTERED_ALTERNATIVE = "unregistered_alternative", "미인가·미등록 대안교육"
    HOME_SCHOOLING = "home_schooling", "홈스쿨링(가정 내 학습)"
    PRIVATE_ACADEMY = "private_academy", "학원 수강(예술·체육계 포함)"
    FIELD_TRIP_EXCESS = "field_trip_excess", "교외체험학습 기간 초과"
    OVERSEAS_LANGUAGE_COURSE = "overseas_language_course", "해외 어학연수"
    OTHER_UNJUSTIFIED = "other_unjustified", "그 밖의 합당하지 않은 사유"


class DustLevel(Word):
    """The level of fine dust near home or school at the time of going to school (미세먼지 농도)."""

    GOOD = "good", "좋음"
    NORMAL = "normal", "보통"
    BAD = "bad", "나쁨"
    VERY_BAD = "very_bad", "매우 나쁨"
