from django.apps import AppConfig


class RemarksConfig(AppConfig):
    name = "hakjeok_web.remarks"
