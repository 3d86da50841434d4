from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "hakjeok_web.students"

    def ready(self) -> None:
        from hakjeok_web.accounts.policies import objects_in_reach
        from hakjeok_web.documents import registry
        from hakjeok_web.students import cancellations, committee_pupils, papers
        from hakjeok_web.students.queries import reaches_change, reaches_pupil

        registry.subject_sources.append(papers.subject_of)
        registry.pupil_source = registry.PupilSource(
            papers.find_for_papers, papers.subjects_of, papers.classes_for_papers, papers.subjects_in
        )
        registry.pupil_labels.append(papers.labels)
        registry.pupil_finders.append(papers.called)
        committee_pupils.make_known()
        registry.readable_values["roster-import"] = {
            "file": "명렬표",
            "added": "새로 만든 학적(명)",
            "changed": "고친 학생(명)",
            "note": "근거",
        }
        registry.readable_values["change-cancellation"] = {"kind": "취소할 학적변동", "on": "변동일", "reason": "사유"}
        registry.on_approval(cancellations.EFFECT)
        objects_in_reach["student"] = reaches_pupil
        objects_in_reach["change"] = reaches_change
