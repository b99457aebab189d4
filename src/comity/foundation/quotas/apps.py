from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotasConfig(AppConfig):
    name = "comity.foundation.quotas"
    label = "quotas"

    def ready(self) -> None:
        from comity.foundation.core.registry import NavigationEntry, navigation

        navigation.register(
            "quotas",
            NavigationEntry("quotas:quotas", _("Quotas"), "gauge", 86, "account", operators_only=True),
        )
