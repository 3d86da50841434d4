from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "hakjeok_web.obligations"
