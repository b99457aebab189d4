from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "comity.people.moderation"
    label = "moderation"

    def ready(self) -> None:
        self._register_rights()
        self._register_pages()
        self._register_notices()
        self._register_profiles()

    def _register_rights(self) -> None:
        from comity.foundation.audit.registry import Verb, verbs
        from comity.foundation.core.registry import Eraser, Exporter, erasers, exporters
        from comity.foundation.quotas.registry import Quota, quotas
        from comity.people.moderation.actions.erasing import erase_moderation
        from comity.people.moderation.queries.own import moderation_for_archive
        from comity.people.moderation.registry import REPORTED

        exporters.register("moderation", Exporter(moderation_for_archive, order=60))
        erasers.register("moderation", Eraser(erase_moderation, order=20))
        verbs.register("moderation.reported", Verb(_("{actor} reported something")))
        verbs.register("moderation.appealed", Verb(_("{actor} appealed a decision")))
        verbs.register("moderation.decided", Verb(_("{actor} decided a report"), stays=True))
        verbs.register("moderation.decided_again", Verb(_("{actor} decided an appeal"), stays=True))
        quotas.register(
            REPORTED,
            Quota(_("Things reported"), _("You have reported as much today as a day allows."), 20, 5, 200),
        )

    def _register_pages(self) -> None:
        from comity.foundation.core.registry import NavigationEntry, SettingsPage, navigation, settings_pages
        from comity.people.members.registry import MemberSection, TodayCard, member_sections, today_cards
        from comity.people.moderation.queries.queue import waiting_card
        from comity.people.moderation.queries.sections import on_member_page

        navigation.register(
            "reports",
            NavigationEntry("moderation:queue", _("Reports"), "flag", 84, "account", operators_only=True),
        )
        settings_pages.register(
            "reports",
            SettingsPage(
                "moderation:reports",
                _("Reports"),
                _("What you reported, and decisions about you."),
                "flag",
                75,
            ),
        )
        member_sections.register(
            "report", MemberSection("moderation/parts/on_member.html", on_member_page, order=95, at_end=True)
        )
        today_cards.register("reports", TodayCard("moderation/parts/today.html", waiting_card, order=6))

    def _register_notices(self) -> None:
        from comity.people.moderation import enums
        from comity.people.moderation.queries import telling
        from comity.people.notifications.enums import Channel
        from comity.people.notifications.registry import NoticeKind, notice_kinds

        kinds = {
            enums.WAITS: NoticeKind(
                _("A report or an appeal waits for you"),
                telling.lines_of_waiting,
                Channel.MAIL,
                for_operators=True,
            ),
            enums.LOOKED_AT: NoticeKind(_("What you reported was looked at"), telling.lines_of_reports),
            enums.DECIDED: NoticeKind(
                _("Something was decided about you"), telling.lines_of_decisions, Channel.MAIL
            ),
            enums.DECIDED_AGAIN: NoticeKind(
                _("An appeal of yours was looked at"), telling.lines_of_second_decisions, Channel.MAIL
            ),
        }
        for key, kind in kinds.items():
            notice_kinds.register(key, kind)

    def _register_profiles(self) -> None:
        from comity.people.moderation.actions.profiles import hide_page
        from comity.people.moderation.queries.profiles import page_for
        from comity.people.moderation.registry import Reportable, reportables

        reportables.register(
            "member",
            Reportable(
                _("A member's page"),
                page_for,
                hide_page,
                differs=True,
                hide_words=_("Hide what the page says from others, until its owner shows it again"),
            ),
        )
