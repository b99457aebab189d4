from django.apps import AppConfig


class TiesConfig(AppConfig):
    name = "comity.relationships.ties"
    label = "ties"
