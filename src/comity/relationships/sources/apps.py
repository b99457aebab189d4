from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "comity.relationships.sources"
    label = "sources"

    def ready(self) -> None: ...
