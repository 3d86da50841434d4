from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "hakjeok_web.committees"

    def ready(self) -> None:
        from hakjeok_web.accounts.policies import objects_in_reach
        from hakjeok_web.committees.queries import objects

        objects_in_reach.update(objects)
