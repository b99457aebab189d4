from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "comity.people.notifications"
    label = "notifications"

    def ready(self) -> None: ...
