from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "hakjeok_web.students"
