from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "comity.doors.pages"
    label = "pages"

    def ready(self) -> None:
        from comity.foundation.core.registry import NavigationEntry, navigation

        navigation.register("today", NavigationEntry("pages:home", _("Today"), "sun", order=10))
