from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkConfig(AppConfig):
    name = "comity.foundation.work"
    label = "work"

    def ready(self) -> None:
        from comity.foundation.core.queue import queues
        from comity.foundation.work.actions.queue import put_job

        queues.register("rows", put_job)
        autodiscover_modules("jobs")
