from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "hakjeok_web.obligations"

    def ready(self) -> None:
        from hakjeok_web.absences import actions as absences
        from hakjeok_web.attendance.actions import after_change
        from hakjeok_web.config import shell
        from hakjeok_web.obligations import actions, queries
        from hakjeok_web.obligations.panels import todo_panel
        from hakjeok_web.students import panels

        after_change.append(actions.recompute_touched)
        absences.after_change.append(actions.recompute_pupil)
        shell.todo_counter = queries.count_of
        panels.register("todo", todo_panel)
