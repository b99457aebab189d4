from operator import attrgetter

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "comity.people.notifications"
    label = "notifications"

    def ready(self) -> None:
        self._register_places()
        self._register_mail()

    def _register_places(self) -> None:
        from comity.foundation.core.registry import NavigationEntry, SettingsPage, navigation, settings_pages
        from comity.people.members.registry import TodayCard, today_cards
        from comity.people.notifications.queries.settings import stopped_card

        navigation.register(
            "notices",
            NavigationEntry(
                "notifications:notices",
                _("Notices"),
                "bell",
                50,
                "account",
                count=attrgetter("unread_notices"),
            ),
        )
        navigation.register(
            "mail",
            NavigationEntry("notifications:ops_mail", _("Mail"), "send", 85, "account", operators_only=True),
        )
        today_cards.register("mail", TodayCard("notifications/stopped.html", stopped_card, order=5))
        settings_pages.register(
            "notices",
            SettingsPage(
                "notifications:settings",
                _("Notices"),
                _("What you hear of, by mail or on the page, and when."),
                "bell",
                55,
            ),
        )

    def _register_mail(self) -> None:
        from comity.foundation.core.registry import Eraser, erasers
        from comity.foundation.mail.registry import Inbox, Writer, inboxes, writers
        from comity.people.members.registry import standing_changed
        from comity.people.notifications.actions import erasing, gathering, replying, telling, weekly, writing

        standing_changed.register("notices", telling.recount_soon)
        writers.register(gathering.WRITER, Writer(writing.write_notices))
        writers.register(weekly.WRITER, Writer(writing.write_weekly))
        inboxes.register(replying.PREFIX, Inbox(replying.take_reply))
        erasers.register("notices", Eraser(erasing.erase_notices, order=60))
