from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LoadConfig(AppConfig):
    name = "comity.people.load"
    label = "load"

    def ready(self) -> None:
        from comity.foundation.core.registry import Eraser, SettingsPage, erasers, settings_pages
        from comity.people.load.actions import erase_load

        erasers.register("load", Eraser(erase_load, order=70))
        settings_pages.register(
            "load",
            SettingsPage(
                "load:settings",
                _("What may be asked of you"),
                _("How much in a week, and when nothing at all."),
                "gauge",
                54,
            ),
        )
