from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class MutualConfig(AppConfig):
    name = "comity.relationships.mutual"
    label = "mutual"

    def ready(self) -> None:
        self._register_tour()
        self._register_rights()
        self._register_acts_of_others()
        self._register_pages()
        self._register_notices()
        self._register_meetings()

    def _register_rights(self) -> None:
        from comity.foundation.core.audience import AudienceKind, audience_kinds
        from comity.foundation.core.registry import Eraser, Exporter, erasers, exporters
        from comity.foundation.quotas.registry import Quota, quotas
        from comity.people.moderation.registry import Reportable, reportables
        from comity.relationships.mutual.actions import hiding
        from comity.relationships.mutual.actions.ending import erase_agreements
        from comity.relationships.mutual.queries import reporting
        from comity.relationships.mutual.queries.archive import agreements_for_archive
        from comity.relationships.mutual.queries.ties import my_ties
        from comity.relationships.mutual.registry import TIES_ASKED

        most, reached = (
            settings.TIE_REQUESTS_A_DAY,
            _("That is enough for today. Tomorrow you can ask more people."),
        )
        quotas.register(
            TIES_ASKED, Quota(_("Members asked for a mutual tie"), reached, most, max(most // 2, 1))
        )
        audience_kinds.register("ties", AudienceKind(_("my ties"), 30, my_ties))
        words = _("Hide its words from others")
        kinds = {
            "tie_request": Reportable(
                _("The note of a request for a mutual tie"),
                reporting.reported_note,
                hiding.hide_note,
                hiding.show_note,
                hide_words=words,
            ),
            "favour": Reportable(
                _("A favour asked of a member"),
                reporting.reported_favour,
                hiding.hide_favour,
                hiding.show_favour,
                hide_words=words,
            ),
            "favour_answer": Reportable(
                _("A word with an answer to a favour"),
                reporting.reported_answer,
                hiding.hide_answer,
                hiding.show_answer,
                hide_words=words,
            ),
        }
        for key, kind in kinds.items():
            reportables.register(key, kind)
        erasers.register("mutual", Eraser(erase_agreements, order=20))
        exporters.register("mutual", Exporter(agreements_for_archive, order=45))

    def _register_acts_of_others(self) -> None:
        from comity.people.contacts.registry import Follower, cards_came_or_went, followers
        from comity.people.members.registry import on_acceptance, on_block
        from comity.people.messaging.registry import circles, write_gates
        from comity.relationships.mutual.actions.ending import part
        from comity.relationships.mutual.actions.following import move_link, restore_link
        from comity.relationships.mutual.actions.inviting import join_by_invitation
        from comity.relationships.mutual.actions.linking import unlink_doubles
        from comity.relationships.mutual.queries.ties import tied_among, tied_with

        write_gates.register("ties", tied_among)
        circles.register("ties", tied_with)
        followers.register("mutual", Follower(move_link, restore_link))
        cards_came_or_went.register("mutual", unlink_doubles)
        on_acceptance.register("mutual", join_by_invitation)
        on_block.register("mutual", part)

    def _register_pages(self) -> None:
        from comity.foundation.core.registry import NavigationEntry, navigation
        from comity.people.contacts.registry import PersonSection, person_sections
        from comity.people.members.registry import MemberSection, TodayCard, member_sections, today_cards
        from comity.relationships.mutual.queries.sections import (
            favours_on_person_page,
            on_member_page,
            on_person_page,
            on_today,
        )

        entry = NavigationEntry("mutual:requests", _("Requests"), "handshake", 30, "account")
        navigation.register("requests", entry)
        member_sections.register("mutual", MemberSection("mutual/on_member.html", on_member_page))
        person_sections.register(
            "mutual",
            PersonSection(
                "mutual/on_person.html", on_person_page, "aside", order=20, act="mutual/write.html"
            ),
        )
        person_sections.register(
            "favours", PersonSection("mutual/favours.html", favours_on_person_page, "aside", order=30)
        )
        today_cards.register("waiting", TodayCard("mutual/on_today.html", on_today, order=20))

    def _register_notices(self) -> None:
        from comity.people.load.registry import Counter, counters
        from comity.people.notifications.enums import Channel
        from comity.people.notifications.registry import MailAct, NoticeKind, mail_acts, notice_kinds
        from comity.relationships.mutual import enums
        from comity.relationships.mutual.actions import by_mail
        from comity.relationships.mutual.queries import telling
        from comity.relationships.mutual.queries.load import favours_asked_of

        kinds = {
            enums.REQUESTED: NoticeKind(_("Somebody asks you for a mutual tie"), telling.lines_of_requests),
            enums.MADE: NoticeKind(_("You have a new mutual tie"), telling.lines_of_ties),
            enums.FAVOUR_ASKED: NoticeKind(
                _("Somebody asks a favour of you"), telling.lines_of_favours, Channel.MAIL
            ),
            enums.FAVOUR_ANSWERED: NoticeKind(_("A favour you asked is answered"), telling.lines_of_answers),
            enums.FAVOUR_DONE: NoticeKind(_("A favour is done"), telling.lines_of_done),
            enums.FAVOUR_THANKED: NoticeKind(_("Somebody thanks you"), telling.lines_of_thanks),
        }
        acts = {
            "mutual.accept": MailAct(_("Accept"), by_mail.accept_by_mail),
            "mutual.decline": MailAct(_("Not now"), by_mail.decline_by_mail),
            "mutual.favour_yes": MailAct(_("Yes"), by_mail.favour_yes_by_mail),
            "mutual.favour_no": MailAct(_("Not this time"), by_mail.favour_no_by_mail),
            "mutual.favour_thank": MailAct(_("Say thanks"), by_mail.thank_by_mail),
        }
        counters.register("favours", Counter(_("Favours asked of you"), favours_asked_of))
        for key, kind in kinds.items():
            notice_kinds.register(key, kind)
        for key, act in acts.items():
            mail_acts.register(key, act)

    def _register_meetings(self) -> None:
        from comity.foundation.core.registry import (
            Eraser,
            Exporter,
            NavigationEntry,
            erasers,
            exporters,
            navigation,
        )
        from comity.people.members.registry import TodayCard, on_block, today_cards
        from comity.people.notifications.enums import Channel
        from comity.people.notifications.registry import MailAct, NoticeKind, mail_acts, notice_kinds
        from comity.relationships.mutual.actions.meeting.answering import end_between
        from comity.relationships.mutual.actions.meeting.erasing import erase_meetings
        from comity.relationships.mutual.actions.meeting.mail import said_no, said_yes
        from comity.relationships.mutual.queries.meeting import lines_of, today_card
        from comity.relationships.mutual.queries.meetings_archive import meetings_for_archive

        navigation.register("met", NavigationEntry("mutual:met", _("We met"), "qr-code", 10, "account"))
        today_cards.register("meetings", TodayCard("mutual/met/today.html", today_card, order=15))
        notice_kinds.register(
            "mutual.met", NoticeKind(_("Somebody says that you met"), lines_of, Channel.MAIL, order=20)
        )
        mail_acts.register("mutual.met_yes", MailAct(_("Yes, we met"), said_yes))
        mail_acts.register("mutual.met_no", MailAct(_("No"), said_no))
        on_block.register("meetings", end_between)
        exporters.register("meetings", Exporter(meetings_for_archive, order=45))
        erasers.register("meetings", Eraser(erase_meetings, order=25))

    def _register_tour(self) -> None:
        from comity.foundation.core.registry import TourStop, tour

        tour.register(
            "met",
            TourStop(
                _("Confirm that you met"),
                _(
                    "By a picture or six letters: each gets what the other chose to give, and a day to get back."
                ),
                "mutual:met",
                "qr-code",
                order=35,
            ),
        )
