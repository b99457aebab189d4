from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsidersConfig(AppConfig):
    name = "comity.relationships.insiders"
    label = "insiders"

    def ready(self) -> None:
        self._register_tour()
        self._register_rights()
        self._register_pages()
        self._register_notices()

    def _register_rights(self) -> None:
        from comity.foundation.core.registry import Eraser, Exporter, erasers, exporters
        from comity.foundation.quotas.registry import Quota, quotas
        from comity.people.load.registry import Counter, counters
        from comity.people.members.registry import on_block
        from comity.people.moderation.registry import Reportable, reportables
        from comity.relationships.insiders.actions.ending import erase_insiders, part
        from comity.relationships.insiders.actions.hiding import (
            hide_offer,
            hide_words,
            show_offer,
            show_words,
        )
        from comity.relationships.insiders.enums import TIME_ASKED, Side
        from comity.relationships.insiders.queries.archive import bookings_for_archive
        from comity.relationships.insiders.queries.bookings import asked_of
        from comity.relationships.insiders.queries.reporting import reported_booking, reported_offer

        on_block.register("insiders", part)
        erasers.register("insiders", Eraser(erase_insiders, order=20))
        exporters.register("insiders", Exporter(bookings_for_archive, order=46))
        counters.register("insiders", Counter(_("Twenty minutes asked of you"), asked_of))
        reached = _("You have asked many members for twenty minutes today. Tomorrow you can ask others.")
        quotas.register(TIME_ASKED, Quota(_("Members asked for twenty minutes"), reached, 10, 6))
        words = _("Hide it from others")
        offer = Reportable(
            _("An offer"), reported_offer, hide_offer, show_offer, differs=True, hide_words=words
        )
        reportables.register("offer", offer)
        label, words = _("What was written about twenty minutes"), _("Hide its words from others")
        reportables.register(
            "booking", Reportable(label, reported_booking)
        )  # the way to one of the two below
        for side in Side:
            hide, show = partial(hide_words, side), partial(show_words, side)
            written = Reportable(label, reported_booking, hide, show, hide_words=words)
            reportables.register(f"booking_{side}", written)

    def _register_pages(self) -> None:
        from comity.foundation.core.registry import NavigationEntry, navigation
        from comity.people.companies.registry import CompanySection, company_sections
        from comity.people.members.registry import MemberSection, TodayCard, member_sections, today_cards
        from comity.relationships.insiders.queries.sections import on_company_page, on_member_page, on_today

        navigation.register(
            "insiders",
            NavigationEntry(
                "insiders:offers", _("Ask an insider"), "message-circle-question-mark", 58, "account"
            ),
        )
        member_sections.register(
            "insiders", MemberSection("insiders/on_member.html", on_member_page, order=70)
        )
        company_sections.register(
            "insiders", CompanySection("insiders/on_company.html", on_company_page, order=20)
        )
        today_cards.register("insiders", TodayCard("insiders/on_today.html", on_today, order=22))

    def _register_notices(self) -> None:
        from comity.foundation.mail.registry import Writer, writers
        from comity.people.notifications.enums import Channel
        from comity.people.notifications.registry import MailAct, NoticeKind, mail_acts, notice_kinds
        from comity.relationships.insiders import enums
        from comity.relationships.insiders.actions import by_mail
        from comity.relationships.insiders.actions.calendars import write_calendar_mail
        from comity.relationships.insiders.queries import telling

        kinds = {
            enums.ASKED: NoticeKind(
                _("Somebody asks for twenty minutes"), telling.lines_of_asked, Channel.MAIL
            ),
            # What is agreed or called off comes by a mail of its own, with a file for the calendar.
            enums.ANSWERED: NoticeKind(
                _("Twenty minutes are agreed or off"), telling.lines_of_answered, Channel.PAGE
            ),
            enums.REFUSED: NoticeKind(
                _("Who you asked cannot this time"), telling.lines_of_refused, Channel.MAIL
            ),
            enums.MOVING: NoticeKind(
                _("Somebody would like another time"), telling.lines_of_moving, Channel.MAIL
            ),
            # As what is agreed does.
            enums.WHERE: NoticeKind(
                _("Somebody has said where you meet"), telling.lines_of_where, Channel.PAGE
            ),
            enums.AFTER: NoticeKind(_("How the twenty minutes went"), telling.lines_of_after),
            enums.THANKED: NoticeKind(_("Somebody thanks you for your time"), telling.lines_of_thanks),
        }
        acts = {
            "insiders.yes": MailAct(_("Yes"), by_mail.yes_by_mail),
            "insiders.no": MailAct(_("Not this time"), by_mail.no_by_mail),
            "insiders.happened": MailAct(_("Yes, we met"), by_mail.happened_by_mail),
            "insiders.missed": MailAct(_("No"), by_mail.missed_by_mail),
        }
        for key, kind in kinds.items():
            notice_kinds.register(key, kind)
        for key, act in acts.items():
            mail_acts.register(key, act)
        writers.register(enums.WRITER, Writer(write_calendar_mail))

    def _register_tour(self) -> None:
        from comity.foundation.core.registry import TourStop, tour

        tour.register(
            "insiders",
            TourStop(
                _("Ask an insider"),
                _(
                    "Who of your people is or was at a company, and who offers twenty minutes, booked in a few clicks."
                ),
                "insiders:offers",
                "message-circle-question-mark",
                order=38,
            ),
        )
