"""The closed lists of words in which transfers are decided: schools, reasons, papers, outcomes."""

from hakjeok.vocabulary import Word


class SchoolKind(Word):
    """What kind of school a pupil leaves or goes to (학교·시설의 종류)."""

    DOMESTIC = "domestic", "국내 초등학교"
    KOREAN_SCHOOL_ONLINE = "korean_school_online", "교육정보시스템을 쓰는 재외한국학교"
    KOREAN_SCHOOL_OFFLINE = "korean_school_offline", "교육정보시스템을 쓰지 않는 재외한국학교"
    JEJU_INTERNATIONAL = "jeju_international", "제주국제학교"
    ACCREDITED_FOREIGN = "accredited_foreign", "학력인정 외국교육기관·외국인학교"
    ACCREDITED_ALTERNATIVE = "accredited_alternative", "학력인정 대안학교"
    REGISTERED_ALTERNATIVE = "registered_alternative", "교육감에게 등록한 대안교육기관"
    UNREGISTERED_ALTERNATIVE = "unregistered_alternative", "미인가·미등록 대안교육시설"
    UNACCREDITED_FOREIGN = "unaccredited_foreign", "학력 미인정 외국인학교"


class Reason(Word):
    """Why a pupil changes schools (전학 사유)."""

    RESIDENCE = "residence", "거주지 이전"
    MALADJUSTMENT = "maladjustment", "학교생활 부적응·가정 사정"
    ABUSE = "abuse", "아동학대 피해"
    DOMESTIC_VIOLENCE = "domestic_violence", "가정폭력 피해"
    SEXUAL_VIOLENCE = "sexual_violence", "성폭력 피해"
    VIOLENCE_OFFENDER = "violence_offender", "학교폭력 가해(8호 전학 조치)"
    VIOLENCE_VICTIM = "violence_victim", "학교폭력 피해학생의 보호"
    TEACHER_RIGHTS_OFFENDER = "teacher_rights_offender", "교육활동 침해(6호 전학 조치)"


class Handling(Word):
    """How the change is handled (처리 방법)."""

    TRANSFER = "transfer", "전출·전입"
    TRANSFER_ON_PAPER = "transfer_on_paper", "서류로 하는 전출·입"
    DEFERMENT = "deferment", "취학의무 유예"
    UNEXCUSED = "unexcused", "미인정결석"

    @property
    def moves_the_record(self) -> bool:
        """Whether the pupil is transferred at all."""
        return self in (Handling.TRANSFER, Handling.TRANSFER_ON_PAPER)


class Channel(Word):
    """By which way the data go to the new school (자료를 보내는 길)."""

    SYSTEM = "system", "교육정보시스템(나이스)"
    PAPER = "paper", "공문과 밀봉한 서류"


class Block(Word):
    """Why the record may not be changed (전학할 수 없는 까닭)."""

    VICTIMS_SCHOOL = "victims_school", "피해학생이 다니는 학교"
    MEASURES_PENDING = "measures_pending", "학교폭력 조치가 끝나지 않음"


class BlankField(Word):
    """What stays blank for the time at another kind of school (공란으로 두는 란)."""

    SUBJECTS = "subjects", "교과학습발달상황"
    ACTIVITIES = "activities", "창의적 체험활동상황"


class Paper(Word):
    """The papers of a transfer (제출서류)."""

    MOVING_REPORT = "moving_report", "전입신고서 또는 전입신고 접수증"
    CONSENT = "guardian_consent", "학부모 동의서"
    HOMEROOM_OPINION = "homeroom_opinion", "담임 의견서"
    PRINCIPAL_OPINION = "principal_opinion", "학교장 의견서"
    EVIDENCE = "evidence", "진단서, 상담사실 확인서 등 객관적인 증빙자료"
    ABUSE_REQUEST = "abuse_request", "지역아동보호전문기관의 취학지원 요청 공문과 학대피해아동 취학지원 요청서"
    COUNSELLING_CONFIRMATION = "counselling_confirmation", "가정폭력 피해상담 사실 확인서"
    ASSIGNMENT_REQUEST = "assignment_request", "전학학교 배정 요청서"
    VIOLENCE_DECISION = "violence_decision", "학교폭력대책심의위원회 조치결정통보서"
    RIGHTS_REPORT = "rights_report", "교권보호위원회 결과 보고서"
    CONSENT_REQUEST = "consent_request", "전출·입 동의 요청 공문"
    APPROVAL_LETTER = "approval_letter", "전출 승인 공문"
    SEALED_PAPERS = "sealed_papers", "밀봉한 전학서류 일체"
    SCHOOL_RECORD = "school_record", "학교생활기록부"
    HEALTH_RECORD = "health_record", "건강기록부"
    ENROLMENT_CERTIFICATE = "enrolment_certificate", "재학증명서"
    NOTARISED_TRANSLATION = "notarised_translation", "한글 번역 공증을 받은 서류"
    DEFERMENT_APPLICATION = "deferment_application", "유예 신청서"
    REGISTERED_SCHOOL_CERTIFICATE = "registered_school_certificate", "대안교육기관 재학증명서 또는 학생인적사항 통지서"
