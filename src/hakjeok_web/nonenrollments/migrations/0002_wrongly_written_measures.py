"""Measures that were written down wrongly are taken back by a line of their own (잘못 적음)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hakjeok_web.config.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_batches"),
        ("nonenrollments", "0001_initial"),
        ("schools", "0002_calendar_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="childmeasure",
            name="voids",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="voided_by",
                to="nonenrollments.childmeasure",
            ),
        ),
        migrations.AlterField(
            model_name="childmeasure",
            name="code",
            field=models.CharField(
                choices=[
                    ("phone_daily", "전화 연락"),
                    ("urge_letter", "취학 독촉장 발송"),
                    ("home_visit", "가정방문"),
                    ("summons", "내교 요청"),
                    ("committee", "의무교육관리위원회 개최"),
                    ("create_record", "학적 생성"),
                    ("register", "미인정결석 등록·제출"),
                    ("report_office", "교육지원청 보고"),
                    ("report_dong", "주민센터 통보"),
                    ("monthly_check", "월 1회 소재·안전 확인"),
                    ("dong_request", "동에 가정방문 협조 요청"),
                    ("resident_lookup", "주민등록 조회"),
                    ("immigration_lookup", "출입국사실 조회"),
                    ("police_form", "수사의뢰 요청서 작성"),
                    ("police_request", "경찰 수사의뢰"),
                    ("abuse_report", "아동학대 신고"),
                    ("answered", "내교에 응함"),
                    ("not_answered", "내교에 응하지 않음"),
                    ("located", "소재·안전을 알게 됨"),
                    ("not_located", "소재·안전을 모름"),
                    ("abuse_signs", "아동학대 징후"),
                    ("no_abuse_signs", "아동학대 징후가 없음을 알게 됨"),
                    ("overseas_confirmed", "해외 출국을 알게 됨"),
                    ("in_country", "국내에 있음을 알게 됨"),
                    ("facility_certificate", "미인가 대안교육시설 재학확인서 받음"),
                    ("void", "잘못 적음"),
                ],
                max_length=24,
            ),
        ),
        migrations.AddConstraint(
            model_name="childmeasure",
            constraint=hakjeok_web.config.tenancy.SameSchool(
                field="voids", name="nonenrollments_childmeasure_voids_same_school"
            ),
        ),
        migrations.AddConstraint(
            model_name="childmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code", "void"), ("note__gt", ""), ("voids__isnull", False)),
                    models.Q(models.Q(("code", "void"), _negated=True), ("voids", None)),
                    _connector="OR",
                ),
                name="a_child_s_voiding_says_what_and_why",
            ),
        ),
    ]
