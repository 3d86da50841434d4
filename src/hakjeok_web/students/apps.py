from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "hakjeok_web.students"

    def ready(self) -> None:
        from hakjeok_web.accounts.policies import objects_in_reach
        from hakjeok_web.documents import registry
        from hakjeok_web.students.papers import subject_of
        from hakjeok_web.students.queries import reaches_pupil

        registry.subject_sources.append(subject_of)
        objects_in_reach["student"] = reaches_pupil
