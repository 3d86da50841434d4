"""The project's own app: tenancy rights after each migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConfigApp(AppConfig):
    name = "hakjeok_web.config"
    label = "config"

    def ready(self) -> None:
        from hakjeok_web.config.tenancy import apply_rights

        post_migrate.connect(apply_rights, sender=self)
