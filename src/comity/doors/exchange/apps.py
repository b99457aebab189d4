from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "comity.doors.exchange"
    label = "exchange"

    def ready(self) -> None:
        self._register_tour()
        from comity.doors.exchange.actions.account import account_files
        from comity.doors.exchange.actions.erasing import erase_exchanges, erase_leftovers
        from comity.doors.exchange.queries.news import job_changes
        from comity.doors.exchange.queries.reminders import ARCHIVE, archive_card, archive_lines
        from comity.foundation.core.registry import (
            Eraser,
            Exporter,
            NavigationEntry,
            SettingsPage,
            erasers,
            exporters,
            navigation,
            settings_pages,
        )
        from comity.people.members.registry import TodayCard, today_cards
        from comity.people.notifications.enums import Channel
        from comity.people.notifications.registry import NoticeKind, notice_kinds
        from comity.relationships.touch.registry import news

        notice_kinds.register(
            ARCHIVE,
            NoticeKind(_("LinkedIn’s archive should be there"), archive_lines, Channel.MAIL, order=80),
        )
        today_cards.register("archive", TodayCard("exchange/today.html", archive_card, order=2))
        news.register("exports", job_changes)
        exporters.register("tables", Exporter(account_files, order=20))
        erasers.register("exchange", Eraser(erase_exchanges, order=20))
        erasers.register("leftovers", Eraser(erase_leftovers, order=95))
        settings_pages.register(
            "export",
            SettingsPage(
                "exchange:export",
                _("Take your data along"),
                _("Your people, or everything of yours, as a file."),
                "package",
                70,
            ),
        )
        settings_pages.register(
            "leave",
            SettingsPage(
                "exchange:leave",
                _("Leave"),
                _("Erase your account and everything of yours."),
                "door-open",
                90,
            ),
        )
        navigation.register(
            "import",
            NavigationEntry(
                "exchange:upload", _("Bring people in"), "user-round-plus", order=20, menu="account"
            ),
        )

    def _register_tour(self) -> None:
        from comity.foundation.core.registry import TourStop, tour

        tour.register(
            "bring",
            TourStop(
                _("Bring in the people you know"),
                _(
                    "A LinkedIn archive, Google, Outlook, a phone, a calendar: every row accounted for, undone whole."
                ),
                "exchange:upload",
                "upload",
                order=10,
            ),
        )
        tour.register(
            "leave",
            TourStop(
                _("Take everything with you"),
                _("Your book as vCard or CSV, your account as one file; or have it erased, with a receipt."),
                "exchange:export",
                "package-open",
                order=40,
            ),
        )
