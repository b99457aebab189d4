from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "comity.foundation.work"
    label = "work"
