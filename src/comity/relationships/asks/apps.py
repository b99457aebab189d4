from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AsksConfig(AppConfig):
    name = "comity.relationships.asks"
    label = "asks"

    def ready(self) -> None:
        self._register_tour()
        self._register_kinds()
        self._register_rights()
        self._register_pages()
        self._register_notices()

    def _register_kinds(self) -> None:
        from comity.relationships.asks import enums
        from comity.relationships.asks.actions.sends import favour_send, network_send
        from comity.relationships.asks.queries.plans import favour_plan, network_plan
        from comity.relationships.asks.registry import AskKind, kinds

        examples = {
            enums.INSIDER: (
                _("somebody who knows a company from inside"),
                _("someone who worked at Nordwind"),
            ),
            enums.ADVICE: (_("advice"), _("advice on moving a team to a four-day week")),
            enums.QUESTION: (_("an answer to a question"), _("which grid code applies in Portugal?")),
        }
        for order, (key, (label, example)) in enumerate(examples.items()):
            kinds.register(key, AskKind(label, example, network_plan, network_send, order=10 + order))
        favour = AskKind(
            _("a favour"), _("somebody to read my draft by Friday"), favour_plan, favour_send, order=5
        )
        kinds.register(enums.FAVOUR, favour)

    def _register_rights(self) -> None:
        from comity.foundation.audit.registry import Verb, verbs
        from comity.foundation.core.registry import Eraser, Exporter, erasers, exporters
        from comity.people.load.registry import Counter, counters
        from comity.people.members.registry import on_block
        from comity.people.moderation.registry import Reportable, reportables
        from comity.relationships.asks.actions.hiding import hide_ask, show_ask
        from comity.relationships.asks.actions.parting import erase_asks, part
        from comity.relationships.asks.queries.archive import asks_for_archive
        from comity.relationships.asks.queries.asked import asks_before
        from comity.relationships.asks.queries.reporting import reported_ask

        verbs.register("asks.sent", Verb(_("{actor} sent an ask")))
        erasers.register("asks", Eraser(erase_asks, order=18))
        exporters.register("asks", Exporter(asks_for_archive, order=46))
        on_block.register("asks", part)
        words = _("Hide it from others")
        reportables.register(
            "ask", Reportable(_("An ask"), reported_ask, hide_ask, show_ask, hide_words=words)
        )
        counters.register("asks", Counter(_("Asks put before you"), asks_before))

    def _register_pages(self) -> None:
        from comity.foundation.core.registry import NavigationEntry, PagePart, navigation, page_tops
        from comity.people.companies.registry import CompanySection, company_sections
        from comity.people.members.registry import TodayCard, today_cards
        from comity.relationships.asks.queries.sections import on_today

        navigation.register("asks", NavigationEntry("asks:asks", _("Asks"), "hand-helping", 40))
        page_tops.register("asks", PagePart("asks/slot.html"))
        company_sections.register("asks", CompanySection("asks/on_company.html", order=30))
        today_cards.register("asks", TodayCard("asks/on_today.html", on_today, order=18))

    def _register_notices(self) -> None:
        from comity.people.notifications.enums import Channel
        from comity.people.notifications.registry import MailAct, NoticeKind, mail_acts, notice_kinds
        from comity.relationships.asks import enums
        from comity.relationships.asks.actions.by_mail import can_by_mail, not_now_by_mail
        from comity.relationships.asks.queries import telling

        kinds = {
            enums.REACHED: NoticeKind(
                _("Somebody is looking for something you may help with"),
                telling.lines_of_reached,
                Channel.MAIL,
                order=22,
            ),
            enums.ANSWERED: NoticeKind(
                _("Somebody can help with what you asked"), telling.lines_of_yes, Channel.MAIL, order=23
            ),
            enums.OVER: NoticeKind(_("The day of an ask has come"), telling.lines_of_over, order=24),
        }
        for key, kind in kinds.items():
            notice_kinds.register(key, kind)
        mail_acts.register("asks.can", MailAct(_("I can help"), can_by_mail))
        mail_acts.register("asks.not_now", MailAct(_("Not now"), not_now_by_mail))

    def _register_tour(self) -> None:
        from comity.foundation.core.registry import TourStop, tour

        tour.register(
            "asks",
            TourStop(
                _("Say what you are looking for"),
                _(
                    "One line, on any page: it is told who gets it before it leaves, and you hear of a yes alone."
                ),
                "asks:asks",
                "hand-helping",
                order=34,
            ),
        )
