from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "hakjeok_web.documents"
