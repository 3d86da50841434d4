from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "hakjeok_web.attendance"

    def ready(self) -> None:
        from hakjeok_web.attendance import case_papers, case_proposals, registrations
        from hakjeok_web.attendance.calendar_check import closed_months_stand, register_stands_on
        from hakjeok_web.attendance.closing_checks import closing_checks
        from hakjeok_web.attendance.closing_warnings import missing_measures, missing_reasons, monthly_leave
        from hakjeok_web.attendance.panels import year_panel
        from hakjeok_web.attendance.seats import follow
        from hakjeok_web.schools.actions import day_checks
        from hakjeok_web.students import panels, placements

        case_papers.make_known()
        case_proposals.make_known()
        registrations.make_known()
        closing_checks.extend((missing_reasons, missing_measures, monthly_leave))
        day_checks.extend((register_stands_on, closed_months_stand))
        placements.after_seating.append(follow)
        panels.register("year", year_panel)
