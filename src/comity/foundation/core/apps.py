from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "comity.foundation.core"
    label = "core"
