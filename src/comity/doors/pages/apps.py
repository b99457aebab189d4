from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "comity.doors.pages"
    label = "pages"

    def ready(self) -> None:
        from comity.doors.pages.queries import keeping_section
        from comity.foundation.core.registry import NavigationEntry, navigation
        from comity.people.contacts.registry import PersonSection, person_sections
        from comity.people.members.registry import MemberSection, TodayCard, member_sections, today_cards
        from comity.relationships.ties.queries.cards import answer_section, network_card
        from comity.relationships.ties.queries.suggestions import suggestions_card

        today_cards.register("network", TodayCard("pages/network/today.html", network_card, order=60))
        person_sections.register(
            "answers", PersonSection("pages/sort/section.html", answer_section, place="aside", order=10)
        )
        member_sections.register("book", MemberSection("pages/keep.html", keeping_section, order=60))
        navigation.register("today", NavigationEntry("pages:home", _("Today"), "sun", order=10))
        navigation.register("book", NavigationEntry("pages:book", _("People"), "users-round", order=20))
        navigation.register("network", NavigationEntry("pages:network", _("Network"), "orbit", order=30))
        navigation.register(
            "operator",
            NavigationEntry(
                "pages:operator", _("Running this instance"), "wrench", 80, "account", operators_only=True
            ),
        )
        navigation.register(
            "letters",
            NavigationEntry("pages:letters", _("Letters"), "mails", 81, "account", operators_only=True),
        )
        navigation.register("tour", NavigationEntry("pages:tour", _("Tour"), "map", 70, "account"))
        today_cards.register("log", TodayCard("pages/log/today.html", lambda _viewer, _at: {}, order=5))
        today_cards.register("suggestions", TodayCard("pages/log/waiting.html", suggestions_card, order=30))
        self._register_tour()

    def _register_tour(self) -> None:
        from comity.doors.pages.registry import TourStop, tour

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
            "find",
            TourStop(
                _("Find anybody by half a name"),
                _("With a slip of the finger, in any script, by work, place or tag."),
                "pages:book",
                "search",
                order=20,
            ),
        )
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
        tour.register(
            "sort",
            TourStop(
                _("Say whom you would ask, and whom you would help"),
                _("One person at a time, likeliest first; forty take two minutes. Nobody else ever sees it."),
                "pages:sort",
                "heart-handshake",
                order=31,
            ),
        )
        tour.register(
            "network",
            TourStop(
                _("See your network"),
                _("Rings around you: how close each one is, and who is slipping away."),
                "pages:network",
                "orbit",
                order=32,
            ),
        )
        tour.register(
            "log",
            TourStop(
                _("Note a meeting in one line"),
                _("“Coffee with Miriam yesterday”: read into a form, and kept once you say so."),
                "pages:log",
                "coffee",
                order=33,
            ),
        )
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
        tour.register(
            "met",
            TourStop(
                _("Confirm that you met"),
                _(
                    "By a picture or six letters: each gets what the other chose to give, and a day to get back."
                ),
                "mutual:met",
                "qr-code",
                order=34,
            ),
        )
        tour.register(
            "touch",
            TourStop(
                _("Keep in touch"),
                _("Each at your own rhythm, at most five a week, and never somebody you just spoke to."),
                "touch:settings",
                "hand-heart",
                order=35,
            ),
        )
        tour.register(
            "messages",
            TourStop(
                _("Write to each other"),
                _("Who knows you writes freely; anybody else sends one message and waits for your yes."),
                "messaging:inbox",
                "messages-square",
                order=36,
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
        tour.register(
            "operating",
            TourStop(
                _("Run it"),
                _("Letters that wait, background work, who may join."),
                "pages:operator",
                "wrench",
                order=90,
                operators_only=True,
            ),
        )
