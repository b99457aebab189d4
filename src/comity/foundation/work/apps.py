from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "comity.foundation.work"
    label = "work"

    def ready(self) -> None:
        from comity.foundation.core.queue import queues
        from comity.foundation.core.registry import NavigationEntry, navigation
        from comity.foundation.work.actions.queue import put_job

        queues.register("rows", put_job)
        navigation.register(
            "work",
            NavigationEntry(
                "work:jobs",
                _("Background work"),
                "list-checks",
                order=90,
                menu="account",
                operators_only=True,
            ),
        )
        autodiscover_modules("jobs")
