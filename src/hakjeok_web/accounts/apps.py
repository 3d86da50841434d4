from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hakjeok_web.accounts"

    def ready(self) -> None:
        from hakjeok_web.accounts import factors

        factors.watch()
