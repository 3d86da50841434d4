from django.apps import AppConfig


class HelperConfig(AppConfig):
    name = "hakjeok_web.helper"

    def ready(self) -> None:
        from hakjeok_web.helper.panels import helper_panel
        from hakjeok_web.students import panels

        panels.register("helper", helper_panel)
