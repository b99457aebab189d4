from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "comity.relationships.sources"
    label = "sources"

    def ready(self) -> None:
        from comity.foundation.core.registry import Eraser, SettingsPage, erasers, settings_pages
        from comity.foundation.mail.registry import Inbox, inboxes
        from comity.people.notifications.registry import MailAct, WeeklySection, mail_acts, weekly_sections
        from comity.relationships.sources.actions import answering, erasing, taking
        from comity.relationships.sources.notices import weekly

        settings_pages.register(
            "sources",
            SettingsPage(
                "sources:settings",
                _("Calendars and log address"),
                _("Let your calendar and your mail suggest what happened, so that you type less."),
                "calendar-sync",
                56,
            ),
        )
        inboxes.register(taking.PREFIX, Inbox(taking.take_mail))
        erasers.register("sources", Eraser(erasing.erase_sources, order=25))
        weekly_sections.register("sources", WeeklySection(weekly.to_confirm, order=20))
        mail_acts.register(weekly.CONFIRM, MailAct(_("Yes, it did"), answering.confirm, weekly.about))
        mail_acts.register(weekly.DISMISS, MailAct(_("No"), answering.dismiss, weekly.about))
        mail_acts.register(
            weekly.CONFIRM_ALL, MailAct(_("Yes to all of these"), answering.confirm_all, weekly.about_all)
        )
