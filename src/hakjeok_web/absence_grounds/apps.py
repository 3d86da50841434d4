from django.apps import AppConfig


class AbsenceGroundsConfig(AppConfig):
    name = "hakjeok_web.absence_grounds"

    def ready(self) -> None:
        from hakjeok_web.absence_grounds import queries
        from hakjeok_web.accounts.policies import objects_in_reach
        from hakjeok_web.attendance import athletes, diagnosed

        diagnosed.told.source = queries.term_diagnoses
        athletes.told.source = queries.registered_athlete
        objects_in_reach["ban"] = queries.reaches_ban
        objects_in_reach["athlete"] = queries.reaches_athlete
        objects_in_reach["family_event"] = queries.reaches_family_event
        objects_in_reach["diagnosis"] = queries.reaches_diagnosis
