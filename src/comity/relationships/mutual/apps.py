from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MutualConfig(AppConfig):
    name = "comity.relationships.mutual"
    label = "mutual"

    def ready(self) -> None:
        self._register_meetings()

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
        from comity.relationships.mutual.queries.archive import meetings_for_archive
        from comity.relationships.mutual.queries.meeting import lines_of, today_card

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
