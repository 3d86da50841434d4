from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hakjeok_web.accounts"
