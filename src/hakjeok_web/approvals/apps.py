from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "hakjeok_web.approvals"

    def ready(self) -> None:
        from hakjeok_web.accounts.policies import objects_in_reach
        from hakjeok_web.approvals import papers, queries
        from hakjeok_web.approvals.views.document import document_page
        from hakjeok_web.documents import registry

        objects_in_reach["dispatch"] = queries.reaches_dispatch
        registry.reach_sources.append(queries.is_on_line)
        registry.around_sources.append(papers.around)
        registry.document_page = document_page
