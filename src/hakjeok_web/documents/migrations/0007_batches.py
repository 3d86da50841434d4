"""Documents for many pupils: their parts while they are made, and files in pieces (일괄 출력)."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

import hakjeok_web.config.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0006_papers_on_their_way"),
        ("schools", "0002_calendar_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="started_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="FilePiece",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "file",
                    hakjeok_web.config.tenancy.SchoolForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="documents.generatedfile",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("school", "id"), name="documents_filepiece_in_school"),
                    hakjeok_web.config.tenancy.SameSchool(field="file", name="documents_filepiece_file_same_school"),
                    models.UniqueConstraint(fields=("file", "number"), name="one_piece_a_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobPart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("pupil_id", models.UUIDField(null=True)),
                ("name", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                ("problem", models.CharField(blank=True, max_length=300)),
                (
                    "job",
                    hakjeok_web.config.tenancy.SchoolForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="documents.job",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("school", "id"), name="documents_jobpart_in_school"),
                    hakjeok_web.config.tenancy.SameSchool(field="job", name="documents_jobpart_job_same_school"),
                    models.UniqueConstraint(fields=("job", "number"), name="one_part_a_number"),
                ],
            },
        ),
    ]
