from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "comity.foundation.core"
    label = "core"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from comity.foundation.core.statistics import interpret_queries

        connection_created.connect(interpret_queries, dispatch_uid="core.interpret_queries")
