from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TouchConfig(AppConfig):
    name = "comity.relationships.touch"
    label = "touch"

    def ready(self) -> None:
        self._register_tour()
        from comity.foundation.core.registry import Eraser, SettingsPage, erasers, settings_pages
        from comity.people.contacts.registry import Follower, PersonSection, followers, person_sections
        from comity.people.members.registry import TodayCard, today_cards
        from comity.relationships.mutual.registry import AfterMeeting, after_meeting
        from comity.relationships.ties.registry import after_settling
        from comity.relationships.touch.actions.after_meeting import follow_up, keeps, take_back
        from comity.relationships.touch.actions.erasing import erase_touch
        from comity.relationships.touch.actions.following import move_touch, restore_touch
        from comity.relationships.touch.actions.settling import settle_after
        from comity.relationships.touch.queries.person import section_for
        from comity.relationships.touch.queries.today import touch_cards

        after_settling.register("touch", settle_after)
        after_meeting.register("touch", AfterMeeting(follow_up, take_back, keeps))
        followers.register("touch", Follower(move_touch, restore_touch))
        erasers.register("touch", Eraser(erase_touch, order=25))
        today_cards.register("touch", TodayCard("touch/today.html", touch_cards, order=10, part="today"))
        today_cards.register(
            "dormant", TodayCard("touch/dormant.html", touch_cards, order=90, part="dormant")
        )
        person_sections.register("touch", PersonSection("touch/person.html", section_for, "aside", order=10))
        settings_pages.register(
            "touch",
            SettingsPage(
                "touch:settings",
                _("Keeping in touch"),
                _("How often you get back to whom, and when to leave you alone."),
                "hand-heart",
                55,
            ),
        )
        self._register_notices()

    def _register_notices(self) -> None:
        from comity.people.notifications.enums import Channel
        from comity.people.notifications.registry import (
            MailAct,
            NoticeKind,
            mail_acts,
            notice_kinds,
        )
        from comity.relationships.touch.actions import by_mail
        from comity.relationships.touch.queries import telling
        from comity.relationships.touch.registry import FOLLOW_UP, NUDGE

        notice_kinds.register(
            NUDGE, NoticeKind(_("Whom to get back to"), telling.nudge_lines, Channel.WEEKLY, order=30)
        )
        notice_kinds.register(
            FOLLOW_UP,
            NoticeKind(_("What you wanted to do"), telling.follow_up_lines, Channel.WEEKLY, order=31),
        )
        mail_acts.register("touch.spoke", MailAct(_("We spoke"), by_mail.spoke))
        mail_acts.register("touch.snooze", MailAct(_("In two weeks"), by_mail.snooze))
        mail_acts.register("touch.not_this", MailAct(_("Not this one"), by_mail.not_this))
        mail_acts.register("touch.done", MailAct(_("Done"), by_mail.done))

    def _register_tour(self) -> None:
        from comity.foundation.core.registry import TourStop, tour

        tour.register(
            "touch",
            TourStop(
                _("Keep in touch"),
                _("Each at your own rhythm, at most five a week, and never somebody you just spoke to."),
                "touch:settings",
                "hand-heart",
                order=36,
            ),
        )
