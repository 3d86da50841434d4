"""A form with every kind of field, as a school's own wording: what the entry page must be able to show."""

from hakjeok_web.documents.models import Document, FormVersion
from hakjeok_web.documents.wordings import digest_of

ID = "every-field"
DATA = {
    "id": ID,
    "title": "모든 칸 신청서",
    "heading": "모든 칸 신청서",
    "kind": "application",
    "chapter": 2,
    "issued_by": "보호자",
    "addressed_to": "학교장",
    "fields": [
        {"key": "student_name", "label": "성명", "type": "person", "of": "student", "auto": "student.name",
         "required": True, "group": "학생"},
        {"key": "student_sex", "label": "성별", "type": "sex", "of": "student", "auto": "student.sex", "group": "학생"},
        {"key": "student_rrn", "label": "주민등록번호", "type": "rrn", "of": "student", "group": "학생"},
        {"key": "phone", "label": "연락처", "type": "phone", "of": "guardian", "auto": "guardian.phone"},
        {"key": "away", "label": "기간", "type": "period", "required": True},
        {"key": "days", "label": "일수", "type": "number", "unit": "일", "required": True},
        {"key": "back_on", "label": "돌아오는 날", "type": "date"},
        {"key": "meets_at", "label": "만나는 때", "type": "datetime"},
        {"key": "reason", "label": "까닭", "type": "longtext", "max_length": 200, "preset": "가정 사정"},
        {"key": "went_before", "label": "전에도 갔는지", "type": "bool"},
        {"key": "kind", "label": "종류", "type": "choice", "options": ["가족 여행", "친척 방문"]},
        {"key": "papers", "label": "낸 서류", "type": "multichoice", "options": [
            "계획서", "항공권이나 배표처럼 다녀온 것을 알 수 있는 서류"]},
        {"key": "privacy", "label": "동의", "type": "choice", "of": "guardian", "required": True,
         "options": ["동의함", "동의하지 않음"]},
        {"key": "together", "label": "함께 가는 학생", "type": "table", "of": "student", "rows": ["many"], "columns": [
            {"key": "name", "label": "성명", "type": "person", "of": "student", "auto": "student.name",
             "required": True},
            {"key": "born", "label": "생년월일", "type": "date", "of": "student", "auto": "student.birth_on"},
            {"key": "goes", "label": "가는지", "type": "bool"},
        ]},
        {"key": "meals", "label": "식사", "type": "table", "rows": ["아침", "점심"], "columns": [
            {"key": "meal", "label": "끼니"}, {"key": "count", "label": "수", "type": "number", "unit": "번"}]},
        {"key": "signature", "label": "보호자", "type": "signature", "of": "guardian", "required": True},
        {"key": "teacher_check", "label": "담임 확인", "of": "staff"},
        {"key": "seal", "label": "학교장", "type": "signature", "of": "school", "auto": "school.principal_title"},
        {"key": "received_no", "label": "접수번호", "part": "접수증"},
    ],
    "consents": [{"title": "개인정보 수집·이용 동의", "purpose": "체험학습 처리", "items": "성명, 연락처",
                  "retention": "한 해", "recipients": ["교육지원청"], "field": "privacy"}],
    "body": [
        {"block": "text", "text": "{student_name}{student_sex}{student_rrn}{phone}{away}{days}{back_on}{meets_at}"},
        {"block": "text", "text": "{reason}{went_before}{kind}{papers}{teacher_check}{received_no}{privacy}"},
        {"block": "repeat", "field": "together", "columns": [50, 50, 50]},
        {"block": "repeat", "field": "meals", "columns": [50, 50]},
        {"block": "sign", "field": "signature"},
        {"block": "issuer", "field": "seal"},
    ],
}  # fmt: skip
COMPLETE = {
    "student_name": "박하준", "away": "2024-05-07", "away-to": "2024-05-08", "days": "2", "privacy": "동의함",
    "signature": "박보호", "together-lines": "0",
}  # fmt: skip


def a_draft(staff, *, pupil=None, values=None) -> Document:
    """A draft of that form, written by this person."""
    form, _ = FormVersion.objects.get_or_create(
        school_id=staff.school_id, definition=ID, number=1,
        defaults={"digest": digest_of(DATA), "data": DATA, "is_own": True},
    )  # fmt: skip
    return Document.objects.create(
        school_id=staff.school_id, definition=ID, form=form, title="모든 칸 신청서", values=values or {},
        pupil_id=pupil.pk if pupil else None, drafted_by=staff.user,
    )  # fmt: skip
