from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from comity.foundation.audit.registry import Verb, verbs
from comity.foundation.core.registry import (
    Eraser,
    Exporter,
    NavigationEntry,
    SettingsPage,
    erasers,
    exporters,
    navigation,
    profile_intake,
    settings_pages,
)
from comity.foundation.quotas.registry import Quota, quotas
from comity.people.members.registry import INVITED, LISTED, OPENED

NAVIGATION = {
    "directory": NavigationEntry("members:directory", _("Members"), "contact", 55, "account"),
    "companies": NavigationEntry("members:companies", _("Companies"), "building-2", 60, "account"),
    "settings": NavigationEntry("members:settings", _("Settings"), "settings", 80, "account"),
    "members": NavigationEntry(
        "members:ops_members", _("Accounts"), "users", 90, "account", operators_only=True
    ),
}
SETTINGS = {
    "profile": SettingsPage(
        "members:profile", _("My profile"), _("What you say of yourself, and who sees it."), "user-round", 5
    ),
    "email": SettingsPage("account_email", _("E-mail addresses"), _("Where mail reaches you."), "mail", 10),
    "password": SettingsPage(
        "account_change_password", _("Password"), _("Change it, or set a first one."), "key-round", 20
    ),
    "second_step": SettingsPage(
        "mfa_index",
        _("Passkeys and second step"),
        _("Sign in without a password, or guard the one you have."),
        "shield-check",
        30,
    ),
    "sessions": SettingsPage(
        "usersessions_list", _("Sessions"), _("See where you are signed in, and end it."), "monitor", 40
    ),
    "connections": SettingsPage(
        "socialaccount_connections",
        _("Other accounts"),
        _("Sign in by an account you have elsewhere."),
        "link",
        45,
    ),
    "language": SettingsPage(
        "members:language", _("Language and time zone"), _("How pages and mails speak."), "languages", 50
    ),
    "invitations": SettingsPage(
        "members:invitations", _("Invitations"), _("Bring in somebody you know."), "user-plus", 60
    ),
    "blocks": SettingsPage(
        "members:blocks", _("Blocked members"), _("Who is not there for you, nor you for them."), "ban", 70
    ),
}

QUOTAS = {
    OPENED: Quota(
        _("Members' pages opened"), _("You have opened the pages of many members today."), 300, 75, 3_000
    ),
    LISTED: Quota(
        _("Members met in lists"), _("You have looked through many members today."), 2_000, 500, 20_000
    ),
    INVITED: Quota(
        _("Invitations to addresses or by links"),
        _("That is enough for today. Tomorrow you can invite more people."),
        20,
        5,
        500,
    ),
}
VERBS = {
    "members.claimed": Verb(_("{actor} became the first to run this instance")),
    "members.approved": Verb(_("{actor} let a member in"), stays=True),
    "members.refused": Verb(_("{actor} refused an account"), stays=True),
    "members.suspended": Verb(_("{actor} suspended an account"), stays=True),
    "members.invited": Verb(_("{actor} made an invitation")),
    "members.confirmed": Verb(_("{actor} confirmed a member's position")),
    "members.unconfirmed": Verb(_("{actor} took back that a member's position is confirmed")),
    "members.withdrew": Verb(_("{actor} withdrew an invitation")),
}


class MembersConfig(AppConfig):
    name = "comity.people.members"
    label = "members"

    def ready(self) -> None:
        self._register_tour()
        for key, entry in NAVIGATION.items():
            navigation.register(key, entry)
        for key, page in SETTINGS.items():
            settings_pages.register(key, page)
        for key, verb in VERBS.items():
            verbs.register(key, verb)
        for key, quota in QUOTAS.items():
            quotas.register(key, quota)
        self._register_rights()
        self._register_profile()
        self._register_walls()
        self._register_company()

    def _register_rights(self) -> None:
        from comity.people.members.actions.erasure import erase_account
        from comity.people.members.queries.acquaintances import linked_by_invitation
        from comity.people.members.queries.blocks import blocks_for_archive
        from comity.people.members.queries.export import export_account
        from comity.people.members.registry import acquaintances

        exporters.register("account", Exporter(export_account, order=10))
        exporters.register("blocks", Exporter(blocks_for_archive, order=15))
        erasers.register("account", Eraser(erase_account, order=100))
        acquaintances.register("invitations", linked_by_invitation)

    def _register_profile(self) -> None:
        from comity.people.members.actions.profile.erasure import erase_profile
        from comity.people.members.actions.profile.intake import Intake
        from comity.people.members.queries.profile_export import confirmations_for_archive, export_profile

        exporters.register("profile", Exporter(export_profile, order=20))
        exporters.register("confirmations", Exporter(confirmations_for_archive, order=21))
        erasers.register("profile", Eraser(erase_profile, order=80))
        profile_intake.register("members", Intake())

    def _register_walls(self) -> None:
        from comity.foundation.core.audience import walls
        from comity.people.members.queries.blocks import not_blocked

        walls.register("blocks", not_blocked)

    def _register_company(self) -> None:
        from comity.foundation.core.audience import AudienceKind, audience_kinds
        from comity.people.members.queries.confirming import companies_of, my_company

        kind = AudienceKind(_("my company"), 40, my_company, needs_ref=True, refs_of=companies_of)
        audience_kinds.register("company", kind)

    def _register_tour(self) -> None:
        from comity.foundation.core.registry import TourStop, tour

        tour.register(
            "profile",
            TourStop(
                _("Say who you are, part by part"),
                _("Each part of your profile has its own audience."),
                "members:profile",
                "id-card",
                order=30,
            ),
        )
