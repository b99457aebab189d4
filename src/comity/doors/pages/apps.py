from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "comity.doors.pages"
    label = "pages"

    def ready(self) -> None:
        from comity.doors.pages.queries.company import own_people_section
        from comity.doors.pages.queries.keeping import keeping_section
        from comity.doors.pages.queries.today import answers_cards
        from comity.foundation.core.registry import NavigationEntry, navigation
        from comity.people.companies.registry import CompanySection, company_sections
        from comity.people.contacts.registry import PersonSection, person_sections
        from comity.people.members.registry import MemberSection, TodayCard, member_sections, today_cards
        from comity.relationships.ties.queries.cards import answer_section
        from comity.relationships.ties.queries.suggestions import suggestions_card

        # Both read the viewer's answers, which are one long text under a seal: it is opened once.
        today_cards.register("help", TodayCard("touch/help.html", answers_cards, order=25, part="help"))
        today_cards.register(
            "network", TodayCard("pages/network/today.html", answers_cards, order=60, part="network")
        )
        person_sections.register(
            "answers", PersonSection("pages/sort/section.html", answer_section, place="aside", order=10)
        )
        member_sections.register("book", MemberSection("pages/keep.html", keeping_section, order=60))
        company_sections.register(
            "own", CompanySection("pages/company/own.html", own_people_section, order=10)
        )
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
        from comity.foundation.core.registry import TourStop, tour

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
