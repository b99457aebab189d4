from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "comity.doors.pages"
    label = "pages"
