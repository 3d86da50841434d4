from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "hakjeok_web.schools"
