"""Measures that were written down wrongly are taken back by a line of their own (잘못 적음)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hakjeok_web.config.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("attendance", "0004_indexes_of_the_night"),
        ("documents", "0007_batches"),
        ("schools", "0002_calendar_version"),
        ("students", "0002_place_of_a_pupil"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="absencemeasure",
            name="told_by",
            field=hakjeok_web.config.tenancy.SchoolForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tells",
                to="attendance.absencemeasure",
            ),
        ),
        migrations.AddField(
            model_name="absencemeasure",
            name="voids",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="voided_by",
                to="attendance.absencemeasure",
            ),
        ),
        migrations.AlterField(
            model_name="absencemeasure",
            name="code",
            field=models.CharField(
                choices=[
                    ("phone_daily", "전화 연락"),
                    ("home_visit", "가정방문"),
                    ("summons", "내교 요청"),
                    ("police_request", "경찰 수사의뢰"),
                    ("register", "미인정결석 등록·제출"),
                    ("report_office", "교육지원청 보고"),
                    ("report_dong", "주민센터 제출"),
                    ("monthly_check", "월 1회 소재·안전 확인"),
                    ("return_report", "복귀 보고"),
                    ("located", "소재·안전을 알게 됨"),
                    ("not_located", "소재·안전을 모름"),
                    ("abuse_signs", "아동학대 징후"),
                    ("overseas_confirmed", "해외 출국을 알게 됨"),
                    ("in_country", "국내에 있음을 알게 됨"),
                    ("no_abuse_signs", "아동학대 징후가 없음을 알게 됨"),
                    ("abuse_report", "아동학대 신고"),
                    ("facility_certificate", "미인가 대안교육시설 재학확인서 받음"),
                    ("watch_card", "집중관리카드 마련"),
                    ("quota_notice", "진급하지 못함을 보호자에게 안내"),
                    ("resident_lookup", "주민등록 조회"),
                    ("immigration_lookup", "출입국사실 조회"),
                    ("dong_request", "동에 거주 확인 요청"),
                    ("police_form", "수사의뢰 요청서 작성"),
                    ("police_report", "수사의뢰를 교육지원청에 보고"),
                    ("close_entry", "학적변동에 따른 복귀 처리"),
                    ("void", "잘못 적음"),
                ],
                max_length=24,
            ),
        ),
        migrations.AddConstraint(
            model_name="absencemeasure",
            constraint=hakjeok_web.config.tenancy.SameSchool(
                field="told_by", name="attendance_absencemeasure_told_by_same_school"
            ),
        ),
        migrations.AddConstraint(
            model_name="absencemeasure",
            constraint=hakjeok_web.config.tenancy.SameSchool(
                field="voids", name="attendance_absencemeasure_voids_same_school"
            ),
        ),
        migrations.AddConstraint(
            model_name="absencemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code", "void"), ("note__gt", ""), ("voids__isnull", False)),
                    models.Q(models.Q(("code", "void"), _negated=True), ("voids", None)),
                    _connector="OR",
                ),
                name="a_voiding_says_what_and_why",
            ),
        ),
    ]
