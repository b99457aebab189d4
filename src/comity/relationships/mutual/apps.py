from django.apps import AppConfig


class MutualConfig(AppConfig):
    name = "comity.relationships.mutual"
    label = "mutual"

    def ready(self) -> None: ...
