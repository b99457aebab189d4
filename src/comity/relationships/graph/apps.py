from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GraphConfig(AppConfig):
    name = "comity.relationships.graph"
    label = "graph"

    def ready(self) -> None:
        self._register_changes()
        self._register_rights()

    def _register_changes(self) -> None:
        """Hear of everything by which a lent tie comes or goes."""
        from comity.people.contacts.registry import cards_came_or_went
        from comity.people.members.registry import on_block, on_unblock, standing_changed
        from comity.relationships.graph.actions import changes
        from comity.relationships.mutual.registry import lending_changed

        lending_changed.register("graph", changes.pairs_changed)
        cards_came_or_went.register("graph", changes.cards_changed)
        on_block.register("graph", changes.block_changed)
        on_unblock.register("graph", changes.block_changed)
        standing_changed.register("graph", changes.standing_changed)

    def _register_rights(self) -> None:
        from comity.foundation.core.registry import Eraser, SettingsPage, erasers, settings_pages
        from comity.relationships.graph.actions.erasing import erase_from_graph

        erasers.register("graph", Eraser(erase_from_graph, order=95))
        settings_pages.register(
            "introductions",
            SettingsPage(
                "graph:openness",
                _("Introductions"),
                _("Whether people may be led to you, and whether you are suggested."),
                "route",
                56,
            ),
        )
