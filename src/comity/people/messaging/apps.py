from operator import attrgetter

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "comity.people.messaging"
    label = "messaging"

    def ready(self) -> None:
        self._register_tour()
        self._register_rights()
        self._register_pages()
        self._register_notices()

    def _register_rights(self) -> None:
        from comity.foundation.core.registry import Eraser, Exporter, erasers, exporters
        from comity.foundation.quotas.registry import Quota, quotas
        from comity.people.members.registry import on_block
        from comity.people.messaging.actions.hiding import hide_message, show_message
        from comity.people.messaging.actions.parting import erase_messages, part
        from comity.people.messaging.queries.archive import messages_for_archive
        from comity.people.messaging.queries.reporting import reported_message
        from comity.people.messaging.registry import STRANGERS
        from comity.people.moderation.registry import Reportable, reportables

        erasers.register("messages", Eraser(erase_messages, order=30))
        exporters.register("messages", Exporter(messages_for_archive, order=47))
        on_block.register("messages", part)
        most = settings.MESSAGE_REQUESTS_A_DAY
        label = _("First messages to members who do not know one")
        reached = _(
            "That is enough for today: you have written to several people who do not know you. Tomorrow you can go on."
        )
        quotas.register(STRANGERS, Quota(label, reached, most, max(most * 2 // 5, 1)))
        words = _("Hide it from others")
        message = Reportable(_("A message"), reported_message, hide_message, show_message, hide_words=words)
        reportables.register("message", message)

    def _register_pages(self) -> None:
        from comity.foundation.core.registry import NavigationEntry, SettingsPage, navigation, settings_pages
        from comity.people.members.registry import MemberSection, TodayCard, member_sections, today_cards
        from comity.people.messaging.queries.requests import on_today
        from comity.people.messaging.queries.sections import on_member_page

        navigation.register(
            "messages",
            NavigationEntry(
                "messaging:inbox",
                _("Messages"),
                "messages-square",
                order=40,
                count=attrgetter("unread_threads"),
            ),
        )
        settings_pages.register(
            "messages",
            SettingsPage(
                "messaging:settings",
                _("Messages"),
                _("Whether it is shown what was read."),
                "messages-square",
                56,
            ),
        )
        member_sections.register(
            "messages", MemberSection("messaging/on_member.html", on_member_page, order=40)
        )
        today_cards.register("requests", TodayCard("messaging/on_today.html", on_today, order=21))

    def _register_notices(self) -> None:
        from comity.people.messaging.actions import by_mail
        from comity.people.messaging.enums import REQUESTED, WRITTEN
        from comity.people.messaging.queries import telling
        from comity.people.notifications.enums import Channel
        from comity.people.notifications.registry import (
            MailAct,
            NoticeKind,
            ReplyHandler,
            mail_acts,
            notice_kinds,
            reply_handlers,
        )

        notice_kinds.register(
            WRITTEN, NoticeKind(_("Somebody wrote to you"), telling.lines_of_messages, Channel.MAIL, order=10)
        )
        notice_kinds.register(
            REQUESTED,
            NoticeKind(_("Somebody new would like to write to you"), telling.lines_of_requests, order=15),
        )
        mail_acts.register(
            "messages.accept", MailAct(_("Accept"), by_mail.accept_by_mail, by_mail.describe_request)
        )
        mail_acts.register(
            "messages.decline", MailAct(_("Not now"), by_mail.decline_by_mail, by_mail.describe_request)
        )
        for kind in (WRITTEN, REQUESTED):
            reply_handlers.register(kind, ReplyHandler(by_mail.take_reply))

    def _register_tour(self) -> None:
        from comity.foundation.core.registry import TourStop, tour

        tour.register(
            "messages",
            TourStop(
                _("Write to each other"),
                _("Who knows you writes freely; anybody else sends one message and waits for your yes."),
                "messaging:inbox",
                "messages-square",
                order=39,
            ),
        )
