from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "comity.doors.pages"
    label = "pages"

    def ready(self) -> None:
        from comity.foundation.core.registry import NavigationEntry, navigation

        navigation.register("today", NavigationEntry("pages:home", _("Today"), "sun", order=10))
        navigation.register(
            "operator",
            NavigationEntry(
                "pages:operator", _("Running this instance"), "wrench", 80, "account", operators_only=True
            ),
        )
        navigation.register(
            "letters",
            NavigationEntry("pages:letters", _("Letters"), "mails", 81, "account", operators_only=True),
        )
