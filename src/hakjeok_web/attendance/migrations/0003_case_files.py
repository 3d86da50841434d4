"""Calls, registrations of unexcused absentees and what was reported about them (연락·등록·보고)."""

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

import hakjeok_web.config.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("attendance", "0002_source_of_an_entry"),
        ("documents", "0007_batches"),
        ("schools", "0002_calendar_version"),
        ("students", "0002_place_of_a_pupil"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AbsenceRegistration",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first_absence_on", models.DateField(verbose_name="최초미인정결석일자")),
                ("tenth_on", models.DateField(null=True, verbose_name="10일째")),
                ("reason", models.CharField(max_length=100, verbose_name="사유")),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="비고")),
                ("returned_on", models.DateField(null=True, verbose_name="복귀일자")),
                (
                    "closed_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("returned", "학교에 복귀"),
                            ("exemption", "면제"),
                            ("deferment", "유예"),
                            ("out_of_quota", "정원 외 학적관리"),
                        ],
                        max_length=12,
                        verbose_name="복귀 구분",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RegistrationReport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField(verbose_name="순번")),
                ("first_absence_on", models.DateField()),
                ("tenth_on", models.DateField(null=True)),
                ("returned_on", models.DateField(null=True)),
                (
                    "closed_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("returned", "학교에 복귀"),
                            ("exemption", "면제"),
                            ("deferment", "유예"),
                            ("out_of_quota", "정원 외 학적관리"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reported_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
                ("received_on", models.DateField(null=True)),
                ("received_by", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "ordering": ("-year", "-number"),
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="absencemeasure",
            name="contact",
            field=models.CharField(blank=True, max_length=40, verbose_name="연락자 성명(관계)"),
        ),
        migrations.AddField(
            model_name="absencemeasure",
            name="contact_phone",
            field=models.CharField(blank=True, max_length=20, verbose_name="전화번호"),
        ),
        migrations.AddField(
            model_name="absencemeasure",
            name="means",
            field=models.CharField(
                blank=True,
                choices=[("phone", "전화"), ("text", "문자"), ("video", "화상통화")],
                max_length=8,
                verbose_name="방법",
            ),
        ),
        migrations.AddField(
            model_name="absencemeasure",
            name="spoken_with",
            field=models.CharField(
                blank=True,
                choices=[
                    ("pupil", "학생 본인"),
                    ("guardian", "보호자"),
                    ("other", "그 밖의 사람"),
                    ("nobody", "아무도 받지 않음"),
                ],
                max_length=10,
                verbose_name="통화한 사람",
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
                ],
                max_length=24,
            ),
        ),
        migrations.AddConstraint(
            model_name="absencemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact", ""), ("contact_phone", ""), ("means", ""), ("spoken_with", "")),
                    models.Q(("code", "phone_daily"), ("means__gt", ""), ("spoken_with__gt", "")),
                    _connector="OR",
                ),
                name="only_calls_tell_whom_one_reached",
            ),
        ),
        migrations.AddField(
            model_name="absenceregistration",
            name="school",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"),
        ),
        migrations.AddField(
            model_name="absenceregistration",
            name="student",
            field=hakjeok_web.config.tenancy.SchoolForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="students.student",
            ),
        ),
        migrations.AddField(
            model_name="registrationreport",
            name="document",
            field=hakjeok_web.config.tenancy.SchoolForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="registrationreport",
            name="dropped_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="registrationreport",
            name="noted_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="registrationreport",
            name="registration",
            field=hakjeok_web.config.tenancy.SchoolForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="attendance.absenceregistration",
            ),
        ),
        migrations.AddField(
            model_name="registrationreport",
            name="reported_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="registrationreport",
            name="school",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"),
        ),
        migrations.AddConstraint(
            model_name="absenceregistration",
            constraint=models.UniqueConstraint(
                fields=("school", "id"), name="attendance_absenceregistration_in_school"
            ),
        ),
        migrations.AddConstraint(
            model_name="absenceregistration",
            constraint=hakjeok_web.config.tenancy.SameSchool(
                field="student", name="attendance_absenceregistration_student_same_school"
            ),
        ),
        migrations.AddConstraint(
            model_name="absenceregistration",
            constraint=models.UniqueConstraint(fields=("student",), name="one_registration_a_pupil"),
        ),
        migrations.AddConstraint(
            model_name="absenceregistration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_as", ""), ("returned_on", None)),
                    models.Q(("closed_as__gt", ""), ("returned_on__isnull", False)),
                    _connector="OR",
                ),
                name="a_registration_is_closed_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationreport",
            constraint=models.UniqueConstraint(fields=("school", "id"), name="attendance_registrationreport_in_school"),
        ),
        migrations.AddConstraint(
            model_name="registrationreport",
            constraint=hakjeok_web.config.tenancy.SameSchool(
                field="registration", name="attendance_registrationreport_registration_same_school"
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationreport",
            constraint=hakjeok_web.config.tenancy.SameSchool(
                field="document", name="attendance_registrationreport_document_same_school"
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationreport",
            constraint=models.UniqueConstraint(fields=("school", "year", "number"), name="one_report_a_number"),
        ),
        migrations.AddConstraint(
            model_name="registrationreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("noted_by", None), ("received_on", None)),
                    models.Q(("noted_by__isnull", False), ("received_on__isnull", False)),
                    _connector="OR",
                ),
                name="somebody_noted_the_receipt",
            ),
        ),
    ]
