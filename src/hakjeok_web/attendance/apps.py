from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "hakjeok_web.attendance"

    def ready(self) -> None:
        from hakjeok_web.attendance.panels import year_panel
        from hakjeok_web.students import panels

        panels.register("year", year_panel)
