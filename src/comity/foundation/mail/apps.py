from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "comity.foundation.mail"
    label = "mail"

    def ready(self) -> None: ...
