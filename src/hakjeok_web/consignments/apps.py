from django.apps import AppConfig


class ConsignmentsConfig(AppConfig):
    name = "hakjeok_web.consignments"

    def ready(self) -> None:
        from hakjeok_web.accounts.policies import objects_in_reach
        from hakjeok_web.attendance.consigned import told
        from hakjeok_web.consignments.queries import reaches_consignment
        from hakjeok_web.consignments.register import Institutions

        told.source = Institutions()
        objects_in_reach["consignment"] = reaches_consignment
