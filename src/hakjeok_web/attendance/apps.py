from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "hakjeok_web.attendance"

    def ready(self) -> None:
        from hakjeok_web.attendance.calendar_check import closed_months_stand, register_stands_on
        from hakjeok_web.attendance.closing_checks import closing_checks
        from hakjeok_web.attendance.closing_warnings import missing_measures, missing_reasons
        from hakjeok_web.attendance.measures import record_summons
        from hakjeok_web.attendance.panels import year_panel
        from hakjeok_web.attendance.seats import follow
        from hakjeok_web.documents import registry
        from hakjeok_web.schools.actions import day_checks
        from hakjeok_web.students import panels, placements

        registry.on_approval(
            registry.Effect("record_summons", "내교 통지를 미인정결석 조치로 적습니다.", "2-3", record_summons)
        )
        closing_checks.extend((missing_reasons, missing_measures))
        day_checks.extend((register_stands_on, closed_months_stand))
        placements.after_seating.append(follow)
        panels.register("year", year_panel)
