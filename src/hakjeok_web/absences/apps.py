from django.apps import AppConfig


class AbsencesConfig(AppConfig):
    name = "hakjeok_web.absences"

    def ready(self) -> None:
        from hakjeok_web.absences import effects
        from hakjeok_web.absences.closing import requests_and_papers
        from hakjeok_web.absences.kept import days_of_requests
        from hakjeok_web.absences.queries import reaches_request
        from hakjeok_web.accounts.policies import objects_in_reach
        from hakjeok_web.attendance.closing_checks import closing_checks
        from hakjeok_web.attendance.ordered import keepers
        from hakjeok_web.documents import registry

        objects_in_reach["absence_report"] = objects_in_reach["field_trip"] = reaches_request
        for effect in effects.EFFECTS:
            registry.on_approval(effect)
        closing_checks.append(requests_and_papers)
        keepers.append(days_of_requests)
