from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntroductionsConfig(AppConfig):
    name = "comity.relationships.introductions"
    label = "introductions"

    def ready(self) -> None:
        self._register_asks()
        self._register_rights()
        self._register_pages()
        self._register_notices()

    def _register_asks(self) -> None:
        from comity.relationships.asks.actions.sends import network_send
        from comity.relationships.asks.enums import INTRODUCTION
        from comity.relationships.asks.registry import AskKind, OnYes, kinds, on_yes
        from comity.relationships.introductions.actions.leading import offer_from_ask
        from comity.relationships.introductions.queries.plans import introduction_plan
        from comity.relationships.introductions.queries.taking import came_of, page_of, takes_card

        on_yes.register("introduction", OnYes(takes_card, offer_from_ask, came_of, page_of))
        kind = AskKind(
            _("an introduction to somebody"),
            _("an introduction to Carla Mendes"),
            introduction_plan,
            network_send,
            order=8,
        )
        kinds.register(INTRODUCTION, kind)

    def _register_rights(self) -> None:
        from comity.foundation.audit.registry import Verb, verbs
        from comity.foundation.core.registry import Eraser, Exporter, erasers, exporters
        from comity.foundation.quotas.registry import Quota, quotas
        from comity.people.load.registry import Counter, counters
        from comity.people.members.registry import on_block
        from comity.people.messaging.registry import write_gates
        from comity.people.moderation.registry import Reportable, reportables
        from comity.relationships.asks.registry import on_hidden
        from comity.relationships.introductions.actions.hiding import (
            hide_line,
            hide_note,
            hide_with_ask,
            show_line,
            show_note,
        )
        from comity.relationships.introductions.actions.parting import erase_introductions, part
        from comity.relationships.introductions.queries.archive import introductions_for_archive
        from comity.relationships.introductions.queries.asked import introductions_before
        from comity.relationships.introductions.queries.gate import just_introduced
        from comity.relationships.introductions.queries.introductions import LINES
        from comity.relationships.introductions.queries.reporting import reported_line, reported_note
        from comity.relationships.introductions.registry import WAYS

        verbs.register("introductions.asked", Verb(_("{actor} asked for an introduction")))
        verbs.register("introductions.led_on", Verb(_("{actor} passed an introduction on")))
        verbs.register("introductions.made", Verb(_("{actor} agreed to be introduced")))
        erasers.register("introductions", Eraser(erase_introductions, order=16))
        exporters.register("introductions", Exporter(introductions_for_archive, order=47))
        on_block.register("introductions", part)
        words = _("Show it to who wrote it alone")
        note = Reportable(
            _("The note of an introduction"), reported_note, hide_note, show_note, hide_words=words
        )
        reportables.register("introduction", note)
        for name in LINES:
            line = Reportable(
                _("A line with an introduction"),
                partial(reported_line, name),
                partial(hide_line, name),
                partial(show_line, name),
                hide_words=words,
            )
            reportables.register(f"introduction_{name}", line)
        on_hidden.register("introductions", hide_with_ask)
        write_gates.register("introductions", just_introduced)
        counters.register("introductions", Counter(_("Introductions asked of you"), introductions_before))
        looked = Quota(
            _("Ways to members looked for"), _("You have looked for ways to many members today."), 20, 5, 100
        )
        quotas.register(WAYS, looked)

    def _register_pages(self) -> None:
        from comity.foundation.core.registry import NavigationEntry, navigation
        from comity.people.companies.registry import CompanySection, company_sections
        from comity.people.members.registry import MemberSection, TodayCard, member_sections, today_cards
        from comity.relationships.introductions.queries.sections import (
            on_member_page,
            on_today,
        )

        entry = NavigationEntry("introductions:introductions", _("Introductions"), "waypoints", 31, "account")
        navigation.register("introductions", entry)
        member_sections.register(
            "way", MemberSection("introductions/on_member.html", on_member_page, order=60)
        )
        company_sections.register("way", CompanySection("introductions/on_company.html", order=25))
        today_cards.register("introductions", TodayCard("introductions/on_today.html", on_today, order=17))

    def _register_notices(self) -> None:
        from comity.people.notifications.enums import Channel
        from comity.people.notifications.registry import MailAct, NoticeKind, mail_acts, notice_kinds
        from comity.relationships.introductions import enums
        from comity.relationships.introductions.actions.by_mail import no_by_mail, yes_by_mail
        from comity.relationships.introductions.queries import telling

        turns = {
            enums.ASKED: _("Somebody asks you for an introduction"),
            enums.PASSED: _("An introduction is passed on to you"),
            enums.OFFERED: _("Somebody would like to be introduced to you"),
        }
        for key, label in turns.items():
            notice_kinds.register(key, NoticeKind(label, telling.lines_of_turns, Channel.MAIL, order=25))
        made = NoticeKind(_("An introduction is made"), telling.lines_of_made, Channel.MAIL, order=26)
        notice_kinds.register(enums.MADE, made)
        word = NoticeKind(_("An introducer answers you"), telling.lines_of_words, order=27)
        notice_kinds.register(enums.WORD, word)
        mail_acts.register("introductions.yes", MailAct(_("Yes"), yes_by_mail))
        mail_acts.register("introductions.no", MailAct(_("Not now"), no_by_mail))
