from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "hakjeok_web.schools"

    def ready(self) -> None:
        from hakjeok_web.accounts.policies import objects_in_reach
        from hakjeok_web.schools import queries

        objects_in_reach["school_class"] = queries.reaches_class
        objects_in_reach["entry"] = queries.reaches_entry
