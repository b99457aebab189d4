from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleToKnowConfig(AppConfig):
    name = "comity.relationships.people_to_know"
    label = "people_to_know"

    def ready(self) -> None:
        self._register_tour()
        self._register_quota()
        from comity.foundation.core.registry import (
            Eraser,
            Exporter,
            NavigationEntry,
            erasers,
            exporters,
            navigation,
        )
        from comity.relationships.people_to_know.actions.erasing import erase_put_aside
        from comity.relationships.people_to_know.queries.archive import put_aside_for_archive

        entry = NavigationEntry("people_to_know:page", _("People to know"), "user-round-plus", 35, "account")
        navigation.register("people_to_know", entry)
        exporters.register("people_to_know", Exporter(put_aside_for_archive, order=46))
        erasers.register("people_to_know", Eraser(erase_put_aside, order=20))

    def _register_quota(self) -> None:
        from comity.foundation.quotas.registry import Quota, quotas
        from comity.relationships.people_to_know.enums import JOINED

        said = ""  # nothing: it looks as if nobody else had joined
        quotas.register(JOINED, Quota(_("People of the own book found to have joined"), said, 60, 15))

    def _register_tour(self) -> None:
        from comity.foundation.core.registry import TourStop, tour

        tour.register(
            "people_to_know",
            TourStop(
                _("Find people to know"),
                _(
                    "By what you share or look for, in your circles and beyond them; each with a reason you can read."
                ),
                "people_to_know:page",
                "user-round-plus",
                order=37,
            ),
        )
