from django.apps import AppConfig


class NonenrollmentsConfig(AppConfig):
    name = "hakjeok_web.nonenrollments"

    def ready(self) -> None:
        from hakjeok_web.accounts.policies import objects_in_reach
        from hakjeok_web.attendance.case_tabs import Tab, tabs
        from hakjeok_web.nonenrollments import papers, queries

        papers.make_known()
        objects_in_reach["child"] = queries.reaches_child
        tabs.append(Tab("children", "미취학 아동", "/absence-cases/children/", queries.sees_children))
        tabs.append(Tab("urging", "취학 독려 기록부", "/absence-cases/urging/"))
