from django.apps import AppConfig


class TouchConfig(AppConfig):
    name = "comity.relationships.touch"
    label = "touch"

    def ready(self) -> None: ...
