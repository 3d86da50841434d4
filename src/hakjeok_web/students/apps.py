from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "hakjeok_web.students"

    def ready(self) -> None:
        from hakjeok_web.documents import registry
        from hakjeok_web.students.papers import subject_of

        registry.subject_sources.append(subject_of)
