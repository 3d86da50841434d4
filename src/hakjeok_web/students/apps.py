from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "hakjeok_web.students"

    def ready(self) -> None:
        from hakjeok_web.accounts.policies import objects_in_reach
        from hakjeok_web.documents import registry
        from hakjeok_web.students.papers import subject_of, subjects_of
        from hakjeok_web.students.queries import reaches_change, reaches_pupil

        registry.subject_sources.append(subject_of)
        registry.class_sources.append(subjects_of)
        registry.readable_values["roster-import"] = {
            "file": "명렬표",
            "added": "새로 만든 학적(명)",
            "changed": "고친 학생(명)",
            "note": "근거",
        }
        registry.readable_values["change-cancellation"] = {"kind": "취소한 학적변동", "reason": "사유"}
        objects_in_reach["student"] = reaches_pupil
        objects_in_reach["change"] = reaches_change
