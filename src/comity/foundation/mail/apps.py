from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "comity.foundation.mail"
    label = "mail"

    def ready(self) -> None:
        from comity.foundation.core.registry import Eraser, erasers
        from comity.foundation.mail.actions.bounces import take_bounce
        from comity.foundation.mail.actions.erasing import erase_mail
        from comity.foundation.mail.registry import Inbox, inboxes

        inboxes.register("bounce", Inbox(take_bounce))
        erasers.register("mail", Eraser(erase_mail, order=70))
