from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "comity.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from comity.foundation.audit.actions import erase_entries
        from comity.foundation.audit.queries import export_entries
        from comity.foundation.core.registry import Eraser, Exporter, erasers, exporters

        exporters.register("audit", Exporter(export_entries, order=90))
        erasers.register("audit", Eraser(erase_entries, order=90))
