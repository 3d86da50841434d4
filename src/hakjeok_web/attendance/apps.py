from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "hakjeok_web.attendance"
