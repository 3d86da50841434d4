from django.apps import AppConfig


class ReconciliationsConfig(AppConfig):
    name = "hakjeok_web.reconciliations"

    def ready(self) -> None:
        from hakjeok_web.documents import registry

        registry.readable_values["attendance-reconciliation"] = {
            "file": "대조한 파일",
            "period": "대조한 기간",
            "added": "더한 칸",
            "changed": "고친 칸",
        }
