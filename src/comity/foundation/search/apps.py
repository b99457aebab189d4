from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "comity.foundation.search"
    label = "search"
