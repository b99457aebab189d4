from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "comity.people.messaging"
    label = "messaging"

    def ready(self) -> None:
        self._register_notices()

    def _register_notices(self) -> None:
        from comity.people.messaging.enums import REQUESTED, WRITTEN
        from comity.people.messaging.queries import telling
        from comity.people.notifications.enums import Channel
        from comity.people.notifications.registry import NoticeKind, notice_kinds

        notice_kinds.register(
            WRITTEN, NoticeKind(_("Somebody wrote to you"), telling.lines_of_messages, Channel.MAIL, order=10)
        )
        notice_kinds.register(
            REQUESTED,
            NoticeKind(_("Somebody new would like to write to you"), telling.lines_of_requests, order=15),
        )
